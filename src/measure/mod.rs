//! Lines → sums and metrics, by the queries that `query` makes of what is declared. Counts are whole numbers, summed first and
//! divided once; rates are never averaged.
//!
//! `measured` has an engine sum the lines; `indicators` tells what units say of indicators, which are never summed; `by_unit` sums single measures, for rules that compare files. `terms` tells
//! the same the other way round: what each cell adds; `merged` adds the metrics of another period up for the units of now.

mod by_unit;
mod indicators;
mod measured;
mod merged;
mod terms;

pub use by_unit::by_unit;
pub use indicators::indicators;
pub use measured::measure;
pub use merged::merged;
pub use terms::{Term, terms};
