//! The readings of a period → what became of each file, said in `gather`. `contest` settles which of several files with
//! one form of one unit counts (`version`: by its name, `receipts`: by when it came in, `contradictions`: by its errors),
//! `overlap` which of several forms that tell the figures of one unit.

pub(super) mod contest;
pub(super) mod contradictions;
pub(super) mod figures;
pub(super) mod form_of_sender;
pub(super) mod gather;
pub(super) mod overlap;
pub(super) mod receipts;
pub(super) mod superseded;
pub(super) mod version;
pub(super) mod why;
