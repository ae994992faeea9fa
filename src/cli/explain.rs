//! A kind of finding, explained for an official.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::model::{Code, Lang};
use crate::run::CATALOGUE;

use super::paint::Paint;

/// The whole explanation.
pub(super) fn text(code: Code, lang: Lang, paint: Paint) -> String {
    let guidance = CATALOGUE.get(code).guidance(lang);
    let mut out = line(code, lang, paint);
    for (head, text) in
        heads(lang).into_iter().zip([guidance.means, guidance.example, guidance.mend])
    {
        let head = paint.strong(head);
        // Writing to a String cannot fail.
        let _ = writeln!(out, "\n{head}:\n  {text}");
    }
    out
}

/// The code in one line.
pub(super) fn line(code: Code, lang: Lang, paint: Paint) -> String {
    let check = CATALOGUE.get(code);
    let severity = check.severity;
    let severity = paint.severity(severity, &severity.title_in(lang).to_lowercase());
    format!("{code}  {} ({severity})\n", lang.pick(check.title, check.english.means))
}

const fn heads(lang: Lang) -> [&'static str; 3] {
    match lang {
        Lang::Vi => ["Nghĩa là", "Ví dụ", "Cách sửa"],
        Lang::En => ["It means", "Example", "To mend it"],
    }
}

/// The explanation as data.
pub(super) fn json(code: Code) -> Value {
    let check = CATALOGUE.get(code);
    let guidance = check.vietnamese;
    json!({
        "code": code.id(),
        "severity": check.severity.word(),
        "stage": code.stage().word(),
        "title": check.title,
        "means": guidance.means,
        "example": guidance.example,
        "mend": guidance.mend,
        "english": check.english.means,
    })
}
