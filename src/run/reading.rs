//! The first stage, file by file: which files of the inbox have to be read and why, and what is kept of the others.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::ingest::{self, Kept, Shelf};
use crate::model::{Stage, Status};
use crate::pipeline::Pipeline;
use crate::store::{Fingerprint, Input, Reason, Run, StageRecord, Verified};
use crate::table::{Submissions, Table as _};

use super::plan::{self, FileLook};
use super::reads::{Reads, aliases};
use super::state::READ_SUBMISSIONS;
use super::{Request, RunError, Select};

/// File of a run that holds what reading gave of each file.
pub(super) const KEPT: &str = "data/readings.bin";

/// The inbox as a run takes it, and the files that are to be read whatever is kept of them.
#[derive(Debug, Default)]
pub(super) struct Desk {
    pub(super) inputs: Vec<Input>,
    asked: BTreeSet<String>,
}

impl Desk {
    /// The inbox as it lies there; for a retry as the newest run took it, but for what it could not read. Where that
    /// did not come to read it, or it would be read by another declaration now, a retry takes it as it lies there too.
    pub(super) fn new(
        request: &Request,
        reads: &Reads,
        base: Option<&Run>,
        lying: Vec<Input>,
    ) -> Result<Self, RunError> {
        let all = |inputs| Self { inputs, asked: BTreeSet::new() };
        let Some(base) = base.filter(|_| request.select == Select::Retry) else {
            return Ok(all(lying));
        };
        let same = |record: &StageRecord| record.declaration == *reads.stage(Stage::Ingest);
        if !base.record().stage(Stage::Ingest).is_some_and(same) {
            return Ok(all(lying));
        }
        let mut inputs = base.record().inputs.clone();
        let asked = unreadable(base, &inputs)?;
        let now: BTreeMap<String, Fingerprint> =
            lying.into_iter().map(|input| (input.file, input.blake3)).collect();
        // What is no longer there cannot be read again.
        inputs.retain(|input| !asked.contains(&input.file) || now.contains_key(&input.file));
        for input in inputs.iter_mut().filter(|input| asked.contains(&input.file)) {
            if let Some(blake3) = now.get(&input.file) {
                input.blake3.clone_from(blake3);
            }
        }
        Ok(Self { inputs, asked })
    }

    /// Why the stage runs although nothing has changed, where it has to.
    pub(super) fn reason(&self) -> Option<Reason> {
        (!self.asked.is_empty()).then_some(Reason::Asked)
    }

    /// Of each file why it has to be read, or what is kept of it. `all` asks for every file.
    pub(super) fn files<'k>(
        &'k self,
        request: &Request,
        reads: &Reads,
        shelf: &'k Held,
        all: bool,
    ) -> Vec<File<'k>> {
        let nothing = shelf.nothing(reads);
        let names = shelf.shelf.changed_names(&aliases(&request.pipeline.register));
        let files = self.inputs.par_iter().map(|input| {
            let kept = shelf.shelf.file(&input.file);
            let look = FileLook {
                nothing_kept: nothing,
                read: shelf.read.get(&input.file).map(Fingerprint::as_str),
                input: input.blake3.as_str(),
                concerned: !names.is_empty() && kept.is_some_and(|k| k.is_concerned(&names)),
                asked: all || self.asked.contains(&input.file),
            };
            File { input, reason: look.reason(), kept }
        });
        files.collect()
    }
}

/// A file of the inbox in front of a run.
#[derive(Debug, Clone, Copy)]
pub(super) struct File<'k> {
    pub(super) input: &'k Input,
    /// Why it has to be read.
    pub(super) reason: Option<Reason>,
    kept: Option<&'k Kept>,
}

impl<'k> File<'k> {
    pub(super) fn task(&self) -> ingest::Task<'k> {
        let holds =
            |kept: &&Kept| self.reason.is_none() && kept.blake3 == self.input.blake3.as_str();
        ingest::Task { file: &self.input.file, kept: self.kept.filter(holds) }
    }
}

/// What an earlier run holds of the files it read.
#[derive(Debug, Default)]
pub(super) struct Held {
    shelf: Shelf,
    /// The inbox as that run took it.
    read: BTreeMap<String, Fingerprint>,
    /// Why it holds nothing.
    spoiled: Option<Reason>,
}

impl Held {
    pub(super) fn of(base: Option<&Run>) -> Self {
        let record = base.and_then(|run| Some((run, run.record().stage(Stage::Ingest)?)));
        let Some((run, record)) = record else { return Self::default() };
        let inputs = run.record().inputs.iter();
        let read: BTreeMap<String, Fingerprint> =
            inputs.map(|input| (input.file.clone(), input.blake3.clone())).collect();
        let nothing = |reason| Self { spoiled: Some(reason), ..Self::default() };
        if record.format != plan::format(Stage::Ingest) {
            return nothing(Reason::FormatChanged);
        }
        let Some(output) = record.outputs.iter().find(|output| output.file == KEPT) else {
            return nothing(Reason::FormatChanged);
        };
        match run.whole(output).map(Shelf::from_bytes) {
            Ok(Some(shelf)) => Self { shelf, read, spoiled: None },
            Ok(None) => nothing(Reason::FormatChanged),
            Err(Verified::Missing) => nothing(Reason::OutputMissing),
            Err(Verified::Changed | Verified::Whole) => nothing(Reason::OutputChanged),
        }
    }

    /// Why nothing that is held can be used, where that is so.
    fn nothing(&self, reads: &Reads) -> Option<Reason> {
        let other = !self.shelf.files.is_empty() && self.shelf.ground != reads.ground.as_str();
        self.spoiled.or(other.then_some(Reason::DeclarationChanged))
    }
}

/// What is held of files that were just read.
pub(super) fn shelf(pipeline: &Pipeline, reads: &Reads, files: Vec<Kept>) -> Shelf {
    let names = aliases(&pipeline.register).into_iter().map(<[String]>::to_vec).collect();
    Shelf { ground: reads.ground.as_str().to_owned(), names, files }
}

/// The files of the inbox that a run could not read, or in which it could not read a file.
fn unreadable(run: &Run, inputs: &[Input]) -> Result<BTreeSet<String>, RunError> {
    let frame = run.table(READ_SUBMISSIONS)?;
    let submissions = Submissions::from_frame(&frame).map_err(run.at_table(READ_SUBMISSIONS))?;
    let names: Vec<String> = inputs.iter().map(|input| input.file.clone()).collect();
    let rows = submissions.rows.iter().filter(|row| row.status == Status::Unreadable);
    let files = rows.filter_map(|row| row.file.as_deref());
    Ok(files.filter_map(|file| ingest::holder(file, &names)).map(str::to_owned).collect())
}
