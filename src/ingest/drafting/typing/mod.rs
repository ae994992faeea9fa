//! How the `numbers` of an example are typed, and what its separators mean (`votes`).

pub(in crate::ingest) mod numbers;
pub(in crate::ingest) mod votes;
