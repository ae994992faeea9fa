//! Where a published figure comes from, and what hangs on a cell. `ask` says which figures are meant, by unit and metric
//! or by a cell of a published workbook (`published` finds its run and composes its sheets again, `shows` says what the cell
//! is); `take_apart` goes from a figure to its lines and cells; `place` tells who stands next; `impact` goes the other way.
//! Reads only; takes no lock.

mod address;
mod ask;
mod error;
mod figure;
mod found;
mod impact;
mod line;
mod lines;
mod place;
mod published;
mod shows;
mod take_apart;
mod traced_run;

pub use address::CellAddress;
pub use ask::{TraceWish, Traced, trace, trace_cell};
pub use error::TraceError;
pub use figure::{FigureAsked, FigureTrace, UnitTrace};
pub use impact::{CellHolds, Impact, impact};
pub use line::{CellTrace, LineTrace, NotCounted, Taken};
pub use place::{Neighbour, PlaceTrace, place};
pub use published::PublishedCell;
pub use shows::{LateCell, ReportedCell, Shows};
pub use take_apart::take_apart;
pub use traced_run::{TermsOfUnits, TracedRun};
