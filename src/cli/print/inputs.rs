//! The files that came, changed or went, as data.

use schemars::JsonSchema;
use serde::Serialize;

/// The files of the inbox against those that a run read.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::cli) struct InputsJson<'i> {
    /// Files that it did not read.
    pub(in crate::cli) came: &'i [String],
    /// Files that are not what it read.
    pub(in crate::cli) changed: &'i [String],
    /// Files that it read and that are no longer there.
    pub(in crate::cli) gone: &'i [String],
    pub(in crate::cli) counts: InputCounts,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::cli) struct InputCounts {
    /// Files that are as they were.
    pub(in crate::cli) unchanged: usize,
}
