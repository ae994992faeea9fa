//! The words of the field, each in a file of its own. Plain data: no I/O, no polars, no Excel.

mod cell;
mod exit;
mod finding;
mod level;
mod period;
mod rate;
mod severity;
mod sheet;
mod stage;
mod submission;
mod unit;

pub use cell::{Area, CellRef, column_letters};
pub use exit::Exit;
pub use finding::{Action, Code, Finding, Place};
pub use level::{Level, Scope};
pub use period::{Period, PeriodError};
pub use rate::Rate;
pub use severity::Severity;
pub use sheet::{Cell, Sheet, Value};
pub use stage::Stage;
pub use submission::Status;
pub use unit::{Unit, UnitIx};
