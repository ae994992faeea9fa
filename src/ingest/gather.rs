//! What was read of single files → what became of each, and what is said of it, in the order of the file names.

use std::collections::BTreeMap;

use crate::model::{Code, Finding, Status, UnitIx};
use crate::pipeline::Pipeline;
use crate::table::{SubmissionRow, Submissions};

use super::file::{FileReading, TableReading};
use super::receipts::Receipts;

/// Puts the readings together, which come in the order of their names. Where several files hold the same form of the
/// same unit, the one that came in last counts, or the last by name where that is not known of each; the others are
/// kept as superseded.
pub(super) fn gather(
    readings: Vec<FileReading>,
    receipts: Receipts,
    pipeline: &Pipeline,
) -> (Submissions, Vec<Finding>) {
    let last = last_of_each(&readings, &receipts);
    let mut gathering = Gathering::new(pipeline, receipts);
    for (file, reading) in readings.into_iter().enumerate() {
        gathering.file(file, reading, &last);
    }
    (Submissions { rows: gathering.submissions }, gathering.findings)
}

/// Which file counts, and whether that was told by the time it came in.
#[derive(Debug, Clone, Copy)]
struct Last {
    file: usize,
    by_time: bool,
}

type Sent = BTreeMap<(usize, UnitIx), Last>;

fn last_of_each(readings: &[FileReading], receipts: &Receipts) -> Sent {
    let mut files: BTreeMap<(usize, UnitIx), Vec<(usize, bool)>> = BTreeMap::new();
    for (file, reading) in readings.iter().enumerate() {
        for table in &reading.tables {
            files.entry((table.form, table.sender)).or_default().push((file, table.items > 0));
        }
    }
    // A file without any number that counts replaces none that has some.
    let files = files.into_iter().map(|(sent, files)| {
        let some = files.iter().any(|(_, counts)| *counts);
        let files = files.into_iter().filter(|(_, counts)| *counts || !some);
        (sent, files.map(|(file, _)| file).collect::<Vec<usize>>())
    });
    let received = |&file: &usize| receipts.of(&readings[file].file);
    let last = |files: Vec<usize>| {
        let by_time = files.iter().all(|file| received(file).is_some());
        // Of several that came in at one time the last by name counts.
        let key = |file: &usize| (received(file).filter(|_| by_time), *file);
        let file = files.into_iter().max_by(|a, b| key(a).cmp(&key(b))).unwrap_or(0);
        Last { file, by_time }
    };
    files.map(|(sent, files)| (sent, last(files))).collect()
}

struct Gathering<'p> {
    pipeline: &'p Pipeline,
    receipts: Receipts,
    submissions: Vec<SubmissionRow>,
    findings: Vec<Finding>,
}

impl<'p> Gathering<'p> {
    fn new(pipeline: &'p Pipeline, mut receipts: Receipts) -> Self {
        let findings = std::mem::take(&mut receipts.findings);
        Self { pipeline, receipts, submissions: Vec::new(), findings }
    }

    fn file(&mut self, index: usize, reading: FileReading, last: &Sent) {
        for table in &reading.tables {
            let last = last.get(&(table.form, table.sender)).filter(|last| last.file != index);
            self.submission(&reading, table, last.is_some());
            if let Some(last) = last {
                self.sent_twice(&reading, table, last.by_time);
            }
        }
        if let Some(status) = reading.refused {
            self.submissions.push(self.row(&reading, status));
        }
        self.findings.extend(reading.findings.into_findings(&reading.file));
    }

    fn row(&self, reading: &FileReading, status: Status) -> SubmissionRow {
        SubmissionRow {
            period: self.pipeline.period.to_string(),
            unit_id: None,
            form: None,
            file: Some(reading.file.clone()),
            status,
            received_at: self.receipts.of(&reading.file).map(str::to_owned),
            due: None,
            blake3: reading.blake3.clone(),
            observations: 0,
            errors: 0,
            warnings: 0,
        }
    }

    fn submission(&mut self, reading: &FileReading, table: &TableReading, superseded: bool) {
        let status = if superseded { Status::Superseded } else { Status::Accepted };
        let mut row = self.row(reading, status);
        row.unit_id = Some(self.pipeline.register.get(table.sender).id.clone());
        row.form = Some(self.pipeline.forms[table.form].id.clone());
        row.observations = u32::try_from(table.items).unwrap_or(u32::MAX);
        // A form spread over several sheets of one file is one submission.
        let same = self.submissions.iter_mut().find(|known| {
            known.file == row.file && known.form == row.form && known.unit_id == row.unit_id
        });
        match same {
            Some(known) => known.observations += row.observations,
            None => self.submissions.push(row),
        }
    }

    fn sent_twice(&mut self, reading: &FileReading, table: &TableReading, by_time: bool) {
        let unit = self.pipeline.register.get(table.sender);
        let form_name = &self.pipeline.forms[table.form].name;
        let message = format!(
            "{} của {} có trong nhiều tệp; {} được tính, tệp này không được tính",
            form_name,
            unit.name,
            if by_time { "tệp nhận sau" } else { "tệp đứng sau theo tên" },
        );
        let finding = Finding::new(Code::SentTwice, message).in_file(&reading.file).about(&unit.id);
        self.findings.push(finding.left_out());
    }
}
