//! How much two pages hold, in points of 1/72 inch. It is reckoned from what a line takes, with some spare, so that nothing
//! needs to be laid out.

use crate::publish::book::width::lines_in;
use crate::publish::document::{Document, DocumentColumn, DocumentPart, DocumentRow, WIDE};

/// Points of two pages of 29.7 cm less 2 and 2, without what a break between them may leave empty.
const ROOM: u32 = 2 * 728 - 36;

/// Points of a line of 14, with a twentieth to spare, and of what stands around a paragraph.
const LINE: u32 = 17;
const AROUND: u32 = 6;
/// Points of a line of 12, and of what stands around it in a cell.
const CELL_LINE: u32 = 14;
const CELL_AROUND: u32 = 2;
/// Points of the head, from the agency to the subject, without its texts; and of the signature.
const HEAD: u32 = 70;
const SIGNATURE: u32 = 110;
/// Points in front of the first line of a paragraph.
const INDENT_SPARE: usize = 10;
/// Left and right in a cell, in pixels.
const CELL_SIDES: u32 = 15;

/// Pixels of a width in twentieths of a point.
const fn pixels(twentieths: u32) -> u32 {
    twentieths / 15
}

/// Points that are left for further rows of a table.
pub(super) fn left(plan: &Document) -> u32 {
    let parts: u32 = plan.parts.iter().map(part).sum();
    let half = pixels(WIDE / 2);
    let recipients = plan.recipients.iter().map(|line| lines_in(line, half, 11, false) * 15).sum();
    let letterhead: u32 = plan.superiors.iter().chain([&plan.issuer]).map(|line| head(line)).sum();
    let subject = lines_in(&plan.subject, pixels(WIDE), 14, true) * LINE + 2 * AROUND;
    let used = HEAD + letterhead + subject + parts + SIGNATURE.max(recipients);
    ROOM.saturating_sub(used)
}

fn head(line: &str) -> u32 {
    lines_in(line, pixels(3_700), 12, true) * CELL_LINE
}

fn part(part: &DocumentPart) -> u32 {
    let paragraph = |text: &str| {
        let indented = format!("{}{text}", " ".repeat(INDENT_SPARE));
        lines_in(&indented, pixels(WIDE), 14, false) * LINE + AROUND
    };
    match part {
        DocumentPart::Heading(text) | DocumentPart::Subheading(text) => paragraph(text),
        DocumentPart::Text(runs) => {
            paragraph(&runs.iter().map(|run| run.text.as_str()).collect::<String>())
        }
        DocumentPart::Table(listing) => {
            let columns = listing.columns.iter();
            let title = |column: &DocumentColumn| {
                lines_in(&column.title, pixels(column.width).saturating_sub(CELL_SIDES), 12, true)
            };
            let head = columns.map(title).max().unwrap_or(1) * CELL_LINE + CELL_AROUND;
            head + listing.rows.iter().map(|cells| row(&listing.columns, cells)).sum::<u32>()
        }
    }
}

/// Points of a row of a table.
pub(super) fn row(columns: &[DocumentColumn], row: &DocumentRow) -> u32 {
    let lines = columns.iter().zip(&row.cells).map(|(column, cell)| {
        let room = pixels(column.width).saturating_sub(CELL_SIDES);
        cell.lines.iter().map(|text| lines_in(text, room, 12, false)).sum()
    });
    lines.max().unwrap_or(1) * CELL_LINE + CELL_AROUND
}
