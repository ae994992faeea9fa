//! Titled parts inside a table, each with lines of its own.

use crate::ingest::drafting::names::UnitNames;
use crate::ingest::drafting::title::titles::without_unit;
use crate::pipeline::{Items, Noted, Part};
use crate::text;

use super::example_line::ExampleLine;

/// More texts between lines than this are no parts of a form.
const MOST_PARTS: usize = 12;

/// Titles inside a table without groups.
pub(in crate::ingest::drafting) fn parts(
    lines: &[ExampleLine],
    names: UnitNames,
) -> Vec<Noted<Part>> {
    let titles: Vec<usize> = (0..lines.len())
        .filter(|at| lines[*at].opens() && !lines[*at].unit && !lines[*at].line.label.is_empty())
        .collect();
    if titles.len() > MOST_PARTS {
        return Vec::new();
    }
    let mut parts: Vec<Noted<Part>> = Vec::new();
    for (number, &at) in titles.iter().enumerate() {
        let end = titles.get(number + 1).copied().unwrap_or(lines.len());
        let title = without_unit(&text::key(lines[at].line.label), names);
        if parts.iter().any(|part| part.value.titles.contains(&title)) {
            continue;
        }
        let items: Vec<&ExampleLine> =
            lines[at..end].iter().filter(|seen| seen.is_item()).collect();
        let units = items.iter().filter(|seen| seen.unit).count();
        let name = if units * 2 > items.len() { Items::Unit } else { Items::Field };
        let of_units = if name == Items::Unit { "đơn vị" } else { "lĩnh vực" };
        let seen = format!("{}: {} dòng {of_units}.", lines[at].line.at, items.len());
        let part = Noted::plain(Part { titles: vec![title], items: name }).seen(seen);
        parts.push(if items.is_empty() {
            part.assumed(
                "phần này không có dòng nào trong ví dụ; tạm coi là dòng lĩnh vực",
                "this part has no lines in the example; they are taken for fields",
            )
        } else {
            part
        });
    }
    parts
}
