//! The columns of an example as a form would declare them.

pub(in crate::ingest) mod ids;
pub(in crate::ingest) mod lead;
pub(in crate::ingest) mod led;
pub(in crate::ingest) mod naming;
