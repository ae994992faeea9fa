//! Whose a table is, told by what stands in the sheet and around it.

pub(super) mod evidence;
pub(super) mod foreign;
pub(super) mod heading;
pub(super) mod unused;
pub(super) mod weigh;
pub(super) mod weighing;
pub(super) mod whose;
pub(super) mod words;
