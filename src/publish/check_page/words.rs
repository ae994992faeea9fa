//! What the page needs beside the answer of the engine, as data: the words for what an answer names by a word, and what
//! every question to the engine begins with. Nothing in it can end the element that it stands in.

use serde_json::{Map, Value, json};

use crate::model::{Action, Mark, Severity, Status};
use crate::pipeline::{DeclaredFile, Pipeline};

/// The words of severities, actions, statuses, parts and forms for an official.
pub(super) fn words(pipeline: &Pipeline) -> String {
    let marks = Mark::ALL.map(|mark| {
        let said = json!({ "sign": mark.sign(), "title": mark.title() });
        (mark.word().to_owned(), said)
    });
    let forms = pipeline.forms.iter().map(|form| (form.id.clone(), json!(form.name)));
    shielded(&json!({
        "period": pipeline.period.title(),
        "severities": titles(&Severity::ALL, Severity::word, Severity::title),
        "actions": titles(&Action::ALL, Action::word, Action::title),
        "statuses": titles(&Status::ALL, Status::word, Status::title),
        "marks": marks.into_iter().collect::<Map<_, _>>(),
        "forms": forms.collect::<Map<_, _>>(),
    }))
}

fn titles<T: Copy>(
    all: &[T],
    word: impl Fn(T) -> &'static str,
    title: impl Fn(T) -> &'static str,
) -> Map<String, Value> {
    all.iter().map(|one| (word(*one).to_owned(), json!(title(*one)))).collect()
}

/// What the engine goes by, whatever file is asked about.
pub(super) fn asks(pipeline: &Pipeline) -> String {
    let declaration = pipeline.handed_out();
    let file = |file: &DeclaredFile| json!({ "path": file.path, "text": file.text });
    shielded(&json!({
        "declaration": declaration.iter().map(file).collect::<Vec<_>>(),
        "period": pipeline.period.to_string(),
    }))
}

fn shielded(data: &Value) -> String {
    data.to_string().replace('<', "\\u003c")
}
