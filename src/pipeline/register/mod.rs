//! The units that report, the names they go by, and of which time they are.

mod apart;
mod full_name;
mod keys;
mod lineage;
mod offices;
mod origin;
mod units;
mod vintage;

pub use lineage::{GoneUnit, Lineage, UnitsOf};
pub(super) use offices::{LevelOffice, usual_offices};
pub use origin::{NoOrigin, OldUnit, Origin};
pub use units::{Match, Register};
pub use vintage::Vintage;
