//! `tthc diff`.

pub(super) mod json;
pub(super) mod places;
pub(super) mod text;
pub(super) mod words;
