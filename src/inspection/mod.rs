//! Plans of inspection against what came: a verb beside those of the stages. `status` tells of each unit what it owes and
//! what became of it; `night` what a run tells of that.

mod night;
mod status;

pub use night::{day_told, of_period};
pub use status::status;
