//! Lists of dossiers, a row each: which sheet is one (`header`, `sheets`), what a row means (`rules`, with `moment` for times,
//! `units` for units and `words` for states, channels and fields, each text of which `meant` looks up once), and the reading
//! that its counts become (`opened_list`, `faults`), with some of its codes (`code_sample`). Rows are given by who has them and counted
//! by who can count: neither is done here.

mod cell_says;
mod code_sample;
mod faults;
mod header;
mod list_cell;
mod meant;
mod moment;
mod opened_list;
mod rules;
mod sheets;
mod units;
mod words;

pub use cell_says::CellSays;
pub use code_sample::{CodeSample, ListedCode};
pub use header::{HEADER_WITHIN, ListHeader};
pub use list_cell::ListCell;
pub use meant::MeantAt;
pub use moment::DossierMoment;
pub use opened_list::{DossierGroup, OpenedList, period_minutes};
pub use rules::{DossierRules, ListedDossier, RowTold};
pub use sheets::{ListsOfBook, RowOfSheet, lists_of};
pub use units::{DossierUnit, ListUnits, RowUnit};
pub use words::{ListFields, ListWords, WordSays};
