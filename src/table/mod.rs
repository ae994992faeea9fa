//! The column contract of each artifact, once: what a stage hands to the next and what the store keeps.
//!
//! What was read of the files of a period stands in `read_lines/<form>` (a row a line of a form), `columns`, `texts` and `names`;
//! `readings` writes these tables, `recall` reads them back, `observations` is the view that has a row a number. `counted`
//! says what of the lines counts: `lines/<form>` and `gaps`.

mod checks;
pub(crate) mod column;
mod counted;
mod coverage;
mod decimal;
mod definitions;
mod edition;
mod field_mix;
mod field_sums;
mod findings;
mod headline;
mod indicators;
mod inspection_words;
mod inspections;
mod left_out;
mod metrics;
mod moves;
mod observations;
mod overall;
mod rankings;
mod ratios;
mod readings;
mod recall;
mod scores;
mod submissions;
mod units;
mod visit_report;
mod visit_words;

use polars::prelude::DataFrame;

pub use column::{Columns, TableError};
pub use counted::{CountedLines, GAPS, GapKind, WHOLE_UNIT};
pub(crate) use counted::{counted, senders};
pub use coverage::Coverage;
pub use definitions::{DefinitionRow, Definitions};
pub use edition::{EditionTables, FieldRate};
pub use field_mix::{FieldCounts, FieldMix, FieldMixRow, MixByUnit, MixStatus, MixSum};
pub use field_sums::{ByField, MixSums};
pub use headline::{Headline, HeadlineRate};
pub use indicators::{Concord, IndicatorFigure, IndicatorFigures, OtherForm, ReportedStatus};
pub use inspection_words::others_by_paper;
pub use inspections::{
    InspectionPart, InspectionRow, Inspections, ReportStatus, ReportTally, UnitReport,
};
pub(crate) use left_out::{Gaps, LeftOut};
pub(crate) use metrics::SCHEMA as METRICS;
pub use metrics::{Metrics, UnitRate};
pub use moves::{MoveCause, MoveParts, MoveRow, Moves};
pub use observations::{OBSERVATIONS, Observation, Observations, view, view_of};
pub use overall::{Overall, OverallRow};
pub use rankings::{Band, PlaceOrders, Rankings, Standing, StandingStatus};
pub use ratios::{RankedFigure, Ratios, Sum};
pub(crate) use readings::VALUE;
pub use readings::{
    COLUMNS, LEFT_OUT, Lines, NAMES, REPEATED, ReadTables, TEXTS, lines_of, read_lines_of,
    role_words,
};
pub use recall::{ReadRecords, recall};
pub use scores::{ScoreRow, Scores};
pub use units::{ANCESTORS, UNITS, ancestors, changed_names, register_of, units};
pub use visit_report::{
    FoundAtVisit, FoundState, FoundTally, TargetVisit, VisitReport, VisitStage, VisitedCommune,
};

/// An artifact that is stored as one Parquet file.
pub trait Artifact: Sized {
    /// File name without ending.
    const NAME: &'static str;

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
