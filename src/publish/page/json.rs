//! The rows of a long ranking as data for the script in the page: texts as they are read, and beside each what it is sorted
//! by. Nothing in it can end the element that it stands in.

use serde_json::{Value, json};

use super::plan::{PageRow, PageText};

/// A list of rows: id of the unit, whether it has no place, then its cells.
pub(super) fn rows_as_json(rows: &[PageRow]) -> String {
    let rows = rows.iter().map(|row| {
        let head = [json!(row.unit), json!(u8::from(row.muted))];
        Value::Array(head.into_iter().chain(row.cells.iter().map(cell)).collect())
    });
    let text = Value::Array(rows.collect()).to_string();
    text.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

/// A text; with what it is sorted by where that is something else; of a strip its marks.
fn cell(cell: &PageText) -> Value {
    let order = cell.order.as_deref().and_then(|order| serde_json::from_str::<Value>(order).ok());
    match (&cell.strip, order) {
        (Some(strip), _) => {
            let marks = [&strip.low, &strip.width, &strip.rate];
            json!(marks.map(String::as_str).join(" "))
        }
        (None, Some(order)) => json!([cell.text, order]),
        (None, None) => json!(cell.text),
    }
}
