//! What all commands print by.

pub(super) mod count;
pub(super) mod faults;
pub(super) mod manner;
pub(super) mod paint;
pub(super) mod printer;
