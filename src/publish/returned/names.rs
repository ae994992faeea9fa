//! Names that are taken: of sheets in a workbook, of files in a folder. Both are told apart without regard to
//! case, as the programs do that open them.

use std::collections::BTreeSet;

use crate::model::Unit;
use crate::text::unmarked;

/// Most UTF-16 units in the name of a sheet.
const SHEET_UNITS: usize = 31;
/// Most in the name of a file; folders take 255 bytes.
const FILE_UNITS: usize = 60;

/// The names that are taken.
#[derive(Debug, Default)]
pub(in crate::publish) struct UsedNames(BTreeSet<String>);

impl UsedNames {
    /// Names of which some are taken already.
    pub(in crate::publish) fn with(taken: &[&str]) -> Self {
        Self(taken.iter().map(|name| name.to_lowercase()).collect())
    }

    /// A name for a sheet: that of its tab as far as the format allows it.
    pub(super) fn sheet(&mut self, tab: &str) -> String {
        let plain = |c: char| if "[]:*?/\\".contains(c) { '-' } else { c };
        let name: String = tab.chars().filter(|c| !c.is_control()).map(plain).collect();
        self.free(name.trim_matches(['\'', ' ']), "Trang", SHEET_UNITS)
    }

    /// A name for the file of a unit, without its ending: its id, and its name without marks.
    pub(in crate::publish) fn of_unit(&mut self, unit: &Unit) -> String {
        let name = unmarked(&unit.name);
        let words = std::iter::once(unit.id.as_str()).chain(name.split_whitespace());
        self.file(&words.collect::<Vec<_>>().join("-"))
    }

    /// A name for a file, without its ending, as far as folders and links allow it.
    fn file(&mut self, id: &str) -> String {
        let plain = |c: char| if c.is_alphanumeric() || "-_.".contains(c) { c } else { '-' };
        let name: String = id.chars().map(plain).collect();
        self.free(name.trim_matches('.'), "don-vi", FILE_UNITS)
    }

    /// The name, cut to so many UTF-16 units; a number tells it apart from one that is taken.
    fn free(&mut self, name: &str, instead: &str, most: usize) -> String {
        let name = if name.is_empty() { instead } else { name };
        let mut number = 1;
        loop {
            let end = if number == 1 { String::new() } else { format!(" ({number})") };
            let start = cut(name, most - end.len()).trim_end_matches(['\'', ' ']);
            let candidate = [start, &end].concat();
            if self.0.insert(candidate.to_lowercase()) {
                return candidate;
            }
            number += 1;
        }
    }
}

/// The start of a text that takes so many UTF-16 units.
fn cut(text: &str, most: usize) -> &str {
    let mut units = 0;
    let over = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > most
    });
    over.map_or(text, |(end, _)| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::UsedNames;

    #[test]
    fn sheets_get_names_that_every_program_takes() {
        let mut names = UsedNames::with(&["Phản hồi", "History"]);
        let long = "Biểu số liệu giải quyết thủ tục hành chính";
        let given: Vec<String> =
            ["Phụ lục 3", "PHỤ LỤC 3", "a[b]:c*?/\\", "'", "phản hồi", "HISTORY", long, long]
                .map(|tab| names.sheet(tab))
                .into();
        assert_eq!(
            given,
            [
                "Phụ lục 3",
                "PHỤ LỤC 3 (2)",
                "a-b--c----",
                "Trang",
                "phản hồi (2)",
                "HISTORY (2)",
                "Biểu số liệu giải quyết thủ tục",
                "Biểu số liệu giải quyết thủ (2)",
            ]
        );
        let smiles = names.sheet(&"😀".repeat(40));
        assert_eq!(smiles.encode_utf16().count(), 30);
    }

    #[test]
    fn files_stay_in_their_folder() {
        let mut names = UsedNames::with(&["chua-ro-don-vi"]);
        let given: Vec<String> = ["H44.23", "../692", "a/b", "a-b", "..", "chua-ro-don-vi"]
            .map(|id| names.file(id))
            .into();
        assert_eq!(given, ["H44.23", "-692", "a-b", "a-b (2)", "don-vi", "chua-ro-don-vi (2)"]);
    }
}
