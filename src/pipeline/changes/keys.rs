//! Two TOML files, key by key. The entries of a list of tables are told apart by the names that `--set` knows them by,
//! else by their places; of a list only what differs is told, not what stands before and behind it.

use serde::Deserialize as _;
use toml::de::{DeTable, Deserializer};
use toml::{Table, Value};

use super::changed::Changed;
use crate::pipeline::fault::Faults;
use crate::pipeline::fault::place::bare_key;
use crate::pipeline::written::setting::{NAMES, Setting, set};

/// A file and the keys that are set in it.
type Side<'a> = (&'a str, &'a [Setting]);

/// The keys in which two files differ; `None` where one is no TOML.
pub(super) fn compare(old: Side<'_>, new: Side<'_>) -> Option<Vec<Changed>> {
    let mut changes = Vec::new();
    tables(&effective(old)?, &effective(new)?, "", &mut changes);
    Some(changes)
}

/// What a file declares with the keys that are set.
fn effective((text, settings): Side<'_>) -> Option<Table> {
    let mut table = DeTable::parse(text).ok()?;
    set(table.get_mut(), settings, &Faults::default());
    Table::deserialize(Deserializer::from(table)).ok()
}

fn tables(old: &Table, new: &Table, above: &str, changes: &mut Vec<Changed>) {
    let added = new.keys().filter(|key| !old.contains_key(*key));
    for key in old.keys().chain(added) {
        let path = below(above, key);
        values(old.get(key), new.get(key), path, changes);
    }
}

fn values(old: Option<&Value>, new: Option<&Value>, path: String, changes: &mut Vec<Changed>) {
    match (old, new) {
        (old, new) if old == new => {}
        (Some(Value::Table(old)), Some(Value::Table(new))) => tables(old, new, &path, changes),
        (Some(Value::Array(old)), Some(Value::Array(new))) => match (named(old), named(new)) {
            (Some(was), Some(is)) => entries(&was, &is, &path, changes),
            _ => items(old, new, &path, changes),
        },
        (old, new) => changes.push(Changed::of(path, old.map(shown), new.map(shown))),
    }
}

/// The entries of a list with their names, where each has one of its own.
fn named(list: &[Value]) -> Option<Vec<(&str, &Table)>> {
    let entries = list.iter().map(|entry| {
        let table = entry.as_table()?;
        let name = NAMES.iter().find_map(|name| table.get(*name)?.as_str())?;
        Some((name, table))
    });
    let entries: Vec<(&str, &Table)> = entries.collect::<Option<_>>()?;
    let twice = |at: usize| entries[..at].iter().any(|(name, _)| *name == entries[at].0);
    (!(0..entries.len()).any(twice)).then_some(entries)
}

fn entries(old: &[(&str, &Table)], new: &[(&str, &Table)], path: &str, changes: &mut Vec<Changed>) {
    let find = |list: &[(&str, &Table)], name: &str| {
        list.iter()
            .find(|(known, _)| *known == name)
            .map(|(_, table)| Value::Table((*table).clone()))
    };
    let added = new.iter().filter(|(name, _)| find(old, name).is_none());
    for (name, _) in old.iter().chain(added) {
        values(find(old, name).as_ref(), find(new, name).as_ref(), below(path, name), changes);
    }
    let both = |list: &[(&str, &Table)], other: &[(&str, &Table)]| -> Vec<String> {
        let names = list.iter().map(|(name, _)| *name);
        names.filter(|name| find(other, name).is_some()).map(str::to_owned).collect()
    };
    let (was, is) = (both(old, new), both(new, old));
    if was != is {
        let order = |names: Vec<String>| Some(format!("[{}]", names.join(", ")));
        changes.push(Changed::of(path.to_owned(), order(was), order(is)));
    }
}

/// Items without names: what is alike at both ends is left out, the rest is compared place by place.
fn items(old: &[Value], new: &[Value], path: &str, changes: &mut Vec<Changed>) {
    let before = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (was, is) = (&old[before..], &new[before..]);
    let behind = was.iter().rev().zip(is.iter().rev()).take_while(|(a, b)| a == b).count();
    let (was, is) = (&was[..was.len() - behind], &is[..is.len() - behind]);
    for at in 0..was.len().max(is.len()) {
        let path = format!("{path}[{}]", before + at + 1);
        values(was.get(at), is.get(at), path, changes);
    }
}

fn below(above: &str, key: &str) -> String {
    let dot = if above.is_empty() { "" } else { "." };
    format!("{above}{dot}{}", bare_key(key))
}

/// A value on one line, as it is written.
fn shown(value: &Value) -> String {
    value.to_string().split_whitespace().collect::<Vec<_>>().join(" ")
}
