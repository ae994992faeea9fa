//! Rules that are tried beside what is declared: an entry takes the place of the declared one of its name, or comes last.

use super::reach::A_FORM_ID;
use crate::pipeline::fault::hint::hint;
use crate::pipeline::fault::place::At;
use crate::pipeline::fault::said::as_written;
use crate::pipeline::written::form::{FormDeclaration, IdentityDeclaration};
use crate::pipeline::written::rules::RulesDeclaration;
use crate::pipeline::written::value::{Declared, List, ValueType};

/// Files of rules as they are written, each with its top.
pub(in crate::pipeline) type RuleFiles = Vec<(RulesDeclaration, At)>;

/// A list of a declaration with what the rules put to it: `key` is its name in their files, `name` what tells two of its
/// entries apart, where anything does.
pub(super) fn with_rules<'d, T: ValueType>(
    declared: Vec<(At, &'d T)>,
    rules: &'d RuleFiles,
    key: &str,
    list: impl Fn(&'d RulesDeclaration) -> &'d Declared<List<T>>,
    name: impl Fn(&T) -> Option<&String>,
) -> Vec<(At, &'d T)> {
    let mut all = declared;
    for (file, at) in rules {
        list(file).items(&at.key(key)).into_iter().for_each(|rule| put(&mut all, rule, &name));
    }
    all
}

/// Puts a rule in the place of the entry of its name, or last.
pub(super) fn put<'d, T>(
    all: &mut Vec<(At, &'d T)>,
    (at, rule): (At, &'d T),
    name: impl Fn(&T) -> Option<&String>,
) {
    let named = name(rule);
    // Two entries of one file are two, whatever they are called: that is a fault.
    let is_same = |(there, entry): &(At, &T)| {
        named.is_some() && name(entry) == named && !there.is_in_file_of(&at)
    };
    match all.iter().position(is_same) {
        Some(known) => all[known] = (at, rule),
        None => all.push((at, rule)),
    }
}

/// The sums that the rules put to a form.
pub(super) fn identities_of<'d>(
    form: &FormDeclaration,
    rules: &'d RuleFiles,
) -> Vec<(At, &'d IdentityDeclaration)> {
    let Some(id) = form.id.right() else { return Vec::new() };
    let forms = rules.iter().flat_map(|(file, at)| file.form.items(&at.key("form")));
    let own = forms.filter(|(_, rules)| rules.id.right() == Some(id));
    own.flat_map(|(at, rules)| rules.identity.items(&at.key("identity"))).collect()
}

/// Rules are about forms of the pipeline.
pub(super) fn check_forms(rules: &RuleFiles, forms: &[Option<(FormDeclaration, At)>]) {
    let ids = forms.iter().map(|form| form.as_ref().and_then(|(form, _)| form.id.right()));
    // Of a form that cannot be read the fault is told already.
    let Some(ids) = ids.collect::<Option<Vec<&String>>>() else { return };
    for (at, rules) in rules.iter().flat_map(|(file, at)| file.form.items(&at.key("form"))) {
        let id_at = at.key("id");
        if let Some(id) = rules.id.text(&id_at).filter(|id| !ids.contains(&id)) {
            let near = hint(&id, ids.iter().map(|id| id.as_str()));
            id_at.wrong_hint(as_written(id), A_FORM_ID, near);
        }
    }
}
