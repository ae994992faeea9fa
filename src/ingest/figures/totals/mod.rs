//! Lines that sum others: what they sum, and what they say of the lines that they sum.

pub(in crate::ingest) mod doubtful;
pub(in crate::ingest) mod named;
pub(in crate::ingest) mod unnamed;
