//! What the readers may find, a code a file: its severity and its words. What they cannot know without a form stands
//! in `ingest::findings`, which lists both.

pub(crate) mod covered_cells;
pub(crate) mod legacy_text;
pub(crate) mod sheet_without_form;
pub(crate) mod unreadable_cell;
