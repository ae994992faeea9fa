//! The columns of a table that carry figures, and what the cells of a line say in them.

pub(in crate::ingest) mod cells;
pub(in crate::ingest) mod figure_columns;
pub(in crate::ingest) mod headers;
pub(in crate::ingest) mod merged;
pub(in crate::ingest) mod notes;
pub(in crate::ingest) mod shares;
pub(in crate::ingest) mod thousandths;
