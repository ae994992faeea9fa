//! The words of a form as its decree prints them, where they are written: its heads, its labels, what stands below the table.

use crate::model::Sentence;
use crate::pipeline::fault::place::At;
use crate::pipeline::form::{FormColumn, OfficialTexts};
use crate::pipeline::wording::header_key;
use crate::pipeline::written::form::{
    ColumnDeclaration, FormDeclaration, IndicatorDeclaration, SectionDeclaration,
};
use crate::pipeline::written::value::{Declared, List, ValueType};
use crate::text::upper_first;

/// The words of a form. What is written wrongly is told where it is read for what it means.
pub(super) fn official(
    declared: &FormDeclaration,
    at: &At,
    columns: &[FormColumn],
) -> OfficialTexts {
    let written: Vec<&ColumnDeclaration> = rights(&declared.column).collect();
    let heads: Vec<Vec<String>> = written.iter().map(|column| head(column)).collect();
    for (index, (column, head)) in written.iter().zip(&heads).enumerate() {
        let at = at.key("column").item(index).key("head");
        let _ = column.head.items(&at);
        let is_known = columns.len() == written.len();
        if !column.head.is_missing() && is_known && !leads_to(head, &columns[index]) {
            let found = Sentence::same(format!("\"{}\"", head.join(" / ")));
            let expected = (
                "các chữ trong đó có chữ của `path` theo thứ tự",
                "texts among which those of `path` stand in their order",
            );
            at.wrong(found, expected);
        }
    }
    let titles = rights(&declared.part).filter_map(|part| rights(&part.titles).next());
    let sections: Vec<&SectionDeclaration> = rights(&declared.section).collect();
    let lines = || sections.iter().flat_map(|section| rights(&section.indicator));
    let notes = declared.notes.items(&at.key("notes"));
    OfficialTexts {
        heads,
        parts: titles.map(|title| upper_first(title)).collect(),
        labels: lines().map(|line| line.label.right().cloned().unwrap_or_default()).collect(),
        scales: lines().map(scale).collect(),
        notes: notes.into_iter().map(|(_, note)| note.clone()).collect(),
    }
}

/// The items of a list that are right.
fn rights<T: ValueType>(list: &Declared<List<T>>) -> impl Iterator<Item = &T> {
    list.right().into_iter().flatten().filter_map(Declared::right)
}

/// The texts above a column: those of its path are in small letters in most declarations.
fn head(column: &ColumnDeclaration) -> Vec<String> {
    let texts = if column.head.is_missing() { &column.path } else { &column.head };
    rights(texts).map(|text| upper_first(text)).collect()
}

/// Whether a reader who knows the path of a column finds it below these texts.
fn leads_to(head: &[String], column: &FormColumn) -> bool {
    let mut keys = head.iter().map(|text| header_key(text));
    column.path.iter().all(|wordings| keys.any(|key| wordings.contains(&key)))
}

/// In what a line is counted, as printed.
fn scale(line: &IndicatorDeclaration) -> String {
    let first = line.scale.right().and_then(|scales| scales.0.first()).and_then(Declared::right);
    first.map(|scale| upper_first(scale)).unwrap_or_default()
}
