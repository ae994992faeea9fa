//! Lines that only detail the line above them: `1.1`, `- Cấp lần đầu` below `1 Đất đai`. Counting both would count the
//! same files twice.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Cell, Code, Severity};
use crate::pipeline::{Groups, Match, Numbers};
use crate::text;

use super::super::count::shown;
use super::super::lines::{Line, LineRole, is_roman};
use super::Assembler;
use super::columns::{FigureColumn, counted};
use super::settle::values_of;

/// The lines that detail another one, by the place of that one.
pub(super) type Details = BTreeMap<usize, Detailed>;

/// A line with its details.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Detailed {
    /// The last line that details it; all between the two do.
    pub(super) last: usize,
    /// Whether they add up to it.
    pub(super) adds_up: bool,
}

/// So many counts above 0 must add up before unnumbered lines are details.
const LEAST_EQUAL: usize = 3;

/// Finds the lines that only detail another one. Lines that are numbered below it (`1.1` below `1`) always do;
/// lettered and dashed ones where they add up to it in every count.
fn details(
    lines: &[Line],
    ordinal: Option<u32>,
    columns: &[FigureColumn],
    numbers: &Numbers,
) -> Details {
    let counts = |line: &Line| values_of(&counted(columns, line, numbers));
    let mut details = Details::new();
    let mut index = 0;
    while index < lines.len() {
        let under = under(lines, index, ordinal);
        let (last, numbered) = (index + under.len(), under.contains(&Under::Numbered));
        if !under.is_empty() {
            let whole = counts(&lines[index]);
            let parts: Vec<Vec<Option<f64>>> = lines[index + 1..=last].iter().map(counts).collect();
            let adds_up = adds_up(&whole, &parts, columns);
            if adds_up || numbered {
                details.insert(index, Detailed { last, adds_up });
            }
        }
        index = last + 1;
    }
    details
}

/// How a line says that it details the one above.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Under {
    /// By its number.
    Numbered,
    /// By a letter or a dash.
    Marked,
}

/// The lines right below one that say they detail it.
fn under(lines: &[Line], index: usize, ordinal: Option<u32>) -> Vec<Under> {
    let main = &lines[index];
    if main.role != LineRole::Item || marked(main, ordinal) {
        return Vec::new();
    }
    let number = number_of(main, ordinal);
    let below = lines[index + 1..].iter().map_while(|line| {
        if line.role != LineRole::Item {
            return None;
        }
        let own = number_of(line, ordinal);
        let behind = own.strip_prefix(number.as_str()).and_then(|rest| rest.strip_prefix('.'));
        let numbered = !number.is_empty()
            && behind.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        if numbered {
            Some(Under::Numbered)
        } else {
            marked(line, ordinal).then_some(Under::Marked)
        }
    });
    below.collect()
}

/// The number of a line, `1` or `1.1`, from its own column or in front of its label.
fn number_of(line: &Line, ordinal: Option<u32>) -> String {
    let cell = line.cells.iter().find(|cell| Some(cell.at.column) == ordinal);
    let text = cell.map_or_else(|| line.label.to_owned(), |cell| shown(&cell.value));
    let digits = text.trim_start();
    let end = digits.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(digits.len());
    digits[..end].trim_end_matches('.').to_owned()
}

/// Whether a line begins with a dash or a letter: `- Cấp lần đầu`, `a) Cấp lần đầu`.
fn marked(line: &Line, ordinal: Option<u32>) -> bool {
    let cell = line.cells.iter().find(|cell| Some(cell.at.column) == ordinal);
    let is_mark = |text: &str| {
        let text = text.trim_start();
        let mut letters = text.chars();
        let (first, second) = (letters.next(), letters.next());
        let dash = first.is_some_and(|c| "-–—+•*".contains(c));
        let letter = first.is_some_and(|c| c.is_ascii_lowercase())
            && second.is_none_or(|c| ".)".contains(c));
        dash || letter
    };
    cell.and_then(Cell::text).is_some_and(is_mark) || is_mark(line.label)
}

fn adds_up(whole: &[Option<f64>], parts: &[Vec<Option<f64>>], columns: &[FigureColumn]) -> bool {
    let mut positive = 0;
    for (index, column) in columns.iter().enumerate() {
        if column.count.is_none() {
            continue;
        }
        let sum = parts.iter().map(|part| part[index]).try_fold(0.0, |sum, v| Some(sum + v?));
        match (whole[index], sum) {
            (Some(whole), Some(sum)) if (whole - sum).abs() < 0.5 => {
                positive += usize::from(whole > 0.0);
            }
            (None, None) => {}
            _ => return false,
        }
    }
    positive >= LEAST_EQUAL
}

/// Lines of a form without groups that sum the lines below them, up to the next such line: a section with a Roman
/// number, the sender by its name. `heads` tells which lines may be one.
fn sums_above(
    lines: &[Line],
    columns: &[FigureColumn],
    numbers: &Numbers,
    heads: &dyn Fn(&Line) -> bool,
) -> BTreeSet<usize> {
    let counts = |line: &Line| values_of(&counted(columns, line, numbers));
    let may_be: BTreeSet<usize> = (0..lines.len())
        .filter(|&index| lines[index].role == LineRole::Item && heads(&lines[index]))
        .collect();
    let is_sum = |&index: &usize| {
        let below = lines[index + 1..].iter().enumerate().take_while(|(behind, line)| {
            let at = index + 1 + behind;
            line.role == LineRole::Item && !may_be.contains(&at)
        });
        let parts: Vec<Vec<Option<f64>>> = below.map(|(_, line)| counts(line)).collect();
        !parts.is_empty() && adds_up(&counts(&lines[index]), &parts, columns)
    };
    may_be.iter().copied().filter(is_sum).collect()
}

impl Assembler<'_> {
    /// The lines that detail others, and those that sum others below them.
    pub(super) fn levels(&self, lines: &[Line]) -> (Details, BTreeSet<usize>) {
        let numbers = &self.form.numbers;
        let details = details(lines, self.ordinal, &self.columns, numbers);
        if self.form.groups != Groups::None {
            return (details, BTreeSet::new());
        }
        let (units, sender) = (self.context.units, self.context.sender);
        let heads = |line: &Line| {
            let ordinal = line.cells.iter().find(|cell| Some(cell.at.column) == self.ordinal);
            let roman = ordinal.and_then(Cell::text).is_some_and(is_roman);
            let named = units.find_exact(line.label, |ix, _| ix == sender);
            roman
                || named == Match::One(sender)
                || self.form.resembles_total_key(&text::key(line.label))
        };
        (details, sums_above(lines, &self.columns, numbers, &heads))
    }

    /// Says that a line sums those below it and does not count.
    pub(super) fn sums_below(&mut self, line: &Line) {
        let message = format!(
            "dòng \"{}\" bằng tổng các dòng ngay dưới nên được hiểu là dòng tổng, không tính lần nữa",
            text::normal(line.label)
        );
        let finding = self.finding(Code::UnnamedTotal, line.at, message).corrected();
        self.out.findings.push(finding);
    }

    /// Says which lines are details and do not count.
    pub(super) fn detailed(&mut self, main: &Line, first: &Line, detailed: Detailed, count: usize) {
        let label = text::normal(main.label);
        let (message, warns) = if detailed.adds_up {
            (
                format!(
                    "{count} dòng chi tiết cộng lại bằng dòng \"{label}\" phía trên; chỉ dòng đó được tính"
                ),
                false,
            )
        } else {
            (
                format!(
                    "{count} dòng chi tiết của dòng \"{label}\" phía trên không cộng lại bằng dòng đó; chỉ dòng đó được tính, hãy kiểm tra"
                ),
                true,
            )
        };
        let mut finding = self.finding(Code::DetailLines, first.at, message);
        if warns {
            finding.severity = Severity::Warning;
        }
        self.out.findings.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::{Line, LineRole, marked, number_of};
    use crate::model::{Cell, CellRef, Value};

    fn line<'s>(cells: &'s [Cell], label: &'s str) -> Line<'s> {
        Line { cells, role: LineRole::Item, at: CellRef::new(0, 1), label }
    }

    #[test]
    fn numbers_and_marks_stand_in_either_column() {
        let at = CellRef::new(0, 0);
        let numbered = [Cell { at, value: Value::Number(1.2) }];
        assert_eq!(number_of(&line(&numbered, "Cấp lần đầu"), Some(0)), "1.2");
        assert_eq!(number_of(&line(&[], "1.2. Cấp lần đầu"), None), "1.2");
        assert!(marked(&line(&[], "- Cấp lần đầu"), None));
        assert!(marked(&line(&[Cell { at, value: Value::Text("a)".to_owned()) }], "x"), Some(0)));
        assert!(!marked(&line(&[], "an toàn thực phẩm"), None));
    }
}
