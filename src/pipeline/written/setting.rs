//! A key of a pipeline that is set for one run: `fail-on=error`, `ranking.communes.minimum-denominator=50`. An entry
//! of a list is named by its id, code or file, or by its number from 1, as faults have it.

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use crate::model::Sentence;
use crate::pipeline::fault::hint::did_you_mean;
use crate::pipeline::fault::said::{InBoth, both, number_of};
use crate::pipeline::fault::{Fault, Faults};
use crate::text::nearest_word;

/// A key that is set for one run, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    typed: String,
    /// The same as a line of TOML.
    line: String,
}

/// Keys by which the entries of a list are told apart.
pub(in crate::pipeline) const NAMES: [&str; 3] = ["id", "code", "file"];

impl Setting {
    /// A setting of the form `key=value`. A value that is no TOML is taken as text.
    ///
    /// # Errors
    /// What is wrong.
    pub fn parse(typed: &str) -> Result<Self, Sentence> {
        let (key, value) = typed.split_once('=').ok_or_else(|| {
            Sentence::new(
                "cần dạng khóa=giá trị, ví dụ ranking.communes.minimum-denominator=50",
                "expected key=value, such as ranking.communes.minimum-denominator=50",
            )
        })?;
        let plain = format!("{key} = {value}");
        let quoted = format!("{key} = {}", toml::Value::String(value.trim().to_owned()));
        let line = [plain, quoted].into_iter().find(|line| DeTable::parse(line).is_ok());
        let line = line.ok_or_else(|| {
            both!("`{key}` không phải là khóa, khóa viết không dấu", "`{key}` is no key")
        })?;
        Ok(Self { typed: typed.to_owned(), line })
    }

    /// As it was typed.
    #[must_use]
    pub fn typed(&self) -> &str {
        &self.typed
    }

    fn fault(
        &self,
        path: String,
        found: InBoth,
        expected: Sentence,
        hint: Option<Sentence>,
    ) -> Fault {
        let file = format!("--set {}", self.typed);
        Fault { file, line: None, path, found: found.into(), expected, hint }
    }
}

/// Sets keys of a parsed file.
pub(in crate::pipeline) fn set<'s>(
    table: &mut DeTable<'s>,
    settings: &'s [Setting],
    faults: &Faults,
) {
    for setting in settings {
        // It was parsed when it was typed.
        let Ok(line) = DeTable::parse(&setting.line) else { continue };
        if let Err(fault) = merge(table, line.into_inner(), setting, &[]) {
            faults.push(*fault);
        }
    }
}

/// Puts the keys of one table into another.
fn merge<'s>(
    table: &mut DeTable<'s>,
    keys: DeTable<'s>,
    setting: &Setting,
    above: &[String],
) -> Result<(), Box<Fault>> {
    for (key, value) in keys {
        let path = [above, &[key.get_ref().to_string()]].concat();
        let span = value.span();
        match (table.get_mut(key.get_ref().as_ref()).map(Spanned::get_mut), value.into_inner()) {
            (Some(DeValue::Table(there)), DeValue::Table(keys)) => {
                merge(there, keys, setting, &path)?;
            }
            (Some(DeValue::Array(entries)), DeValue::Table(keys)) => {
                enter(entries, keys, setting, &path)?;
            }
            (_, value) => {
                table.insert(key, Spanned::new(span, value));
            }
        }
    }
    Ok(())
}

/// Puts keys into the entries of a list that they name.
fn enter<'s>(
    entries: &mut DeArray<'s>,
    names: DeTable<'s>,
    setting: &Setting,
    above: &[String],
) -> Result<(), Box<Fault>> {
    for (name, keys) in names {
        let name = name.get_ref().to_string();
        let at = entries.iter().position(|entry| name_of(entry.get_ref()) == Some(&name));
        let number = name.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let number = number.filter(|number| *number < entries.len());
        let known = || entries.iter().filter_map(|entry| name_of(entry.get_ref()));
        let Some(at) = at.or(number) else {
            let near = nearest_word(&name, known()).map(did_you_mean);
            let path = [above, std::slice::from_ref(&name)].concat().join(".");
            let expected = match known().collect::<Vec<_>>().join(", ") {
                names if names.is_empty() => {
                    number_of(&(1..=i64::try_from(entries.len()).unwrap_or(i64::MAX)))
                }
                names => both!("một trong {names}", "one of {names}"),
            };
            return Err(Box::new(setting.fault(
                path,
                ("mục lạ", "an unknown entry"),
                expected,
                near,
            )));
        };
        let path = [above, &[name]].concat();
        let entry = entries.get_mut(at).map(Spanned::get_mut);
        let (Some(DeValue::Table(entry)), DeValue::Table(keys)) = (entry, keys.into_inner()) else {
            let expected = Sentence::new("một khóa của mục đó", "a key of the entry");
            return Err(Box::new(setting.fault(
                path.join("."),
                ("một giá trị", "a value"),
                expected,
                None,
            )));
        };
        merge(entry, keys, setting, &path)?;
    }
    Ok(())
}

fn name_of<'e>(entry: &'e DeValue<'_>) -> Option<&'e str> {
    let DeValue::Table(entry) = entry else { return None };
    NAMES.iter().find_map(|name| match entry.get(*name)?.get_ref() {
        DeValue::String(text) => Some(text.as_ref()),
        _ => None,
    })
}
