//! What was read against what was meant, cell by cell.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use polars::prelude::DataFrame;
use tthc::model::CellRef;
use tthc::table::Columns;
use tthc::text;

use super::inbox::{Expected, Inbox, Sent};
use super::paper::Fact;

/// What was read at a cell.
#[derive(Debug, Clone)]
struct Read {
    form: String,
    unit: String,
    field: String,
    measure: String,
    value: f64,
    /// It was typed nowhere and follows from what was.
    follows: bool,
}

/// A finding with its place.
#[derive(Debug, Clone)]
struct Found {
    code: String,
    sheet: Option<String>,
    cell: Option<CellRef>,
    severity: String,
}

/// What became of one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// Read as it is meant.
    Right,
    /// Not read, and a finding says so at its cell, its row, its column or its file.
    Reported,
    /// Read as something else, and a finding says so at its cell or its row.
    Doubted,
    /// Read as something else without a word.
    Wrong,
    /// Not read without a word.
    Lost,
}

/// The figures of the whole province.
pub(crate) struct Score {
    pub(crate) values: usize,
    pub(crate) right: usize,
    /// Planted faults.
    faults: usize,
    /// Wrong, lost or made up, each with its place.
    pub(crate) unsaid: Vec<String>,
    /// Read for a unit that it is not of.
    pub(crate) elsewhere: Vec<String>,
    /// Faults that no finding names at their cell.
    pub(crate) unnamed: Vec<String>,
    /// Errors of kinds that the fixture has no fault of.
    pub(crate) alarms: Vec<String>,
    /// One paragraph a file.
    pub(crate) table: String,
}

type Place = (String, CellRef);

/// Everything of one file.
#[derive(Debug, Default)]
struct File {
    read: BTreeMap<Place, Read>,
    found: Vec<Found>,
}

impl Score {
    pub(crate) fn of(inbox: &Inbox, observations: &DataFrame, findings: &DataFrame) -> Self {
        let files = files(observations, findings);
        let nothing = File::default();
        let mut score = Self {
            values: 0,
            right: 0,
            faults: inbox.expected.len(),
            unsaid: Vec::new(),
            elsewhere: Vec::new(),
            unnamed: Vec::new(),
            alarms: Vec::new(),
            table: String::new(),
        };
        for sent in &inbox.sent {
            score.file(sent, files.get(&sent.name).unwrap_or(&nothing));
        }
        for (name, file) in &files {
            // Files that do not count must not have been read.
            if !inbox.sent.iter().any(|sent| sent.name == *name) {
                score.unsaid.extend(file.read.iter().map(|read| format!("{name} {read:?}")));
            }
        }
        for fault in &inbox.expected {
            let found = &files.get(&fault.file).unwrap_or(&nothing).found;
            if !found.iter().any(|found| names(found, fault)) {
                let near: Vec<&Found> =
                    found.iter().filter(|found| found.code == fault.code).collect();
                score.unnamed.push(format!("{fault:?}\n    found: {near:?}"));
            }
        }
        score.summary(inbox);
        score
    }

    /// What is said about it in public.
    pub(crate) fn published(&self) -> [String; 2] {
        let thousands = |count: usize| format!("{},{:03}", count / 1_000, count % 1_000);
        let (values, right) = (thousands(self.values), thousands(self.right));
        let share = format!("{:.2} %", self.share());
        [
            format!("Of the {values} values {right} are read right ({share})"),
            format!("all {} faults", self.faults),
        ]
    }

    #[expect(clippy::cast_precision_loss, reason = "some thousand values")]
    fn share(&self) -> f64 {
        100.0 * self.right as f64 / self.values as f64
    }

    fn file(&mut self, sent: &Sent, file: &File) {
        let name = &sent.name;
        let mut fates = BTreeMap::new();
        let mut left: BTreeMap<&Place, &Read> = file.read.iter().collect();
        for fact in &sent.facts {
            let read = left.remove(&(fact.sheet.clone(), fact.at));
            let fate = fate(fact, read, &file.found);
            *fates.entry(format!("{fate:?}")).or_insert(0) += 1;
            if matches!(fate, Fate::Wrong | Fate::Lost) {
                self.unsaid.push(format!("{name} {fate:?}: {fact:?} read as {read:?}"));
            }
            if let Some(read) = read.filter(|read| read.unit != fact.unit) {
                self.elsewhere.push(format!("{name}: {fact:?} read as {read:?}"));
            }
        }
        // Whatever else was read was made up, but for what is nothing because the rest of the line is all there is.
        left.retain(|_, read| !read.follows || read.value > 0.0);
        self.unsaid.extend(left.iter().map(|read| format!("{name} made up: {read:?}")));
        let alarms = file.found.iter().filter(|found| {
            let error = matches!(found.severity.as_str(), "error" | "blocking");
            error && !sent.printed.contains(&found.code.as_str())
        });
        self.alarms.extend(alarms.map(|found| format!("{name} {found:?}")));
        let count = |fate: Fate| fates.get(&format!("{fate:?}")).copied().unwrap_or(0);
        self.values += sent.facts.len();
        self.right += count(Fate::Right);
        let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
        for found in &file.found {
            *codes.entry(found.code.as_str()).or_default() += 1;
        }
        let codes: Vec<String> =
            codes.into_iter().map(|(code, times)| format!("{code}×{times}")).collect();
        let _ = writeln!(
            self.table,
            "{name} ({:?}): {}\n  {} values, {} right, {} reported, {} doubted, {} wrong; {}",
            sent.format,
            sent.messes.words(),
            sent.facts.len(),
            count(Fate::Right),
            count(Fate::Reported),
            count(Fate::Doubted),
            count(Fate::Wrong) + count(Fate::Lost) + left.len(),
            codes.join(" "),
        );
    }

    fn summary(&mut self, inbox: &Inbox) {
        let share = self.share();
        let _ = writeln!(
            self.table,
            "\n{} files, {} values: {} right ({share:.2} %), {} wrong without a finding, {} for a wrong unit\n{} faults: {} named at their cell",
            inbox.sent.len(),
            self.values,
            self.right,
            self.unsaid.len(),
            self.elsewhere.len(),
            inbox.expected.len(),
            inbox.expected.len() - self.unnamed.len(),
        );
    }
}

fn fate(fact: &Fact, read: Option<&Read>, found: &[Found]) -> Fate {
    let is_here = |found: &Found| {
        found.sheet.as_deref() == Some(&fact.sheet)
            && found.cell.is_some_and(|cell| cell.row == fact.at.row)
    };
    match read {
        Some(read) if is_right(fact, read) => Fate::Right,
        Some(_) if found.iter().any(is_here) => Fate::Doubted,
        Some(_) => Fate::Wrong,
        None if found.iter().any(|found| is_here(found) || is_about(found, fact)) => Fate::Reported,
        None => Fate::Lost,
    }
}

/// Whether a finding says that a group is not read, at the line that names it; or a column, at its header, or about
/// the sheet where it has none.
fn is_about(found: &Found, fact: &Fact) -> bool {
    let group = matches!(found.code.as_str(), "F120" | "F140")
        && found.sheet.as_deref() == Some(&fact.sheet)
        && found.cell.is_some()
        && found.cell == fact.head;
    group || is_about_column(found, fact)
}

fn is_about_column(found: &Found, fact: &Fact) -> bool {
    let says = matches!(found.code.as_str(), "F110" | "F112");
    let above =
        found.cell.is_none_or(|cell| cell.column == fact.at.column && cell.row < fact.at.row);
    says && found.sheet.as_deref() == Some(&fact.sheet) && above
}

fn is_right(fact: &Fact, read: &Read) -> bool {
    #[expect(clippy::cast_precision_loss, reason = "counts are small")]
    let same_value = (read.value - fact.value as f64).abs() < f64::EPSILON;
    let known = (read.form.as_str(), read.unit.as_str(), read.measure.as_str());
    same_value
        && known == (fact.form, fact.unit.as_str(), fact.measure)
        && text::key(&read.field) == text::key(&fact.field)
}

fn names(found: &Found, fault: &Expected) -> bool {
    let whole_file = fault.sheet.is_none();
    found.code == fault.code
        && (whole_file || (found.sheet == fault.sheet && found.cell == fault.cell))
}

fn files(observations: &DataFrame, findings: &DataFrame) -> BTreeMap<String, File> {
    let mut files: BTreeMap<String, File> = BTreeMap::new();
    let c = Columns::new("observations", observations);
    let text = |name: &str| c.text(name).unwrap();
    let (file, sheet, cell, form) = (text("file"), text("sheet"), text("cell"), text("form"));
    let (unit, field, measure) = (text("unit_id"), text("field"), text("measure"));
    let (value, action) = (c.float("value").unwrap(), text("action"));
    for i in 0..observations.height() {
        let place = (sheet.required(i).unwrap(), address(&cell.required(i).unwrap()));
        let read = Read {
            form: form.required(i).unwrap(),
            unit: unit.required(i).unwrap(),
            field: field.optional(i).unwrap_or_default(),
            measure: measure.required(i).unwrap(),
            value: value.get(i).unwrap(),
            follows: action.get(i) == Some("corrected"),
        };
        let file = files.entry(file.required(i).unwrap()).or_default();
        assert!(file.read.insert(place, read).is_none(), "a cell was read twice");
    }
    let c = Columns::new("findings", findings);
    let columns = ["code", "file", "sheet", "cell", "severity"].map(|name| c.text(name).unwrap());
    let [code, file, sheet, cell, severity] = columns;
    for i in 0..findings.height() {
        let found = Found {
            code: code.required(i).unwrap(),
            sheet: sheet.optional(i),
            cell: cell.optional(i).map(|cell| address(&cell)),
            severity: severity.required(i).unwrap(),
        };
        files.entry(file.optional(i).unwrap_or_default()).or_default().found.push(found);
    }
    files
}

fn address(shown: &str) -> CellRef {
    CellRef::parse(shown).unwrap_or_else(|| panic!("`{shown}` is no address"))
}
