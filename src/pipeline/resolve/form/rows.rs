//! `[rows]` and `[[part]]` of a form: what its lines are.

use strum::VariantArray as _;

use super::path::{keys, some_keys};
use crate::pipeline::fault::place::At;
use crate::pipeline::form::{FormPart, Groups, Items, Words};
use crate::pipeline::resolve::choices::{choice, quoted};
use crate::pipeline::written::form::{FormDeclaration, RowsDeclaration};
use crate::pipeline::written::value::{Declared, List};

pub(super) fn lines(rows: &RowsDeclaration, at: &At) -> Option<(Groups, Items)> {
    let groups_at = at.key("groups");
    let groups = choice(&rows.groups, &groups_at, &quoted(Groups::VARIANTS), Groups::VARIANTS);
    let items = choice(&rows.items, &at.key("items"), &quoted(Items::VARIANTS), Items::VARIANTS);
    if groups == Some(Groups::Unit) && items == Some(Items::Indicator) {
        groups_at.wrong(
            ("`unit` cùng với `items = \"indicator\"`", "`unit` beside `items = \"indicator\"`"),
            ("`none`: mọi dòng là của đơn vị gửi", "`none`: all lines are the sender's"),
        );
    }
    Some((groups?, items?))
}

fn items(declared: &Declared<String>, at: &At) -> Option<Items> {
    choice(declared, at, &quoted(&Items::IN_PARTS), &Items::IN_PARTS)
}

pub(super) fn words(rows: &RowsDeclaration, at: &At) -> Words {
    let usual = Words::usual();
    let or = |declared: &Declared<List<String>>, key: &str, usual: Vec<String>| {
        if declared.is_missing() { usual } else { keys(declared, &at.key(key)) }
    };
    Words {
        total: or(&rows.total, "total", usual.total),
        heading: or(&rows.heading, "heading", usual.heading),
        source: or(&rows.source, "source", usual.source),
        note: or(&rows.note, "note", usual.note),
        signature: or(&rows.signature, "signature", usual.signature),
    }
}

pub(super) fn parts(declared: &FormDeclaration, at: &At) -> Vec<FormPart> {
    let parts = declared.part.items(&at.key("part"));
    let resolved = parts.iter().filter_map(|(at, part)| {
        let titles = some_keys(&part.titles, &at.key("titles"));
        let items = items(&part.items, &at.key("items"));
        Some(FormPart { titles: titles?, items: items? })
    });
    resolved.collect()
}
