//! Readings of single files → one set of figures, in the order of the file names.

use std::collections::BTreeMap;

use crate::model::{Code, Finding, Status, UnitIx};
use crate::pipeline::Pipeline;
use crate::table::{Figure, Figures, Interner, NONE, Role, SubmissionRow, Submissions, Words};
use crate::text;

use super::Ingested;
use super::file::{FileReading, Vocabulary};

/// Puts the readings together. Where two files hold the same form of the same unit, the last by name counts
/// and the other is kept as superseded.
pub(super) fn gather(readings: Vec<FileReading>, pipeline: &Pipeline) -> Ingested {
    let last = last_of_each(&readings);
    let mut gathering = Gathering::new(pipeline);
    for (file, reading) in readings.into_iter().enumerate() {
        gathering.file(file, reading, &last);
    }
    gathering.finish()
}

type Sent = BTreeMap<(usize, UnitIx), usize>;

fn last_of_each(readings: &[FileReading]) -> Sent {
    let tables = readings.iter().enumerate().flat_map(|(file, reading)| {
        reading.tables.iter().map(move |table| ((table.form, table.sender), file))
    });
    tables.collect()
}

struct Gathering<'p> {
    pipeline: &'p Pipeline,
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
    fn new(pipeline: &'p Pipeline) -> Self {
        Self {
            pipeline,
            rows: Vec::new(),
            files: Vec::new(),
            fields: Interner::default(),
            fields_by_key: BTreeMap::new(),
            sheets: Interner::default(),
            raws: Interner::default(),
            submissions: Vec::new(),
            findings: Vec::new(),
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
            let superseded =
                last.get(&(table.form, table.sender)).is_some_and(|&file| file != index);
            let accepted = table.figures.iter().filter(|f| f.role == Role::Item).count();
            self.submission(&reading, table.form, table.sender, accepted, superseded);
            if superseded {
                self.sent_twice(&reading, table.form, table.sender);
                continue;
            }
            self.rows.extend(table.figures.iter().map(|figure| Figure {
                file: symbol,
                sheet: look(&sheets, figure.sheet),
                field: look(&fields, figure.field),
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
            received_at: None,
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

    fn sent_twice(&mut self, reading: &FileReading, form: usize, sender: UnitIx) {
        let unit = self.pipeline.register.get(sender);
        let form_name = &self.pipeline.forms[form].name;
        let message = format!(
            "{} của {} có trong nhiều tệp; tệp đứng sau theo tên được tính, tệp này không được tính",
            form_name, unit.name
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
        }
    }
}
