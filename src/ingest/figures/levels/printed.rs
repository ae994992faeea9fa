//! What the total that is printed for the lines at hand says about one of them.

use crate::ingest::count::Counted;
use crate::ingest::figures::assembler::Assembler;
use crate::ingest::figures::columns::figure_columns::values_of;
use crate::ingest::table::lines::line::LineRole;
use crate::model::CellRef;
use crate::pipeline::Groups;

use super::blocks::SumAgreement;
use super::details::LinesBelow;

impl Assembler<'_> {
    /// Whether the printed total sums a line with the others; `None` where there is none, or it says neither.
    pub(in crate::ingest::figures) fn printed_counts(
        &self,
        counted: &[(CellRef, Option<Counted>)],
        below: LinesBelow,
    ) -> Option<bool> {
        let (printed, rest) = self.printed(below)?;
        let own = self.counts(counted);
        // The total may be that of the unit, or of the whole table.
        let nothing = vec![0.0; rest.len()];
        [&nothing, &self.blocks.unit_sums, &self.blocks.table_sums].into_iter().find_map(|before| {
            let sums = |own: &dyn Fn(usize) -> f64| -> Vec<f64> {
                let sum =
                    |index| self.blocks.sums[index] + before[index] + rest[index] + own(index);
                (0..rest.len()).map(sum).collect()
            };
            let with = self.agreement_with(&printed, &sums(&|index| own[index].unwrap_or(0.0)));
            let without = self.agreement_with(&printed, &sums(&|_| 0.0));
            let best = if with.equal > without.equal { with } else { without };
            let differ = with.equal != without.equal;
            (differ && best.is_most()).then_some(best == with)
        })
    }

    /// The total that is printed above or below the lines at hand, and the sum of those that follow.
    fn printed(&self, below: LinesBelow) -> Option<(Vec<Option<f64>>, Vec<f64>)> {
        let mut rest = vec![0.0; self.columns.len()];
        let ends = |role| match role {
            LineRole::Group => self.form.groups == Groups::Unit,
            role => matches!(role, LineRole::Total | LineRole::Source | LineRole::Part(_)),
        };
        let mut total = self.blocks.above.clone();
        for line in below.counting() {
            if line.role == LineRole::Item {
                let values = self.counts(&self.counted(line));
                rest.iter_mut().zip(values).for_each(|(sum, value)| *sum += value.unwrap_or(0.0));
            } else if line.role == LineRole::Total && total.is_none() {
                total = Some(self.counts(&self.counted(line)));
            }
            if ends(line.role) {
                break;
            }
        }
        Some((total?, rest))
    }

    /// The numbers of the columns that hold counts.
    fn counts(&self, counted: &[(CellRef, Option<Counted>)]) -> Vec<Option<f64>> {
        let values = values_of(counted).into_iter().zip(&self.columns);
        values.map(|(value, column)| value.filter(|_| column.count.is_some())).collect()
    }

    fn agreement_with(&self, printed: &[Option<f64>], sums: &[f64]) -> SumAgreement {
        let counts = || self.columns.iter().map(|column| column.count.is_some());
        let printed = printed.iter().zip(counts()).map(|(value, is)| value.filter(|_| is));
        let sums = sums.iter().zip(counts()).map(|(sum, is)| if is { *sum } else { 0.0 });
        SumAgreement::of(&printed.collect::<Vec<_>>(), &sums.collect::<Vec<_>>())
    }
}
