//! The lines of an example as a form would declare them.

pub(in crate::ingest) mod grammar;
pub(in crate::ingest) mod line;
pub(in crate::ingest) mod parts;
pub(in crate::ingest) mod totals;
