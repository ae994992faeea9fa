//! A pipeline file that is drafted: what is decided, and beside it every other key, commented out, with what it is for
//! and what counts without it. Both come from the shape of such files, so no key can be left out.

use std::fmt::Write as _;

use toml::Value;

use crate::model::Lang;
use crate::pipeline::written::{Declares, Key, KeyNeed, Shape};

/// Longest line of a comment, in letters.
const WIDEST: usize = 110;

/// Words of a choice that are listed; of more there is a schema.
const MOST_WORDS: usize = 12;

/// A pipeline file that is not written yet.
#[derive(Debug, Clone, Default)]
pub struct PipelineDraft {
    /// What stands above everything, a paragraph each.
    pub head: Vec<String>,
    /// The keys of the file itself.
    pub top: DraftedTable,
    /// Its tables; those of one list in their order.
    pub tables: Vec<DraftedTable>,
}

/// A table of a drafted pipeline.
#[derive(Debug, Clone, Default)]
pub struct DraftedTable {
    key: &'static str,
    notes: Vec<String>,
    values: Vec<(&'static str, Value)>,
}

impl DraftedTable {
    /// A table, or an entry of a list of tables.
    #[must_use]
    pub fn new(key: &'static str) -> Self {
        Self { key, ..Self::default() }
    }

    /// With a paragraph above it.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    /// With a text.
    #[must_use]
    pub fn text(mut self, key: &'static str, text: &str) -> Self {
        self.values.push((key, Value::from(text)));
        self
    }

    /// With texts.
    #[must_use]
    pub fn texts<T: AsRef<str>>(mut self, key: &'static str, texts: &[T]) -> Self {
        let texts: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
        self.values.push((key, Value::from(texts)));
        self
    }

    /// The text of a key, where it has one.
    #[must_use]
    pub fn text_of(&self, key: &str) -> Option<&str> {
        self.value(key).and_then(Value::as_str)
    }

    fn value(&self, key: &str) -> Option<&Value> {
        self.values.iter().find(|(of, _)| *of == key).map(|(_, value)| value)
    }
}

impl PipelineDraft {
    /// The text of the pipeline file; a line that begins with `#` and a key is what counts without it.
    #[must_use]
    pub fn to_toml(&self, lang: Lang) -> String {
        let mut out = PipelineText { text: String::new(), lang };
        for paragraph in &self.head {
            out.comment(paragraph);
        }
        let Shape::Table { keys, .. } = Declares::Pipeline.shape() else { return out.text };
        let (tables, plain): (Vec<&Key>, Vec<&Key>) =
            keys.iter().partition(|key| below(&key.shape).is_some());
        for key in plain {
            out.line("");
            out.key(key, self.top.value(&key.key), true);
        }
        for key in tables {
            let entries: Vec<&DraftedTable> =
                self.tables.iter().filter(|table| table.key == key.key).collect();
            match (below(&key.shape), entries.is_empty()) {
                (Some(keys), true) => out.absent(key, keys),
                (Some(keys), false) => out.entries(key, keys, &entries),
                (None, _) => {}
            }
        }
        out.text
    }
}

/// The keys of a table, or of the tables of a list.
fn below(shape: &Shape) -> Option<&[Key]> {
    match shape {
        Shape::Table { keys, .. } => Some(keys),
        Shape::List(items) => below(items),
        Shape::Text(_)
        | Shape::Pattern(_)
        | Shape::Whole(_)
        | Shape::Flag
        | Shape::OneOrMore(_)
        | Shape::Free(_) => None,
    }
}

/// What may stand behind a key that has no default.
fn placeholder(shape: &Shape) -> String {
    match shape {
        Shape::Text(words) if words.is_empty() || words.len() > MOST_WORDS => "\"…\"".to_owned(),
        Shape::Text(words) => {
            let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
            quoted.join(" | ")
        }
        Shape::Pattern(_) => "\"…\"".to_owned(),
        Shape::Whole(Some(range)) if *range.end() < i64::MAX => {
            format!("{} … {}", range.start(), range.end())
        }
        Shape::Whole(_) => "…".to_owned(),
        Shape::Flag => "true | false".to_owned(),
        Shape::List(items) => format!("[{}, …]", placeholder(items)),
        Shape::OneOrMore(item) => placeholder(item),
        Shape::Free(item) => format!("{{ … = {} }}", placeholder(item)),
        Shape::Table { keys, .. } => {
            let keys = keys.iter().map(|key| format!("{} = {}", key.key, placeholder(&key.shape)));
            format!("{{ {} }}", keys.collect::<Vec<_>>().join(", "))
        }
    }
}

/// The line that begins a table, or an entry of a list of tables.
fn head(key: &Key) -> String {
    if matches!(key.shape, Shape::List(_)) {
        format!("[[{}]]", key.key)
    } else {
        format!("[{}]", key.key)
    }
}

struct PipelineText {
    text: String,
    lang: Lang,
}

impl PipelineText {
    fn line(&mut self, text: &str) {
        // Writing to a String cannot fail.
        let _ = writeln!(self.text, "{text}");
    }

    /// A paragraph; control characters have no place in TOML.
    fn comment(&mut self, text: &str) {
        let mut line = String::from("#");
        for word in text.split_whitespace() {
            if line.chars().count() + word.chars().count() >= WIDEST {
                self.line(&line);
                line = String::from("#");
            }
            line.push(' ');
            line.extend(word.chars().filter(|letter| !letter.is_control()));
        }
        self.line(&line);
    }

    /// What a key is for, and its value, its default, or what may stand there. In a table that is not `declared` a default
    /// is no line of its own: without the table nothing counts.
    fn key(&mut self, key: &Key, value: Option<&Value>, declared: bool) {
        let mut about = key.about.say(self.lang).trim_end_matches('.').to_owned();
        if let (None, Some(word)) = (value, self.need(key.need)) {
            let _ = write!(about, " ({word})");
        }
        self.comment(&format!("{about}."));
        let indent = if declared { "# " } else { "#   " };
        match (value, &key.default) {
            (Some(value), _) => self.line(&format!("{} = {value}", key.key)),
            (None, Some(default)) if declared => self.line(&format!("#{} = {default}", key.key)),
            (None, Some(default)) => self.line(&format!("{indent}{} = {default}", key.key)),
            (None, None) => {
                self.line(&format!("{indent}{} = {}", key.key, placeholder(&key.shape)));
            }
        }
    }

    fn need(&self, need: KeyNeed) -> Option<String> {
        let said = |vi: &str, en: &str| Some(self.lang.pick(vi, en).to_owned());
        match need {
            KeyNeed::Never => None,
            KeyNeed::Always => said("bắt buộc", "required"),
            KeyNeed::Either => {
                said("cần ít nhất một trong các khóa này", "one of these is required")
            }
            KeyNeed::With(other) => {
                said("đi cùng", "together with").map(|word| format!("{word} `{other}`"))
            }
            KeyNeed::Beside(other) => {
                said("chỉ khi có", "only beside").map(|word| format!("{word} `{other}`"))
            }
        }
    }

    /// A table that is not declared: with its defaults where these are all it would say, else as what may be said.
    fn absent(&mut self, key: &Key, keys: &[Key]) {
        self.line("");
        self.comment(&format!("{}.", key.about.say(self.lang).trim_end_matches('.')));
        let usual = |below: &Key| match &key.default {
            Some(Value::Table(table)) => table.get(&below.key).cloned(),
            _ => below.default.clone(),
        };
        let whole = keys.iter().all(|below| usual(below).is_some());
        let head = head(key);
        self.line(&if whole { format!("#{head}") } else { format!("# {head}") });
        for below in keys {
            let below = Key { default: usual(below), ..below.clone() };
            self.key(&below, None, whole);
        }
    }

    /// What is declared; the first of a list also tells the keys that it leaves out.
    fn entries(&mut self, key: &Key, keys: &[Key], entries: &[&DraftedTable]) {
        self.line("");
        self.comment(&format!("{}.", key.about.say(self.lang).trim_end_matches('.')));
        for (place, entry) in entries.iter().enumerate() {
            if place > 0 {
                self.line("");
            }
            for note in &entry.notes {
                self.comment(note);
            }
            let head = head(key);
            self.line(&head);
            for below in keys {
                match entry.value(&below.key) {
                    Some(value) if place > 0 => self.line(&format!("{} = {value}", below.key)),
                    value if place == 0 => self.key(below, value, true),
                    _ => {}
                }
            }
        }
    }
}
