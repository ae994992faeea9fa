//! Cells and lines that hold no number: what they are taken for, or that nothing tells.

pub(in crate::ingest) mod arithmetic;
pub(in crate::ingest) mod fill;
pub(in crate::ingest) mod filling;
pub(in crate::ingest) mod follow;
pub(in crate::ingest) mod unfilled;
