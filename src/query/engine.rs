//! What runs steps.

use polars::prelude::{DataFrame, PolarsError};

use super::query_table::QueryTable;
use super::step::Step;

/// Runs queries over the tables of a run.
pub trait Engine: Sync {
    /// The rows of the last step, in any order. Each step may name the tables and the steps before it.
    ///
    /// # Errors
    /// The engine refuses a step, does not answer, or answers with what is no table.
    fn run(&self, given: &[QueryTable], steps: &[Step]) -> Result<DataFrame, EngineError>;
}

/// Why an engine gave no rows.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The engine inside of this program refused a query.
    #[error("query `{step}`: {source}")]
    Refused {
        /// Name of the step.
        step: String,
        /// Why.
        source: PolarsError,
    },
    /// There was no step to run.
    #[error("nothing to run")]
    NoStep,
}
