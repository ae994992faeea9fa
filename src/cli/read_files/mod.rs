//! `tthc read-files`.

pub(super) mod confine;
