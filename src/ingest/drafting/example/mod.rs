//! Where the table of an example stands, and what its columns hold.

pub(in crate::ingest) mod choose;
pub(in crate::ingest) mod find;
pub(in crate::ingest) mod flat;
pub(in crate::ingest) mod kinds;
pub(in crate::ingest) mod number;
