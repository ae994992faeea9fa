//! What was read of single files → what became of each, and what is said of it, in the order of the file names.

use std::collections::BTreeMap;

use crate::model::{Code, Finding, FormIx, Reading, Role, Status, SubmissionRow, Table, UnitIx};
use crate::pipeline::Pipeline;

use super::receipts::Receipts;

/// What became of the files of a period.
#[derive(Debug, Default)]
pub struct Gathered {
    /// Each form in each file, in the order of the files.
    pub submissions: Vec<SubmissionRow>,
    /// What is said of the files together; what is said of each alone stands in its reading.
    pub findings: Vec<Finding>,
}

/// Puts the readings together, which come in the order of their names. Where several files hold the same form of the
/// same unit, the one that came in last counts, or the last by name where that is not known of each; the others are
/// kept as superseded.
#[must_use]
pub fn gather(readings: &[Reading], mut receipts: Receipts, pipeline: &Pipeline) -> Gathered {
    let last = last_of_each(readings, &receipts);
    let findings = std::mem::take(&mut receipts.findings);
    let gathered = Gathered { submissions: Vec::new(), findings };
    let mut gathering = Gathering { pipeline, receipts, gathered };
    for (file, reading) in readings.iter().enumerate() {
        gathering.file(file, reading, &last);
    }
    gathering.gathered
}

/// Which file counts, and whether that was told by the time it came in.
#[derive(Debug, Clone, Copy)]
struct Last {
    file: usize,
    by_time: bool,
}

type Sent = BTreeMap<(FormIx, UnitIx), Last>;

fn last_of_each(readings: &[Reading], receipts: &Receipts) -> Sent {
    let mut files: BTreeMap<(FormIx, UnitIx), Vec<(usize, bool)>> = BTreeMap::new();
    for (file, reading) in readings.iter().enumerate() {
        for table in &reading.tables {
            files.entry((table.form, table.sender)).or_default().push((file, table.items() > 0));
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
    gathered: Gathered,
}

impl Gathering<'_> {
    fn file(&mut self, index: usize, reading: &Reading, last: &Sent) {
        for table in &reading.tables {
            let last = last.get(&(table.form, table.sender)).filter(|last| last.file != index);
            self.submission(reading, table, last.is_some());
            if let Some(last) = last {
                self.sent_twice(reading, table, last.by_time);
            }
        }
        if let Some(status) = reading.refused {
            let row = self.row(reading, status);
            self.gathered.submissions.push(row);
        }
    }

    fn row(&self, reading: &Reading, status: Status) -> SubmissionRow {
        SubmissionRow {
            period: self.pipeline.period.to_string(),
            unit_id: None,
            form: None,
            file: Some(reading.file.clone()),
            status,
            received_at: self.receipts.of(&reading.file).map(str::to_owned),
            due: None,
            blake3: reading.blake3.clone(),
            lines: 0,
            values: 0,
            errors: 0,
            warnings: 0,
        }
    }

    fn submission(&mut self, reading: &Reading, table: &Table, superseded: bool) {
        let status = if superseded { Status::Superseded } else { Status::Accepted };
        let mut row = self.row(reading, status);
        row.unit_id = Some(self.pipeline.register.get(table.sender).id.clone());
        row.form = Some(self.pipeline.forms[table.form.index()].id.clone());
        let lines = table.lines.iter().filter(|line| line.role == Role::Item).count();
        row.lines = u32::try_from(lines).unwrap_or(u32::MAX);
        row.values = u32::try_from(table.items()).unwrap_or(u32::MAX);
        // A form spread over several sheets of one file is one submission.
        let same = self.gathered.submissions.iter_mut().rev();
        let mut same = same.take_while(|known| known.file == row.file);
        let same = same.find(|known| known.form == row.form && known.unit_id == row.unit_id);
        match same {
            Some(known) => {
                known.lines += row.lines;
                known.values += row.values;
            }
            None => self.gathered.submissions.push(row),
        }
    }

    fn sent_twice(&mut self, reading: &Reading, table: &Table, by_time: bool) {
        let unit = self.pipeline.register.get(table.sender);
        let form_name = &self.pipeline.forms[table.form.index()].name;
        let message = format!(
            "{} của {} có trong nhiều tệp; {} được tính, tệp này không được tính",
            form_name,
            unit.name,
            if by_time { "tệp nhận sau" } else { "tệp đứng sau theo tên" },
        );
        let finding = Finding::new(Code::SentTwice, message).in_file(&reading.file).about(&unit.id);
        self.gathered.findings.push(finding.left_out());
    }
}
