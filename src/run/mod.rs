//! The conductor: loads what a stage needs from the store, calls it, saves what it gives. Decides which stages
//! have to run and why, and how the run ends.

mod again;
mod bundle;
mod check;
mod diff;
mod doctor;
mod draft;
mod error;
mod export;
mod folder;
mod inspect;
mod named;
mod night;
mod outcome;
mod plan;
mod readings;
mod reporter;
mod request;
mod status;
mod workers;

pub use bundle::{Bundled, Lack, Which, bundle, record_of};
pub use check::{Checked, check};
pub use diff::{Difference, Moved, Side, Split, StageChange, Unsplit, diff};
pub use doctor::{Check, Fact, Health, examine, zone_is_known};
pub use draft::{FormDrafted, Reread, draft};
pub use error::RunError;
pub use export::{ExportError, Exported, Format, export, table, table_names};
pub use inspect::{inspect, inspection_page};
pub use named::NamedError;
pub use night::begin::{last_asked, run};
pub use outcome::{Gap, Outcome, Pruned, Removed, is_gap};
pub use plan::{Forecast, Verdict, plan};
pub use reporter::{Event, Reporter, Silent};
pub use request::{Patience, Request, Select, Stop};
pub use status::{Arrivals, Situation, Tally, status};
pub use workers::pool::{Worker, Workers};
pub use workers::process::Program;
pub use workers::read_file::read_file;
pub use workers::worker::serve;
