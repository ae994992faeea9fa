//! The header text of a total, of which the columns behind it are parts.

use crate::ingest::table::header::unfold::HeadedColumn;
use crate::text;

/// Words that the text of a total begins with, longer ones first.
const TOTAL: [&str; 4] = ["tổng cộng", "tổng số", "tổng", "cộng"];

/// Whether the lowest text above a column calls it a total.
pub(in crate::ingest::drafting) fn is_total(head: &HeadedColumn) -> bool {
    let key = head.path.last().map_or("", String::as_str);
    TOTAL.iter().any(|word| text::begins_with_word(key, word))
}

/// What a total is of: `tiếp nhận` of `tổng tiếp nhận`.
pub(super) fn group_of(lead: &HeadedColumn) -> &str {
    let key = lead.path.last().map_or("", String::as_str);
    TOTAL.iter().find_map(|word| key.strip_prefix(word)).map_or(key, str::trim_start)
}

/// A column below the text of the count that leads it.
pub(super) fn led_by(lead: &HeadedColumn, head: &HeadedColumn) -> HeadedColumn {
    let path = std::iter::once(group_of(lead).to_owned()).chain(head.path.iter().cloned());
    HeadedColumn {
        path: path.collect(),
        shown: format!("{} / {}", lead.shown, head.shown),
        ..head.clone()
    }
}
