//! What units get back: for each unit whose findings are bad enough a workbook with a list of them and its own
//! sheets as it sent them, the doubtful cells marked; and one list of everything for the analyst.
//!
//! `recipient` tells whose a finding is, `returns` who gets something back, `part` brings findings and sheets together,
//! `list_sheet` lists the findings of one unit, `note` words what stands beside a cell, `give_back` makes the workbook, `letter` what is written with it;
//! `overview` lists the findings of all units, `recipients_sheet` to whom each file goes. Sheets come from outside, read again.

mod file_column;
mod form;
mod give_back;
mod letter;
mod list_sheet;
pub(in crate::publish) mod names;
mod note;
mod overview;
mod part;
pub(super) mod recipient;
mod recipients_sheet;
mod returns;

pub use form::Return;
pub use give_back::{compose_return, give_back};
pub use letter::{ReturnLetter, return_letter};
pub(super) use overview::overview;
pub use part::copied_from;
pub use recipient::findings_of;
pub use returns::returns;
