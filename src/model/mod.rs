//! The words of the field, each in a file of its own. Plain data: no I/O, no polars, no Excel.

mod catalogue;
mod cell;
mod check;
mod checks;
mod choice;
mod code;
mod cut;
mod data_code;
mod dossier_fault;
mod draw_record;
mod drawing;
mod exit;
mod finding;
mod findings;
mod funnel;
mod hands;
mod inspection;
mod known_template;
mod lang;
mod letter;
mod level;
mod limits;
mod line_of;
mod original;
mod period;
mod plain;
mod rate;
mod reader_end;
mod reading;
mod relative_period;
mod severity;
mod sheet;
mod sound;
mod stage;
mod stamp;
mod submission;
mod submissions;
mod unit;
mod unit_sums;
mod verdict;

pub use catalogue::Catalogue;
pub use cell::{Area, CellRef, Notation, column_letters};
pub use check::{Check, Guidance};
pub use checks::{CheckRow, Checks};
pub(crate) use choice::array_of;
pub use code::Code;
pub use data_code::DataCode;
pub use dossier_fault::DossierFault;
pub use draw_record::{
    DrawCandidate, DrawLeftOut, DrawRecord, DrawWeights, DrawnDistrict, DrawnFiles, DrawnPlan,
};
pub use drawing::{Drawing, DrawnCell, DrawnColumn, DrawnRow, DrawnTable};
pub use exit::Exit;
pub use finding::{Action, Finding, Place};
pub use findings::{Findings, StagedFinding};
pub use funnel::Funnel;
pub use hands::{Hands, OneHand};
pub use inspection::{
    GridCell, GridRow, InspectedColumn, InspectedEvidence, InspectedLine, InspectedSheet,
    InspectedTable, Inspection, Mark, Nearest,
};
pub use known_template::KnownTemplate;
pub use lang::{Lang, Sentence};
pub use letter::{letter_folder, letter_time, province_zone};
pub use level::{Level, Scope};
pub use limits::Limits;
pub use line_of::LineOf;
pub use original::{Lost, Original, RETURNED, Wanted};
pub use period::{Period, PeriodError};
pub use plain::{is_hidden, plain, visible};
pub use rate::Rate;
pub use reader_end::ReaderEnd;
pub use reading::{
    AskedNames, Column, FormIx, LARGEST_COUNT, Line, LineAt, MeasureIx, Number, Reading, Role,
    Slot, Table, Text, TextKind, Unused, whole_count,
};
pub use relative_period::RelativePeriod;
pub use severity::Severity;
pub use sheet::{Cell, MOST_COLUMNS, MOST_ROWS, Sheet, Shown, Span, Value};
pub use sound::Bounds;
pub use stage::Stage;
pub use stamp::{STAMP_NAME, Stamp, StampPlace};
pub use submission::{Status, SubmissionRow, is_litter};
pub use submissions::Submissions;
pub use unit::{Unit, UnitIx};
pub use unit_sums::{FormSums, Total, UnitLines, UnitSums};
pub use verdict::Verdict;
