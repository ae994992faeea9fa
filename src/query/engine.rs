//! What runs steps.

use polars::prelude::{DataFrame, PolarsError};

use crate::model::{Lang, Sentence};
use crate::table::TableError;

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
    /// The rows are not those that were asked for.
    #[error(transparent)]
    Table(#[from] TableError),
    /// An engine apart does not answer, refuses a query, or answers with what is no table.
    #[error("engine {url}: {}", .reason.say(Lang::En))]
    Apart {
        /// Its address.
        url: String,
        /// What it said, or that it said nothing.
        reason: Sentence,
    },
    /// The rows are of the right columns and cannot be right.
    #[error("query `{step}`: {found}")]
    Unlike {
        /// Name of the step.
        step: String,
        /// What is wrong with them.
        found: String,
    },
    /// There was no step to run.
    #[error("nothing to run")]
    NoStep,
}

impl From<EngineError> for TableError {
    /// What the engine inside of this program refused is a defect of it, as a table that is none. Who asks an engine apart
    /// looks at `Apart` first.
    fn from(error: EngineError) -> Self {
        match error {
            EngineError::Table(source) => source,
            EngineError::Refused { step, source } => Self::Polars(source.context(step.into())),
            EngineError::Apart { .. } | EngineError::Unlike { .. } | EngineError::NoStep => {
                Self::Polars(PolarsError::NoData(error.to_string().into()))
            }
        }
    }
}
