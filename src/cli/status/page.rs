//! Lines and columns of a terminal.

use std::fmt::Write as _;

use crate::text::normal;

use crate::cli::print::manner::Manner;

/// A text that grows line by line.
pub(in crate::cli) struct Page {
    /// What stands on it so far.
    pub(in crate::cli) text: String,
    /// How it is said.
    pub(in crate::cli) manner: Manner,
}

impl Page {
    /// One more line.
    pub(in crate::cli) fn line(&mut self, text: &str) {
        // Writing to a String cannot fail.
        let _ = writeln!(self.text, "{text}");
    }

    /// Rows in columns two spaces apart; columns in `right` are figures.
    pub(in crate::cli) fn table(&mut self, rows: &[&[String]], right: &[usize]) {
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
pub(in crate::cli) fn shown(file: &str) -> String {
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
