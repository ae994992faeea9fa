//! The lines of an example as a form would declare them: their `grammar`, `parts` with a title, `totals`.

pub(in crate::ingest) mod example_line;
pub(in crate::ingest) mod grammar;
pub(in crate::ingest) mod parts;
pub(in crate::ingest) mod totals;
