//! The notice that an office signs, as a document of two pages: results, one ranking as a table, how reporting went, and
//! who is asked to do what.
//!
//! `compose` puts it together as plain data, of which `results` tells how a ranking came out, `listing` prints one, `asked`
//! says who is asked, `pages` how much of a ranking two pages hold.

mod asked;
mod compose;
mod listing;
mod pages;
mod results;

pub(super) use compose::compose;
