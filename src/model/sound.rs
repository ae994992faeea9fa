//! Whether a reading can be what a worker makes: a file that has taken its worker over may have it say anything.

use super::reading::{FormIx, LARGEST_COUNT, MeasureIx, Reading, Slot, Table};
use super::sheet::{MOST_COLUMNS, MOST_ROWS};
use super::submission::Status;
use super::unit::UnitIx;

/// How much there is of what a reading points to.
#[derive(Debug, Clone)]
pub struct Bounds {
    /// Units of the register.
    pub units: usize,
    /// Declared measures.
    pub measures: usize,
    /// Declared columns of each form.
    pub columns: Vec<usize>,
    /// Forms whose lines come of lists, which may be longer than any sheet.
    pub lists: Vec<FormIx>,
}

impl Reading {
    /// Whether it is about this file, whose bytes have this hash, and every place in it leads somewhere: what comes later
    /// counts on it.
    #[must_use]
    pub fn is_sound(&self, file: &str, blake3: &str, bounds: &Bounds) -> bool {
        self.file == file
            && self.blake3.as_deref() == Some(blake3)
            && self.says_what_became_of_it()
            && self.findings.iter().all(|finding| finding.place.file.as_deref() == Some(file))
            && self.tables.iter().all(|table| self.is_table(table, bounds))
            && self.unused.iter().all(|unused| {
                let form = unused.form.is_none_or(|form| form.index() < bounds.columns.len());
                form && unused.unit.index() < bounds.units
            })
    }

    /// Whether it has tables, or says why not.
    fn says_what_became_of_it(&self) -> bool {
        match self.refused {
            None => !self.tables.is_empty(),
            Some(Status::Unrecognised | Status::Unreadable) => {
                self.tables.is_empty() && !self.findings.is_empty()
            }
            Some(_) => false,
        }
    }

    fn is_table(&self, table: &Table, bounds: &Bounds) -> bool {
        let unit = |unit: UnitIx| unit.index() < bounds.units;
        let measure = |measure: MeasureIx| measure.index() < bounds.measures;
        let field = |field: u32| (field as usize) < self.fields.len();
        let Some(&columns) = bounds.columns.get(table.form.index()) else { return false };
        let slot = |slot: Slot| match slot {
            Slot::Count(of) => measure(of),
            Slot::Printed(place) => usize::from(place) < columns,
            Slot::Value => true,
        };
        let rows = if bounds.lists.contains(&table.form) { u32::MAX } else { MOST_ROWS };
        unit(table.sender)
            && table.is_filled()
            && table.columns.iter().all(|column| slot(column.slot) && column.at < MOST_COLUMNS)
            && table.counts().all(is_count)
            && table.lines.iter().all(|line| {
                line.row < rows
                    && line.unit.is_none_or(unit)
                    && line.field.is_none_or(field)
                    && line.source.is_none_or(field)
                    && line.indicator.is_none_or(measure)
            })
    }
}

/// Whether a number can be a count.
fn is_count(value: f64) -> bool {
    value.fract() == 0.0 && (0.0..=LARGEST_COUNT).contains(&value)
}

#[cfg(test)]
mod tests {
    use super::Bounds;
    use crate::model::{
        Check, Code, Column, Finding, FormIx, Guidance, Line, MeasureIx, Notation, Reading, Role,
        Severity, Slot, Status, Table, UnitIx,
    };

    const HASH: &str = "00";

    fn reading(form: u16, measure: u16, unit: u32, field: Option<u32>) -> Reading {
        let slot = Slot::Count(MeasureIx(measure));
        let column = Column { slot, part: 0, of: 1, at: 2, header: String::new() };
        let mut table = Table::new(FormIx(form), UnitIx(0), "a", Notation::Letters, vec![column]);
        let (role, unit) = (Role::Item, Some(UnitIx(unit)));
        let (source, indicator) = (None, None);
        let line = Line { row: 3, role, unit, field, source, indicator, first_block: 0, block: 0 };
        table.push(line, [Some(1.0)].into_iter());
        let (file, fields) = ("a.xlsx".to_owned(), vec!["Đất đai".to_owned()]);
        let blake3 = Some(HASH.to_owned());
        Reading { file, blake3, fields, tables: vec![table], ..Reading::default() }
    }

    #[test]
    fn a_reading_that_leads_nowhere_is_not_believed() {
        let bounds = Bounds { units: 2, measures: 2, columns: vec![3], lists: Vec::new() };
        let is = |reading: &Reading| reading.is_sound("a.xlsx", HASH, &bounds);
        assert!(is(&reading(0, 1, 1, Some(0))));
        assert!(!reading(0, 1, 1, Some(0)).is_sound("b.xlsx", HASH, &bounds), "another file");
        assert!(!reading(0, 1, 1, Some(0)).is_sound("a.xlsx", "01", &bounds), "other bytes");
        assert!(!is(&reading(1, 1, 1, Some(0))), "no such form");
        assert!(!is(&reading(0, 2, 1, Some(0))), "no such measure");
        assert!(!is(&reading(0, 1, 2, Some(0))), "no such unit");
        assert!(!is(&reading(0, 1, 1, Some(1))), "no such field");
        let mut long = reading(0, 1, 1, None);
        long.tables[0].lines[0].row = 1 << 20;
        assert!(!is(&long), "no sheet is so long");
        assert!(long.is_sound(
            "a.xlsx",
            HASH,
            &Bounds { lists: vec![FormIx(0)], ..bounds.clone() }
        ));
        let mut cut = reading(0, 1, 1, None);
        let line = cut.tables[0].lines[0];
        cut.tables[0].lines.push(line);
        assert!(!is(&cut), "a line without its numbers");
        for number in [0.5, 1e13, -1.0, f64::INFINITY] {
            let mut odd = reading(0, 1, 1, None);
            let line = odd.tables[0].lines[0];
            odd.tables[0].push(line, [Some(number)].into_iter());
            assert!(!is(&odd), "{number} is no count");
        }
    }

    #[test]
    fn a_reading_that_does_not_say_what_became_of_the_file_is_not_believed() {
        let bounds = Bounds { units: 2, measures: 2, columns: vec![3], lists: Vec::new() };
        let is = |tables: usize, refused, findings: usize| {
            let mut reading = reading(0, 1, 1, None);
            reading.tables.truncate(tables);
            reading.refused = refused;
            let words = Guidance { means: "", example: "", mend: "" };
            let check = Check {
                code: Code::UnreadableFile,
                severity: Severity::Blocking,
                title: "",
                vietnamese: words,
                english: words,
            };
            let finding = Finding::new(&check, "hỏng").in_file("a.xlsx");
            reading.findings = vec![finding; findings];
            reading.is_sound("a.xlsx", HASH, &bounds)
        };
        assert!(is(1, None, 0) && is(0, Some(Status::Unreadable), 1));
        assert!(!is(0, None, 1), "neither tables nor a reason");
        assert!(!is(0, Some(Status::Unreadable), 0), "nobody would be told");
        assert!(!is(1, Some(Status::Unreadable), 1), "both");
        assert!(!is(0, Some(Status::Missing), 1), "what only a period can say");
    }
}
