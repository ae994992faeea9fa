//! Lines of a table → figures of units, fields and measures. `assemble` goes through the lines with an `assembler`, to
//! which each file adds what it does: `begin` tells whose lines come first, `groups` whose lines follow, `levels` which
//! lines count, `columns` what their cells hold, `totals` what sums them, `blank` what a blank is, `doubts` what cannot
//! be used. `emit` writes a line of the reading, `earlier` is what tables leave to the next one. `indicators` is for
//! forms whose lines are measures.

pub(super) mod assemble;
pub(super) mod assembled_table;
pub(super) mod assembler;
pub(super) mod begin;
pub(super) mod blank;
pub(super) mod columns;
pub(super) mod doubts;
pub(super) mod earlier;
pub(super) mod emit;
pub(super) mod fields;
pub(super) mod file_words;
pub(super) mod groups;
pub(super) mod indicators;
pub(super) mod levels;
pub(super) mod totals;
