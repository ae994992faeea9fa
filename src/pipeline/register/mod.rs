//! The units that report, the names they go by, and of which time they are.

mod apart;
mod full_name;
mod keys;
mod offices;
mod units;
mod vintage;

pub(super) use offices::{LevelOffice, usual_offices};
pub use units::{Match, Register};
pub use vintage::Vintage;
