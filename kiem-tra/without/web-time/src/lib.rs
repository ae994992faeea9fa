//! What stands for the crate of this name in the engine. `cfb` asks for the time to write, which the engine never does; the
//! real one would ask the page.

pub use std::time::{Duration, SystemTime, UNIX_EPOCH};
