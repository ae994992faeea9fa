//! Cells and lines that hold no number. `filling` keeps what lines hold, `lines` says what a total beside lines without
//! numbers is, `arithmetic` and `follow` what the number of a blank cell must be, `cells` says it.

pub(in crate::ingest) mod arithmetic;
pub(in crate::ingest) mod cells;
pub(in crate::ingest) mod filling;
pub(in crate::ingest) mod follow;
pub(in crate::ingest) mod lines;
