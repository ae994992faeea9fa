//! Two runs → what differs between them: numbers, findings, rates and places, and why each place moved. Tables in,
//! differences out; nothing is said that does not follow from the two runs themselves.
//!
//! `values` and `findings` compare what was read and found, `rates` the sums, `places` the rankings by `steps` (a
//! ranking each in `league`, what is said of a unit in `moves`); `parts` splits the change of a sum into the cells it
//! comes from. `pair` matches numbers that stand under one key.

mod findings;
mod league;
mod moves;
mod pair;
mod parts;
mod places;
mod rates;
mod steps;
mod values;

pub use findings::{FindingChange, findings};
pub use moves::{
    Crossing, Crossings, MOST_NAMED, Move, MoveReason, PlaceRelation, ShareChange, Spot,
};
pub use parts::{PartChange, PartSide, SumPart, parts};
pub use rates::{RateChange, Sums, rates};
pub use steps::{MoveSteps, RankingTables, StepsBetween};
pub use values::{NumberKey, PlacedNumber, ValueChange, values};
