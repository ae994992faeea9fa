//! The command line as meant.

use std::ffi::OsString;
use std::io;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::model::Stage;
use crate::pipeline::{self, DeclarationError, FailOn, Overrides, Pipeline, Setting};
use crate::run::{self, Patience, Program, Request, Select, Worker};
use crate::store::Invocation;
use crate::text::nearest_word;

use super::args;

/// Variable that polars reads its number of threads from, once, when it is first used.
const POLARS_THREADS: &str = "POLARS_MAX_THREADS";

/// The request behind `tthc run`.
pub(super) fn request(typed: &args::Run) -> Result<Request, DeclarationError> {
    let select = select(&typed.stages);
    let request = of_target(&typed.target, typed.conduct.fail_on, select)?;
    let mut request = conducted(request, &typed.conduct);
    (request.force, request.asked.force) = (typed.stages.force, typed.stages.force);
    Ok(request)
}

/// The request behind `tthc plan`.
pub(super) fn request_of_plan(typed: &args::Plan) -> Result<Request, DeclarationError> {
    let request = of_target(&typed.target, None, select(&typed.stages))?;
    Ok(Request { force: typed.stages.force, ..request })
}

/// The request behind `tthc retry`: where nothing else is typed, of the inbox and with the keys of the run that is
/// tried again.
pub(super) fn request_of_retry(typed: &args::Retry) -> Result<Request, DeclarationError> {
    let fail_on = typed.conduct.fail_on;
    let request = of_target(&typed.target, fail_on, Select::Retry)?;
    // A state that cannot be read is told by the run itself.
    let Ok(Some(Invocation { inbox, set, .. })) = run::last_asked(&request) else {
        return Ok(conducted(request, &typed.conduct));
    };
    let target = &typed.target;
    let before = set.iter().filter_map(|typed| Setting::parse(typed).ok());
    let target = args::Target {
        inbox: target.inbox.clone().or(inbox),
        set: if target.set.is_empty() { before.collect() } else { target.set.clone() },
        ..target.clone()
    };
    let request = of_target(&target, fail_on, Select::Retry)?;
    Ok(conducted(request, &typed.conduct))
}

fn of_target(
    target: &args::Target,
    fail_on: Option<FailOn>,
    select: Select,
) -> Result<Request, DeclarationError> {
    let args::Target { pipeline, period, inbox, output, set } = target.clone();
    let overrides = Overrides { period, inbox, output, fail_on, set };
    let loaded = pipeline::load_with(&find(&pipeline), &overrides)?;
    let worker = apart();
    let asked = asked(select, target);
    Ok(Request { select, asked, ..Request::new(loaded, worker) })
}

fn select(typed: &args::Stages) -> Select {
    match (typed.from, typed.only) {
        (Some(stage), _) => Select::From(stage),
        (None, Some(stage)) => Select::Only(stage),
        (None, None) => Select::All,
    }
}

fn conducted(request: Request, typed: &args::Conduct) -> Request {
    Request { patience: typed.wait_for_lock.unwrap_or(Patience::None), ..request }
}

/// What is recorded of a command line. Paths are whole, so that they hold from whichever folder it is asked again.
fn asked(select: Select, target: &args::Target) -> Invocation {
    let stages = match select {
        Select::All => "all".to_owned(),
        Select::Retry => "retry".to_owned(),
        Select::From(stage) => format!("from {}", stage.word()),
        Select::Only(stage) => format!("only {}", stage.word()),
    };
    let whole = |path: &Option<PathBuf>| path.as_ref().and_then(|p| std::path::absolute(p).ok());
    let set = target.set.iter().map(|setting| setting.typed().to_owned()).collect();
    let (inbox, output) = (whole(&target.inbox), whole(&target.output));
    Invocation { stages, force: false, inbox, output, set }
}

/// The pipeline that files are checked by.
pub(super) fn pipeline_to_check(typed: &args::Check) -> Result<Pipeline, DeclarationError> {
    let overrides = Overrides { period: typed.period, ..Overrides::default() };
    pipeline::load_with(&find(&typed.pipeline), &overrides)
}

/// The command that checks the same files.
pub(super) fn again_check(typed: &args::Check) -> String {
    let mut words = vec!["tthc check".to_owned()];
    words.extend(typed.files.iter().map(|file| quoted(&file.display().to_string())));
    words.push(format!("--pipeline {}", quoted(&typed.pipeline.display().to_string())));
    words.extend(typed.period.map(|period| format!("--period {period}")));
    words.join(" ")
}

/// The pipeline whose period is asked about.
pub(super) fn pipeline_of_status(typed: &args::Status) -> Result<Pipeline, DeclarationError> {
    let overrides = Overrides {
        period: typed.period,
        inbox: typed.inbox.clone(),
        output: typed.output.clone(),
        ..Overrides::default()
    };
    pipeline::load_with(&find(&typed.pipeline), &overrides)
}

/// The command that asks the same.
pub(super) fn again_status(typed: &args::Status) -> String {
    let path = |path: &Path| quoted(&path.display().to_string());
    let mut words = vec!["tthc status".to_owned(), path(&typed.pipeline)];
    words.extend(typed.period.map(|period| format!("--period {period}")));
    words.extend(typed.inbox.as_deref().map(|inbox| format!("--inbox {}", path(inbox))));
    words.extend(typed.output.as_deref().map(|output| format!("--output {}", path(output))));
    words.extend(typed.missing.then(|| "--missing".to_owned()));
    words.extend(typed.json.then(|| "--json".to_owned()));
    words.join(" ")
}

/// The pipeline whose runs are compared.
pub(super) fn pipeline_of_diff(typed: &args::Diff) -> Result<Pipeline, DeclarationError> {
    let (period, output) = (typed.period, typed.output.clone());
    let overrides = Overrides { period, output, ..Overrides::default() };
    pipeline::load_with(&find(&typed.pipeline), &overrides)
}

/// The command that compares the same runs.
pub(super) fn again_diff(typed: &args::Diff) -> String {
    let path = |path: &Path| quoted(&path.display().to_string());
    let mut words = vec!["tthc diff".to_owned(), path(&typed.pipeline)];
    words.extend([&typed.old, &typed.new].map(|run| quoted(run)));
    words.extend(typed.period.map(|period| format!("--period {period}")));
    words.extend(typed.output.as_deref().map(|output| format!("--output {}", path(output))));
    words.extend(typed.json.then(|| "--json".to_owned()));
    words.join(" ")
}

/// The pipeline that was named, if one was.
pub(super) fn pipeline_of(named: Option<&Path>) -> Result<Option<Pipeline>, DeclarationError> {
    named.map(|named| pipeline::load(&find(named))).transpose()
}

/// The command that drafts the same form.
pub(super) fn again_draft(typed: &args::Draft) -> String {
    let path = |path: &Path| quoted(&path.display().to_string());
    let mut words = vec!["tthc form draft".to_owned(), path(&typed.example)];
    words.extend(typed.pipeline.as_deref().map(|named| format!("--pipeline {}", path(named))));
    words.extend(typed.sheet.as_deref().map(|sheet| format!("--sheet {}", quoted(sheet))));
    words.extend(typed.id.as_deref().map(|id| format!("--id {id}")));
    words.extend(typed.json.then(|| "--json".to_owned()));
    words.join(" ")
}

/// The pipelines that a file is inspected by: the one that was named, or all of `pipelines/`, in the order of
/// their names. Of these, one with faults is passed over while another has none.
pub(super) fn pipelines(named: Option<&Path>) -> Result<Vec<Pipeline>, DeclarationError> {
    if let Some(named) = named {
        return Ok(vec![pipeline::load(&find(named))?]);
    }
    let entries = std::fs::read_dir("pipelines").into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    let mut fault = None;
    let mut loaded = Vec::new();
    for path in files {
        // A file of metrics that pipelines share is no pipeline.
        match pipeline::load(&path) {
            Ok(pipeline) => loaded.push(pipeline),
            Err(error) => fault = fault.or(Some(error)),
        }
    }
    match fault {
        Some(error) if loaded.is_empty() => Err(error),
        None if loaded.is_empty() => {
            pipeline::load(Path::new("pipelines/nightly.toml")).map(|p| vec![p])
        }
        _ => Ok(loaded),
    }
}

/// This program, called to read files; where it cannot find itself, the name people call it by.
pub(super) fn apart() -> Worker {
    let path = std::env::current_exe().unwrap_or_else(|_| PathBuf::from("tthc"));
    Worker::Apart(Program { path, arguments: vec![args::READ_FILES.into()] })
}

/// A path as typed, or the file of that name in `pipelines/`.
pub(super) fn find(typed: &Path) -> PathBuf {
    if typed.exists() || typed.components().count() > 1 || typed.extension().is_some() {
        return typed.to_owned();
    }
    Path::new("pipelines").join(typed).with_extension("toml")
}

/// The command that makes the same run, word for word as a shell takes it; `stages` keeps the choice of stages.
pub(super) fn again(typed: &args::Run, stages: bool) -> String {
    let mut words = vec!["tthc run".to_owned()];
    words.extend(target_again(&typed.target));
    if stages {
        words.extend(stages_again(&typed.stages));
    }
    words.extend(conduct_again(&typed.conduct));
    words.join(" ")
}

/// The command that tries the same again.
pub(super) fn again_retry(typed: &args::Retry) -> String {
    let mut words = vec!["tthc retry".to_owned()];
    words.extend(target_again(&typed.target));
    words.extend(conduct_again(&typed.conduct));
    words.join(" ")
}

/// The command that foresees the same.
pub(super) fn again_plan(typed: &args::Plan) -> String {
    let mut words = vec!["tthc plan".to_owned()];
    words.extend(target_again(&typed.target));
    words.extend(stages_again(&typed.stages));
    words.extend(typed.json.then(|| "--json".to_owned()));
    words.join(" ")
}

fn target_again(typed: &args::Target) -> Vec<String> {
    let path = |path: &PathBuf| path.display().to_string();
    let mut words = vec![quoted(&path(&typed.pipeline))];
    words.extend(option("--period", typed.period.map(|period| period.to_string())));
    words.extend(option("--inbox", typed.inbox.as_ref().map(path)));
    words.extend(option("--output", typed.output.as_ref().map(path)));
    words.extend(typed.set.iter().filter_map(|set| option("--set", Some(set.typed().to_owned()))));
    words
}

fn stages_again(typed: &args::Stages) -> Vec<String> {
    let word = |stage: Stage| stage.word().to_owned();
    let mut words: Vec<String> = option("--from", typed.from.map(word)).into_iter().collect();
    words.extend(option("--only", typed.only.map(word)));
    words.extend(typed.force.then(|| "--force".to_owned()));
    words
}

fn conduct_again(typed: &args::Conduct) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    words.extend(option("--jobs", typed.jobs.map(|jobs| jobs.to_string())));
    words.extend(option("--fail-on", typed.fail_on.map(|fail_on| fail_on.word().to_owned())));
    words
}

fn option(name: &str, value: Option<String>) -> Option<String> {
    value.map(|value| format!("{name} {}", quoted(&value)))
}

/// The command that tells who has not sent what a run missed.
pub(super) fn who_is_missing(typed: &args::Target) -> String {
    let args::Target { pipeline, period, inbox, output, .. } = typed.clone();
    again_status(&args::Status { pipeline, period, inbox, output, missing: false, json: false })
}

/// The same with the pipeline whose name comes nearest to one that is not there.
pub(super) fn meant(typed: &args::Target) -> Option<args::Target> {
    let missing = find(&typed.pipeline);
    let wanted = missing.file_stem()?.to_str()?;
    if missing.exists() {
        return None;
    }
    let entries = std::fs::read_dir(missing.parent()?).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    // What pipelines share lies beside them and is none.
    files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    files.retain(|path| pipeline::load(path).is_ok());
    files.sort();
    let names = files.iter().filter_map(|path| path.file_stem()?.to_str());
    let near = nearest_word(wanted, names)?;
    let is_path = missing == typed.pipeline;
    let pipeline =
        if is_path { missing.with_file_name(near).with_extension("toml") } else { near.into() };
    Some(args::Target { pipeline, ..typed.clone() })
}

/// The command that inspects the same file.
pub(super) fn again_inspect(typed: &args::Inspect) -> String {
    let path = |path: &Path| quoted(&path.display().to_string());
    let mut words = vec!["tthc inspect".to_owned(), path(&typed.file)];
    words.extend(typed.pipeline.as_deref().map(|named| format!("--pipeline {}", path(named))));
    words.extend(typed.html.as_deref().map(|html| format!("--html {}", path(html))));
    words.extend(typed.json.then(|| "--json".to_owned()));
    words.join(" ")
}

/// The command that writes the same manual pages, where the folder is not there after it is made.
pub(super) fn again_man(folder: &Path) -> String {
    let folder = quoted(&folder.display().to_string());
    format!("mkdir -p {folder} && tthc man --dir {folder}")
}

/// In single quotes where a shell would see more than one word.
pub(super) fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./:".contains(c);
    if word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

/// Limits all threads to `jobs`. polars takes its number from the environment before its first use, so the
/// program starts itself again with the variable set; on success this does not return.
pub(super) fn use_threads(jobs: Option<u16>, arguments: &[OsString]) -> io::Result<()> {
    let Some(jobs) = jobs else { return Ok(()) };
    let wanted = jobs.to_string();
    if std::env::var(POLARS_THREADS).is_ok_and(|set| set == wanted) {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(usize::from(jobs));
        return pool.build_global().map_err(io::Error::other);
    }
    let program = std::env::current_exe()?;
    let rest = arguments.get(1..).unwrap_or_default();
    Err(Command::new(program).args(rest).env(POLARS_THREADS, wanted).exec())
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_shell_takes_a_quoted_word_as_one() {
        assert_eq!(quoted("pipelines/nightly.toml"), "pipelines/nightly.toml");
        assert_eq!(quoted("hộp thư"), "'hộp thư'");
        assert_eq!(quoted("it's"), "'it'\\''s'");
    }
}
