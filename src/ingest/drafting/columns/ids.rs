//! Names of counts that nobody declared yet, made of the header texts above them.

use crate::ingest::table::header::unfold::HeadedColumn;
use crate::model::column_letters;
use crate::text;

/// Longest id made from header texts.
const LONGEST_ID: usize = 60;

/// Beginnings of header texts that say only that something is counted.
const COUNTED: [&str; 5] = ["số lượng hồ sơ", "số hồ sơ", "số lượng", "số phiếu", "hồ sơ"];

/// The words of a header text that tell it from others, without marks: no brackets, not that files are counted.
fn telling_words(text: &str) -> Vec<String> {
    let outside = text.split('(').next().unwrap_or_default().trim();
    let outside = if outside.is_empty() { text } else { outside };
    let rest = COUNTED.iter().find_map(|word| outside.strip_prefix(word)?.strip_prefix(' '));
    let words = text::unmarked(rest.unwrap_or(outside));
    words.split_whitespace().map(str::to_owned).collect()
}

/// A name made from the header texts of a column, without marks, that is not `taken`.
pub(super) fn new_id(head: &HeadedColumn, taken: impl Fn(&str) -> bool) -> String {
    let mut words: Vec<String> = head.path.iter().flat_map(|text| telling_words(text)).collect();
    words.dedup();
    let mut id = words.join("_");
    while id.len() > LONGEST_ID && words.len() > 1 {
        // What stands lowest tells a column from its neighbours.
        words.remove(0);
        id = words.join("_");
    }
    id.retain(|letter| letter.is_ascii_alphanumeric() || letter == '_');
    if !id.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
        id = format!("cot_{}", column_letters(head.column).to_lowercase());
    }
    let numbered = (2..).map(|count| format!("{id}_{count}"));
    std::iter::once(id.clone()).chain(numbered).find(|id| !taken(id)).unwrap_or(id)
}
