//! The figures of a period, file by file, from what is kept of each. A file is opened when its figures are asked for:
//! those of a whole country need not lie open at once, nor at all where nothing has changed.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use crate::model::{Finding, Status};
use crate::pipeline::Pipeline;
use crate::table::{Figure, Figures, Interner, NONE, Submissions, Words};
use crate::text;

use super::file::{FileReading, Vocabulary};
use super::kept::Kept;

/// Files of a group, about.
const IN_A_GROUP: u8 = 8;

/// The figures of a period, file by file, in the order of the names of the files.
#[derive(Debug, Default)]
pub struct Parts {
    period: String,
    words: Words,
    kept: Vec<Kept>,
    files: Vec<Part>,
    /// Every field, as the first file that names it spells it.
    fields: Vec<String>,
}

/// What counts of one file.
#[derive(Debug)]
struct Part {
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

impl Parts {
    /// Of what is kept of the files of a period and what became of each file.
    #[must_use]
    pub fn of(kept: Vec<Kept>, submissions: &Submissions, pipeline: &Pipeline) -> Self {
        let mut parts = Self { period: pipeline.period.to_string(), ..Self::default() };
        let superseded = superseded(submissions);
        let mut readings: Vec<(usize, usize, FileReading)> = Vec::new();
        for (holder, kept) in kept.iter().enumerate() {
            let inside = kept.readings().unwrap_or_default().into_iter().enumerate();
            readings.extend(inside.map(|(at, reading)| (holder, at, reading)));
        }
        readings.sort_by(|a, b| a.2.file.cmp(&b.2.file));
        let register = &pipeline.register;
        let mut spelling = Spelling::default();
        for (holder, at, reading) in readings {
            let mut fields = Interner::default();
            let spelled = reading.fields.iter().map(|f| fields.symbol(&spelling.of(f))).collect();
            let fields = fields.into_words();
            let counts = reading.tables.iter().map(|table| {
                let (form, unit) = (&pipeline.forms[table.form].id, &register.get(table.sender).id);
                !superseded.contains(&(reading.file.as_str(), form, unit))
            });
            let counts = counts.collect();
            parts.files.push(Part { holder, at, reading, fields, spelled, counts });
        }
        parts.words = Words {
            units: Arc::new(register.iter().map(|(_, unit)| unit.id.clone()).collect()),
            forms: Arc::new(pipeline.forms.iter().map(|form| form.id.clone()).collect()),
            measures: Arc::new(Vocabulary::of(pipeline).measures),
            files: Arc::new(parts.files.iter().map(|part| part.reading.file.clone()).collect()),
            ..Words::default()
        };
        parts.fields = spelling.fields.into_words();
        parts.kept = kept;
        parts
    }

    /// How many files there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The period of the figures.
    #[must_use]
    pub fn period(&self) -> &str {
        &self.period
    }

    /// Names of the files.
    #[must_use]
    pub fn files(&self) -> &[String] {
        &self.words.files
    }

    /// Every field, in the order in which they come.
    #[must_use]
    pub fn fields(&self) -> &[String] {
        &self.fields
    }

    /// The words that all files share: units, forms, measures, files.
    #[must_use]
    pub const fn words(&self) -> &Words {
        &self.words
    }

    /// How many numbers of a file count, and how many are printed beside them.
    #[must_use]
    pub fn numbers(&self, part: usize) -> (usize, usize) {
        let Part { reading, counts, .. } = &self.files[part];
        let tables = reading.tables.iter().zip(counts).filter(|(_, counts)| **counts);
        tables.fold((0, 0), |(items, printed), (table, _)| {
            (items + table.items, printed + table.printed)
        })
    }

    /// The files in groups, each of which is a part of a stored table. Where a group ends is told by the name of a file
    /// alone, so that a file that comes, goes or grows moves no other group.
    #[must_use]
    pub fn groups(&self) -> Vec<Range<usize>> {
        let begins = |part: &usize| {
            let name = blake3::hash(self.words.files[*part].as_bytes());
            *part == 0 || name.as_bytes()[0].is_multiple_of(IN_A_GROUP)
        };
        let begins: Vec<usize> = (0..self.len()).filter(begins).collect();
        let ends = begins.iter().copied().skip(1).chain([self.len()]);
        begins.iter().copied().zip(ends).map(|(first, end)| first..end).collect()
    }

    /// What was found when the file was read.
    pub fn findings(&self, part: usize) -> impl Iterator<Item = &Finding> {
        self.files[part].reading.findings.iter()
    }

    /// Fingerprint of the figures of a file, for the same shared words; equal where they are.
    #[must_use]
    pub fn print(&self, part: usize) -> String {
        let Part { holder, at, reading, fields, spelled, counts } = &self.files[part];
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

    /// The figures of a file.
    #[must_use]
    pub fn figures(&self, part: usize) -> Figures {
        let Part { holder, at, reading, fields, spelled, counts } = &self.files[part];
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
        let rows: Vec<Figure> = rows.collect();
        let words = Words {
            fields: fields.clone(),
            sheets: packed.sheets,
            raws: packed.raws,
            ..self.words.clone()
        };
        Figures { period: self.period.clone(), rows, words }
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
    fields: Interner,
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
        let _ = self.fields.symbol(spelled);
        self.seen.insert(found.to_owned(), spelled.clone());
        spelled.clone()
    }
}
