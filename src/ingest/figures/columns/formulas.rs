//! Formulas of a template that no program calculated after it was filled in. What each of them sums is known: it stands in
//! the form. So they are calculated here as Excel would, and a file that was filled in by another program costs nobody
//! a figure.

use super::figure_columns::FigureColumn;
use crate::ingest::count::{Counted, TypedAs};
use crate::ingest::figures::assembler::Assembler;
use crate::ingest::findings::cell::not_calculated::NOT_CALCULATED;
use crate::ingest::table::lines::line::{LineRole, SheetLine};
use crate::model::{CellRef, MeasureIx, Severity, Value};

/// What is said of formulas of a template that had no result.
pub(in crate::ingest::figures) fn told(cells: usize) -> String {
    format!(
        "{cells} ô công thức của mẫu chưa được tính (tệp chưa được mở và lưu bằng Excel sau khi điền); chương trình đã tính lại theo công thức của biểu"
    )
}

/// Whether a formula gave nothing: no program calculated it, or it stands at the nothing that it gave in the empty form.
pub(in crate::ingest::figures) fn gave_nothing(cell: Option<&Value>) -> bool {
    match cell {
        None | Some(Value::Uncalculated) => true,
        Some(Value::Text(text)) => text.is_empty(),
        Some(_) => false,
    }
}

/// The figures of a line, one entry a column.
type FiguresOfLine = [(CellRef, Option<Counted>)];

impl Assembler<'_> {
    /// Calculates the sums of a line. A total, and what is printed beside counts, is compared alone: without a result it
    /// says nothing.
    pub(super) fn calculate(&self, line: &SheetLine, counted: &mut FiguresOfLine) {
        if !self.is_calculated {
            return;
        }
        for index in 0..self.columns.len() {
            let parts = self.columns[index].count.and_then(|measure| self.form.summed(measure));
            let sum = parts.filter(|_| gave_nothing(self.context.sheet.get(counted[index].0)));
            if let Some(sum) = sum.and_then(|parts| self.sum(parts, counted)) {
                counted[index].1 = Some(sum);
            }
        }
        for (column, (at, value)) in self.columns.iter().zip(counted) {
            let is_compared = line.role == LineRole::Total || column.count.is_none();
            if is_compared && self.is_uncalculated(*at) {
                *value = None;
            }
        }
    }

    fn is_uncalculated(&self, at: CellRef) -> bool {
        self.context.sheet.get(at) == Some(&Value::Uncalculated)
    }

    /// The sum of some counts of a line, which of blanks alone is none; `None` where one of them is not known.
    fn sum(&self, parts: &[MeasureIx], counted: &FiguresOfLine) -> Option<Counted> {
        let of = |measure: MeasureIx| {
            (0..self.columns.len()).filter(move |&index| self.columns[index].count == Some(measure))
        };
        let (mut sum, mut any) = (0.0, false);
        for &part in parts {
            of(part).next()?;
            for index in of(part) {
                match &counted[index].1 {
                    Some(Counted::Count { value, .. }) => (sum, any) = (sum + value, true),
                    Some(Counted::Doubt(..)) => return None,
                    // A sum takes a blank for nothing.
                    Some(Counted::Blank) | None => {}
                }
            }
        }
        let value = Counted::Count { value: sum, percentage: None, typed: TypedAs::Number };
        Some(if any { value } else { Counted::Blank })
    }

    /// Tells once that formulas of a template had no result.
    pub(in crate::ingest::figures) fn calculated_note(&mut self, lines: &[SheetLine]) {
        if !self.is_calculated {
            return;
        }
        let holding = || lines.iter().filter(|line| line.role.holds_figures());
        let is_figure = |at: CellRef| self.columns.iter().any(|column| column.column == at.column);
        let open = holding().flat_map(|line| line.cells);
        let open = open.filter(|cell| cell.value == Value::Uncalculated && is_figure(cell.at));
        // Those that could not be calculated either are told one by one.
        let open = open.map(|cell| cell.at).filter(|at| !self.to_say.unread.contains(at));
        let mut open: Vec<CellRef> = open.collect();
        for line in holding().filter(|line| line.role == LineRole::Item) {
            let summed = self.columns.iter().zip(self.counted(line));
            let is_sum = |column: &FigureColumn| {
                column.count.is_some_and(|measure| self.form.summed(measure).is_some())
            };
            let followed = summed.filter(|(column, (at, value))| {
                let given = matches!(value, Some(Counted::Count { .. }));
                given
                    && is_sum(column)
                    && gave_nothing(self.context.sheet.get(*at))
                    && !open.contains(at)
            });
            let followed: Vec<CellRef> = followed.map(|(_, (at, _))| at).collect();
            open.extend(followed);
        }
        open.sort_unstable();
        let Some(&first) = open.first() else { return };
        let mut finding = self.finding(&NOT_CALCULATED, first, told(open.len())).corrected();
        finding.severity = Severity::Note;
        self.out.findings.push(finding);
    }
}
