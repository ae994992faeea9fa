//! One JSON value a call: what every command's answer has, how a failure is told, and the schema of both. What an answer
//! holds stands in the room of its command.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde::Serialize;

use crate::model::{Exit, Lang};
use crate::pipeline::Fault;

/// Version of the JSON that commands print.
const JSON_VERSION: u32 = 2;

/// What a command prints with `--json`.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum JsonReply<T> {
    /// What was asked for.
    Answer(JsonAnswer<T>),
    /// Why there is no answer.
    Failure(Failure),
}

/// What was asked for.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "{T}Answer")]
pub(super) struct JsonAnswer<T> {
    /// Changes when a key changes its meaning.
    version: u32,
    /// The exit code of the program.
    exit_code: u8,
    #[serde(flatten)]
    body: T,
}

/// Why there is no answer.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Failure {
    /// Changes when a key changes its meaning.
    version: u32,
    /// The exit code of the program.
    exit_code: u8,
    error: ErrorJson,
}

/// What went wrong.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::cli) struct ErrorJson {
    /// A word for programs; it stays the same whatever the message says.
    pub(in crate::cli) code: &'static str,
    /// A sentence for people.
    pub(in crate::cli) message: String,
    /// What to do about it.
    pub(in crate::cli) hint: Option<String>,
    /// The command to type next.
    pub(in crate::cli) next: String,
    /// What is wrong in the declaration; empty where it is not the reason.
    pub(in crate::cli) faults: Vec<FaultJson>,
}

/// A fault of a declaration.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::cli) struct FaultJson {
    /// The file.
    file: String,
    /// Its line, from 1.
    line: Option<usize>,
    /// Path of the key, lists counted from 1; null where the file as a whole is meant.
    key: Option<String>,
    /// What stands there.
    found: String,
    /// What should stand there.
    expected: String,
    /// How to mend it.
    hint: Option<String>,
}

impl FaultJson {
    pub(in crate::cli) fn of(fault: &Fault, lang: Lang) -> Self {
        Self {
            file: fault.file.clone(),
            line: fault.line,
            key: Some(fault.path.clone()).filter(|path| !path.is_empty()),
            found: fault.found.say(lang).to_owned(),
            expected: fault.expected.say(lang).to_owned(),
            hint: fault.hint.as_ref().map(|hint| hint.say(lang).to_owned()),
        }
    }
}

/// An answer as text.
pub(super) fn answer<T: Serialize>(exit: Exit, body: T) -> String {
    let answer = JsonAnswer { version: JSON_VERSION, exit_code: exit.code(), body };
    line(&JsonReply::Answer(answer))
}

/// A failure as text.
pub(super) fn failure(exit: Exit, error: ErrorJson) -> String {
    line(&JsonReply::<()>::Failure(Failure {
        version: JSON_VERSION,
        exit_code: exit.code(),
        error,
    }))
}

fn line<T: Serialize>(reply: &JsonReply<T>) -> String {
    // Names are text and numbers are finite: there is nothing that JSON cannot hold.
    let text = serde_json::to_string(reply).unwrap_or_else(|error| format!("{error:?}"));
    text + "\n"
}

/// The schema of what a command prints.
pub(in crate::cli) fn schema_of<T: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator()
        .into_root_schema_for::<JsonReply<T>>()
}
