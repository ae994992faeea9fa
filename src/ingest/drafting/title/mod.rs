//! What an example calls itself.

pub(in crate::ingest) mod find;
pub(in crate::ingest) mod wording;
