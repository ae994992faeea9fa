//! Whether what a scheduler was given is what `[schedule]` says: lines of crontabs and units of systemd, as far as this
//! user may see them. Places, users and language are those of whoever installed it and are not compared.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::cli::args::command_line::quoted;
use crate::model::Lang;
use crate::pipeline::{Pipeline, Schedule};
use crate::run::{Diagnosis, Fact, Health};

use super::cron::{escaped, moment};
use super::job::ScheduledJob;
use super::systemd::{timer_of, units};

/// Where systemd looks for units, unless `SYSTEMD_UNIT_PATH` says otherwise.
const UNIT_FOLDERS: &str =
    "/etc/systemd/system:/run/systemd/system:/usr/local/lib/systemd/system:/usr/lib/systemd/system";
/// What systemd itself goes by.
const UNIT_PATH: &str = "SYSTEMD_UNIT_PATH";
/// Crontabs of the machine, beside that of the user.
const CRONTABS: [&str; 2] = ["/etc/crontab", "/etc/cron.d"];
/// Keys of units that say where and for whom.
const OF_PLACES: [&str; 5] =
    ["Description", "WorkingDirectory", "User", "ReadWritePaths", "RequiresMountsFor"];

/// A difference: what is installed, and what is declared.
type Mismatch = (String, String);

/// What is installed of a pipeline, against what it declares.
pub(in crate::cli) fn installed(pipeline: &Pipeline) -> Vec<Diagnosis> {
    let mut found = of_cron(pipeline);
    found.extend(of_systemd(pipeline));
    if found.is_empty() && pipeline.schedule.is_some() {
        return vec![Diagnosis { state: Health::Warning, fact: Fact::NotInstalled }];
    }
    let declared = pipeline.schedule.is_some();
    let facts = found.into_iter().map(|(place, difference)| match difference {
        _ if !declared => Fact::InstalledUndeclared(place),
        None => Fact::Installed(place),
        Some((found, declared)) => Fact::InstalledOtherwise { place, found, declared },
    });
    let state = |fact: &Fact| match fact {
        Fact::Installed(_) => Health::Good,
        _ => Health::Warning,
    };
    facts.map(|fact| Diagnosis { state: state(&fact), fact }).collect()
}

/// Each line of a crontab that runs the pipeline, and how it differs.
fn of_cron(pipeline: &Pipeline) -> Vec<(String, Option<Mismatch>)> {
    let mut found = Vec::new();
    for (place, text) in crontabs() {
        let (mut zone, mut mail) = (None, None);
        for line in text.lines().map(str::trim).filter(|line| !line.starts_with('#')) {
            if let Some(set) = line.strip_prefix("CRON_TZ=") {
                zone = Some(set);
            } else if let Some(set) = line.strip_prefix("MAILTO=") {
                mail = Some(set.trim_matches('"'));
            } else if runs(line, &pipeline.id) {
                let schedule = pipeline.schedule.as_ref();
                let difference = schedule.and_then(|declared| of_line(line, zone, mail, declared));
                found.push((place.clone(), difference));
            }
        }
    }
    found
}

/// The first thing in which a line is not what is declared.
fn of_line(
    line: &str,
    zone: Option<&str>,
    mail: Option<&str>,
    declared: &Schedule,
) -> Option<Mismatch> {
    let fields = line.split_whitespace().take(5).collect::<Vec<_>>().join(" ");
    let due = moment(declared);
    if fields != due {
        return Some((fields, due));
    }
    if let Some(zone) = zone.filter(|zone| *zone != declared.zone) {
        return Some((format!("CRON_TZ={zone}"), format!("CRON_TZ={}", declared.zone)));
    }
    if let Some(wanted) = declared.mail.as_deref().filter(|wanted| mail != Some(*wanted)) {
        let found = format!("MAILTO={}", mail.unwrap_or_default());
        return Some((found, format!("MAILTO={wanted}")));
    }
    let nice = line.split_once("nice -n ").map(|(_, rest)| rest.split(' ').next().unwrap_or(""));
    if let Some(nice) = nice.filter(|nice| *nice != declared.nice.to_string()) {
        return Some((format!("nice -n {nice}"), format!("nice -n {}", declared.nice)));
    }
    let call = declared.on_failure.as_ref().map(|command| escaped(&quoted(command)));
    let call = call.filter(|call| !line.contains(call.as_str()))?;
    Some(("…".to_owned(), call))
}

/// Whether a line runs the pipeline of this name.
fn runs(line: &str, id: &str) -> bool {
    let words = || line.split_whitespace().map(|word| word.trim_matches(['\'', '"', ';']));
    let is_program = |word: &str| Path::new(word).file_name().is_some_and(|name| name == "tthc");
    let is_pipeline = |word: &str| {
        let path = Path::new(word);
        let is_file = path.extension().is_some_and(|ending| ending == "toml");
        word == id || is_file && path.file_stem().is_some_and(|stem| stem == id)
    };
    words().any(is_program) && words().any(|word| word == "run") && words().any(is_pipeline)
}

/// The crontabs that can be read, each with its place.
fn crontabs() -> Vec<(String, String)> {
    let own = Command::new("crontab").arg("-l").stdin(Stdio::null()).output().ok();
    let own = own.filter(|output| output.status.success());
    let own = own.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    let mut found: Vec<(String, String)> =
        own.into_iter().map(|text| ("crontab".to_owned(), text)).collect();
    for place in CRONTABS.map(Path::new) {
        let inside = fs::read_dir(place).into_iter().flatten().flatten().map(|entry| entry.path());
        let mut files: Vec<PathBuf> = inside.collect();
        files.sort();
        for file in files.iter().map(PathBuf::as_path).chain([place]) {
            let text = fs::read_to_string(file).ok();
            found.extend(text.map(|text| (file.display().to_string(), text)));
        }
    }
    found
}

/// The timer of the pipeline, where there is one, and how its units differ.
fn of_systemd(pipeline: &Pipeline) -> Option<(String, Option<Mismatch>)> {
    let folders = std::env::var(UNIT_PATH).unwrap_or_else(|_| UNIT_FOLDERS.to_owned());
    let mut folders = folders.split(':').map(PathBuf::from);
    let folder = folders.find(|folder| folder.join(timer_of(pipeline)).is_file())?;
    let timer = folder.join(timer_of(pipeline)).display().to_string();
    let Some(schedule) = &pipeline.schedule else { return Some((timer, None)) };
    let (words, owner) = (Vec::new(), None);
    let job = ScheduledJob { pipeline, schedule, folder: PathBuf::new(), words, owner };
    let differs = units(&job, Lang::default()).into_iter().find_map(|unit| {
        let Ok(installed) = fs::read_to_string(folder.join(&unit.name)) else {
            return Some(("…".to_owned(), unit.name));
        };
        let lines: Vec<&str> = installed.lines().collect();
        let lacking = unit.text.lines().find(|line| is_compared(line) && !lines.contains(line))?;
        let key = lacking.split_once('=').map_or(lacking, |(key, _)| key);
        let other = lines.iter().find(|line| line.split_once('=').is_some_and(|(k, _)| k == key));
        Some((other.map_or("…", |line| *line).to_owned(), lacking.to_owned()))
    });
    Some((timer, differs))
}

/// Whether a line of a unit is of the schedule: the call of the program is of its place, and what is logged of a
/// language.
fn is_compared(line: &str) -> bool {
    let Some((key, value)) = line.split_once('=') else { return false };
    let shell = value.contains("/bin/sh -c ");
    let speaks = value.contains("logger -t tthc");
    !line.starts_with('#') && !OF_PLACES.contains(&key) && !speaks && (key != "ExecStart" || shell)
}
