//! What units get back, between inbox, `publish` and store: the files it takes are opened again, a few units at
//! a time, so that not the sheets of a whole province are held at once.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::ingest;
use crate::model::{Limits, Original, Wanted};
use crate::publish::{self, Inputs, Published, Return};
use crate::store::{Inbox, NewRun, Output, Run};

use super::journal::Journal;
use super::{Event, Readers, Request, RunError};

/// Most batches that are made before they are stored.
const AT_ONCE: usize = 16;
/// How many times longer a file may take than when it was checked.
const PATIENCE: u64 = 4;

/// What it takes to give forms back.
pub(super) struct GiveBack<'a> {
    inputs: &'a Inputs<'a>,
    inbox: &'a Inbox,
    request: &'a Request,
    readers: Readers<'a>,
    limits: Limits,
    returns: Vec<Return<'a>>,
}

/// Units whose files lie in the same archives: these are opened once for all of them.
#[derive(Debug, Default)]
struct Batch<'a> {
    returns: Vec<Return<'a>>,
    wanted: Vec<Wanted>,
}

impl<'a> GiveBack<'a> {
    pub(super) fn new(inputs: &'a Inputs<'a>, inbox: &'a Inbox, request: &'a Request) -> Self {
        let limits = inputs.pipeline.limits;
        // A file that was opened just in time is not lost because the machine has more to do now.
        let limits = Limits { seconds: limits.seconds.saturating_mul(PATIENCE), ..limits };
        let readers = Readers::new(&request.reading, limits);
        let Inputs { pipeline, findings, submissions, .. } = *inputs;
        let returns = publish::returns(pipeline, findings, submissions);
        Self { inputs, inbox, request, readers, limits, returns }
    }

    /// How many units get something back.
    pub(super) const fn len(&self) -> usize {
        self.returns.len()
    }

    /// Writes what every unit gets back.
    pub(super) fn all(
        mut self,
        draft: &mut NewRun,
        base: Option<&Run>,
        journal: &Journal<'_>,
    ) -> Result<Vec<Output>, RunError> {
        let returns = std::mem::take(&mut self.returns);
        let mut outputs = Vec::with_capacity(returns.len());
        let names = self.inbox.names();
        for batches in batches(returns, &names).chunks(AT_ONCE) {
            self.request.stop.check()?;
            let made = batches.par_iter().map(|batch| self.batch(batch, &names));
            let made: Vec<Vec<Published>> = made.collect::<Result<_, RunError>>()?;
            for form in made.iter().flatten() {
                outputs.push(draft.file(&form.file, &form.bytes, base)?);
                journal.tell(&Event::FileMade { file: &form.file, bytes: form.bytes.len() });
            }
        }
        Ok(outputs)
    }

    fn batch(&self, batch: &Batch<'a>, names: &[String]) -> Result<Vec<Published>, RunError> {
        let originals: Vec<Original> = ingest::again(
            &batch.wanted,
            names,
            |file| self.inbox.read(file, self.limits.file),
            |bytes| self.readers.open(bytes).map_err(RunError::Reader),
        )?;
        let forms = batch.returns.par_iter();
        let forms = forms.map(|given| publish::give_back(self.inputs.pipeline, given, &originals));
        Ok(forms.collect::<Result<_, _>>()?)
    }
}

/// Puts those together that take files out of the same file of the inbox.
fn batches<'a>(returns: Vec<Return<'a>>, names: &[String]) -> Vec<Batch<'a>> {
    let mut batches: Vec<Vec<Return<'_>>> = Vec::new();
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
    batches.into_iter().map(|returns| Batch { wanted: wanted(&returns), returns }).collect()
}

/// Each wanted file once, with the sheets that any of the units wants.
fn wanted(returns: &[Return<'_>]) -> Vec<Wanted> {
    let mut files: BTreeMap<&str, Wanted> = BTreeMap::new();
    for one in returns.iter().flat_map(|given| &given.wanted) {
        match files.get_mut(one.file.as_str()) {
            Some(known) => known.sheets.extend(one.sheets.iter().cloned()),
            None => {
                files.insert(&one.file, one.clone());
            }
        }
    }
    files.into_values().collect()
}
