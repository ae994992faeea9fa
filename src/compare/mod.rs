//! Two runs → what differs between them: numbers, findings, rates and places, and why each place moved. Tables in,
//! differences out; nothing is said that does not follow from the two runs themselves.
//!
//! `values` and `findings` compare what was read and found, `rates` the sums, `places` the rankings; `parts` splits
//! the change of a sum into the cells it comes from. `pair` matches numbers that stand under one key.

mod findings;
mod pair;
mod parts;
mod places;
mod rates;
mod values;

pub use findings::{FindingChange, findings};
pub use parts::{PartChange, PartSide, SumPart, parts};
pub use places::{
    Crossing, Crossings, MOST_NAMED, Move, PlaceRelation, RankingTables, ShareChange, Spot, places,
};
pub use rates::{RateChange, Sums, rates};
pub use values::{NumberKey, PlacedNumber, ValueChange, values};
