//! What is said of a run.

pub(super) mod outcome;
pub(super) mod progress;
pub(super) mod pruned;
pub(super) mod signals;
pub(super) mod summary;
