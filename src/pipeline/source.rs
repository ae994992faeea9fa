//! What a pipeline goes on from.

use serde::{Deserialize, Serialize};

/// What a pipeline goes on from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FigureSource {
    /// Files that lie in its inbox.
    Files,
    /// The runs of other pipelines in a lake, which stands for its inbox.
    Runs,
}
