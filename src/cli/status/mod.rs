//! `tthc status`.

pub(super) mod json;
pub(super) mod page;
pub(super) mod text;
