//! What is made again, and why: what each stage and each file is made from now, beside what an earlier run made it
//! from.

pub(super) mod artifacts;
pub(super) mod decide;
pub(super) mod declaration;
pub(super) mod earlier_runs;
pub(super) mod extent;
pub(super) mod inbox;
pub(super) mod memory;
pub(super) mod previous_run;
pub(super) mod program;
pub(super) mod stage_inputs;
