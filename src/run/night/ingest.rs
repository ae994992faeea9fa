//! The first stage between the store and `ingest`: the files that have to be read go to the workers, what was read of the
//! others is remembered, and all of it becomes tables.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use crate::ingest::{TakenFiles, take_files};
use crate::model::{Findings, Reading, Stage};
use crate::run::again::artifacts::{READ_FINDINGS, READ_SUBMISSIONS};
use crate::run::again::memory::Memory;
use crate::run::error::RunError;
use crate::run::flow::read_inbox::ReadInbox;
use crate::run::many_hands::ManyHands;
use crate::run::readings::items;
use crate::run::reporter::Event;
use crate::run::workers::pool::Workers;
use crate::run::workers::read_file::read_file;
use crate::store::{FileRead, Fingerprint, Output, Reason};
use crate::table::{
    ANCESTORS, Artifact as _, COLUMNS, NAMES, TEXTS, UNITS, ancestors, read_lines_of, units,
};

use super::conductor::Conductor;
use super::journal::OpeningTimes;

/// Why a file is left out that is another one each time it is looked at.
const CHANGING: &str =
    "tệp đang thay đổi trong khi đọc nên không được đọc; lượt chạy tới sẽ đọc lại";

impl Conductor<'_> {
    pub(super) fn ingest(&mut self, reason: Reason) -> Result<(usize, Vec<Output>), RunError> {
        let at = |source| RunError::Table { stage: Stage::Ingest, source };
        let (request, prints) = (self.request, &self.prints);
        let pipeline = &request.pipeline;
        let mut memory = Memory::of(self.earlier_runs.of_stage(Stage::Ingest), prints, pipeline)?;
        let everything = reason == Reason::Asked && self.intake.reason().is_none();
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
        let ReadInbox { readings, tables, submissions, findings } = ReadInbox::of(taken, pipeline)?;
        let findings = Findings::default().replace(Stage::Ingest, findings);
        let names: Vec<String> = tables.lines.keys().map(|form| read_lines_of(form)).collect();
        let mut frames: Vec<(&str, _)> =
            names.iter().map(String::as_str).zip(tables.lines.values().cloned()).collect();
        frames.extend([
            (COLUMNS, tables.columns.clone()),
            (TEXTS, tables.texts.clone()),
            (NAMES, tables.names.clone()),
            (UNITS, units(pipeline).map_err(at)?),
            (ANCESTORS, ancestors(pipeline).map_err(at)?),
            (READ_SUBMISSIONS, submissions.to_frame().map_err(at)?),
            (READ_FINDINGS, findings.to_frame().map_err(at)?),
        ]);
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
        let readings = read_file(workers, file, self.load(file), &self.conductor.request.pipeline)?;
        let told = readings.iter().flat_map(|reading| &reading.findings);
        self.opened.done(&self.conductor.journal, file, &told.collect::<Vec<_>>());
        Ok(readings)
    }
}
