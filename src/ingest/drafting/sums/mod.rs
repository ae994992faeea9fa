//! What the numbers of an example keep: `suggested` sums inside a line, `ratios` of printed percentages, each with how
//! often it holds (`support`). `figures` are the numbers, `shape` how the header puts them together.

pub(in crate::ingest) mod figures;
pub(in crate::ingest) mod ratios;
pub(in crate::ingest) mod shape;
pub(in crate::ingest) mod suggested;
pub(in crate::ingest) mod support;
