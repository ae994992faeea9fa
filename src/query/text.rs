//! Small pieces of SQL.

/// No text, with its type.
pub(super) const NOTHING: &str = "CAST(NULL AS VARCHAR(200))";

/// A text as SQL writes it.
pub(super) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// That a column is one of some texts.
pub(super) fn within<'a>(column: &str, texts: impl IntoIterator<Item = &'a str>) -> String {
    let texts: Vec<String> = texts.into_iter().map(quoted).collect();
    if texts.is_empty() {
        "1 = 0".to_owned()
    } else {
        format!("{column} IN ({})", texts.join(", "))
    }
}

/// That one of several things is so.
pub(super) fn either(of: impl Iterator<Item = String>) -> String {
    let of: Vec<String> = of.collect();
    if of.is_empty() { "1 = 0".to_owned() } else { of.join(" OR ") }
}
