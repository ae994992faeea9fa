//! What units get back, between inbox, `publish` and store: the files it takes are opened again, a few units at
//! a time, so that not the sheets of a whole province are held at once. What a unit gets back from the same findings and
//! the same files is taken over.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::ingest;
use crate::model::{Limits, Lost, Original, Stage, Wanted};
use crate::publish::{self, Inputs, Published, Return};
use crate::store::{FileRead, Fingerprint, Inbox, Input, NewRun, Output, Reason, Run, Verified};

use super::journal::Journal;
use super::pieces::{self, Held, Piece};
use super::reads::Reads;
use super::{Event, Readers, Request, RunError};

/// Most batches that are made before they are stored.
const AT_ONCE: usize = 6;
/// How many times longer a file may take than when it was checked.
const PATIENCE: u64 = 4;

/// A workbook that a unit got back, which lies in the run.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct GivenBack {
    sha256: String,
}

impl Piece for GivenBack {
    const STAGE: Stage = Stage::Publish;
    const FILE: &'static str = "data/returned.bin";

    fn example() -> Self {
        Self { sha256: "0f".to_owned() }
    }
}

/// What it takes to give forms back.
pub(super) struct GiveBack<'a> {
    inputs: &'a Inputs<'a>,
    inbox: &'a Inbox,
    /// What lies in the inbox now.
    lying: BTreeMap<&'a str, &'a Fingerprint>,
    request: &'a Request,
    reads: &'a Reads,
    readers: Readers<'a>,
    limits: Limits,
    returns: Vec<Return<'a>>,
    base: Option<&'a Run>,
    held: Held<GivenBack>,
    /// Making every form again was asked for.
    asked: bool,
}

/// The forms as they stand in the run.
#[derive(Debug, Default)]
pub(super) struct Returned {
    pub(super) outputs: Vec<Output>,
    /// Those that were made now, and why.
    pub(super) made: Vec<FileRead>,
    /// Those that would be made the same the next time, and what they are made from.
    kept: BTreeMap<String, (Fingerprint, GivenBack)>,
}

impl Returned {
    fn keep(&mut self, output: &Output, input: Fingerprint) {
        let piece = GivenBack { sha256: output.sha256.clone() };
        self.kept.insert(output.file.clone(), (input, piece));
    }
}

/// A form before it is made, with what it is made from.
enum Looked<'a> {
    /// The run before left it as it would be made now.
    Holds(&'a Run, Output, Fingerprint),
    ToMake(Return<'a>, Reason, Fingerprint),
}

/// Units whose files lie in the same archives: these are opened once for all of them.
#[derive(Debug, Default)]
struct Batch<'a> {
    returns: Vec<Return<'a>>,
    wanted: Vec<Wanted>,
}

impl<'a> GiveBack<'a> {
    pub(super) fn new(
        inputs: &'a Inputs<'a>,
        inbox: &'a Inbox,
        lying: &'a [Input],
        request: &'a Request,
        reads: &'a Reads,
        base: Option<&'a Run>,
        asked: bool,
    ) -> Self {
        let limits = inputs.pipeline.limits;
        // A file that was opened just in time is not lost because the machine has more to do now.
        let limits = Limits { seconds: limits.seconds.saturating_mul(PATIENCE), ..limits };
        let readers = Readers::new(&request.reading, limits);
        let Inputs { pipeline, findings, submissions, .. } = *inputs;
        let returns = publish::returns(pipeline, findings, submissions);
        let lying = lying.iter().map(|input| (input.file.as_str(), &input.blake3)).collect();
        let held = Held::of(base, reads);
        Self { inputs, inbox, lying, request, reads, readers, limits, returns, base, held, asked }
    }

    /// Writes what every unit gets back, and what is kept of it. So many files are made `beside`, for whoever counts.
    pub(super) fn all(
        mut self,
        draft: &NewRun,
        journal: &Journal<'_>,
        beside: usize,
    ) -> Result<Returned, RunError> {
        let names = self.inbox.names();
        let returns = std::mem::take(&mut self.returns).into_par_iter();
        let looked = returns.map(|given| self.look(given, &names));
        let looked: Vec<Looked<'a>> = looked.collect::<Result<_, RunError>>()?;
        let mut returned = Returned::default();
        let mut to_make = Vec::new();
        let mut reasons = BTreeMap::new();
        for one in looked {
            match one {
                Looked::Holds(base, output, input) => {
                    draft.take_over(base, &output)?;
                    returned.keep(&output, input);
                    returned.outputs.push(output);
                }
                Looked::ToMake(given, reason, input) => {
                    reasons.insert(given.file.clone(), (reason, input));
                    to_make.push(given);
                }
            }
        }
        journal.tell(&Event::FilesAhead { files: beside + to_make.len() });
        for batches in batches(to_make, &names).chunks(AT_ONCE) {
            self.request.stop.check()?;
            let made = batches.par_iter().map(|batch| self.batch(batch, &names));
            let made: Vec<Vec<Made>> = made.collect::<Result<_, RunError>>()?;
            for Made { form, lasts } in made.iter().flatten() {
                let output = draft.file(&form.file, &form.bytes, self.base)?;
                journal.tell(&Event::FileMade { file: &form.file, bytes: form.bytes.len() });
                if let Some((reason, input)) = reasons.remove(&form.file) {
                    returned.made.push(FileRead { file: form.file.clone(), reason });
                    if *lasts {
                        returned.keep(&output, input);
                    }
                }
                returned.outputs.push(output);
            }
        }
        returned.outputs.sort();
        if !returned.outputs.is_empty() {
            let kept = returned.kept.iter();
            let files = kept.clone().map(|(file, (input, _))| (file.as_str(), input.clone()));
            let pieces: Vec<GivenBack> = kept.map(|(_, (_, piece))| piece.clone()).collect();
            let kept = pieces::keep(draft, self.reads, files.collect(), &pieces, self.base)?;
            returned.outputs.push(kept);
        }
        Ok(returned)
    }

    /// The form as the run before left it, where it still holds, or why it does not.
    fn look(&self, given: Return<'a>, names: &[String]) -> Result<Looked<'a>, RunError> {
        let input = self.made_from(&given, names)?;
        if let Some(reason) = self.held.reason(&given.file, &input, self.asked) {
            return Ok(Looked::ToMake(given, reason, input));
        }
        Ok(match self.whole(&given.file) {
            Ok((base, output)) => Looked::Holds(base, output, input),
            Err(reason) => Looked::ToMake(given, reason, input),
        })
    }

    /// All that a form is made from, but for what is declared.
    fn made_from(&self, given: &Return<'a>, names: &[String]) -> Result<Fingerprint, RunError> {
        let wanted = given.wanted.iter().map(|one| {
            let holder = ingest::holder(&one.file, names);
            let lies = holder.and_then(|holder| self.lying.get(holder).copied());
            (&one.file, &one.blake3, &one.sheets, lies)
        });
        Ok(Fingerprint::of(&(given.unit, &given.findings, wanted.collect::<Vec<_>>()))?)
    }

    /// A form of the run before, if it is what was written.
    fn whole(&self, file: &str) -> Result<(&'a Run, Output), Reason> {
        let held = self.base.zip(self.held.piece(file));
        let (base, GivenBack { sha256 }) = held.ok_or(Reason::NeverRun)?;
        let output = Output { file: file.to_owned(), sha256: sha256.clone() };
        match base.verify(&output) {
            Verified::Whole => Ok((base, output)),
            Verified::Changed => Err(Reason::OutputChanged),
            Verified::Missing => Err(Reason::OutputMissing),
        }
    }

    fn batch(&self, batch: &Batch<'a>, names: &[String]) -> Result<Vec<Made>, RunError> {
        let originals: Vec<Original> = ingest::again(
            &batch.wanted,
            names,
            |file| self.inbox.read(file, self.limits.file),
            |bytes| self.readers.open(bytes).map_err(RunError::Reader),
        )?;
        let lost = originals.iter().filter(|one| matches!(one.sheets, Err(Lost::Unreadable)));
        let lost: BTreeSet<&str> = lost.map(|one| one.file.as_str()).collect();
        let forms = batch.returns.par_iter().map(|given| {
            let form = publish::give_back(self.inputs.pipeline, given, &originals)?;
            let lasts = !given.wanted.iter().any(|one| lost.contains(one.file.as_str()));
            Ok(Made { form, lasts })
        });
        forms.collect()
    }
}

/// A form that was made now.
struct Made {
    form: Published,
    /// It would be made the same the next time; not so where a file could not be opened for the machine's sake.
    lasts: bool,
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
