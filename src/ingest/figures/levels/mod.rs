//! Which lines of a table count, for those that detail another one, or sum others, hold the same files once more.
//! `signs` reads what a line says of its level, `families` and `blocks` put lines together, `ways` tries how they can be
//! summed, `decide` settles it, `printed` asks the total, `details` says what does not count.

pub(in crate::ingest) mod blocks;
pub(in crate::ingest) mod decide;
pub(in crate::ingest) mod details;
pub(in crate::ingest) mod families;
pub(in crate::ingest) mod printed;
pub(in crate::ingest) mod relations;
pub(in crate::ingest) mod signs;
pub(in crate::ingest) mod ways;
