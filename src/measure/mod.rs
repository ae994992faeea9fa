//! Lines → sums and metrics, as polars queries built from what is declared. Counts are whole numbers, summed first and
//! divided once; rates are never averaged.
//!
//! `own` sums the lines of each unit by field, `above` adds up along the register,
//! `long` makes one row a metric of both; `indicators` tells what units say of indicators, which are never summed; `by_unit` sums single measures, for rules that compare files. `terms` tells
//! the same the other way round: what each cell adds; `merged` adds the metrics of another period up for the units of now.

mod above;
mod by_unit;
mod indicators;
mod long;
mod merged;
mod own;
mod terms;

use polars::prelude::DataFrame;

use crate::model::{Finding, Submissions};
use crate::pipeline::Pipeline;
use crate::table::{LeftOut, Lines, Metrics, TableError};

pub use by_unit::by_unit;
pub use indicators::indicators;
pub use merged::merged;
pub use terms::{Term, terms};

/// Computes every metric of every unit, own and total, for each field and for all fields.
///
/// A line counts in a metric only where it has all measures of its numerator and its denominator, so that both
/// sums are over the same files. What a finding left out does not count, and what it is below is not complete; who sent
/// a form of which nothing can be used is not one who sent none.
///
/// # Errors
/// A column is missing or of another type.
pub fn measure<'f>(
    lines: &Lines,
    columns: &DataFrame,
    findings: impl Iterator<Item = &'f Finding>,
    submissions: &'f Submissions,
    pipeline: &'f Pipeline,
) -> Result<Metrics, TableError> {
    let mut left_out = LeftOut::of(findings, pipeline);
    left_out.unused(submissions, pipeline);
    let own = own::own(lines, columns, &left_out, pipeline)?;
    let sums = above::with_above(&own, pipeline)?;
    long::long(&sums, &left_out, pipeline)
}
