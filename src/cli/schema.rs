//! `tthc schema`: the shape of a declaration file as JSON Schema, for editors that complete and check what is typed; and
//! of what commands print with `--json`, for programs that use it.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::model::{Exit, Lang, Sentence};
use crate::pipeline::{Declares, Key, KeyNeed, Shape};

use super::answers::ANSWERS;
use super::args::english::English;
use super::args::values::words;
use super::call::Call;
use super::terminal;

/// In lược đồ JSON (JSON Schema) của các tệp khai báo, hoặc của những gì các lệnh in ra với --json
#[derive(Debug, Clone, clap::Args)]
pub(super) struct SchemaArgs {
    /// Của gì: pipeline, form, metrics, inspection, rules (tệp khai báo); register, aliases, successions (một dòng của tệp CSV); json
    /// (kết quả của các lệnh)
    #[arg(value_name = "TỆP", value_parser = words(SchemaOf::ALL, SchemaOf::word), default_value = "pipeline")]
    file: SchemaOf,
    /// Với json: chỉ lệnh này, ví dụ show; không ghi thì mọi lệnh
    #[arg(value_name = "LỆNH")]
    command: Vec<String>,
}

pub(super) const ENGLISH: English = English {
    arguments: &[
        (
            "file",
            "Of what: pipeline, form, metrics, inspection, rules (declarations); register, aliases, successions (a line of the CSV \
             file); json (what commands print)",
        ),
        ("command", "With json: this command only, such as show; all unless said"),
    ],
    values: &[("LỆNH", "COMMAND")],
    ..English::new(
        "Print the JSON Schema of the declarations, or of what commands print with --json",
    )
};

/// What a schema can be had of.
#[derive(Debug, Clone, Copy)]
enum SchemaOf {
    Declared(Declares),
    Json,
}

impl SchemaOf {
    const ALL: [Self; 9] = [
        Self::Declared(Declares::Pipeline),
        Self::Declared(Declares::Form),
        Self::Declared(Declares::Metrics),
        Self::Declared(Declares::Inspection),
        Self::Declared(Declares::Rules),
        Self::Declared(Declares::Register),
        Self::Declared(Declares::Aliases),
        Self::Declared(Declares::Successions),
        Self::Json,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::Declared(file) => file.word(),
            Self::Json => "json",
        }
    }
}

impl SchemaArgs {
    pub(super) fn start(&self, call: &Call<'_>) -> Exit {
        let (command, lang) = (self.command.join(" "), call.manner.lang);
        let wanted = (!self.command.is_empty()).then_some(command.as_str());
        let schema = match (self.file, wanted) {
            (SchemaOf::Declared(file), None) => schema(file, lang),
            (SchemaOf::Declared(file), Some(_)) => {
                let said = lang.pick("không đi với một lệnh", "does not go with a command");
                return self.refuse(&format!("`{}` {said}", file.word()), None, call);
            }
            (SchemaOf::Json, None) => every_answer(),
            (SchemaOf::Json, Some(command)) => {
                let Some((_, schema)) = ANSWERS.iter().find(|answer| answer.0 == command) else {
                    let names: Vec<&str> = ANSWERS.iter().map(|answer| answer.0).collect();
                    let hint = format!("{}: {}", lang.pick("có", "there are"), names.join(", "));
                    let said = lang.pick("không có --json", "has no --json");
                    return self.refuse(&format!("`{command}` {said}"), Some(&hint), call);
                };
                schema().to_value()
            }
        };
        terminal::data(&format!("{schema:#}\n"));
        Exit::Complete
    }

    fn refuse(&self, said: &str, hint: Option<&str>, call: &Call<'_>) -> Exit {
        let next = format!("tthc schema {}", self.file.word());
        call.printer(false).refused(said, hint, &next)
    }
}

/// What commands print, each under its words, and all as one of them.
fn every_answer() -> Value {
    let mut shared = Map::new();
    let mut any = Vec::new();
    for (command, schema) in ANSWERS {
        let mut schema = schema().to_value();
        if let Some(Value::Object(below)) = schema.get_mut("$defs").map(Value::take) {
            shared.extend(below);
        }
        let Value::Object(mut keys) = schema else { continue };
        keys.retain(|key, _| key != "$defs" && key != "$schema");
        keys.insert("title".to_owned(), json!(command));
        any.push(Value::Object(keys));
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "json",
        "anyOf": any,
        "$defs": shared,
    })
}

/// The schema of a kind of file.
fn schema(file: Declares, lang: Lang) -> Value {
    let mut schema = value(&file.shape(), lang);
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!(file.word());
    schema
}

fn value(shape: &Shape, lang: Lang) -> Value {
    match shape {
        Shape::Text(words) if words.is_empty() => json!({ "type": "string" }),
        Shape::Text(words) => of_words(words),
        Shape::Pattern(pattern) => json!({ "type": "string", "pattern": pattern }),
        Shape::Whole(None) => json!({ "type": "integer" }),
        Shape::Whole(Some(range)) => {
            let mut whole = json!({ "type": "integer", "minimum": range.start() });
            // Without a limit of its own there is none that a person would read.
            if *range.end() < i64::MAX {
                whole["maximum"] = json!(range.end());
            }
            whole
        }
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::List(items) => json!({ "type": "array", "items": value(items, lang) }),
        Shape::OneOrMore(item) => {
            let item = value(item, lang);
            json!({ "anyOf": [item, { "type": "array", "items": item }] })
        }
        Shape::Free(item) => {
            json!({ "type": "object", "additionalProperties": value(item, lang) })
        }
        Shape::Table { about, keys } => table(about, keys, lang),
    }
}

fn table(about: &Sentence, keys: &[Key], lang: Lang) -> Value {
    let properties: Map<String, Value> =
        keys.iter().map(|key| (key.key.clone(), described(key, lang))).collect();
    let mut table = json!({
        "type": "object",
        "description": about.say(lang),
        "properties": properties,
        "additionalProperties": false,
    });
    let marked =
        |need: KeyNeed| keys.iter().filter(move |key| key.need == need).map(|key| &key.key);
    let always: Vec<&String> = marked(KeyNeed::Always).collect();
    if !always.is_empty() {
        table["required"] = json!(always);
    }
    let either: Vec<Value> =
        marked(KeyNeed::Either).map(|key| json!({ "required": [key] })).collect();
    if !either.is_empty() {
        table["anyOf"] = json!(either);
    }
    let mut together: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for key in keys {
        let (KeyNeed::With(other) | KeyNeed::Beside(other)) = key.need else { continue };
        together.entry(&key.key).or_default().push(other);
        if key.need == KeyNeed::With(other) {
            together.entry(other).or_default().push(&key.key);
        }
    }
    for others in together.values_mut() {
        others.sort_unstable();
        others.dedup();
    }
    if !together.is_empty() {
        table["dependentRequired"] = json!(together);
    }
    table
}

/// What a key is for stands before what its table is.
fn described(key: &Key, lang: Lang) -> Value {
    let mut value = value(&key.shape, lang);
    value["description"] = json!(key.about.say(lang));
    if let Some(default) = &key.default {
        value["default"] = json!(default);
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
