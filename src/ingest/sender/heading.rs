//! The texts above a table, piece by piece: lines of a cell, the halves of a letterhead in one line, what stands behind
//! a colon. Who is written to names no sender.

use std::ops::Range;

use crate::model::{CellRef, Sheet};
use crate::text;

/// A piece of a heading.
#[derive(Debug, Clone, Copy)]
pub(in crate::ingest) struct HeadingPiece<'s> {
    /// Its cell; none where a document has it above its table.
    pub(super) at: Option<CellRef>,
    /// What stands in front of the colon.
    pub(super) label: Option<&'s str>,
    /// What stands behind it, or all of it.
    pub(in crate::ingest) text: &'s str,
    /// Whether the next piece is the next line of the same text.
    runs_on: bool,
}

/// The pieces of the texts in some rows, and of those that a document keeps above its table.
pub(in crate::ingest) fn pieces<'s>(sheet: &'s Sheet, rows: &Range<u32>) -> Vec<HeadingPiece<'s>> {
    let caption =
        sheet.caption.iter().filter(|_| rows.start == 0).map(|text| (None, text.as_str()));
    let cells = sheet.rows_in(rows.clone()).flat_map(|(_, cells)| cells);
    let inside = cells.filter_map(|cell| Some((Some(cell.at), cell.text()?)));
    let mut pieces = Vec::new();
    // The list of those who are written to goes on below its head.
    let mut addressed = false;
    for (at, whole) in caption.chain(inside) {
        // A letterhead in one line has its two halves apart.
        let lines = whole.split(['\n', '\r', '\t']).flat_map(|line| line.split("   "));
        let lines: Vec<&str> = lines.map(str::trim).filter(|line| !line.is_empty()).collect();
        for (index, line) in lines.iter().enumerate() {
            let (label, tail) = match line.rsplit_once(':') {
                Some((label, tail)) => (Some(label.trim()), tail.trim()),
                None => (None, *line),
            };
            let listed = line.starts_with(['-', '–', '+', '•']) && label.is_none();
            if label.is_some_and(addresses) {
                addressed = tail.is_empty();
            } else if !listed && !tail.is_empty() && !std::mem::take(&mut addressed) {
                let runs_on = index + 1 < lines.len();
                pieces.push(HeadingPiece { at, label, text: tail, runs_on });
            }
        }
    }
    pieces
}

/// Whether what stands behind a label is written to: `Kính gửi`, `Đơn vị nhận báo cáo`, `Nơi nhận`.
fn addresses(label: &str) -> bool {
    let key = text::key(label);
    ["kính gửi", "nơi nhận", "nhận báo cáo", "gửi đến"].iter().any(|words| key.contains(words))
}

impl HeadingPiece<'_> {
    /// The piece with what may go on from it: the next lines of its cell, the cell beside it, those below it; of the texts
    /// above a table the next ones, or every other one, as a letterhead of two columns is read row by row.
    pub(super) fn joined(&self, index: usize, all: &[Self]) -> Vec<String> {
        let Some(next) = all.get(index + 1) else { return Vec::new() };
        let mut ways = Vec::new();
        let mut way = |parts: &[&Self]| {
            let texts: Vec<&str> = parts.iter().map(|part| part.text).collect();
            ways.push(texts.join(" "));
        };
        let beside = |at: CellRef| next.at.is_some_and(|next| next.row == at.row);
        if self.runs_on || self.at.is_some_and(beside) {
            way(&[self, next]);
            if let Some(third) = all.get(index + 2).filter(|_| next.runs_on) {
                way(&[self, next, third]);
            }
        }
        if self.at.is_none() {
            let above: Vec<&Self> =
                all[index..].iter().take_while(|piece| piece.at.is_none()).collect();
            for step in [1, 2] {
                let column: Vec<&Self> = above.iter().step_by(step).copied().collect();
                (2..=column.len().min(3)).for_each(|parts| way(&column[..parts]));
            }
            return ways;
        }
        let below = |piece: &Self| {
            let at = piece.at?;
            let below = |other: &&Self| {
                other.at.is_some_and(|o| {
                    o.column == at.column && (at.row + 1..=at.row + 2).contains(&o.row)
                })
            };
            all.iter().find(below)
        };
        if let Some(second) = below(self) {
            way(&[self, second]);
            if let Some(third) = below(second) {
                way(&[self, second, third]);
            }
        }
        ways
    }
}
