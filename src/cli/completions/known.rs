//! What can stand as an argument beyond fixed words: names of pipelines, runs, periods, codes, units, files, rankings,
//! metrics.
//! Taken from the pipeline that stands on the line already; where none does, or it is wrong, nothing is known.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use clap_complete::engine::{
    ArgValueCompleter, CompletionCandidate, PathCompleter, ValueCompleter,
};

use crate::check::CATALOGUE;
use crate::cli::args::place::{LATEST, PLANS, declaration};
use crate::model::Code;
use crate::pipeline::{self, Overrides, Pipeline};
use crate::store::{Folder, Inbox};

/// What completes an argument, by its name; commands that share a name mean the same by it.
pub(super) fn completer(argument: &str, typed: &[String]) -> Option<ArgValueCompleter> {
    let find: fn(&[String]) -> Vec<Known> = match argument {
        "pipeline" | "of" => return Some(ArgValueCompleter::new(of_pipelines)),
        "plan" => return Some(ArgValueCompleter::new(of_plans)),
        "run" | "old" | "new" | "since" => runs,
        "period" => periods,
        "code" => codes,
        "unit" | "without" => units,
        "drop" => files,
        "ranking" => rankings,
        "metric" => metrics,
        _ => return None,
    };
    let typed = typed.to_vec();
    Some(ArgValueCompleter::new(move |begun: &OsStr| beginning(begun, find(&typed))))
}

/// A word, and what it stands for.
type Known = (String, Option<String>);

fn beginning(begun: &OsStr, known: Vec<Known>) -> Vec<CompletionCandidate> {
    let begun = begun.to_string_lossy();
    let fit = known.into_iter().filter(|(word, _)| word.starts_with(begun.as_ref()));
    fit.map(|(word, about)| CompletionCandidate::new(word).help(about.map(Into::into))).collect()
}

/// Names in `pipelines/`, and paths where one is begun.
fn of_pipelines(begun: &OsStr) -> Vec<CompletionCandidate> {
    if Path::new(begun).components().count() > 1 || begun.to_string_lossy().starts_with('.') {
        return PathCompleter::file().complete(begun);
    }
    let entries = std::fs::read_dir("pipelines").into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    // What pipelines share lies beside them and is none.
    let loaded = files.iter().filter_map(|path| {
        let pipeline = pipeline::load(path).ok()?;
        Some((path.file_stem()?.to_str()?.to_owned(), Some(pipeline.title)))
    });
    let named = beginning(begun, loaded.collect());
    if named.is_empty() { PathCompleter::file().complete(begun) } else { named }
}

/// Names in `pipelines/inspections/`, and paths where one is begun.
fn of_plans(begun: &OsStr) -> Vec<CompletionCandidate> {
    if Path::new(begun).components().count() > 1 || begun.to_string_lossy().starts_with('.') {
        return PathCompleter::file().complete(begun);
    }
    let entries = std::fs::read_dir(PLANS).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    let names =
        files.iter().filter_map(|path| Some((path.file_stem()?.to_str()?.to_owned(), None)));
    let named = beginning(begun, names.collect());
    if named.is_empty() { PathCompleter::file().complete(begun) } else { named }
}

/// The pipeline that was typed, of the period and with the output that were.
fn pipeline(typed: &[String]) -> Option<Pipeline> {
    let behind = |option: &str| {
        let joined = |word: &String| Some(word.strip_prefix(option)?.strip_prefix('=')?.to_owned());
        let apart = typed.windows(2).find(|pair| pair[0] == option).map(|pair| pair[1].clone());
        apart.or_else(|| typed.iter().find_map(joined))
    };
    let overrides = Overrides {
        period: behind("--period").and_then(|period| period.parse().ok()),
        output: behind("--output").map(PathBuf::from),
        ..Overrides::default()
    };
    let named = typed.iter().skip(1).filter(|word| !word.starts_with('-') && !word.is_empty());
    let files = named.map(|word| declaration(Path::new(word))).filter(|file| file.is_file());
    let mut loaded = files.filter_map(|file| pipeline::load_with(&file, &overrides).ok());
    loaded.next()
}

/// Runs of the period, the newest first.
fn runs(typed: &[String]) -> Vec<Known> {
    let Some(pipeline) = pipeline(typed) else { return Vec::new() };
    let folder = Folder::new(&pipeline.output, &pipeline.id, &pipeline.period.to_string());
    let ids = folder.ids().unwrap_or_default();
    let words = [LATEST.to_owned(), format!("{LATEST}~1")];
    words.into_iter().chain(ids.into_iter().rev()).map(|word| (word, None)).collect()
}

/// The period that is declared, and those of which there are runs.
fn periods(typed: &[String]) -> Vec<Known> {
    let Some(pipeline) = pipeline(typed) else { return Vec::new() };
    let entries = std::fs::read_dir(pipeline.output.join(&pipeline.id)).into_iter().flatten();
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut periods: Vec<String> =
        names.filter(|name| name.parse::<crate::model::Period>().is_ok()).collect();
    periods.push(pipeline.period.to_string());
    periods.sort();
    periods.dedup();
    periods.into_iter().map(|period| (period, None)).collect()
}

fn codes(_: &[String]) -> Vec<Known> {
    let title = |code: &Code| CATALOGUE.get(*code).title.to_owned();
    Code::ALL.iter().map(|code| (code.id().to_owned(), Some(title(code)))).collect()
}

/// Files of the inbox.
fn files(typed: &[String]) -> Vec<Known> {
    let Some(pipeline) = pipeline(typed) else { return Vec::new() };
    let files = Inbox::new(pipeline.inbox).list().unwrap_or_default();
    files.into_iter().map(|file| (file, None)).collect()
}

fn units(typed: &[String]) -> Vec<Known> {
    let Some(pipeline) = pipeline(typed) else { return Vec::new() };
    let units = pipeline.register.iter();
    units.map(|(_, unit)| (unit.id.clone(), Some(unit.name.clone()))).collect()
}

fn rankings(typed: &[String]) -> Vec<Known> {
    let Some(pipeline) = pipeline(typed) else { return Vec::new() };
    let all = pipeline.rankings.into_iter();
    all.map(|ranking| (ranking.id, Some(ranking.title))).collect()
}

fn metrics(typed: &[String]) -> Vec<Known> {
    let Some(pipeline) = pipeline(typed) else { return Vec::new() };
    pipeline.metrics.into_iter().map(|metric| (metric.id, Some(metric.title))).collect()
}
