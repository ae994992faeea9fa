//! `tthc schema`: the shape of a declaration file as JSON Schema, for editors that complete and check what is typed.

use serde_json::{Map, Value, json};

use crate::model::Exit;
use crate::pipeline::{Declares, Shape};

use super::args::english::English;
use super::args::values::words;
use super::terminal;

/// In lược đồ JSON (JSON Schema) của các tệp khai báo, để trình soạn thảo nhắc khóa và báo lỗi
#[derive(Debug, Clone, clap::Args)]
pub(super) struct SchemaArgs {
    /// Tệp nào: pipeline, form, metrics
    #[arg(value_name = "TỆP", value_parser = words(Declares::ALL, Declares::word), default_value = "pipeline")]
    file: Declares,
}

pub(super) const ENGLISH: English = English {
    arguments: &[("file", "Which file: pipeline, form, metrics")],
    ..English::new(
        "Print the JSON Schema of the declarations, for editors that complete and check them",
    )
};

impl SchemaArgs {
    pub(super) fn start(&self) -> Exit {
        terminal::data(&format!("{:#}\n", schema(self.file)));
        Exit::Complete
    }
}

/// The schema of a kind of file.
fn schema(file: Declares) -> Value {
    let mut schema = value(&file.shape());
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!(file.word());
    schema
}

fn value(shape: &Shape) -> Value {
    match shape {
        Shape::Text(words) if words.is_empty() => json!({ "type": "string" }),
        Shape::Text(words) => of_words(words),
        Shape::Whole => json!({ "type": "integer" }),
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::List(items) => json!({ "type": "array", "items": value(items) }),
        Shape::OneOrMore(item) => {
            json!({ "anyOf": [value(item), { "type": "array", "items": value(item) }] })
        }
        Shape::Free(item) => json!({ "type": "object", "additionalProperties": value(item) }),
        Shape::Table { about, keys } => {
            let properties: Map<String, Value> = keys
                .iter()
                .map(|key| (key.key.clone(), described(&key.shape, key.about)))
                .collect();
            json!({
                "type": "object",
                "description": about,
                "properties": properties,
                "additionalProperties": false,
            })
        }
    }
}

/// What a key is for stands before what its table is.
fn described(shape: &Shape, about: &str) -> Value {
    let mut value = value(shape);
    if !about.is_empty() {
        value["description"] = json!(about);
    }
    value
}

/// `ranking:<id>` stands for every word that begins so.
fn of_words(words: &[&str]) -> Value {
    let (open, closed): (Vec<&str>, Vec<&str>) = words.iter().partition(|word| word.contains('<'));
    let closed = json!({ "type": "string", "enum": closed });
    if open.is_empty() {
        return closed;
    }
    let patterns = open
        .iter()
        .filter_map(|word| word.split('<').next())
        .map(|begin| json!({ "type": "string", "pattern": format!("^{begin}.+$") }));
    let any: Vec<Value> = std::iter::once(closed).chain(patterns).collect();
    json!({ "anyOf": any })
}
