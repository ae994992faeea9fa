//! How much two pages hold, in points of 1/72 inch. It is reckoned from what a line takes, with some spare, so that nothing
//! needs to be laid out.

use super::plan::{NoticePart, NoticePlan};
use crate::publish::book::width::lines_in;

/// Twentieths of a point between the margins: 21 cm less 3 and 2.
pub(super) const WIDE: u32 = 9_071;
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
pub(super) const fn pixels(twentieths: u32) -> u32 {
    twentieths / 15
}

/// Points that are left for further rows of a table.
pub(super) fn left(plan: &NoticePlan) -> u32 {
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

fn part(part: &NoticePart) -> u32 {
    match part {
        NoticePart::Heading(text) | NoticePart::Text(text) => {
            let indented = format!("{}{text}", " ".repeat(INDENT_SPARE));
            lines_in(&indented, pixels(WIDE), 14, false) * LINE + AROUND
        }
        NoticePart::Listing(listing) => {
            let columns = listing.columns.iter();
            let title = |column: &super::plan::ListingColumn| {
                lines_in(&column.title, pixels(column.width).saturating_sub(CELL_SIDES), 12, true)
            };
            let head = columns.map(title).max().unwrap_or(1) * CELL_LINE + CELL_AROUND;
            let widths = || listing.columns.iter().map(|column| column.width);
            head + listing.rows.iter().map(|cells| row(widths(), cells)).sum::<u32>()
        }
    }
}

/// Points of a row of a table.
pub(super) fn row(widths: impl Iterator<Item = u32>, cells: &[String]) -> u32 {
    let lines = widths
        .zip(cells)
        .map(|(width, text)| lines_in(text, pixels(width).saturating_sub(CELL_SIDES), 12, false));
    lines.max().unwrap_or(1) * CELL_LINE + CELL_AROUND
}
