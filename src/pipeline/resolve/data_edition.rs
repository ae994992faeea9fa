//! `[data]`: the figures as tables.

use super::choices::{choose, listed};
use super::names::Once;
use super::workbook::published_file;
use crate::model::Sentence;
use crate::pipeline::data_edition::{DataEdition, DataTable};
use crate::pipeline::fault::place::At;
use crate::pipeline::written::published::DataDeclaration;

/// The data edition; all tables where it names none.
pub(super) fn data_edition(
    declared: &DataDeclaration,
    at: &At,
    files: &mut Once,
) -> Option<DataEdition> {
    let file = published_file(&declared.file, &at.key("file"), ".xlsx", files);
    let tables = if declared.tables.is_missing() {
        DataTable::ALL.to_vec()
    } else {
        let mut once = Once::default();
        let expected = listed(&DataTable::ALL);
        let items = declared.tables.some_items(&at.key("tables"));
        let chosen = items.iter().filter_map(|(at, word)| {
            let table = choose(at, word, &expected, &DataTable::ALL)?;
            once.first(at, word, ("mỗi bảng nêu một lần", "a table that stands once"))
                .then_some(table)
        });
        chosen.collect()
    };
    let words = declared.keywords.items(&at.key("keywords")).into_iter();
    let words = words.filter_map(|(at, word)| {
        let plain = !word.trim().is_empty() && !word.contains([',', ';']);
        if !plain || word.contains(char::is_control) {
            at.wrong(
                Sentence::same(format!("{word:?}")),
                ("một hoặc vài từ, không có dấu phẩy", "a word or a few, without a comma"),
            );
            return None;
        }
        Some(word.trim().to_owned())
    });
    Some(DataEdition { keywords: words.collect(), file: file?, tables })
}
