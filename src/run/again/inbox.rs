//! What lies in the inbox before anything is run, and how a run takes it: a retry as the newest run took it.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::ingest;
use crate::model::{Stage, Status, Submissions};
use crate::run::error::RunError;
use crate::run::request::{Request, Select, StopSignal};
use crate::store::{Fingerprint, Inbox, Input, Reason, Run, StageRecord};

use super::artifacts::{READ_SUBMISSIONS, spoiled, table};
use super::declaration::DeclarationPrints;
use super::memory::Memory;
use super::program::program;

/// The files of the inbox with their fingerprints, in order; `largest` is the size in bytes up to which one is
/// read. A file that cannot be read has the fingerprint of nothing and becomes a finding later.
///
/// # Errors
/// The folder is not there or cannot be listed, or it was said to stop.
pub(in crate::run) fn inputs_of(
    inbox: &mut Inbox,
    largest: u64,
    stop: &StopSignal,
) -> Result<Vec<Input>, RunError> {
    if !inbox.exists() {
        return Err(RunError::NoInbox { path: inbox.root().to_owned() });
    }
    let files = inbox.list().map_err(RunError::Inbox)?;
    let inputs = files.into_par_iter().map(|file| {
        stop.check()?;
        Ok(Input { blake3: inbox.fingerprint(&file, largest), file })
    });
    inputs.collect()
}

/// The inbox as a run takes it, and the files that are to be read whatever is remembered of them.
#[derive(Debug, Default)]
pub(in crate::run) struct Intake {
    pub(in crate::run) inputs: Vec<Input>,
    asked: BTreeSet<String>,
}

impl Intake {
    /// The inbox as it lies there; for a retry as the newest run took it, but for what it could not read. Where nothing
    /// of that can be used, for it did not come to read it, or all would be read anew, a retry takes it as it lies there
    /// too.
    pub(in crate::run) fn new(
        request: &Request,
        prints: &DeclarationPrints,
        base: Option<&Run>,
        lying: Vec<Input>,
    ) -> Result<Self, RunError> {
        let all = |inputs| Self { inputs, asked: BTreeSet::new() };
        let Some(base) = base.filter(|_| request.select == Select::Retry) else {
            return Ok(all(lying));
        };
        let holds = |record: &StageRecord| {
            record.program == program()
                && record.declaration == *prints.stage(Stage::Ingest)
                && spoiled(base, record).is_none()
        };
        if !base.record().stage(Stage::Ingest).is_some_and(holds) {
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
    pub(in crate::run) fn reason(&self) -> Option<Reason> {
        (!self.asked.is_empty()).then_some(Reason::Asked)
    }

    /// Of each file why it has to be read; `None` where what is remembered of it still holds. `all` asks for every
    /// file.
    pub(in crate::run) fn files(
        &self,
        memory: &Memory,
        all: bool,
    ) -> Vec<(&Input, Option<Reason>)> {
        let files = self.inputs.par_iter().map(|input| {
            let asked = all || self.asked.contains(&input.file);
            (input, memory.reason(input, asked))
        });
        files.collect()
    }
}

/// The files of the inbox that a run could not read, or in which it could not read a file.
fn unreadable(run: &Run, inputs: &[Input]) -> Result<BTreeSet<String>, RunError> {
    let submissions: Submissions = table(run, READ_SUBMISSIONS)?;
    let names: Vec<String> = inputs.iter().map(|input| input.file.clone()).collect();
    let rows = submissions.rows.iter().filter(|row| row.status == Status::Unreadable);
    let files = rows.filter_map(|row| row.file.as_deref());
    Ok(files.filter_map(|file| ingest::holder(file, &names)).map(str::to_owned).collect())
}
