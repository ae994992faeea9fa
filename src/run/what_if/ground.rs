//! The files that a world is made from, and what is remembered of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use crate::ingest::{self, take_files};
use crate::model::{Reading, Stage};
use crate::pipeline::Pipeline;
use crate::run::again::artifacts::spoiled;
use crate::run::again::declaration::DeclarationPrints;
use crate::run::again::memory::Memory;
use crate::run::again::program::program;
use crate::run::error::RunError;
use crate::run::flow::read_inbox::ReadInbox;
use crate::run::many_hands::ManyHands;
use crate::run::workers::pool::{Worker, Workers};
use crate::run::workers::read_file::read_file;
use crate::store::{Fingerprint, Inbox, Input, Run};
use crate::text::nearest_word;

use super::error::WhatIfError;

/// Files, and the run that read them before, or others.
pub(super) struct FileGround<'g> {
    pub(super) run: Option<&'g Run>,
    pub(super) inbox: Inbox,
    /// The files that count, as they are.
    pub(super) inputs: Vec<Input>,
    pub(super) worker: &'g Worker,
}

impl FileGround<'_> {
    /// What is read of the files but for those that are supposed not to be there, and how many had to be read for it.
    pub(super) fn read(
        &self,
        pipeline: &Pipeline,
        dropped: &[String],
    ) -> Result<(ReadInbox, usize), RunError> {
        let prints = DeclarationPrints::of(pipeline)?;
        let holds = |run: &&Run| {
            run.record().inputs == self.inputs
                && run.record().stage(Stage::Ingest).is_some_and(|record| {
                    record.program == program()
                        && record.declaration == *prints.stage(Stage::Ingest)
                        && spoiled(run, record).is_none()
                })
        };
        if let Some(run) = self.run.filter(holds).filter(|_| dropped.is_empty()) {
            return Ok((ReadInbox::kept(run, pipeline)?, 0));
        }
        let mut memory = Memory::of(self.run, &prints, pipeline)?;
        let there = self.inputs.iter().filter(|input| !dropped.contains(&input.file));
        let files = there.map(|input| {
            let known = memory.reason(input, false).is_none();
            let known = if known { memory.take(&input.file) } else { Vec::new() };
            (input.file.clone(), known)
        });
        let files: Vec<(String, Vec<Reading>)> = files.collect();
        drop(memory);
        let unknown =
            files.iter().filter(|(file, known)| known.is_empty() && !ingest::is_receipts(file));
        let unknown = unknown.count();
        let reader = GroundReader::new(self, pipeline);
        let workers = Workers::new(self.worker, Some(pipeline), pipeline.limits);
        let workers = workers.map_err(RunError::Reader)?;
        let read = |file: &str| read_file(&workers, file, reader.load(file), pipeline);
        let mut taken = take_files(files, |file| reader.load(file), read, &ManyHands)?;
        reader.settled()?;
        // A file of an archive may be one that is supposed not to be there.
        taken.readings.retain(|reading| !dropped.contains(&reading.file));
        Ok((ReadInbox::of(taken, pipeline)?, unknown))
    }
}

/// Files while they are read: what they were when they were listed, and one that is another by now.
struct GroundReader<'g> {
    inbox: &'g Inbox,
    limit: u64,
    listed: BTreeMap<&'g str, &'g Fingerprint>,
    changed: Mutex<Option<String>>,
}

impl<'g> GroundReader<'g> {
    fn new(ground: &'g FileGround, pipeline: &Pipeline) -> Self {
        let listed = ground.inputs.iter().map(|input| (input.file.as_str(), &input.blake3));
        Self {
            inbox: &ground.inbox,
            limit: pipeline.limits.file,
            listed: listed.collect(),
            changed: Mutex::new(None),
        }
    }

    fn load(&self, file: &str) -> Result<Vec<u8>, String> {
        let (bytes, blake3) = self.inbox.read_with_fingerprint(file, self.limit);
        if self.listed.get(file).is_none_or(|listed| **listed != blake3) {
            let mut changed = self.changed.lock().unwrap_or_else(PoisonError::into_inner);
            *changed = Some(file.to_owned());
        }
        bytes
    }

    /// Two worlds of which one has another file are not told apart by what is supposed.
    fn settled(self) -> Result<(), RunError> {
        let changed = self.changed.into_inner().unwrap_or_else(PoisonError::into_inner);
        changed.map_or(Ok(()), |file| Err(RunError::Unsettled { file }))
    }
}

/// The files that are meant: of the inbox, or in an archive of it.
pub(super) fn named_files(
    words: &[String],
    inputs: &[Input],
    readings: &[Reading],
) -> Result<Vec<String>, WhatIfError> {
    let lying = inputs.iter().map(|input| input.file.as_str());
    let known: BTreeSet<&str> =
        lying.chain(readings.iter().map(|reading| reading.file.as_str())).collect();
    let unknown = words.iter().find(|word| !known.contains(word.as_str()));
    let Some(word) = unknown else { return Ok(words.to_vec()) };
    let last = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let same_name = known.iter().find(|file| last(file) == last(word)).copied();
    let near = same_name.or_else(|| nearest_word(word, known.iter().copied()));
    Err(WhatIfError::NoFile { word: word.clone(), near: near.map(str::to_owned) })
}
