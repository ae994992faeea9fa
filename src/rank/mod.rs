//! Metrics → rankings: who stands where in each league. Values are compared as exact fractions; ties share a
//! place (1-2-2-4); a unit without a rate, or below the minimum, is listed and not ranked. `reach` tells how many files
//! stand between two units.

mod entry;
mod order;
mod places;
mod reach;
mod stage;
mod value;

pub use reach::{FilesBetween, reach};
pub use stage::{Ranked, rank};
