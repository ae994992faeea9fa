//! What two declarations differ in, key by key: which file, which key, from what to what. A comment, a blank line or the
//! order of keys is no difference. `keys` compares TOML, `rows` the tables beside it.

mod changed;
mod keys;
mod rows;

use super::written::Setting;
use changed::Changed;

/// A key that is not what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyChange {
    /// The file.
    pub file: String,
    /// The key, as `--set` takes it and as faults have it (`ranking.communes.minimum-denominator`, `column[3].measure`);
    /// of a register the id and the column (`692.name`). `None` where the whole file came or went.
    pub key: Option<String>,
    /// What it was, as it is written; `None` where it was not there.
    pub old: Option<String>,
    /// What it is; `None` where it is not there.
    pub new: Option<String>,
}

/// A declaration: its files with their names, the pipeline file first, and the keys that were set in place of what
/// stands there.
#[derive(Debug, Clone, Copy)]
pub struct DeclarationText<'a> {
    /// Name and text of each file.
    pub files: &'a [(&'a str, &'a str)],
    /// Keys of the pipeline file.
    pub set: &'a [Setting],
}

impl<'a> DeclarationText<'a> {
    fn text(&self, name: &str) -> Option<&'a str> {
        let file = self.files.iter().find(|(file, _)| *file == name);
        file.map(|(_, text)| text.strip_prefix('\u{feff}').unwrap_or(text))
    }

    /// The keys that are set in a file: only in the pipeline file any are.
    fn set_in(&self, name: &str) -> &'a [Setting] {
        if self.files.first().is_some_and(|(first, _)| *first == name) { self.set } else { &[] }
    }
}

/// The keys in which two declarations differ, file by file in the order of the new one.
#[must_use]
pub fn key_changes(old: DeclarationText<'_>, new: DeclarationText<'_>) -> Vec<KeyChange> {
    let gone = old.files.iter().filter(|(name, _)| new.text(name).is_none());
    let mut changes = Vec::new();
    for (name, _) in new.files.iter().chain(gone) {
        let whole = |there: bool| there.then(String::new);
        let found = match (old.text(name), new.text(name)) {
            (Some(was), Some(is)) => {
                let keys = keys::compare((was, old.set_in(name)), (is, new.set_in(name)));
                // What is no TOML is one of the tables.
                keys.unwrap_or_else(|| rows::compare(was, is))
            }
            (was, is) => {
                vec![Changed { key: None, old: whole(was.is_some()), new: whole(is.is_some()) }]
            }
        };
        let of_file =
            |Changed { key, old, new }| KeyChange { file: (*name).to_owned(), key, old, new };
        changes.extend(found.into_iter().map(of_file));
    }
    changes
}
