//! How the numbers of an example are typed.

pub(in crate::ingest) mod numbers;
pub(in crate::ingest) mod votes;
