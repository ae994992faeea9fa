//! What units get back, between inbox, `publish` and store: the files it takes are opened again, a few units at
//! a time, so that not the sheets of a whole province are held at once. What a unit gets back from the same findings and
//! the same files is taken over.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::ingest;
use crate::model::{Limits, Lost, Original, Wanted};
use crate::pipeline::Pipeline;
use crate::publish::{self, Inputs, Return};
use crate::run::code::code_of;
use crate::run::error::RunError;
use crate::run::reporter::Event;
use crate::run::request::Request;
use crate::run::workers::job::{Job, Reply, ReturnedForm};
use crate::run::workers::pool::Workers;
use crate::run::workers::worker::give_back;
use crate::store::{FileRead, Fingerprint, Inbox, Input, NewRun, Output};

use super::journal::Journal;
use super::kept_files::{FileState, KeptFiles};

/// Most batches that are made before they are stored.
const AT_ONCE: usize = 6;
/// How many times longer a file may take than when it was checked.
const PATIENCE: u64 = 4;

/// What it takes to give forms back.
pub(super) struct GiveBack<'a> {
    pipeline: &'a Pipeline,
    inbox: &'a Inbox,
    /// What lies in the inbox now.
    lying: BTreeMap<&'a str, &'a Fingerprint>,
    request: &'a Request,
    workers: Workers<'a>,
    limits: Limits,
    returns: Vec<Return>,
    kept: KeptFiles<'a>,
    /// Of what sheets show of the declaration.
    sheets: &'a Fingerprint,
}

/// The forms as they stand in the run.
#[derive(Debug, Default)]
pub(super) struct ReturnedForms {
    pub(super) outputs: Vec<Output>,
    /// Those that were made now, and why.
    pub(super) made: Vec<FileRead>,
}

/// A form with what it is made from, and whether there is one of that.
struct FormState<'a> {
    given: Return,
    input: Fingerprint,
    state: FileState<'a>,
}

/// Units whose files lie in the same archives: these are opened once for all of them.
#[derive(Debug, Default)]
struct Batch {
    returns: Vec<Return>,
    /// The files of the inbox that hold what they want, and what each of them holds.
    holders: BTreeMap<String, Vec<Wanted>>,
}

impl<'a> GiveBack<'a> {
    pub(super) fn new(
        inputs: &'a Inputs<'a>,
        inbox: &'a Inbox,
        lying: &'a [Input],
        request: &'a Request,
        sheets: &'a Fingerprint,
        kept: KeptFiles<'a>,
    ) -> Result<Self, RunError> {
        let limits = inputs.pipeline.limits;
        let Inputs { pipeline, findings, submissions, .. } = *inputs;
        let returns = publish::returns(pipeline, findings, submissions);
        let limits = roomy(limits, &returns);
        let workers = Workers::new(&request.worker, Some(pipeline), limits);
        let workers = workers.map_err(RunError::Reader)?;
        let lying = lying.iter().map(|input| (input.file.as_str(), &input.blake3)).collect();
        Ok(Self { pipeline, inbox, lying, request, workers, limits, returns, kept, sheets })
    }

    /// Writes what every unit gets back, and what is kept of it. So many files are made `beside`, for whoever counts.
    pub(super) fn all(
        mut self,
        draft: &NewRun,
        journal: &Journal<'_>,
        beside: usize,
    ) -> Result<ReturnedForms, RunError> {
        let names = self.inbox.names();
        let returns = std::mem::take(&mut self.returns).into_par_iter();
        let states = returns.map(|given| self.state(given, &names));
        let states: Vec<FormState<'a>> = states.collect::<Result<_, RunError>>()?;
        let mut returned = ReturnedForms::default();
        let mut to_make = Vec::new();
        let mut reasons = BTreeMap::new();
        for FormState { given, input, state } in states {
            match state {
                FileState::Holds(base, output) => {
                    draft.take_over(base, &output)?;
                    returned.outputs.push(output);
                }
                FileState::ToMake(reason) => {
                    reasons.insert(given.file.clone(), (reason, input));
                    to_make.push(given);
                }
            }
        }
        journal.tell(&Event::FilesAhead { files: beside + to_make.len() });
        for batches in batches(to_make, &names).chunks(AT_ONCE) {
            self.request.stop.check()?;
            let made = batches.par_iter().map(|batch| self.batch(batch));
            let made: Vec<Vec<ReturnedForm>> = made.collect::<Result<_, RunError>>()?;
            for ReturnedForm { form, lasts } in made.iter().flatten() {
                let mut output = draft.file(&form.file, &form.bytes, self.kept.run())?;
                journal.tell(&Event::FileMade { file: &form.file, bytes: form.bytes.len() });
                if let Some((reason, input)) = reasons.remove(&form.file) {
                    returned.made.push(FileRead { file: form.file.clone(), reason });
                    output.code = Some(code_of(&input, self.sheets));
                    output.made_from = lasts.then_some(input);
                }
                returned.outputs.push(output);
            }
        }
        returned.outputs.sort();
        Ok(returned)
    }

    /// The form as the run before left it, where it still holds, or why it does not.
    fn state(&self, mut given: Return, names: &[String]) -> Result<FormState<'a>, RunError> {
        let input = self.made_from(&given, names)?;
        given.code = Some(code_of(&input, self.sheets));
        let state = self.kept.state(&given.file, &input);
        Ok(FormState { given, input, state })
    }

    /// All that a form is made from, but for what is declared.
    fn made_from(&self, given: &Return, names: &[String]) -> Result<Fingerprint, RunError> {
        let wanted = given.wanted.iter().map(|one| {
            let holder = ingest::holder(&one.file, names);
            let lies = holder.and_then(|holder| self.lying.get(holder).copied());
            (&one.file, &one.blake3, &one.sheets, one.counts, lies)
        });
        Ok(Fingerprint::of(&(given.unit, &given.findings, wanted.collect::<Vec<_>>()))?)
    }

    /// Has the forms of a batch made; files on which a worker is lost are left out of them, and only these.
    fn batch(&self, batch: &Batch) -> Result<Vec<ReturnedForm>, RunError> {
        let Batch { returns, holders } = batch;
        let read = |file: &String| self.inbox.read(file, self.limits.file).map_err(|_| Lost::Gone);
        let mut files: Vec<Result<Vec<u8>, Lost>> = holders.keys().map(read).collect();
        if let Some(made) = self.ask(returns, holders, &files)? {
            return Ok(made);
        }
        for (bytes, (file, wanted)) in files.iter_mut().zip(holders) {
            let alone = BTreeMap::from([(file.clone(), wanted.clone())]);
            if self.ask(&[], &alone, std::slice::from_ref(bytes))?.is_none() {
                *bytes = Err(Lost::Unreadable);
            }
        }
        if let Some(made) = self.ask(returns, holders, &files)? {
            return Ok(made);
        }
        let lost = holders.values().flatten().map(|one| ingest::lost(one, Lost::Unreadable));
        Ok(give_back(returns, &lost.collect::<Vec<Original>>(), self.pipeline)?)
    }

    /// What a worker makes of files that lie beside each other; nothing where it is lost.
    fn ask(
        &self,
        returns: &[Return],
        holders: &BTreeMap<String, Vec<Wanted>>,
        files: &[Result<Vec<u8>, Lost>],
    ) -> Result<Option<Vec<ReturnedForm>>, RunError> {
        let lost = files.iter().map(|bytes| bytes.as_ref().err().copied());
        let named = holders.keys().cloned().zip(lost);
        let wanted = holders.values().cloned().collect();
        let job = Job::GiveBack { returns: returns.to_vec(), wanted, holders: named.collect() };
        let bytes: Vec<&[u8]> = files.iter().flatten().map(Vec::as_slice).collect();
        // What is written is what was asked for, whatever else a worker would have written.
        let made = |answer| match answer {
            Reply::ReturnedForms(Ok(made))
                if made.iter().map(|made| &made.form.file).eq(returns.iter().map(|r| &r.file)) =>
            {
                Some(made)
            }
            _ => None,
        };
        Ok(self.workers.ask(&job, &bytes, made).map_err(RunError::Reader)?.ok())
    }
}

/// The limits of a worker that holds all files of a form at once, and the form. A file that was opened just in time is
/// not lost because the machine has more to do now.
fn roomy(limits: Limits, returns: &[Return]) -> Limits {
    let files = returns.iter().map(|given| given.wanted.len()).max().unwrap_or(0);
    let files = u64::try_from(files).unwrap_or(u64::MAX);
    Limits {
        seconds: limits.seconds.saturating_mul(PATIENCE),
        memory: limits.memory.saturating_mul(files.saturating_add(1)),
        ..limits
    }
}

/// Puts those together that take files out of the same file of the inbox.
fn batches(returns: Vec<Return>, names: &[String]) -> Vec<Batch> {
    let mut batches: Vec<Vec<Return>> = Vec::new();
    let mut batch_of: BTreeMap<&str, usize> = BTreeMap::new();
    for given in returns {
        let files = given.wanted.iter().map(|one| one.file.as_str());
        let holders: BTreeSet<&str> =
            files.filter_map(|file| ingest::holder(file, names)).collect();
        let known: BTreeSet<usize> =
            holders.iter().filter_map(|holder| batch_of.get(holder).copied()).collect();
        let mut together = Vec::new();
        for &batch in &known {
            together.append(&mut batches[batch]);
        }
        together.push(given);
        let here = known.first().copied().unwrap_or(batches.len());
        if known.len() > 1 {
            let moved = batch_of.values_mut().filter(|batch| known.contains(batch));
            moved.for_each(|batch| *batch = here);
        }
        batch_of.extend(holders.into_iter().map(|holder| (holder, here)));
        match batches.get_mut(here) {
            Some(batch) => *batch = together,
            None => batches.push(together),
        }
    }
    batches.retain(|batch| !batch.is_empty());
    batches.into_iter().map(|returns| batch(returns, names)).collect()
}

/// Each wanted file once, with the sheets that any of the units wants, by the file of the inbox that holds it.
fn batch(returns: Vec<Return>, names: &[String]) -> Batch {
    let mut files: BTreeMap<&str, Wanted> = BTreeMap::new();
    for one in returns.iter().flat_map(|given| &given.wanted) {
        match files.get_mut(one.file.as_str()) {
            Some(known) => known.add(one),
            None => {
                files.insert(&one.file, one.clone());
            }
        }
    }
    let mut holders: BTreeMap<String, Vec<Wanted>> = BTreeMap::new();
    for one in files.into_values() {
        // What is in no file any more is looked for under its own name, and not found.
        let holder = ingest::holder(&one.file, names).unwrap_or(&one.file).to_owned();
        holders.entry(holder).or_default().push(one);
    }
    Batch { returns, holders }
}
