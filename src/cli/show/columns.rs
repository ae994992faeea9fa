//! Lines of text in columns.

use std::fmt::Write as _;

/// Rows of as many cells each, in columns.
pub(super) fn table(out: &mut String, rows: &[Vec<String>]) {
    for text in rows_in_columns(rows) {
        line(out, &text);
    }
}

/// The same, each row with lines of its own below it.
pub(super) fn table_over(out: &mut String, rows: &[Vec<String>], below: &[Vec<String>]) {
    for (text, below) in rows_in_columns(rows).iter().zip(below) {
        line(out, text);
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

fn rows_in_columns(rows: &[Vec<String>]) -> Vec<String> {
    let columns = rows.first().map_or(0, Vec::len);
    let length = |text: &String| text.chars().count();
    let widths: Vec<usize> = (0..columns)
        .map(|column| rows.iter().filter_map(|row| row.get(column)).map(length).max().unwrap_or(0))
        .collect();
    let text = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
        format!("  {}", cells.collect::<Vec<_>>().join("  "))
    };
    rows.iter().map(text).collect()
}
