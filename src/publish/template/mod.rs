//! An empty sheet of a form for one unit: the official layout, what is known filled in, cells for what is to be typed, sums as
//! formulas, and a column that says in words what does not add up. Everything follows from what the form declares.

mod cells;
mod columns;
mod control;
mod heading;
mod inputs;
mod lines;
pub(in crate::publish) mod plan;
mod sheet;
mod sums;

pub use lines::KnownFields;
pub use sheet::template;
