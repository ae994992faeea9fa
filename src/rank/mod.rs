//! Metrics → rankings: who stands where in each league. Values are compared as exact fractions; ties share a
//! place (1-2-2-4); a unit without a rate, or below the minimum, is listed and not ranked.

mod entry;
mod field_mix;
mod order;
mod places;
mod stage;
mod value;

pub use stage::{Ranked, rank};
