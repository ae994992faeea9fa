//! The lines of a table, each with its role.

pub(in crate::ingest) mod flat;
pub(in crate::ingest) mod indicators;
pub(in crate::ingest) mod labels;
pub(in crate::ingest) mod line;
pub(in crate::ingest) mod reader;
pub(in crate::ingest) mod roles;
