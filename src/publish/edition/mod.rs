//! The data edition: the figures once more, for people who go on working with them. A sheet a table, one line of heads with
//! units of measure, a value or a word in every cell, nothing merged, coloured or hidden; a list of contents and of notes.
//!
//! `book` tells which sheets there are; each table stands in a file of its own; `plan` is what `write` turns into a file.

mod book;
mod fields;
mod findings;
mod metrics;
mod overdue;
mod places;
pub(super) mod plan;
mod sources;
mod submissions;

pub(super) use book::compose;
