//! Observations → metrics. Counts are summed and divided once; rates are never averaged.
//!
//! `counts` lays the observations of one file out as one row a unit and field, `wide` those of all files, `sums` adds
//! them up in polars for every scope, `long` writes one row a metric. `terms` tells the same the other way round: what
//! each cell adds.

mod counts;
mod long;
mod sums;
mod terms;
mod wide;

use crate::pipeline::Pipeline;
use crate::table::TableError;

pub use counts::{Counts, LeftOut, count};
pub use long::Measured;
pub use terms::{Term, terms};

/// Computes every metric of every unit, own and total, for each field and for all fields, from the lines of each file.
///
/// A line counts in a metric only where it has all measures of its numerator and its denominator, so that both
/// sums are over the same files. Figures that a finding left out do not count.
///
/// # Errors
/// Where polars refuses a query; a defect of the program.
pub fn measure(counts: &[Counts], pipeline: &Pipeline) -> Result<Measured, TableError> {
    let fields = wide::fields(counts);
    let wide = wide::wide(counts, &fields, pipeline)?;
    let sums = sums::sums(wide, pipeline)?;
    long::long(&sums, fields, pipeline)
}
