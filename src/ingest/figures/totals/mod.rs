//! Lines that sum others: `named` by a word that says so, or `unnamed`; what they sum, and what they leave for
//! `doubtful_cells`.

pub(in crate::ingest) mod doubtful_cells;
pub(in crate::ingest) mod named;
pub(in crate::ingest) mod unnamed;
