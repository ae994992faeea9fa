//! `log.jsonl`: what happened during a run, one JSON object a line.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

/// The events of a run, written when the run is.
#[derive(Debug, Default)]
pub struct Log {
    lines: Vec<u8>,
}

impl Log {
    /// Adds an event with the time it happened.
    pub fn event(&mut self, name: &str, fields: &Value) {
        let mut line = Map::new();
        line.insert("at".to_owned(), json!(Timestamp::now().to_string()));
        line.insert("event".to_owned(), json!(name));
        if let Value::Object(fields) = fields {
            line.extend(fields.clone());
        }
        self.lines.extend_from_slice(Value::Object(line).to_string().as_bytes());
        self.lines.push(b'\n');
    }

    /// The lines so far.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.lines
    }
}
