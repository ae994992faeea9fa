//! Plans of inspection against what came: a verb beside those of the stages. `status` tells of each unit what it owes and
//! what became of it.

mod status;

pub use status::status;
