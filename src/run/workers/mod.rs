//! Processes apart that open submitted files: a crafted file ends one of them, not the run. What goes through the pipe,
//! what a worker does with it, and how many there are.

mod frames;
pub(super) mod job;
pub(super) mod pool;
pub(super) mod process;
pub(super) mod read_file;
pub(super) mod worker;
