//! A column with the names of files that go back.

use super::list_sheet::MOST_LINKS;
use crate::publish::book::plan::{Datum, Target};
use crate::publish::book::width::{PADDING, cell_px};

/// A column of names of files is as wide as the longest needs, for links are not broken.
const FILE_WIDTHS: (u32, u32) = (80, 260);

/// The name of a file without its folder.
pub(super) fn bare(file: &str) -> &str {
    file.rsplit('/').next().unwrap_or(file)
}

/// How wide a column of words that are not broken has to be.
pub(super) fn longest<'w>(words: impl Iterator<Item = &'w str>) -> u32 {
    let widths = words.map(|word| cell_px(word, 12, false) + PADDING);
    widths.max().unwrap_or(0).clamp(FILE_WIDTHS.0, FILE_WIDTHS.1)
}

/// The name of a file that goes back, leading to it as long as the sheet has room for links.
pub(super) fn returned_file<'a>(number: usize, file: &str) -> Datum<'a> {
    let name = bare(file).to_owned();
    let target = Target::File(file.to_owned());
    if number <= MOST_LINKS { Datum::link(name, target) } else { Datum::owned(name) }
}
