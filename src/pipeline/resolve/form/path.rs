//! Header texts: the keys under which columns and lines are found.

use std::collections::BTreeMap;

use crate::model::Sentence;
use crate::pipeline::fault::hint::hint;
use crate::pipeline::fault::place::At;
use crate::pipeline::fault::said::{InBoth, as_written, both};
use crate::pipeline::form::{Binding, FormColumn};
use crate::pipeline::wording::header_key;
use crate::pipeline::written::form::{ColumnDeclaration, FormDeclaration};
use crate::pipeline::written::value::{Declared, List};
use crate::text;

/// What a text is that can be found.
pub(super) const WITH_WORDS: InBoth = ("một chuỗi có chữ", "a text with words");

/// Keys of a list of texts; a text without a letter or digit has none and is a fault.
pub(super) fn keys(list: &Declared<List<String>>, at: &At) -> Vec<String> {
    list.items(at).iter().filter_map(|(at, word)| key(at, word, text::key)).collect()
}

/// As [`keys`]; no list and an empty list are faults.
pub(super) fn some_keys(list: &Declared<List<String>>, at: &At) -> Option<Vec<String>> {
    all_keys(list, at, text::key)
}

fn all_keys(list: &Declared<List<String>>, at: &At, of: fn(&str) -> String) -> Option<Vec<String>> {
    let items = list.some_items(at);
    let keys: Vec<String> = items.iter().filter_map(|(at, word)| key(at, word, of)).collect();
    (!keys.is_empty() && keys.len() == list.written()).then_some(keys)
}

fn key(at: &At, word: &str, of: fn(&str) -> String) -> Option<String> {
    let key = of(word);
    if key.is_empty() {
        at.wrong(Sentence::same(format!("\"{word}\"")), WITH_WORDS);
        return None;
    }
    Some(key)
}

/// Other wordings by key. One for a header text that no column has is a fault.
pub(super) fn synonyms(
    declared: &FormDeclaration,
    at: &At,
    columns: &[(At, &ColumnDeclaration)],
) -> BTreeMap<String, Vec<String>> {
    let at = at.key("synonyms");
    let paths: Vec<&List<String>> = columns
        .iter()
        .filter_map(|(_, column)| match &column.path {
            Declared::Written(path) => Some(path),
            _ => None,
        })
        .collect();
    let all = paths.len() == columns.len();
    let parts = columns.iter().filter_map(|(_, column)| match &column.parts {
        Declared::Written(parts) => Some(parts.iter().filter_map(|part| match part {
            Declared::Written(part) => Some(part),
            _ => None,
        })),
        _ => None,
    });
    let elements: Vec<String> = paths
        .into_iter()
        .chain(parts.flatten())
        .flatten()
        .filter_map(|word| match word {
            Declared::Written(word) => Some(header_key(word)),
            _ => None,
        })
        .collect();
    let mut synonyms: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (word, others) in declared.synonyms.optional(&at).into_iter().flatten() {
        let at = at.key(word);
        let others: Vec<String> =
            others.items(&at).iter().filter_map(|(at, word)| key(at, word, header_key)).collect();
        let word = header_key(word);
        if all && !elements.contains(&word) {
            let hint = hint(&word, elements.iter().map(String::as_str));
            let expected =
                ("chữ ở đầu một cột, trong `path`", "a header text in the path of a column");
            at.wrong_hint(as_written(&word), expected, hint);
        }
        synonyms.entry(word).or_default().extend(others);
    }
    synonyms
}

/// The header texts above a column, each with its other wordings.
pub(super) fn path(
    column: &ColumnDeclaration,
    at: &At,
    synonyms: &BTreeMap<String, Vec<String>>,
) -> Option<Vec<Vec<String>>> {
    wordings(&column.path, at, synonyms)
}

/// The header texts above each column that it may be split into.
pub(super) fn parts(
    column: &ColumnDeclaration,
    at: &At,
    synonyms: &BTreeMap<String, Vec<String>>,
) -> Option<Vec<Vec<Vec<String>>>> {
    let Some(written) = column.parts.optional(at) else {
        return column.parts.is_missing().then(Vec::new);
    };
    if written.len() < 2 {
        let count = written.len();
        at.wrong(
            both!("{count} phần", "{count} part"),
            ("hai phần trở lên, hoặc không có phần nào", "two or more, or no parts"),
        );
        return None;
    }
    let parts = written.iter().enumerate();
    parts.map(|(index, part)| wordings(part, &at.item(index), synonyms)).collect()
}

fn wordings(
    path: &Declared<List<String>>,
    at: &At,
    synonyms: &BTreeMap<String, Vec<String>>,
) -> Option<Vec<Vec<String>>> {
    // As a header text of a sheet: `Quá hạn (13)` may be copied from one.
    let words = all_keys(path, at, header_key)?;
    let wordings = words.into_iter().map(|word| {
        let mut wordings = vec![word.clone()];
        for other in synonyms.get(&word).into_iter().flatten() {
            if !wordings.contains(other) {
                wordings.push(other.clone());
            }
        }
        wordings
    });
    Some(wordings.collect())
}

/// Whether no earlier column could be found under the same header texts, or another count before each of the two tells
/// them apart: `Tổng đã giải quyết | Quá hạn | Tổng đang giải quyết | Quá hạn`.
pub(super) fn is_new(column: &FormColumn, before: &[FormColumn], at: &At) -> bool {
    let Some(place) = before.iter().rposition(|other| other.is_twin(column)) else { return true };
    let other = &before[place];
    let is_count = |column: &FormColumn| matches!(column.binding, Binding::Count(_));
    let leads =
        |columns: &[FormColumn]| columns.iter().any(|one| is_count(one) && !one.is_twin(column));
    let first = before.iter().position(|other| other.is_twin(column)).unwrap_or(place);
    if is_count(column) && is_count(other) && leads(&before[..first]) && leads(&before[place + 1..])
    {
        return true;
    }
    let (label, id) = (column.label(), &other.id);
    at.key("path").wrong(
        both!("`{label}`, cột `{id}` cũng có", "`{label}`, which column `{id}` has too"),
        ("chữ ở đầu cột chỉ dẫn đến một cột", "header texts that lead to one column"),
    );
    false
}
