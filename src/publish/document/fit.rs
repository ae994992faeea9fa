//! How wide the columns of a table are: as their texts need, and the rest of the page to those that have a share in it.

use super::plan::{
    DocumentColumn, DocumentHead, DocumentRow, DocumentRowKind, DocumentTable, RunLook,
};
use crate::publish::book::width::{PADDING, cell_px, text_px, widest_word_px};

/// Twentieths of a point between the margins: 21 cm less 3 and 2.
pub(in crate::publish) const WIDE: u32 = 9_071;
/// Twentieths of a point of a pixel of 1/96 inch.
const PIXEL: u32 = 15;
/// Pixels beside a text in a cell that are not in its own width: where the font is not there, others stand in for it.
const SPARE_PX: u32 = 12;
/// A column with a share has so much, in twentieths of a point, however little is left.
const LEAST_SHARE: u32 = 1_800;
/// Advance of a letter of the font for code, in thousandths of its size.
const CODE_ADVANCE: u32 = 600;

/// A table as wide as the page; the widths are those that these rows need.
pub(in crate::publish) fn fitted(
    heads: Vec<DocumentHead>,
    rows: Vec<DocumentRow>,
    points: u8,
) -> DocumentTable {
    let needed = |at: usize, head: &DocumentHead| {
        let spanned = |row: &&DocumentRow| !row.kind.is_wide();
        let cells = rows.iter().filter(spanned).filter_map(|row| {
            let bold = row.kind == DocumentRowKind::Strong;
            let cell = row.cells.get(at)?;
            let lines = cell.lines.iter().map(|line| match cell.look {
                RunLook::Code => code_px(line, points),
                look => cell_px(line, points, bold || look == RunLook::Bold),
            });
            lines.max()
        });
        let needs = cells.max().unwrap_or(0).max(widest_word_px(&head.title, points, true));
        // A head takes about three lines.
        needs.max(text_px(&head.title, points, true) * 2 / 5) + SPARE_PX
    };
    let widths: Vec<u32> = heads
        .iter()
        .enumerate()
        .map(|(at, head)| if head.share > 0 { 0 } else { needed(at, head) * PIXEL })
        .collect();
    let left = WIDE.saturating_sub(widths.iter().sum());
    let shares: u32 = heads.iter().map(|head| head.share).sum();
    let widths: Vec<u32> = heads
        .iter()
        .zip(widths)
        .map(|(head, width)| match head.share {
            0 => width,
            share => (left * share / shares).max(LEAST_SHARE),
        })
        .collect();
    // What does not fit breaks its lines rather than run over the edge of the paper.
    let all = widths.iter().sum::<u32>();
    let widths = widths.iter().map(|width| if all > WIDE { width * WIDE / all } else { *width });
    let columns = heads.into_iter().zip(widths);
    let columns =
        columns.map(|(head, width)| DocumentColumn { width, title: head.title, side: head.side });
    DocumentTable { columns: columns.collect(), rows, points }
}

fn code_px(line: &str, points: u8) -> u32 {
    let letters = u32::try_from(line.chars().count()).unwrap_or(u32::MAX);
    letters.saturating_mul(u32::from(points) * CODE_ADVANCE).div_ceil(750) + PADDING
}
