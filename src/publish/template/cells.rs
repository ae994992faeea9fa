//! Cells as formulas call them, and texts as formulas hold them.

use std::ops::Range;

use crate::publish::book::live::{cell, quoted};

/// Most characters of a text inside a formula.
const MOST_LETTERS: usize = 200;

/// Cells of a row, those that stand side by side as one range: `D12:F12,H12`.
pub(super) fn listed(row: u32, columns: &[u16]) -> String {
    let runs = columns.chunk_by(|left, right| left + 1 == *right);
    let range = |run: &[u16]| match run {
        [only] => cell(row, *only),
        [first, .., last] => format!("{}:{}", cell(row, *first), cell(row, *last)),
        [] => String::new(),
    };
    runs.map(range).collect::<Vec<_>>().join(",")
}

/// The same of some rows: `D12:F24,H12:H24`.
pub(super) fn block(rows: &Range<u32>, columns: &[u16]) -> String {
    let runs = columns.chunk_by(|left, right| left + 1 == *right);
    let range = |run: &[u16]| {
        let (from, to) = (run.first().copied()?, run.last().copied()?);
        Some(format!("{}:{}", cell(rows.start, from), cell(rows.end.checked_sub(1)?, to)))
    };
    runs.filter_map(range).collect::<Vec<_>>().join(",")
}

/// A text of any length, joined of what a formula holds.
pub(super) fn literal(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let pieces =
        letters.chunks(MOST_LETTERS).map(|piece| quoted(&piece.iter().collect::<String>()));
    let joined = pieces.collect::<Vec<_>>().join("&");
    if joined.is_empty() { quoted("") } else { joined }
}

#[cfg(test)]
mod tests {
    use super::{listed, literal};

    #[test]
    fn neighbours_become_a_range() {
        assert_eq!(listed(11, &[3, 4, 5, 7, 9, 10]), "D12:F12,H12,J12:K12");
        assert_eq!(listed(0, &[]), "");
    }

    #[test]
    fn a_long_text_is_joined_of_pieces() {
        assert_eq!(literal("a \"b\""), "\"a \"\"b\"\"\"");
        let long = literal(&"ư".repeat(450));
        assert_eq!(
            long.split('&').map(|piece| piece.chars().count()).collect::<Vec<_>>(),
            [202, 202, 52]
        );
    }
}
