//! Readings → findings. A catalogue of rules, one a file; each says what held and what did not. Most look at one file
//! (`file_context`, `file_verdicts`); the others look at all files of a period (`period_context`), or at the rates that
//! follow from what counts of them (`leagues`, `uncounted`). Nothing is mended here; what the pipeline declares
//! about findings has the last word (`policy`).
//!
//! Plain Rust without disk, process or thread, as reading is: whoever calls has `hands`. `judge` brings rules and files
//! together, `checks` tells which of them could be made, `register` who owed what.
//! A rule carries the words of what it finds; `catalogue` lists them all for who explains them.

mod catalogue;
mod checks;
mod failure;
mod file;
mod file_context;
mod file_senders;
mod file_verdicts;
mod given;
mod indicators;
mod judge;
mod leagues;
mod period_context;
mod policy;
mod rearranged;
mod register;
mod rule;
mod rules;
mod runs;
mod submission_counts;
mod uncounted;
mod verdicts;

pub use catalogue::CHECKS;
pub use given::{Given, PeriodBefore, Validated};
pub use judge::validate;
pub use register::{register, rows_of};
pub use rule::{Judge, Rule};
pub use rules::RULES;
pub use runs::{Absent, absent, unit_of_nobody};
pub use verdicts::Verdicts;
