//! Lines that sum those above them under no name that says so. Read as items, they would count everything twice.

use crate::ingest::count::{Counted, shown};
use crate::ingest::figures::assembler::{Assembler, Owner};
use crate::ingest::figures::columns::figure_columns::values_of;
use crate::ingest::figures::levels::details::LinesBelow;
use crate::ingest::findings::line::unnamed_total::UNNAMED_TOTAL;
use crate::ingest::table::lines::line::{LineRole, SheetLine};
use crate::model::{CellRef, Severity};
use crate::text;

use super::named::MOST_GROUPS;

/// A total that has no name of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ingest::figures) enum Unnamed {
    /// Every count is the sum.
    Exact,
    /// Not every one.
    Near,
    /// Every count is, too many and too large for chance, and nothing else says that it is a total.
    Unsaid,
    /// Its counts are, and nothing else says that it is a total: small numbers easily add up, so that it counts.
    Chance,
}

/// Sums of so many different sizes, none below the least, are no chance.
const MOST_BY_CHANCE: usize = 2;
const LEAST_BY_DESIGN: f64 = 10.0;

/// How a line agrees with the sums of the lines above it.
#[derive(Debug, Default)]
struct LineAgreement {
    /// Counts that are the sum, 0 among them.
    equal: u32,
    /// Those of them above 0.
    positive: u32,
    /// Counts that are another number, or none.
    other: u32,
}

/// How many different large numbers a line holds.
fn sizes(counted: &[(CellRef, Option<Counted>)]) -> usize {
    let mut values: Vec<f64> = values_of(counted).into_iter().flatten().collect();
    values.retain(|value| *value >= LEAST_BY_DESIGN);
    values.sort_by(f64::total_cmp);
    values.dedup();
    values.len()
}

impl Assembler<'_> {
    /// A line with figures and no label: a total where it is the sum of the lines above.
    pub(in crate::ingest::figures) fn unlabelled(&mut self, line: &SheetLine, below: LinesBelow) {
        let counted = self.counted(line);
        let total =
            self.unnamed(line, &counted, below).filter(|_| self.whose.owner != Owner::Skipped);
        if let Some(total) = total {
            return self.unnamed_total(line, total);
        }
        self.unknown_line(line, "dòng có số liệu nhưng không ghi tên lĩnh vực hay đơn vị");
    }

    pub(in crate::ingest::figures) fn unnamed_total(&mut self, line: &SheetLine, total: Unnamed) {
        let label = text::normal(line.label);
        let named =
            if label.is_empty() { "không ghi tên".to_owned() } else { format!("\"{label}\"") };
        let agrees = match total {
            Unnamed::Exact => "bằng tổng các dòng phía trên nên",
            Unnamed::Unsaid | Unnamed::Chance => {
                "bằng tổng các dòng phía trên ở mọi cột, dù không ghi là dòng tổng và không có dòng tổng nào để đối chiếu, nên"
            }
            Unnamed::Near => "gần như bằng tổng các dòng phía trên nên",
        };
        let message = format!("dòng {named} {agrees} được hiểu là dòng tổng, không tính lần nữa");
        let mut finding = self.finding(&UNNAMED_TOTAL, line.at, message).corrected();
        if total == Unnamed::Unsaid {
            finding.severity = Severity::Error;
        }
        self.out.findings.push(finding);
        self.total(line);
    }

    /// Says that a line equals the sum of those above it and counts all the same.
    pub(in crate::ingest::figures) fn equals_by_chance(&mut self, line: &SheetLine) {
        let message = format!(
            "dòng \"{}\" bằng tổng các dòng phía trên nhưng không ghi là dòng tổng nên vẫn được tính như các dòng khác; nếu là dòng tổng, hãy ghi \"Tổng\" ở đầu dòng",
            text::normal(line.label)
        );
        let finding = self.finding(&UNNAMED_TOTAL, line.at, message);
        self.out.findings.push(finding);
    }

    /// Whether a line is a total, and by what: its counts sum those above it, and its label or what is printed as the
    /// total of its block says that it does.
    pub(in crate::ingest::figures) fn unnamed(
        &self,
        line: &SheetLine,
        counted: &[(CellRef, Option<Counted>)],
        below: LinesBelow,
    ) -> Option<Unnamed> {
        let sums = self.sums_above(line, counted, below)?;
        match self.printed_counts(counted, below) {
            Some(true) => None,
            Some(false) => Some(sums),
            None if line.label.is_empty() || self.is_whole(line) => Some(sums),
            None => {
                let by_design = sums == Unnamed::Exact && sizes(counted) > MOST_BY_CHANCE;
                Some(if by_design { Unnamed::Unsaid } else { Unnamed::Chance })
            }
        }
    }

    /// Whether a line sums two or more lines above it. All its counts say so; or all but one, a slip that is told like
    /// that of any total, where no item follows; or most of them, where its label begins like that of a total. A line of
    /// nothing but zeros is one where it has no label.
    fn sums_above(
        &self,
        line: &SheetLine,
        counted: &[(CellRef, Option<Counted>)],
        below: LinesBelow,
    ) -> Option<Unnamed> {
        let LineAgreement { equal, positive, other } = self.agreement(counted);
        let resembles = self.form.resembles_total_key(&text::key(line.label));
        let by_label = || equal > other && resembles;
        // A line that is numbered on from the one above is one of its kind, small numbers add up by chance.
        let numbered_on = self.ordinal_of(line).zip(self.last_ordinal);
        let goes_on = numbered_on.is_some_and(|(own, before)| own == before + 1);
        if goes_on && !resembles {
            None
        } else if resembles && self.blocks.lines_in_block < 2 {
            let all = self.fits_any(counted);
            (all.positive > 0 && all.equal > all.other).then_some(Unnamed::Near)
        } else if self.blocks.lines_in_block < 2 {
            None
        } else if other == 0 && (positive >= 3 || line.label.is_empty() || by_label()) {
            Some(Unnamed::Exact)
        } else {
            let slip = other == 1 && positive >= 4 && below.role() != Some(LineRole::Item);
            let all = self.fits_any(counted);
            let sums_more = resembles && all.positive > 0 && all.equal > all.other;
            (slip || by_label() || sums_more).then_some(Unnamed::Near)
        }
    }

    /// The number in front of a line.
    pub(in crate::ingest::figures) fn ordinal_of(&self, line: &SheetLine) -> Option<u32> {
        let cell = line.cells.iter().find(|cell| Some(cell.at.column) == self.ordinal)?;
        shown(&cell.value).trim().trim_end_matches(['.', ')']).parse().ok()
    }

    /// The best agreement with the sums of the groups from any one on.
    fn fits_any(&self, counted: &[(CellRef, Option<Counted>)]) -> LineAgreement {
        let mut sums = self.blocks.sums.clone();
        let mut best = self.agrees(counted, &sums);
        for (_, closed) in self.blocks.closed.iter().rev().take(MOST_GROUPS) {
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

    fn agreement(&self, counted: &[(CellRef, Option<Counted>)]) -> LineAgreement {
        self.agrees(counted, &self.blocks.sums)
    }

    fn agrees(&self, counted: &[(CellRef, Option<Counted>)], sums: &[f64]) -> LineAgreement {
        let mut agreement = LineAgreement::default();
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
