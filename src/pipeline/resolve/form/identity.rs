//! `[[identity]]` of a form: sums that hold in a line.

use strum::VariantArray as _;

use super::column::bound;
use crate::model::MeasureIx;
use crate::pipeline::fault::place::At;
use crate::pipeline::form::{Identity, Relation};
use crate::pipeline::resolve::choices::{choice_or, quoted};
use crate::pipeline::resolve::formula::measure;
use crate::pipeline::resolve::names::{ITS_OWN_ID, Names, Once, id};
use crate::pipeline::resolve::rules::put;
use crate::pipeline::written::form::{FormDeclaration, IdentityDeclaration};

/// The sums of a form; a faulty one is left out.
pub(super) fn identities(
    declared: &FormDeclaration,
    at: &At,
    more: &[(At, &IdentityDeclaration)],
    measures: &Names,
) -> Vec<Identity> {
    let bound = bound(declared, measures);
    let mut once = Once::default();
    let mut written = declared.identity.items(&at.key("identity"));
    for rule in more {
        put(&mut written, rule.clone(), |identity| identity.id.right());
    }
    written
        .iter()
        .filter_map(|(at, declared)| identity(declared, at, measures, bound.as_deref(), &mut once))
        .collect()
}

fn identity(
    declared: &IdentityDeclaration,
    at: &At,
    measures: &Names,
    bound: Option<&[MeasureIx]>,
    once: &mut Once,
) -> Option<Identity> {
    let sum = |items: Vec<(At, &String)>| -> Vec<MeasureIx> {
        items.iter().filter_map(|(at, word)| measure(at, word, measures, bound)).collect()
    };
    let id_at = at.key("id");
    let id = id(&declared.id, &id_at, true);
    let id = id.filter(|id| once.first(&id_at, id, ITS_OWN_ID));
    let whole_at = at.key("whole");
    let whole = declared.whole.required(&whole_at).map(|texts| {
        if texts.0.is_empty() {
            whole_at.wrong(
                ("mảng trống", "an empty array"),
                ("ít nhất một số đếm", "at least one measure"),
            );
        }
        let single = texts.0.len() == 1;
        let items = texts.0.iter().enumerate().filter_map(|(index, word)| {
            let at = if single { whole_at.clone() } else { whole_at.item(index) };
            word.optional(&at).map(|word| (at, word))
        });
        sum(items.collect())
    });
    let parts = sum(declared.parts.some_items(&at.key("parts")));
    let (relation_at, all) = (at.key("relation"), Relation::VARIANTS);
    let relation =
        choice_or(&declared.relation, &relation_at, &quoted(all), all, Relation::default());
    Some(Identity { id: id?, whole: whole?, parts, relation: relation? })
}
