//! Readings of single files → one set of figures, in the order of the file names.

use std::collections::BTreeMap;

use crate::model::{Code, Finding, Status, UnitIx};
use crate::pipeline::Pipeline;
use crate::table::{Figure, Figures, Interner, NONE, Role, SubmissionRow, Submissions, Words};
use crate::text;

use super::Ingested;
use super::file::{FileReading, Vocabulary};
use super::folded::{Sketch, Unfolding};
use super::receipts::Receipts;

/// Puts the readings together. Where several files hold the same form of the same unit, the one that came in last
/// counts, or the last by name where that is not known of each; the others are kept as superseded.
pub(super) fn gather(readings: Unfolding, receipts: Receipts, pipeline: &Pipeline) -> Ingested {
    let last = last_of_each(&readings, &receipts);
    let mut gathering = Gathering::new(pipeline, receipts);
    gathering.rows.reserve_exact(readings.sketches().map(|sketch| sketch.figures).sum());
    for (file, reading) in readings.enumerate() {
        gathering.file(file, reading, &last);
    }
    gathering.finish()
}

/// Which file counts, and whether that was told by the time it came in.
#[derive(Debug, Clone, Copy)]
struct Last {
    file: usize,
    by_time: bool,
}

type Sent = BTreeMap<(usize, UnitIx), Last>;

fn last_of_each(readings: &Unfolding, receipts: &Receipts) -> Sent {
    let sketches: Vec<&Sketch> = readings.sketches().collect();
    let mut files: BTreeMap<(usize, UnitIx), Vec<(usize, bool)>> = BTreeMap::new();
    for (file, sketch) in sketches.iter().enumerate() {
        for &(form, sender, counts) in &sketch.tables {
            files.entry((form, sender)).or_default().push((file, counts));
        }
    }
    // A file without any number that counts replaces none that has some.
    let files = files.into_iter().map(|(sent, files)| {
        let some = files.iter().any(|(_, counts)| *counts);
        let files = files.into_iter().filter(|(_, counts)| *counts || !some);
        (sent, files.map(|(file, _)| file).collect::<Vec<usize>>())
    });
    let received = |&file: &usize| receipts.of(&sketches[file].file);
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
    rows: Vec<Figure>,
    files: Vec<String>,
    fields: Interner,
    fields_by_key: BTreeMap<String, u32>,
    sheets: Interner,
    raws: Interner,
    submissions: Vec<SubmissionRow>,
    findings: Vec<Finding>,
}

impl<'p> Gathering<'p> {
    fn new(pipeline: &'p Pipeline, mut receipts: Receipts) -> Self {
        let findings = std::mem::take(&mut receipts.findings);
        Self {
            pipeline,
            receipts,
            rows: Vec::new(),
            files: Vec::new(),
            fields: Interner::default(),
            fields_by_key: BTreeMap::new(),
            sheets: Interner::default(),
            raws: Interner::default(),
            submissions: Vec::new(),
            findings,
        }
    }

    fn file(&mut self, index: usize, mut reading: FileReading, last: &Sent) {
        let symbol = u32::try_from(index).unwrap_or(NONE);
        self.files.push(reading.file.clone());
        let fields: Vec<u32> = reading.fields.iter().map(|field| self.field(field)).collect();
        let sheets: Vec<u32> = reading.sheets.iter().map(|s| self.sheets.symbol(s)).collect();
        let raws: Vec<u32> = reading.raws.iter().map(|raw| self.raws.symbol(raw)).collect();
        let look = |map: &[u32], symbol: u32| map.get(symbol as usize).copied().unwrap_or(NONE);
        for table in std::mem::take(&mut reading.tables) {
            let last = last.get(&(table.form, table.sender)).filter(|last| last.file != index);
            let superseded = last.is_some();
            let accepted = table.figures.iter().filter(|f| f.role == Role::Item).count();
            self.submission(&reading, table.form, table.sender, accepted, superseded);
            if let Some(last) = last {
                self.sent_twice(&reading, table.form, table.sender, last.by_time);
                continue;
            }
            self.rows.extend(table.figures.iter().map(|figure| Figure {
                file: symbol,
                sheet: look(&sheets, figure.sheet),
                field: look(&fields, figure.field),
                source: look(&fields, figure.source),
                raw: look(&raws, figure.raw),
                ..*figure
            }));
        }
        if let Some(status) = reading.refused {
            self.submissions.push(self.row(&reading, status));
        }
        self.findings.extend(std::mem::take(&mut reading.findings).into_findings(&reading.file));
    }

    /// Fields whose keys are equal are one field; the first spelling stays.
    fn field(&mut self, name: &str) -> u32 {
        let key = text::key(name);
        if let Some(&symbol) = self.fields_by_key.get(&key) {
            return symbol;
        }
        let symbol = self.fields.symbol(name);
        self.fields_by_key.insert(key, symbol);
        symbol
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

    fn submission(
        &mut self,
        reading: &FileReading,
        form: usize,
        sender: UnitIx,
        accepted: usize,
        superseded: bool,
    ) {
        let status = if superseded { Status::Superseded } else { Status::Accepted };
        let mut row = self.row(reading, status);
        row.unit_id = Some(self.pipeline.register.get(sender).id.clone());
        row.form = Some(self.pipeline.forms[form].id.clone());
        row.observations = u32::try_from(accepted).unwrap_or(u32::MAX);
        // A form spread over several sheets of one file is one submission.
        let same = self.submissions.iter_mut().find(|known| {
            known.file == row.file && known.form == row.form && known.unit_id == row.unit_id
        });
        match same {
            Some(known) => known.observations += row.observations,
            None => self.submissions.push(row),
        }
    }

    fn sent_twice(&mut self, reading: &FileReading, form: usize, sender: UnitIx, by_time: bool) {
        let unit = self.pipeline.register.get(sender);
        let form_name = &self.pipeline.forms[form].name;
        let message = format!(
            "{} của {} có trong nhiều tệp; {} được tính, tệp này không được tính",
            form_name,
            unit.name,
            if by_time { "tệp nhận sau" } else { "tệp đứng sau theo tên" },
        );
        let finding = Finding::new(Code::SentTwice, message).in_file(&reading.file).about(&unit.id);
        self.findings.push(finding.left_out());
    }

    fn finish(self) -> Ingested {
        let vocabulary = Vocabulary::of(self.pipeline);
        let register = &self.pipeline.register;
        let words = Words {
            units: register.iter().map(|(_, unit)| unit.id.clone()).collect(),
            forms: self.pipeline.forms.iter().map(|form| form.id.clone()).collect(),
            fields: self.fields.into_words(),
            measures: vocabulary.measures,
            files: self.files,
            sheets: self.sheets.into_words(),
            raws: self.raws.into_words(),
        };
        let figures = Figures { period: self.pipeline.period.to_string(), rows: self.rows, words };
        Ingested {
            figures,
            submissions: Submissions { rows: self.submissions },
            findings: self.findings,
            kept: Vec::new(),
        }
    }
}
