//! The declaration of a run that was made before, as it stands in it.

use std::path::{Path, PathBuf};

use crate::pipeline::{Overrides, Pipeline, Setting, load_with};
use crate::store::{Run, Verified};

use super::layout::{HOME, is_foreign};

/// A file of the declaration of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::run) struct KeptFile {
    /// Its name inside the run.
    pub(in crate::run) name: String,
    /// What stands in it.
    pub(in crate::run) text: String,
    /// Whether it is declared by a whole path, which leads nowhere in another place.
    pub(in crate::run) foreign: bool,
}

/// The files of the declaration of a run, the pipeline file first; `None` where it kept none, or one of them is no longer
/// what was written.
pub(in crate::run) fn kept(run: &Run) -> Option<Vec<KeptFile>> {
    let declared = &run.record().declared;
    let files = declared.iter().map(|output| {
        let text =
            run.bytes(&output.file).ok().filter(|_| run.verify(output) == Verified::Whole)?;
        let (name, foreign) = (output.file.clone(), is_foreign(&output.file));
        Some(KeptFile { name, text: String::from_utf8(text).ok()?, foreign })
    });
    files.collect::<Option<Vec<KeptFile>>>().filter(|files| !files.is_empty())
}

/// The pipeline of a run by the files that it kept alone; `None` where it kept none, or this program does not take them for
/// a declaration.
pub(in crate::run) fn declared_in(run: &Run) -> Option<Pipeline> {
    let record = run.record();
    let own = record.declared.first().filter(|_| kept(run).is_some())?;
    let output = run.path().ancestors().nth(RUN_DEPTH)?;
    let overrides = Overrides {
        period: record.period.parse().ok(),
        inbox: record.asked.inbox.clone(),
        // Where it was declared nothing tells; the folder beside its output is not among its runs.
        home: output.parent().map(|beside| beside.join(HOME)),
        output: Some(output.to_owned()),
        set: record.asked.set.iter().filter_map(|typed| Setting::parse(typed).ok()).collect(),
        ..Overrides::default()
    };
    load_with(&run.path().join(&own.file), &overrides).ok()
}

/// How deep a run lies in its output: below its pipeline, its period and the folder of runs.
const RUN_DEPTH: usize = 4;

/// The pipeline as it was declared when a run was made, with the keys that were set for it: by the files that the run
/// kept, else by those of `now`. Its inbox and its runs lie beside the file that it is declared in `now`; `inbox` is the
/// one that was asked for now. What this program no longer takes for a declaration is as it is `now`.
pub(in crate::run) fn declared_then(run: &Run, now: &Pipeline, inbox: Option<PathBuf>) -> Pipeline {
    let (file, overrides) = read_then(run, now, inbox);
    let file = file.unwrap_or_else(|| file_of(now));
    load_with(&file, &overrides).unwrap_or_else(|_| now.clone())
}

/// How the pipeline is read as it was declared when a run was made: the pipeline file that the run kept, where it has what
/// it kept, and what stands in place of what is declared in it.
pub(in crate::run) fn read_then(
    run: &Run,
    now: &Pipeline,
    inbox: Option<PathBuf>,
) -> (Option<PathBuf>, Overrides) {
    let record = run.record();
    let own = record.declared.first().filter(|_| kept(run).is_some());
    let set = record.asked.set.iter().filter_map(|typed| Setting::parse(typed).ok()).collect();
    let overrides = Overrides {
        period: record.period.parse().ok(),
        // A period that moves on is the one that the run was of.
        now: None,
        inbox: inbox.or_else(|| record.asked.inbox.clone()),
        output: Some(now.output.clone()),
        home: file_of(now).parent().map(Path::to_owned),
        fail_on: None,
        set,
        rules: Vec::new(),
    };
    (own.map(|output| run.path().join(&output.file)), overrides)
}

/// The file that a pipeline is declared in.
fn file_of(pipeline: &Pipeline) -> PathBuf {
    pipeline.files.first().map(|file| file.path.clone()).unwrap_or_default()
}
