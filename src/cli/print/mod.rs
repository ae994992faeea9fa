//! What all commands print by: in which manner and colour, how counts, findings and faults are written, and the
//! printer that puts an answer or a failure on the terminal.

pub(super) mod columns;
pub(super) mod count;
pub(super) mod faults;
pub(super) mod figure;
pub(super) mod headline;
pub(super) mod held_back;
pub(super) mod inputs;
pub(super) mod json;
pub(super) mod manner;
pub(super) mod paint;
pub(super) mod printer;
