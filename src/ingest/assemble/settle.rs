//! What the total of a group says about a cell of it that cannot be read: the form's own arithmetic tells which
//! reading fits. It is told, never used.

use crate::model::{Cell, CellRef, Finding, Shown, Value};
use crate::text::{group_thousands, normal};

use super::super::count::{Counted, count, shown};
use super::Assembler;

/// A cell that cannot be read.
pub(super) struct Doubtful {
    /// Its column among those that carry figures.
    pub(super) index: usize,
    pub(super) at: CellRef,
    pub(super) finding: Finding,
    /// What its total leaves for it.
    pub(super) missing: Option<f64>,
}

/// The counts of a line.
pub(super) fn values_of(counted: &[(CellRef, Option<Counted>)]) -> Vec<Option<f64>> {
    let value = |(_, value): &(CellRef, Option<Counted>)| match value {
        Some(Counted::Count { value, .. }) => Some(*value),
        _ => None,
    };
    counted.iter().map(value).collect()
}

impl Assembler<'_> {
    /// Completes what is said about the one cell of a column that is missing from its total.
    pub(super) fn settle(&mut self, totals: &[Option<f64>]) {
        for (index, total) in totals.iter().enumerate() {
            let in_column: Vec<usize> = (0..self.doubtful.len())
                .filter(|&doubt| self.doubtful[doubt].index == index)
                .collect();
            let (Some(total), &[doubt]) = (total, in_column.as_slice()) else { continue };
            let missing = total - self.sums[index];
            if missing < 0.0 || self.columns[index].count.is_none() {
                continue;
            }
            self.doubtful[doubt].missing = Some(missing);
        }
    }

    /// Says what there is to say about the cells of the group at hand: of figures of one line that are struck through
    /// together, once.
    pub(super) fn say_doubtful(&mut self) {
        let mut left = std::mem::take(&mut self.doubtful).into_iter().peekable();
        while let Some(first) = left.next() {
            let row = first.at.row;
            let mut line = vec![first];
            line.extend(std::iter::from_fn(|| left.next_if(|next| next.at.row == row)));
            let (struck, others): (Vec<_>, Vec<_>) = line
                .into_iter()
                .partition(|doubtful| self.context.sheet.mark(doubtful.at) == Some(Shown::Struck));
            let mut findings = match struck.as_slice() {
                [] | [_] => struck.into_iter().map(|one| self.of_cell(one)).collect(),
                several => vec![self.of_struck_line(several)],
            };
            findings.extend(others.into_iter().map(|one| self.of_cell(one)));
            self.out.findings.extend(findings);
        }
    }

    fn of_cell(&self, doubtful: Doubtful) -> Finding {
        let Doubtful { at, mut finding, missing, .. } = doubtful;
        if let Some(missing) = missing {
            let said = said(missing, self.context.sheet.get(at));
            finding.message = format!("{}; {said}", finding.message);
            finding.expected = Some(missing.to_string());
        }
        finding
    }

    /// Figures of one line that are all struck through.
    fn of_struck_line(&self, struck: &[Doubtful]) -> Finding {
        let sheet = self.context.sheet;
        let (first, last) = (&struck[0], &struck[struck.len() - 1]);
        let left = sheet.row(first.at.row).iter().filter(|cell| cell.at.column < first.at.column);
        let label = left.filter_map(Cell::text).next_back().map(normal).unwrap_or_default();
        let cells = if last.index - first.index + 1 == struck.len() {
            format!("từ ô {} đến ô {}", first.at, last.at)
        } else {
            struck.iter().map(|one| one.at.to_string()).collect::<Vec<_>>().join(", ")
        };
        let found: Vec<String> =
            struck.iter().map(|one| sheet.get(one.at).map(shown).unwrap_or_default()).collect();
        let found = found.join("; ");
        let mut message = format!(
            "dòng \"{label}\" có {} số bị gạch ngang ({cells}, ghi {found}), không rõ còn tính hay không; các số này không được tính; hãy xóa dòng hoặc số đã bỏ, hoặc bỏ gạch ngang nếu vẫn tính",
            struck.len()
        );
        let missing: Option<Vec<f64>> = struck.iter().map(|one| one.missing).collect();
        if let Some(missing) = missing {
            message.push_str("; ");
            message.push_str(&self.said_of_struck(struck, &missing));
        }
        Finding { message, expected: None, ..first.finding.clone() }.found(found)
    }

    /// What the total leaves for figures that are struck through: themselves, nothing or other numbers.
    fn said_of_struck(&self, struck: &[Doubtful], missing: &[f64]) -> String {
        let is_left = |(one, missing): (&Doubtful, &f64)| {
            let value = self.context.sheet.get(one.at);
            let value = value.map(|value| count(value, &self.form.numbers));
            matches!(value, Some(Counted::Count { value, .. }) if (value - missing).abs() < 0.5)
        };
        if missing.iter().all(|missing| *missing < 0.5) {
            "dòng tổng không cộng các số này".to_owned()
        } else if struck.iter().zip(missing).all(is_left) {
            "dòng tổng vẫn cộng các số này".to_owned()
        } else {
            let missing: Vec<String> = missing.iter().map(|missing| grouped(*missing)).collect();
            format!("dòng tổng trừ các dòng khác được {}", missing.join("; "))
        }
    }
}

/// A count with its thousands apart.
fn grouped(count: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "counts are whole and below 10^12")]
    group_thousands(count.round() as i64)
}

fn said(missing: f64, value: Option<&Value>) -> String {
    // A number that is a fraction is shown with a point: one that separates thousands beside it would look the same.
    let shown = match value {
        Some(Value::Number(_)) => missing.round().to_string(),
        _ => grouped(missing),
    };
    // A point between thousands that became a decimal point.
    let fits =
        matches!(value, Some(Value::Number(number)) if (number * 1000.0 - missing).abs() < 1e-6);
    if fits {
        format!("dòng tổng cho thấy ô này là {shown}")
    } else {
        format!("dòng tổng trừ các dòng khác được {shown}")
    }
}
