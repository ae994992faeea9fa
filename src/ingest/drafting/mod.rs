//! An example that somebody filled in → a draft of the form it follows. Uses what reading uses: a drafted form is
//! good if reading finds with it what stands in the example. What no example can show is assumed and said so.
//!
//! `example` sees where the table stands and what its columns hold, `typing` how its numbers are typed, `columns`
//! which of its columns are declared already, `rows` what its lines name, `sums` what its numbers keep, `title` and
//! `units` what it is called and who sends it (`names`: by the register, or by words). `draft` puts the form together,
//! `write` its columns and measures; `form` lets reading read by it; `wish` is what is asked and given.

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
