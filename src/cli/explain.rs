//! A kind of finding, explained for an official.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::model::{Code, Lang};

use crate::cli::print::paint::Paint;

/// The whole explanation.
pub(super) fn text(code: Code, lang: Lang, paint: Paint) -> String {
    let guidance = code.guidance_in(lang);
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
    let severity = code.severity();
    let severity = paint.severity(severity, &severity.title_in(lang).to_lowercase());
    format!("{code}  {} ({severity})\n", lang.pick(code.title(), code.explanation()))
}

const fn heads(lang: Lang) -> [&'static str; 3] {
    match lang {
        Lang::Vi => ["Nghĩa là", "Ví dụ", "Cách sửa"],
        Lang::En => ["It means", "Example", "To mend it"],
    }
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
