//! A place in a declaration file: where a fault is reported.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::rc::Rc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Fault, Faults};
use crate::model::Sentence;

/// One step of a key path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::pipeline) enum PathStep {
    Key(String),
    Item(usize),
}

/// A file and the lines of its keys.
#[derive(Debug)]
pub(in crate::pipeline) struct KeyLines {
    file: String,
    lines: BTreeMap<Vec<PathStep>, usize>,
}

impl KeyLines {
    pub(in crate::pipeline) const fn new(file: String) -> Self {
        Self { file, lines: BTreeMap::new() }
    }

    /// Notes the line of every key of a parsed file.
    pub(in crate::pipeline) fn learn(&mut self, source: &str, table: &DeTable<'_>) {
        // Counted once: a form of a hundred lines has a thousand keys.
        let breaks: Vec<usize> = source.match_indices('\n').map(|(at, _)| at).collect();
        self.learn_table(&breaks, table, &[]);
    }

    fn learn_table(&mut self, breaks: &[usize], table: &DeTable<'_>, above: &[PathStep]) {
        for (key, value) in table {
            let path = [above, &[PathStep::Key(key.get_ref().to_string())]].concat();
            self.lines.insert(path.clone(), line_after(breaks, key.span().start));
            self.learn_value(breaks, value, &path);
        }
    }

    fn learn_value(&mut self, breaks: &[usize], value: &Spanned<DeValue<'_>>, path: &[PathStep]) {
        match value.get_ref() {
            DeValue::Table(table) => self.learn_table(breaks, table, path),
            DeValue::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    let path = [path, &[PathStep::Item(index)]].concat();
                    self.lines.insert(path.clone(), line_after(breaks, item.span().start));
                    self.learn_value(breaks, item, &path);
                }
            }
            _ => {}
        }
    }

    /// The line of a key, or of the nearest one above it that is there.
    fn line(&self, path: &[PathStep]) -> Option<usize> {
        (1..=path.len()).rev().find_map(|length| self.lines.get(&path[..length]).copied())
    }
}

/// The line, counted from 1, of a byte of a text whose lines end at `breaks`.
fn line_after(breaks: &[usize], offset: usize) -> usize {
    breaks.partition_point(|&at| at < offset) + 1
}

/// The line, counted from 1, of a byte of a text.
pub(in crate::pipeline) fn line_at(source: &str, offset: usize) -> usize {
    source.bytes().take(offset).filter(|&byte| byte == b'\n').count() + 1
}

/// A place in a declaration file.
#[derive(Debug, Clone)]
pub(in crate::pipeline) struct At {
    lines: Rc<KeyLines>,
    faults: Faults,
    path: Vec<PathStep>,
}

impl At {
    pub(in crate::pipeline) const fn top(lines: Rc<KeyLines>, faults: Faults) -> Self {
        Self { lines, faults, path: Vec::new() }
    }

    /// The key of this table.
    pub(in crate::pipeline) fn key(&self, key: &str) -> Self {
        self.step(PathStep::Key(key.to_owned()))
    }

    /// The item of this list, counted from 0.
    pub(in crate::pipeline) fn item(&self, index: usize) -> Self {
        self.step(PathStep::Item(index))
    }

    pub(in crate::pipeline) fn step(&self, step: PathStep) -> Self {
        let path = [self.path.as_slice(), &[step]].concat();
        Self { path, ..self.clone() }
    }

    /// Whether another place is in the same file.
    pub(in crate::pipeline) fn is_in_file_of(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.lines, &other.lines)
    }

    /// Where faults of any file are kept.
    pub(in crate::pipeline) const fn faults(&self) -> &Faults {
        &self.faults
    }

    pub(in crate::pipeline) fn wrong(
        &self,
        found: impl Into<Sentence>,
        expected: impl Into<Sentence>,
    ) {
        self.wrong_hint(found, expected, None);
    }

    pub(in crate::pipeline) fn wrong_hint(
        &self,
        found: impl Into<Sentence>,
        expected: impl Into<Sentence>,
        hint: Option<Sentence>,
    ) {
        self.faults.push(Fault {
            file: self.lines.file.clone(),
            line: self.lines.line(&self.path),
            path: shown(&self.path),
            found: found.into(),
            expected: expected.into(),
            hint,
        });
    }

    /// `file:line`, for a hint that points here.
    pub(in crate::pipeline) fn address(&self) -> String {
        match self.lines.line(&self.path) {
            Some(line) => format!("{}:{line}", self.lines.file),
            None => self.lines.file.clone(),
        }
    }
}

fn shown(path: &[PathStep]) -> String {
    let mut out = String::new();
    for step in path {
        match step {
            PathStep::Key(key) => {
                let dot = if out.is_empty() { "" } else { "." };
                let _ = write!(out, "{dot}{}", bare_key(key));
            }
            PathStep::Item(index) => {
                let _ = write!(out, "[{}]", index + 1);
            }
        }
    }
    out
}

/// A key as it stands in a path: in quotes where it is more than letters, digits and dashes.
pub(in crate::pipeline) fn bare_key(key: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
    if key.chars().all(bare) { key.to_owned() } else { format!("\"{key}\"") }
}
