//! The texts above a table: its title among them tells the form.

use crate::model::Sheet;
use crate::pipeline::Form;
use crate::text;

/// The title of a form among the texts above a header.
pub(in crate::ingest) fn title_of<'p>(form: &'p Form, titles: &str) -> Option<&'p str> {
    form.anchors.iter().find(|anchor| titles.contains(anchor.as_str())).map(String::as_str)
}

/// All texts between two rows as one key.
pub(in crate::ingest) fn titles(sheet: &Sheet, from: u32, to: u32) -> String {
    let above: Vec<&str> = texts_above(sheet, &(from..to)).collect();
    text::key(&above.join(" "))
}

/// The texts of some rows, and those that a document keeps above its table.
pub(in crate::ingest) fn texts_above<'s>(
    sheet: &'s Sheet,
    rows: &std::ops::Range<u32>,
) -> impl Iterator<Item = &'s str> {
    let caption = sheet.caption.iter().filter(|_| rows.start == 0).map(String::as_str);
    let inside = sheet.rows_in(rows.clone());
    caption.chain(inside.flat_map(|(_, cells)| cells.iter().filter_map(|cell| cell.text())))
}
