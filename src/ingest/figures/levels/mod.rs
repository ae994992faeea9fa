//! Which lines of a table count: those that detail another one, or sum others, hold the same files once more.

pub(in crate::ingest) mod blocks;
pub(in crate::ingest) mod decide;
pub(in crate::ingest) mod details;
pub(in crate::ingest) mod families;
pub(in crate::ingest) mod printed;
pub(in crate::ingest) mod relations;
pub(in crate::ingest) mod signs;
pub(in crate::ingest) mod ways;
