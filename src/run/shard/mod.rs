//! Shards: what was read of some files of an inbox, as a folder that a run takes in place of reading these files. A shard
//! is laid out as a run that did nothing but read, so that a run remembers it as it remembers its last one. `read` makes
//! one, `given` are those that a run was given.

pub(super) mod error;
pub(super) mod given;
pub(super) mod read;
