//! Observations → metrics. Counts are summed and divided once; rates are never averaged.
//!
//! `counts` adds up the observations of one file, `sums` those of all files for every scope, `long` makes one row a
//! metric of it, with its rate. `terms` tells the same the other way round: what each cell adds.

mod counts;
mod long;
mod sums;
mod terms;

use std::collections::BTreeSet;

use crate::pipeline::Pipeline;

use sums::{Key, Sums};

pub use counts::{Counts, LeftOut, count};
pub use long::Measured;
pub use terms::{Term, terms};

/// Computes every metric of every unit, own and total, for each field and for all fields, from the lines of each file.
///
/// A line counts in a metric only where it has all measures of its numerator and its denominator, so that both
/// sums are over the same files. Figures that a finding left out do not count.
#[must_use]
pub fn measure(counts: &[Counts], pipeline: &Pipeline) -> Measured {
    let fields: BTreeSet<&String> = counts.iter().flat_map(|counts| &counts.fields).collect();
    let fields: Vec<String> = fields.into_iter().cloned().collect();
    let keys: Vec<Vec<Key>> = counts.iter().map(|counts| counts.keys(&fields)).collect();
    let files: Vec<&Sums> = counts.iter().map(|counts| &counts.sums).collect();
    let own = Sums::own(&files, &keys, pipeline.metrics.len());
    let above = own.upward(pipeline);
    Measured::new(own, above, fields, pipeline)
}
