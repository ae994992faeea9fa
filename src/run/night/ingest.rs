//! The first stage between the store and `ingest`: the files that have to be read go to the workers, what was read of the
//! others is remembered, and all of it becomes tables.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use polars::prelude::DataFrame;

use crate::ingest::{TakenFiles, take_files};
use crate::model::{Findings, Reading, Stage};
use crate::run::again::memory::Memory;
use crate::run::error::RunError;
use crate::run::flow::read_inbox::ReadInbox;
use crate::run::many_hands::ManyHands;
use crate::run::readings::items;
use crate::run::reporter::Event;
use crate::run::workers::pool::Workers;
use crate::run::workers::read_file::read_file;
use crate::store::{FileRead, Fingerprint, Output, Reason};

use super::conductor::Conductor;
use super::journal::OpeningTimes;

/// Why a file is left out that is another one each time it is looked at.
const CHANGING: &str =
    "tệp đang thay đổi trong khi đọc nên không được đọc; lượt chạy tới sẽ đọc lại";

impl Conductor<'_> {
    pub(super) fn ingest(&mut self, reason: Reason) -> Result<(usize, Vec<Output>), RunError> {
        let (request, prints) = (self.request, &self.prints);
        let pipeline = &request.pipeline;
        let mut memory = match self.shards {
            Some(shards) => shards.memory(pipeline)?,
            None => Memory::of(self.earlier_runs.of_stage(Stage::Ingest), prints, pipeline)?,
        };
        // What was read for this run is not read again.
        let asked = reason == Reason::Asked && self.shards.is_none();
        let everything = asked && self.intake.reason().is_none();
        let files = self.intake.files(&memory, everything);
        let read = files.iter().filter_map(|(input, reason)| Some((input, (*reason)?)));
        self.files_read =
            read.map(|(input, reason)| FileRead { file: input.file.clone(), reason }).collect();
        let listed = files.iter().map(|(input, _)| (input.file.clone(), input.blake3.clone()));
        let listed: BTreeMap<String, Fingerprint> = listed.collect();
        let files = files.into_iter().map(|(input, reason)| {
            let known = if reason.is_none() { memory.take(&input.file) } else { Vec::new() };
            (input.file.clone(), known)
        });
        let files: Vec<(String, Vec<Reading>)> = files.collect();
        drop(memory);
        let (taken, changing) = self.take(files, listed)?;
        // Whatever they will hold the next time, it is not what was read now.
        for input in self.record.inputs.iter_mut().filter(|input| changing.contains(&input.file)) {
            input.blake3 = Fingerprint::of_bytes(&[]);
        }
        let read = ReadInbox::of(taken, pipeline)?;
        let frames = read.frames(pipeline)?;
        let frames: Vec<(&str, DataFrame)> =
            frames.iter().map(|(name, frame)| (name.as_str(), frame.clone())).collect();
        let ReadInbox { readings, tables, submissions, findings } = read;
        let findings = Findings::default().replace(Stage::Ingest, findings);
        let outputs = self.save_all(Stage::Ingest, &frames)?;
        let rows = items(&readings);
        self.state.readings = Some(readings);
        self.state.tables = Some(tables);
        self.state.read_submissions = Some(submissions);
        self.state.read_findings = Some(findings);
        Ok((rows, outputs))
    }

    /// Reads the files of which nothing is known. One that is not what it was when the inbox was listed unsettles the
    /// run: what is recorded of it would be of other bytes. At the last attempt such files are left out, and named beside
    /// what the others gave.
    fn take(
        &self,
        files: Vec<(String, Vec<Reading>)>,
        listed: BTreeMap<String, Fingerprint>,
    ) -> Result<(TakenFiles, BTreeSet<String>), RunError> {
        let opened = OpeningTimes::default();
        let workers = self.workers()?;
        let reader = InboxReader {
            conductor: self,
            opened: &opened,
            listed,
            unsettled: Mutex::new(BTreeSet::new()),
        };
        self.journal.tell(&Event::FilesAhead { files: self.files_read.len() });
        let taken = take_files(
            files,
            |table| reader.load(table),
            |file| reader.read(&workers, file),
            &ManyHands,
        )?;
        let changing = reader.unsettled.into_inner().unwrap_or_else(PoisonError::into_inner);
        match changing.first() {
            Some(file) if !self.last_attempt => Err(RunError::Unsettled { file: file.clone() }),
            _ => Ok((taken, changing)),
        }
    }

    fn workers(&self) -> Result<Workers<'_>, RunError> {
        let (request, pipeline) = (self.request, &self.request.pipeline);
        let workers = Workers::new(&request.worker, Some(pipeline), pipeline.limits);
        workers.map_err(RunError::Reader)
    }
}

/// Files while they are read.
struct InboxReader<'t> {
    conductor: &'t Conductor<'t>,
    opened: &'t OpeningTimes,
    listed: BTreeMap<String, Fingerprint>,
    unsettled: Mutex<BTreeSet<String>>,
}

impl InboxReader<'_> {
    /// The bytes of a file, or why they cannot be had.
    fn load(&self, file: &str) -> Result<Vec<u8>, String> {
        let conductor = self.conductor;
        if let Some(shards) = conductor.instead_of_inbox() {
            return shards.receipts(file);
        }
        let limit = conductor.request.pipeline.limits.file;
        let (bytes, blake3) =
            self.opened.load(file, || conductor.inbox.read_with_fingerprint(file, limit));
        if self.listed.get(file).is_some_and(|then| *then == blake3) {
            return bytes;
        }
        let mut unsettled = self.unsettled.lock().unwrap_or_else(PoisonError::into_inner);
        unsettled.insert(file.to_owned());
        if conductor.last_attempt { Err(CHANGING.to_owned()) } else { bytes }
    }

    /// What a file of the inbox gives, or the files in it.
    fn read(&self, workers: &Workers, file: &str) -> Result<Vec<Reading>, RunError> {
        self.conductor.request.stop.check()?;
        if self.conductor.instead_of_inbox().is_some() {
            // All that there is of it was remembered.
            return Ok(Vec::new());
        }
        let readings = read_file(workers, file, self.load(file), &self.conductor.request.pipeline)?;
        let told = readings.iter().flat_map(|reading| &reading.findings);
        self.opened.done(&self.conductor.journal, file, &told.collect::<Vec<_>>());
        Ok(readings)
    }
}
