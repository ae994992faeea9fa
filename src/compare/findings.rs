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

/// What a finding is about. What it says may differ: a waiver is told in its message.
type FindingKey<'f> = (
    &'f Place,
    Code,
    Option<&'f str>,
    Option<&'f str>,
    Option<&'f str>,
    Option<&'f str>,
    Option<&'f str>,
);

fn key(finding: &Finding) -> FindingKey<'_> {
    (
        &finding.place,
        finding.code,
        finding.unit_id.as_deref(),
        finding.form.as_deref(),
        finding.found.as_deref(),
        finding.expected.as_deref(),
        finding.compared.as_deref(),
    )
}

/// The findings that differ, the gravest first; of two that say the same, severity and action are compared.
pub fn findings<'f>(
    old: impl Iterator<Item = &'f Finding>,
    new: impl Iterator<Item = &'f Finding>,
) -> Vec<FindingChange> {
    let mut both: BTreeMap<FindingKey, (Vec<&Finding>, Vec<&Finding>)> = BTreeMap::new();
    old.for_each(|finding| both.entry(key(finding)).or_default().0.push(finding));
    new.for_each(|finding| both.entry(key(finding)).or_default().1.push(finding));
    let mut changes = Vec::new();
    for (old, new) in both.into_values() {
        let pairs = pairs(&old, new).into_iter();
        let pairs = pairs.map(|(old, new)| FindingChange { old: old.cloned(), new: new.cloned() });
        changes.extend(pairs.filter(|change| change.old != change.new));
    }
    let worst = |change: &FindingChange| {
        let severity = |side: &Option<Finding>| side.as_ref().map(|finding| finding.severity);
        severity(&change.new).max(severity(&change.old))
    };
    // What came weighs more than what went.
    changes.sort_by_key(|change| (std::cmp::Reverse(worst(change)), change.new.is_none()));
    changes
}

type FindingPair<'f> = (Option<&'f Finding>, Option<&'f Finding>);

/// Findings about the same thing, each with its other self: first those that say the same.
fn pairs<'f>(old: &[&'f Finding], mut new: Vec<&'f Finding>) -> Vec<FindingPair<'f>> {
    let (mut pairs, mut left) = (Vec::new(), Vec::new());
    for &old in old {
        match new.iter().position(|new| new.message == old.message) {
            Some(at) => pairs.push((Some(old), Some(new.remove(at)))),
            None => left.push(old),
        }
    }
    for index in 0..left.len().max(new.len()) {
        pairs.push((left.get(index).copied(), new.get(index).copied()));
    }
    pairs
}
