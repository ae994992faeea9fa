//! Forms: how one is recognised and what its columns and lines mean.

pub(super) mod column;
mod comparison;
mod dossiers;
mod identity;
pub(super) mod indicator;
mod numbers;
mod official;
mod path;
mod rows;

use crate::pipeline::fault::place::At;
use crate::pipeline::form::{Binding, Form, FormColumn, Groups, Indicator, Items, Numbers};
use crate::pipeline::lazy::Lazy;
use crate::pipeline::resolve::names::{Names, id};
use crate::pipeline::resolve::reach::levels;
use crate::pipeline::written::form::{FormDeclaration, IdentityDeclaration};
use column::columns;
use comparison::{branches, previous, reasons, sample};
use dossiers::dossiers;
use identity::identities;
use indicator::{abbreviations, indicators};
use numbers::numbers;
use official::official;
use path::some_keys;
use rows::{lines, parts, words};

/// A form as meant, with `more` sums than are declared in it; `measures` are those of columns, `all` also the indicators.
pub(in crate::pipeline) fn form(
    declared: &FormDeclaration,
    at: &At,
    more: &[(At, &IdentityDeclaration)],
    measures: &Names,
    all: &Names,
) -> Option<Form> {
    let id = id(&declared.id, &at.key("id"), true);
    let name = declared.name.text(&at.key("name"));
    let title = declared.title.text(&at.key("title"));
    let source = declared.source.text(&at.key("source"));
    let anchors = some_keys(&declared.anchors, &at.key("anchors"));
    let sent_by = levels(&declared.sent_by, &at.key("sent-by"));
    let covers = levels(&declared.covers, &at.key("covers"));
    let hidden_sheets = declared.hidden_sheets.optional(&at.key("hidden-sheets"));
    let optional = declared.optional.optional(&at.key("optional"));
    let rows = declared.rows.required(&at.key("rows")).map(|rows| (rows, at.key("rows")));
    let lines = rows.as_ref().and_then(|(rows, at)| lines(rows, at));
    let words = rows.map(|(rows, at)| words(rows, &at));
    let parts = parts(declared, at);
    let columns = columns(declared, at, measures);
    let dossiers = dossiers(declared, at, &columns, measures);
    let abbreviations = abbreviations(declared, at);
    let (sections, indicators) = indicators(declared, at, measures, all, &abbreviations);
    let identities = identities(declared, at, more, measures);
    let reasons = reasons(declared, at, measures);
    let previous = previous(declared, at, measures);
    let sample = sample(declared, at, measures);
    let branches = branches(declared, at);
    let numbers = numbers(declared, at).map(|numbers| with_scales(numbers, &indicators));
    let official = official(declared, at, &columns);
    let (groups, items) = lines?;
    flat(&columns, groups, items, at);
    Some(Form {
        id: id?,
        name: name?,
        title: title?,
        source: source?,
        anchors: anchors?,
        sent_by,
        covers,
        hidden_sheets: hidden_sheets.copied().unwrap_or(false),
        optional: optional.copied().unwrap_or(false),
        columns,
        dossiers,
        groups,
        items,
        parts,
        sections,
        indicators,
        abbreviations,
        words: words?,
        identities,
        reasons,
        previous,
        sample,
        branches,
        numbers: numbers?,
        official,
        wordings: Lazy::default(),
    })
}

/// Columns that name units and sources of files are those of a flat table, whose lines are fields of units.
fn flat(columns: &[FormColumn], groups: Groups, items: Items, at: &At) {
    let has = |binding| columns.iter().any(|column| column.binding == binding);
    let (unit, source) = (has(Binding::Unit), has(Binding::Source));
    let rows = at.key("rows");
    if unit && groups != Groups::Unit {
        rows.key("groups").wrong(
            (
                "`none` cùng với cột `role = \"unit\"`",
                "`none` beside a column with `role = \"unit\"`",
            ),
            ("`unit`: mỗi dòng nêu đơn vị của nó", "`unit`: each line names its unit"),
        );
    }
    if unit && items != Items::Field {
        rows.key("items").wrong(
            (
                "không có lĩnh vực cùng với cột `role = \"unit\"`",
                "no fields beside a column with `role = \"unit\"`",
            ),
            ("`field`: đơn vị đứng ở cột riêng", "`field`: the unit stands in a column of its own"),
        );
    }
    if source && !unit {
        at.key("column").wrong(
            (
                "`role = \"source\"` mà không có cột `role = \"unit\"`",
                "`role = \"source\"` without a column with `role = \"unit\"`",
            ),
            ("cả hai, hoặc không cột nào", "both, or neither"),
        );
    }
}

/// A value may repeat what its line counts: `12 văn bản`.
fn with_scales(mut numbers: Numbers, indicators: &[Indicator]) -> Numbers {
    let values = indicators.iter().filter_map(|indicator| indicator.value.as_ref());
    for scale in values.flat_map(|value| &value.scales).filter(|scale| *scale != "%") {
        if !numbers.suffixes.contains(scale) {
            numbers.suffixes.push(scale.clone());
        }
    }
    numbers
}
