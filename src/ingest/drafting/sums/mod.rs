//! The sums and ratios that the numbers of an example keep.

pub(in crate::ingest) mod figures;
pub(in crate::ingest) mod ratios;
pub(in crate::ingest) mod shape;
pub(in crate::ingest) mod suggested;
pub(in crate::ingest) mod support;
