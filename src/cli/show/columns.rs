//! Lines of text in columns.

use std::fmt::Write as _;

use crate::cli::print::columns::columns;

/// Rows of as many cells each, in columns.
pub(super) fn table(out: &mut String, rows: &[Vec<String>]) {
    for text in columns(rows) {
        line(out, &format!("  {text}"));
    }
}

/// The same, each row with lines of its own below it.
pub(super) fn table_over(out: &mut String, rows: &[Vec<String>], below: &[Vec<String>]) {
    for (text, below) in columns(rows).iter().zip(below) {
        line(out, &format!("  {text}"));
        for text in below {
            line(out, &format!("       {text}"));
        }
    }
}

/// A line; blanks at its end are none.
pub(super) fn line(out: &mut String, text: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{}", text.trim_end());
}
