//! Lines and columns of a terminal.

use std::fmt::Write as _;

use crate::cli::print::manner::Manner;
use crate::text::normal;

/// A text that grows line by line.
pub(super) struct StatusPage {
    /// What stands on it so far.
    pub(super) text: String,
    /// How it is said.
    pub(super) manner: Manner,
}

impl StatusPage {
    /// One more line.
    pub(super) fn line(&mut self, text: &str) {
        // Writing to a String cannot fail.
        let _ = writeln!(self.text, "{text}");
    }

    /// Rows in columns two spaces apart; columns in `right` are figures.
    pub(super) fn table(&mut self, rows: &[&[String]], right: &[usize]) {
        let columns = rows.iter().map(|row| row.len()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..columns)
            .map(|at| {
                rows.iter().filter_map(|row| row.get(at)).map(|cell| width(cell)).max().unwrap_or(0)
            })
            .collect();
        for row in rows {
            let mut line = String::new();
            for (at, cell) in row.iter().enumerate().filter(|(at, _)| widths[*at] > 0) {
                let blank = " ".repeat(widths[at] - width(cell));
                let (before, after) = if right.contains(&at) {
                    (blank, String::new())
                } else {
                    (String::new(), blank)
                };
                let _ = write!(line, "  {before}{cell}{after}");
            }
            self.line(line.trim_end());
        }
    }
}

/// Names of files may be spelled with marks apart; a terminal shows them as one letter.
pub(super) fn shown(file: &str) -> String {
    normal(file)
}

/// Begins a colour, which ends with an m.
const ESCAPE: char = '\u{1b}';

/// Letters that a terminal shows.
fn width(text: &str) -> usize {
    let mut painting = false;
    let shown = text.chars().filter(|letter| {
        let code = painting || *letter == ESCAPE;
        painting = code && *letter != 'm';
        !code && !('\u{300}'..='\u{36f}').contains(letter)
    });
    shown.count()
}
