//! The column contract of each artifact, once: what a stage hands to the next and what the store keeps.

mod checks;
pub(crate) mod column;
mod earlier;
mod figures;
mod findings;
mod metrics;
mod rankings;
mod scores;
mod submissions;

use polars::prelude::DataFrame;

pub use checks::{CheckRow, Checks};
pub use column::{Columns, TableError};
pub use earlier::EarlierSums;
pub use figures::{Figure, Figures, Interner, NONE, Role, Words, whole_count};
pub use findings::{Findings, StagedFinding};
pub use metrics::{MetricRow, Metrics};
pub use rankings::{Rankings, Standing, StandingStatus};
pub use scores::{ScoreRow, Scores};
pub use submissions::{SubmissionRow, Submissions};

/// An artifact that is stored as one Parquet file.
pub trait Table: Sized {
    /// File name without ending.
    const NAME: &'static str;
    /// Raised when a column changes meaning, so that older files are not reused.
    const VERSION: u32;

    /// The table as columns, in a total order.
    ///
    /// # Errors
    /// Where polars refuses the columns; a defect of the program.
    fn to_frame(&self) -> Result<DataFrame, TableError>;

    /// The table from stored columns; further columns are ignored.
    ///
    /// # Errors
    /// A column is missing or of another type.
    fn from_frame(frame: &DataFrame) -> Result<Self, TableError>;
}
