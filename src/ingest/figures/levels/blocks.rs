//! The lines that one printed total sums, and which of them it counts: the whole of a block is summed in each way in
//! which it can be, and the total says which one was meant.

use crate::ingest::table::lines::line::{LineRole, SheetLine};
use crate::pipeline::Groups;

/// Lines that one total sums, in order.
#[derive(Debug, Default)]
pub(in crate::ingest::figures) struct Block {
    pub(in crate::ingest::figures) items: Vec<usize>,
    /// The line that prints their sum, above or below them.
    pub(in crate::ingest::figures) total: Option<usize>,
}

/// The lines of a table by the totals that sum them.
pub(in crate::ingest::figures) fn blocks(lines: &[SheetLine], groups: Groups) -> Vec<Block> {
    let (mut blocks, mut block) = (Vec::new(), Block::default());
    for (index, line) in lines.iter().enumerate() {
        match line.role {
            LineRole::Item => block.items.push(index),
            LineRole::Total if block.items.is_empty() => block.total = Some(index),
            LineRole::Total => {
                block.total = Some(index);
                blocks.push(std::mem::take(&mut block));
            }
            LineRole::Group if groups == Groups::None => {}
            LineRole::Group | LineRole::Source => {
                blocks.push(std::mem::take(&mut block));
                // The sums of a group may stand in the line that names it.
                block.total = Some(index);
            }
            LineRole::Part(_) => blocks.push(std::mem::take(&mut block)),
            _ => {}
        }
    }
    blocks.push(block);
    blocks.retain(|block| !block.items.is_empty());
    blocks
}

/// How a sum agrees with a printed one, by counts that are above 0 in either.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct SumAgreement {
    pub(in crate::ingest::figures) equal: usize,
    pub(in crate::ingest::figures) other: usize,
}

/// So many counts above 0 must be equal before they prove anything.
const LEAST_EQUAL: usize = 3;

impl SumAgreement {
    /// Of what is printed with a sum.
    pub(in crate::ingest::figures) fn of(printed: &[Option<f64>], sum: &[f64]) -> Self {
        let mut agreement = Self::default();
        for (printed, sum) in printed.iter().zip(sum) {
            match printed {
                Some(value) if *value <= 0.0 && *sum <= 0.0 => {}
                Some(value) if (value - sum).abs() < 0.5 => agreement.equal += 1,
                None if *sum <= 0.0 => {}
                _ => agreement.other += 1,
            }
        }
        agreement
    }

    /// Every count is the sum.
    pub(super) const fn is_exact(self) -> bool {
        self.equal >= LEAST_EQUAL && self.other == 0
    }

    /// All but a slip or two are.
    pub(in crate::ingest::figures) const fn is_near(self) -> bool {
        self.equal >= LEAST_EQUAL && self.other * 3 <= self.equal
    }

    /// More counts are than are not.
    pub(super) const fn is_most(self) -> bool {
        self.equal > self.other
    }
}

/// Which of several ways to sum a block its total means: the first of those that fit best, a slip aside. Nothing
/// where none fits.
pub(in crate::ingest::figures) fn meant(
    printed: &[Option<f64>],
    ways: &[Option<Vec<f64>>],
) -> Option<usize> {
    let fits = |way: &Option<Vec<f64>>| {
        let agreement = SumAgreement::of(printed, way.as_ref()?);
        agreement.is_most().then_some(agreement.equal)
    };
    let fits: Vec<Option<usize>> = ways.iter().map(fits).collect();
    let best = fits.iter().flatten().max()?;
    fits.iter().position(|equal| equal.is_some_and(|equal| equal + 1 >= *best))
}
