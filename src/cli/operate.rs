//! The commands of whoever keeps the program running: its schedule, its doctor, and a run to hand on.

use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use crate::model::{Exit, Lang, Period};
use crate::pipeline::{self, DeclarationError, Overrides, Pipeline, Setting};
use crate::run::{self, WhichRun};
use crate::store::{self, Record, Run};

use super::manner::Manner;
use super::print::{self, Printer};
use super::request::{find, quoted};
use super::schedule::{self, Job};
use super::{args, doctor};

/// `tthc schedule`.
pub(super) fn schedule_command(typed: &args::Schedule, manner: Manner) -> Exit {
    let printer = Printer::new(manner, false);
    let again = again("schedule", &typed.pipeline, &schedule_words(typed));
    let pipeline = match load(&typed.pipeline, None, typed.inbox.as_ref(), typed.output.as_ref()) {
        Ok(pipeline) => pipeline,
        Err(error) => return printer.declaration(&error, &again),
    };
    let lang = manner.lang;
    let refuse = |said: &str, hint: Option<&str>| printer.refused(said, hint, &again);
    let Some(declared) = &pipeline.schedule else {
        let file = find(&typed.pipeline);
        let said = format!(
            "{}: {}",
            file.display(),
            lang.pick("không khai báo [schedule]", "no [schedule] is declared")
        );
        return refuse(&said, Some(lang.pick(NO_SCHEDULE, NO_SCHEDULE_EN)));
    };
    let folder = std::env::current_dir().unwrap_or_default();
    let owner = std::fs::metadata(&folder).ok().map(|known| known.uid());
    let words = run_words(typed, lang);
    let job = Job { pipeline: &pipeline, schedule: declared, folder, words, owner };
    if let Some(word) = job.unfit() {
        let said = lang.pick("đường dẫn có ký tự điều khiển", "a path with control characters");
        return refuse(&format!("{word:?}: {said}"), None);
    }
    if !run::zone_is_known(&declared.zone) {
        let known = lang.pick("máy này không biết múi giờ", "this machine does not know");
        let mend =
            lang.pick("sửa khóa `zone` hoặc cài gói tzdata", "mend `zone` or install tzdata");
        printer.remark(&format!("{known} {}; {mend}", declared.zone));
    }
    let Some(dir) = &typed.dir else {
        print::data(&if typed.systemd { shown(&job, lang) } else { schedule::crontab(&job, lang) });
        return Exit::Complete;
    };
    let units = schedule::units(&job, lang);
    let files = units.each_ref().map(|unit| (unit.name.as_str(), unit.text.as_bytes()));
    match store::write_files(dir, &files) {
        Err(error) => printer.run_error(&error.into(), &again),
        Ok(written) => {
            let paths = written.iter().map(|path| format!("{}\n", path.display()));
            print::data(&paths.collect::<String>());
            let timer = quoted(&units[1].name);
            printer.remark(&format!("systemctl daemon-reload && systemctl enable --now {timer}"));
            Exit::Complete
        }
    }
}

const NO_SCHEDULE: &str = "thêm vào tệp đó hai dòng: [schedule] và at = \"01:00\"";
const NO_SCHEDULE_EN: &str = "add two lines to it: [schedule] and at = \"01:00\"";

/// The units one after the other, each under its name.
fn shown(job: &Job<'_>, lang: Lang) -> String {
    let units = schedule::units(job, lang);
    let texts =
        units.iter().map(|unit| format!("# /etc/systemd/system/{}\n{}", unit.name, unit.text));
    texts.collect::<Vec<_>>().join("\n")
}

/// The run as a scheduler calls it: every path whole.
fn run_words(typed: &args::Schedule, lang: Lang) -> Vec<String> {
    let program = std::env::current_exe().unwrap_or_else(|_| PathBuf::from("tthc"));
    let mut words = vec![program.display().to_string()];
    if lang != Lang::default() {
        words.extend(["--lang".to_owned(), lang.word().to_owned()]);
    }
    words.extend(["run".to_owned(), whole(&find(&typed.pipeline))]);
    for (name, path) in [("--inbox", &typed.inbox), ("--output", &typed.output)] {
        words.extend(path.iter().flat_map(|path| [name.to_owned(), whole(path)]));
    }
    words
}

fn whole(path: &Path) -> String {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).display().to_string()
}

/// `tthc doctor`.
pub(super) fn doctor_command(typed: &args::Doctor, manner: Manner) -> Exit {
    let printer = Printer::new(manner, typed.json);
    let args::Doctor { pipeline, period, inbox, output, json } = typed;
    match load(pipeline, *period, inbox.as_ref(), output.as_ref()) {
        Ok(pipeline) => printer.examined(&run::examine(&pipeline), &pipeline),
        Err(error) => {
            let flags = [("--json", *json)];
            let words = [places(*period, inbox.as_ref(), output.as_ref()), set(&flags)].concat();
            if !json {
                print::data(&doctor::faulty(error.faults.len(), manner));
            }
            printer.declaration(&error, &again("doctor", pipeline, &words))
        }
    }
}

/// `tthc bundle`.
pub(super) fn bundle_command(typed: &args::Bundle, manner: Manner) -> Exit {
    let printer = Printer::new(manner, typed.json);
    let args::Bundle { pipeline: named, run: wanted, out, period, inbox, output, json } = typed;
    let mut words: Vec<String> = wanted.iter().map(|run| path(run)).collect();
    words.extend(out.iter().map(|out| format!("-o {}", path(out))));
    words.extend(places(*period, inbox.as_ref(), output.as_ref()));
    words.extend(set(&[("--json", *json)]));
    let again = again("bundle", named, &words);
    let which = which(wanted.as_deref());
    let of_run = match &which {
        WhichRun::At(folder) if folder.join("run.json").is_file() => {
            match Run::open(folder.clone()) {
                Ok(run) => Some(run.record().clone()),
                Err(error) => return printer.run_error(&error.into(), &again),
            }
        }
        _ => None,
    };
    // A run that was named by its place is of the period that it is of.
    let of_period = of_run.as_ref().and_then(|record| record.period.parse().ok());
    let pipeline = match load(named, of_period.or(*period), inbox.as_ref(), output.as_ref()) {
        Ok(pipeline) => pipeline,
        Err(error) => return printer.declaration(&error, &again),
    };
    if let Some(record) = of_run.filter(|record| record.pipeline != pipeline.id) {
        let other = manner.lang.pick("lượt này thuộc pipeline", "this run is of the pipeline");
        return printer.refused(
            &format!("{}: {other} {}", record.run, record.pipeline),
            None,
            &again,
        );
    }
    let record = match run::record_of(&pipeline, &which) {
        Ok(record) => record,
        Err(error) => return printer.run_error(&error, &again),
    };
    // Keys that were set for that run belong to what it was declared by.
    let pipeline = match with_keys_of(&record, named, pipeline) {
        Ok(pipeline) => pipeline,
        Err(error) => return printer.declaration(&error, &again),
    };
    match run::bundle(&pipeline, &which, out.as_deref()) {
        Ok(bundled) => printer.bundled(&bundled),
        Err(error) => printer.run_error(&error, &again),
    }
}

/// The pipeline with the keys that were set for a run, if any were.
fn with_keys_of(
    record: &Record,
    named: &Path,
    pipeline: Pipeline,
) -> Result<Pipeline, DeclarationError> {
    let set: Vec<Setting> =
        record.asked.set.iter().filter_map(|typed| Setting::parse(typed).ok()).collect();
    if set.is_empty() {
        return Ok(pipeline);
    }
    let Pipeline { period, inbox, output, .. } = pipeline;
    let (period, inbox, output) = (Some(period), Some(inbox), Some(output));
    pipeline::load_with(&find(named), &Overrides { period, inbox, output, fail_on: None, set })
}

/// A folder, or the id of a run among those of the period.
fn which(typed: Option<&Path>) -> WhichRun {
    match typed {
        None => WhichRun::Latest,
        Some(path) if path.components().count() == 1 && !path.join("run.json").exists() => {
            WhichRun::Id(path.to_string_lossy().into_owned())
        }
        Some(path) => WhichRun::At(path.to_owned()),
    }
}

fn load(
    named: &Path,
    period: Option<Period>,
    inbox: Option<&PathBuf>,
    output: Option<&PathBuf>,
) -> Result<Pipeline, DeclarationError> {
    let (inbox, output) = (inbox.cloned(), output.cloned());
    pipeline::load_with(&find(named), &Overrides { period, inbox, output, ..Overrides::default() })
}

/// The command that does the same, word for word as a shell takes it.
fn again(command: &str, pipeline: &Path, words: &[String]) -> String {
    [&[format!("tthc {command}"), path(pipeline)], words].concat().join(" ")
}

fn schedule_words(typed: &args::Schedule) -> Vec<String> {
    let mut words = places(None, typed.inbox.as_ref(), typed.output.as_ref());
    words.extend(set(&[("--cron", typed.cron), ("--systemd", typed.systemd)]));
    words.extend(typed.dir.iter().map(|dir| format!("--dir {}", path(dir))));
    words
}

fn places(
    period: Option<Period>,
    inbox: Option<&PathBuf>,
    output: Option<&PathBuf>,
) -> Vec<String> {
    let mut words: Vec<String> =
        period.map(|period| format!("--period {period}")).into_iter().collect();
    words.extend(inbox.map(|inbox| format!("--inbox {}", path(inbox))));
    words.extend(output.map(|output| format!("--output {}", path(output))));
    words
}

fn set(flags: &[(&str, bool)]) -> Vec<String> {
    flags.iter().filter(|(_, set)| *set).map(|(name, _)| (*name).to_owned()).collect()
}

fn path(path: &Path) -> String {
    quoted(&path.display().to_string())
}
