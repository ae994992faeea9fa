//! Observations → metrics. Counts are summed and divided once; rates are never averaged.
//!
//! `wide` lays the observations out as one row a unit and field, `sums` adds them up in polars for every
//! scope, `long` writes one row a metric. `terms` tells the same the other way round: what each cell adds.

mod long;
mod sums;
mod terms;
mod wide;

use crate::model::{Action, Finding};
use crate::pipeline::Pipeline;
use crate::table::{Figures, TableError};

pub use long::Measured;
pub use terms::{Term, terms};

/// Computes every metric of every unit, own and total, for each field and for all fields.
///
/// A line counts in a metric only where it has all measures of its numerator and its denominator, so that both
/// sums are over the same files. Figures that a finding left out do not count.
///
/// # Errors
/// Where polars refuses a query; a defect of the program.
pub fn measure<'f>(
    figures: &Figures,
    findings: impl Iterator<Item = &'f Finding>,
    pipeline: &Pipeline,
) -> Result<Measured, TableError> {
    let left_out = findings.filter(|finding| finding.action == Action::LeftOut);
    let names = wide::FieldNames::of(figures);
    let wide = wide::wide(figures, &names, left_out, pipeline)?;
    let sums = sums::sums(wide, pipeline)?;
    long::long(&sums, &names.sorted, pipeline)
}
