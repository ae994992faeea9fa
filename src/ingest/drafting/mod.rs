//! An example that somebody filled in → a draft of the form it follows.

pub(super) mod columns;
pub(super) mod draft;
pub(super) mod example;
pub(super) mod form;
pub(super) mod names;
pub(super) mod rows;
pub(super) mod sums;
pub(super) mod title;
pub(super) mod typing;
pub(super) mod units;
pub(super) mod wish;
pub(super) mod write;
