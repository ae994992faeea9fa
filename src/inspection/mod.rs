//! Plans of inspection against what came: a verb beside those of the stages. `status` tells of each unit what it owes and
//! what became of it, `night` what a run tells of that; `draw` draws communes from a `seed`, `verify` tells whether the
//! record of a draw holds, and `report` what came of the visits.

mod draw;
mod night;
mod report;
mod seed;
mod status;
#[cfg(test)]
mod tests;
mod verify;

pub use draw::{DrawAsked, DrawPeriod, draw};
pub use night::{day_told, of_period};
pub use report::report;
pub use seed::{DrawSeed, SeedFault};
pub use status::status;
pub use verify::{DrawAgainst, DrawDifference, check_record, compare_draws};
