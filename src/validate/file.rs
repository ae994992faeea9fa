//! A file that is judged.

use crate::model::{Reading, SubmissionRow};
use crate::pipeline::Pipeline;

/// A file with everything that the rules about one file may go by.
#[derive(Debug, Clone, Copy)]
pub(super) struct File<'a> {
    /// What was read of it, as far as it counts.
    pub(super) reading: &'a Reading,
    /// Its rows in the register of submissions.
    pub(super) submissions: &'a [SubmissionRow],
    /// What is declared.
    pub(super) pipeline: &'a Pipeline,
}
