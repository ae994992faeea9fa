//! Metrics → rankings: who stands where in each league. Values are compared as exact fractions; ties share a
//! place (1-2-2-4) unless something is declared to tell them apart; a unit without a rate, or below the minimum, is listed and not ranked. `reach`
//! tells how many files stand between two units.

mod across;
mod apart;
mod class;
mod definitions;
mod entry;
mod field_mix;
mod interval;
mod order;
mod places;
mod previous;
mod reach;
mod seen_now;
mod stage;
mod sure;
mod tie;
mod value;

pub use across::across;
pub use apart::{EnginePlaces, engine_places};
pub use field_mix::field_mix;
pub use previous::PreviousPeriod;
pub use reach::{FilesBetween, reach};
pub use seen_now::{RankedThen, seen_now};
pub use stage::{Ranked, rank, rank_placed};
