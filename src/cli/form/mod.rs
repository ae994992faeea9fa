//! `tthc form`.

pub(super) mod draft;
