//! Lines that sum those above them under no name that says so. Read as items, they would count everything twice.

use crate::model::{CellRef, Code};
use crate::text;

use super::super::count::{Counted, shown};
use super::super::lines::{Line, LineRole};
use super::totals::MOST_GROUPS;
use super::{Assembler, Owner};

/// A total that has no name of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unnamed {
    /// Every count is the sum.
    Exact,
    /// Not every one.
    Near,
}

/// How a line agrees with the sums of the lines above it.
#[derive(Debug, Default)]
struct Agreement {
    /// Counts that are the sum, 0 among them.
    equal: u32,
    /// Those of them above 0.
    positive: u32,
    /// Counts that are another number, or none.
    other: u32,
}

impl Assembler<'_> {
    /// A line with figures and no label: a total where it is the sum of the lines above.
    pub(super) fn unlabelled(&mut self, line: &Line) {
        let counted = self.counted(line);
        let total = self.unnamed(line, &counted, None).filter(|_| self.owner != Owner::Skipped);
        if let Some(total) = total {
            return self.unnamed_total(line, total);
        }
        self.unknown_line(line, "dòng có số liệu nhưng không ghi tên lĩnh vực hay đơn vị");
    }

    pub(super) fn unnamed_total(&mut self, line: &Line, total: Unnamed) {
        let label = text::normal(line.label);
        let named =
            if label.is_empty() { "không ghi tên".to_owned() } else { format!("\"{label}\"") };
        let agrees = match total {
            Unnamed::Exact => "bằng",
            Unnamed::Near => "gần như bằng",
        };
        let message = format!(
            "dòng {named} {agrees} tổng các dòng phía trên nên được hiểu là dòng tổng, không tính lần nữa"
        );
        let finding = self.finding(Code::UnnamedTotal, line.at, message).corrected();
        self.out.findings.push(finding);
        self.total(line);
    }

    /// Whether a line sums two or more lines above it. All its counts say so; or all but one, a slip that is told like
    /// that of any total, where no item follows; or most of them, where its label begins like that of a total. A line of
    /// nothing but zeros is one where it has no label.
    pub(super) fn unnamed(
        &self,
        line: &Line,
        counted: &[(CellRef, Option<Counted>)],
        next: Option<LineRole>,
    ) -> Option<Unnamed> {
        let Agreement { equal, positive, other } = self.agreement(counted);
        let resembles = self.form.resembles_total_key(&text::key(line.label));
        let by_label = || equal > other && resembles;
        // A line that is numbered on from the one above is one of its kind, small numbers add up by chance.
        let numbered_on = self.ordinal_of(line).zip(self.last_ordinal);
        let goes_on = numbered_on.is_some_and(|(own, before)| own == before + 1);
        if goes_on && !resembles {
            None
        } else if resembles && self.lines_in_block < 2 {
            let all = self.fits_any(counted);
            (all.positive > 0 && all.equal > all.other).then_some(Unnamed::Near)
        } else if self.lines_in_block < 2 {
            None
        } else if other == 0 && (positive >= 3 || line.label.is_empty() || by_label()) {
            Some(Unnamed::Exact)
        } else {
            let slip = other == 1 && positive >= 4 && next != Some(LineRole::Item);
            let all = self.fits_any(counted);
            let sums_more = resembles && all.positive > 0 && all.equal > all.other;
            (slip || by_label() || sums_more).then_some(Unnamed::Near)
        }
    }

    /// The number in front of a line.
    pub(super) fn ordinal_of(&self, line: &Line) -> Option<u32> {
        let cell = line.cells.iter().find(|cell| Some(cell.at.column) == self.ordinal)?;
        shown(&cell.value).trim().trim_end_matches(['.', ')']).parse().ok()
    }

    /// The best agreement with the sums of the groups from any one on.
    fn fits_any(&self, counted: &[(CellRef, Option<Counted>)]) -> Agreement {
        let mut sums = self.sums.clone();
        let mut best = self.agrees(counted, &sums);
        for (_, closed) in self.closed.iter().rev().take(MOST_GROUPS) {
            for (sum, more) in sums.iter_mut().zip(closed) {
                *sum += more;
            }
            let agreement = self.agrees(counted, &sums);
            if agreement.equal > best.equal {
                best = agreement;
            }
        }
        best
    }

    fn agreement(&self, counted: &[(CellRef, Option<Counted>)]) -> Agreement {
        self.agrees(counted, &self.sums)
    }

    fn agrees(&self, counted: &[(CellRef, Option<Counted>)], sums: &[f64]) -> Agreement {
        let mut agreement = Agreement::default();
        for ((column, sum), (_, value)) in self.columns.iter().zip(sums).zip(counted) {
            match value {
                _ if column.count.is_none() => {}
                Some(Counted::Count { value, .. }) if (value - sum).abs() < 0.5 => {
                    agreement.equal += 1;
                    agreement.positive += u32::from(*value > 0.0);
                }
                _ => agreement.other += 1,
            }
        }
        agreement
    }
}
