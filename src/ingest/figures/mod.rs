//! Lines of a table → figures of units, fields and measures.

pub(super) mod assemble;
pub(super) mod assembled;
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
