//! The readings of a period → what became of each file: which of those that tell the same count.

pub(super) mod contest;
pub(super) mod contradictions;
pub(super) mod figures;
pub(super) mod gather;
pub(super) mod overlap;
pub(super) mod receipts;
pub(super) mod sent;
pub(super) mod version;
pub(super) mod why;
