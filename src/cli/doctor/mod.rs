//! `tthc doctor`.

pub(super) mod text;
