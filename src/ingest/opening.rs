//! The files of a period as they are kept, each to be opened when its figures are asked for.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Finding, Status};
use crate::pipeline::Pipeline;
use crate::table::{Figure, Interner, NONE, Submissions, Words};
use crate::text;

use super::file::FileReading;
use super::kept::Kept;

/// The files of a period, in the order of their names.
#[derive(Debug, Default)]
pub(super) struct Opening {
    kept: Vec<Kept>,
    files: Vec<File>,
}

/// What counts of one file.
#[derive(Debug)]
struct File {
    /// Place of the file of the inbox that holds it, and its own place in there.
    holder: usize,
    at: usize,
    reading: FileReading,
    /// Its fields, as all files of the period spell them, and which of them each of its own became.
    fields: Vec<String>,
    spelled: Vec<u32>,
    /// Of each table, whether it counts; another file may have taken its place.
    counts: Vec<bool>,
}

impl Opening {
    pub(super) fn new(kept: Vec<Kept>, submissions: &Submissions, pipeline: &Pipeline) -> Self {
        let superseded = superseded(submissions);
        let mut readings: Vec<(usize, usize, FileReading)> = Vec::new();
        for (holder, kept) in kept.iter().enumerate() {
            let inside = kept.readings().unwrap_or_default().into_iter().enumerate();
            readings.extend(inside.map(|(at, reading)| (holder, at, reading)));
        }
        readings.sort_by(|a, b| a.2.file.cmp(&b.2.file));
        let mut spelling = Spelling::default();
        let files = readings.into_iter().map(|(holder, at, reading)| {
            let mut fields = Interner::default();
            let spelled = reading.fields.iter().map(|f| fields.symbol(&spelling.of(f))).collect();
            let fields = fields.into_words();
            let counts = reading.tables.iter().map(|table| {
                let form = &pipeline.forms[table.form].id;
                let unit = &pipeline.register.get(table.sender).id;
                !superseded.contains(&(reading.file.as_str(), form, unit))
            });
            let counts = counts.collect();
            File { holder, at, reading, fields, spelled, counts }
        });
        Self { files: files.collect(), kept }
    }

    pub(super) fn names(&self) -> Vec<String> {
        self.files.iter().map(|file| file.reading.file.clone()).collect()
    }

    pub(super) fn numbers(&self, part: usize) -> (usize, usize) {
        let File { reading, counts, .. } = &self.files[part];
        let tables = reading.tables.iter().zip(counts).filter(|(_, counts)| **counts);
        tables.fold((0, 0), |(items, printed), (table, _)| {
            (items + table.items, printed + table.printed)
        })
    }

    pub(super) fn findings(&self, part: usize) -> Vec<&Finding> {
        self.files[part].reading.findings.iter().collect()
    }

    pub(super) fn print(&self, part: usize) -> String {
        let File { holder, at, reading, fields, spelled, counts } = &self.files[part];
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.kept[*holder].print(*at));
        for text in fields.iter().chain([&reading.file]) {
            hasher.update(text.as_bytes()).update(&[0xff]);
        }
        for field in spelled {
            hasher.update(&field.to_le_bytes());
        }
        for (table, &counts) in reading.tables.iter().zip(counts) {
            hasher.update(&table.form.to_le_bytes()).update(&[u8::from(counts)]);
        }
        hasher.finalize().to_hex().to_string()
    }

    /// The figures of a file, with the words that are its own.
    pub(super) fn figures(&self, part: usize) -> (Vec<Figure>, Words) {
        let File { holder, at, reading, fields, spelled, counts } = &self.files[part];
        let packed = self.kept[*holder].figures(*at).unwrap_or_default();
        let file = u32::try_from(part).unwrap_or(u32::MAX);
        let rows = packed.figures(&reading.tables, |table| counts[table]);
        let field = |symbol: u32| spelled.get(symbol as usize).copied().unwrap_or(NONE);
        let rows = rows.map(|figure| Figure {
            file,
            field: field(figure.field),
            source: field(figure.source),
            ..figure
        });
        let rows = rows.collect();
        let (fields, sheets, raws) = (fields.clone(), packed.sheets, packed.raws);
        (rows, Words { fields, sheets, raws, ..Words::default() })
    }
}

/// Tables that another file has taken the place of, by file, form and unit.
fn superseded(submissions: &Submissions) -> BTreeSet<(&str, &String, &String)> {
    let rows = submissions.rows.iter().filter(|row| row.status == Status::Superseded);
    rows.filter_map(|row| Some((row.file.as_deref()?, row.form.as_ref()?, row.unit_id.as_ref()?)))
        .collect()
}

/// Fields whose keys are equal are one field; the first spelling stays.
#[derive(Debug, Default)]
struct Spelling {
    by_key: BTreeMap<String, String>,
    /// By the text as it was found: most files spell alike.
    seen: BTreeMap<String, String>,
}

impl Spelling {
    fn of(&mut self, found: &str) -> String {
        if let Some(known) = self.seen.get(found) {
            return known.clone();
        }
        let spelled = self.by_key.entry(text::key(found)).or_insert_with(|| found.to_owned());
        self.seen.insert(found.to_owned(), spelled.clone());
        spelled.clone()
    }
}
