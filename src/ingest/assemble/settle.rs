//! What the total of a group says about a cell of it that cannot be read: the form's own arithmetic tells which
//! reading fits. It is told, never used.

use crate::model::{CellRef, Finding, Value};
use crate::text::group_thousands;

use super::super::count::Counted;
use super::Assembler;

/// A cell that cannot be read, with what is said about it.
pub(super) struct Doubtful {
    /// Its column among those that carry figures.
    pub(super) index: usize,
    pub(super) at: CellRef,
    pub(super) finding: Finding,
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
            let value = self.context.sheet.get(self.doubtful[doubt].at).cloned();
            let finding = &mut self.doubtful[doubt].finding;
            finding.message = format!("{}; {}", finding.message, said(missing, value.as_ref()));
            finding.expected = Some(missing.to_string());
        }
    }

    /// Says what there is to say about the cells of the group at hand.
    pub(super) fn say_doubtful(&mut self) {
        let doubtful = std::mem::take(&mut self.doubtful);
        self.out.findings.extend(doubtful.into_iter().map(|doubtful| doubtful.finding));
    }
}

fn said(missing: f64, value: Option<&Value>) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "counts are whole and below 10^12")]
    let missing_whole = missing.round() as i64;
    // A number that is a fraction is shown with a point: one that separates thousands beside it would look the same.
    let shown = match value {
        Some(Value::Number(_)) => missing_whole.to_string(),
        _ => group_thousands(missing_whole),
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
