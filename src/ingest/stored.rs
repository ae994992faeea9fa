//! The figures of a period as a run stored them, file by file: ids instead of places in what is declared, which may be
//! another declaration now.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::model::Finding;
use crate::table::{Figure, Figures, NONE, Role, Words};

/// The figures of a run, and what was found when its files were read.
#[derive(Debug)]
pub(super) struct Stored {
    figures: Figures,
    /// The figures of each file.
    rows: Vec<Range<usize>>,
    findings: Vec<Vec<Finding>>,
}

impl Stored {
    /// `words` are those that the files share now; ids that are not among them come behind.
    pub(super) fn new(figures: &Figures, words: &Words, findings: Vec<Finding>) -> Self {
        let old = &figures.words;
        let (units, unit) = joined(&words.units, &old.units);
        let (forms, form) = joined(&words.forms, &old.forms);
        let (measures, measure) = joined(&words.measures, &old.measures);
        let (files, file) = joined(&words.files, &old.files);
        let look = |map: &[u32], symbol: u32| map.get(symbol as usize).copied().unwrap_or(NONE);
        let rows = figures.rows.iter().map(|figure| Figure {
            unit: look(&unit, figure.unit),
            form: look(&form, figure.form),
            measure: look(&measure, figure.measure),
            file: look(&file, figure.file),
            ..*figure
        });
        let mut rows: Vec<Figure> = rows.collect();
        rows.sort_by_key(|figure| figure.file);
        let words = Words {
            units: units.into(),
            forms: forms.into(),
            measures: measures.into(),
            files: files.into(),
            ..old.clone()
        };
        let mut of_file: BTreeMap<String, Vec<Finding>> = BTreeMap::new();
        for finding in findings {
            if let Some(file) = &finding.place.file {
                of_file.entry(file.clone()).or_default().push(finding);
            }
        }
        let findings = words.files.iter().map(|file| of_file.remove(file).unwrap_or_default());
        let findings = findings.collect();
        let range = |file: usize| {
            let before = |file: usize| rows.partition_point(|row| (row.file as usize) < file);
            before(file)..before(file + 1)
        };
        let ranges = (0..words.files.len()).map(range).collect();
        let figures = Figures { period: figures.period.clone(), rows, words };
        Self { figures, rows: ranges, findings }
    }

    pub(super) const fn words(&self) -> &Words {
        &self.figures.words
    }

    fn rows(&self, part: usize) -> &[Figure] {
        &self.figures.rows[self.rows[part].clone()]
    }

    pub(super) fn numbers(&self, part: usize) -> (usize, usize) {
        let rows = self.rows(part);
        let items = rows.iter().filter(|figure| figure.role == Role::Item).count();
        (items, rows.len() - items)
    }

    pub(super) fn findings(&self, part: usize) -> Vec<&Finding> {
        self.findings[part].iter().collect()
    }

    pub(super) fn print(&self, part: usize) -> String {
        let words = &self.figures.words;
        let mut bytes = words.files[part].clone().into_bytes();
        for figure in self.rows(part) {
            bytes.push(0xff);
            bytes.extend(figure.value.to_bits().to_le_bytes());
            for (words, symbol) in [
                (&words.fields, figure.field),
                (&words.fields, figure.source),
                (&words.sheets, figure.sheet),
                (&words.raws, figure.raw),
            ] {
                bytes.extend(words.get(symbol as usize).map_or("", String::as_str).bytes());
                bytes.push(0xff);
            }
            let Figure { unit, form, measure, first_block, block, at, role, .. } = *figure;
            for symbol in [unit, form, measure, first_block, block, at.row, at.column, role as u32]
            {
                bytes.extend(symbol.to_le_bytes());
            }
        }
        blake3::hash(&bytes).to_hex().to_string()
    }

    /// The figures of a file, with the words that are its own.
    pub(super) fn figures(&self, part: usize) -> (Vec<Figure>, Words) {
        let Words { fields, sheets, raws, .. } = self.figures.words.clone();
        (self.rows(part).to_vec(), Words { fields, sheets, raws, ..Words::default() })
    }
}

/// Words with those behind them that only another list has, and where each of that list stands there.
fn joined(words: &[String], others: &[String]) -> (Vec<String>, Vec<u32>) {
    let mut all = words.to_vec();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for (place, word) in words.iter().enumerate() {
        places.entry(word).or_insert(place);
    }
    let symbols = others.iter().map(|word| {
        let place = *places.entry(word).or_insert_with(|| {
            all.push(word.clone());
            all.len() - 1
        });
        u32::try_from(place).unwrap_or(NONE)
    });
    let symbols = symbols.collect();
    (all, symbols)
}
