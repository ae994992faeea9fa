//! The page: every ranking in one file of HTML for a telephone or a screen. All of it is written here, tables, charts and a
//! card for each unit; a script that stands in the page sorts, filters and turns pages, and nothing is missing without it.
//!
//! `compose` makes the page as plain data (`plan`), of `section` (a ranking: its `columns`, `rows` and `funnel`) and `cards`;
//! `write` prints it through the template that stands beside it.

mod card_details;
mod cards;
mod columns;
mod compose;
mod context;
mod figures;
mod funnel;
mod json;
mod looks;
mod plan;
mod rows;
mod section;
mod strip;
mod write;

pub(super) use compose::compose;
pub(super) use write::bytes;
