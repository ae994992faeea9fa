//! Findings that came, went, or are judged in another way now.

use std::collections::BTreeMap;

use crate::model::{Code, Finding, Place};

/// A finding that is not what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingChange {
    /// What it was; `None` where it is new.
    pub old: Option<Finding>,
    /// What it is; `None` where it is resolved.
    pub new: Option<Finding>,
}

type Key<'f> =
    (&'f Place, Code, Option<&'f str>, Option<&'f str>, &'f str, Option<&'f str>, Option<&'f str>);

fn key(finding: &Finding) -> Key<'_> {
    (
        &finding.place,
        finding.code,
        finding.unit_id.as_deref(),
        finding.form.as_deref(),
        &finding.message,
        finding.found.as_deref(),
        finding.expected.as_deref(),
    )
}

/// The findings that differ, the gravest first; of two that say the same, severity and action are compared.
pub fn findings<'f>(
    old: impl Iterator<Item = &'f Finding>,
    new: impl Iterator<Item = &'f Finding>,
) -> Vec<FindingChange> {
    let mut both: BTreeMap<Key, (Vec<&Finding>, Vec<&Finding>)> = BTreeMap::new();
    old.for_each(|finding| both.entry(key(finding)).or_default().0.push(finding));
    new.for_each(|finding| both.entry(key(finding)).or_default().1.push(finding));
    let mut changes = Vec::new();
    for (old, new) in both.into_values() {
        for index in 0..old.len().max(new.len()) {
            let side = |side: &[&Finding]| side.get(index).map(|finding| (*finding).clone());
            let change = FindingChange { old: side(&old), new: side(&new) };
            if change.old != change.new {
                changes.push(change);
            }
        }
    }
    let worst = |change: &FindingChange| {
        let severity = |side: &Option<Finding>| side.as_ref().map(|finding| finding.severity);
        severity(&change.new).max(severity(&change.old))
    };
    // What came weighs more than what went.
    changes.sort_by_key(|change| (std::cmp::Reverse(worst(change)), change.new.is_none()));
    changes
}
