//! A kind of finding, explained for an official.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::model::Code;

/// The whole explanation.
pub(super) fn text(code: Code) -> String {
    let guidance = code.guidance();
    let mut out = line(code);
    for (head, text) in
        [("Nghĩa là", guidance.means), ("Ví dụ", guidance.example), ("Cách sửa", guidance.mend)]
    {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "\n{head}:\n  {text}");
    }
    out
}

/// The code in one line.
pub(super) fn line(code: Code) -> String {
    format!("{code}  {} ({})\n", code.title(), code.severity().title().to_lowercase())
}

/// The explanation as data.
pub(super) fn json(code: Code) -> Value {
    let guidance = code.guidance();
    json!({
        "code": code.id(),
        "severity": code.severity().word(),
        "stage": code.stage().word(),
        "title": code.title(),
        "means": guidance.means,
        "example": guidance.example,
        "mend": guidance.mend,
        "english": code.explanation(),
    })
}
