//! The change of a sum, split into the cells it comes from. Every part of both runs is looked at once, so the
//! changes add up to the change of the sum whatever is matched with what.

use std::collections::BTreeMap;

use crate::table::Observations;

use super::pair::pair;
use super::values::{NumberKey, PlacedNumber, both, by_key, number, owned};

/// What one observation adds to a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SumPart {
    /// Place of the observation among the figures.
    pub figure: usize,
    /// Whether it counts.
    pub counts: bool,
    /// What it adds above the line.
    pub above: i64,
    /// What it adds below the line.
    pub below: i64,
}

/// One side of the change of a part.
#[derive(Debug, Clone, PartialEq)]
pub struct PartSide {
    /// The number.
    pub number: PlacedNumber,
    /// Whether it counts: a finding may have left it, or another number of its line, out.
    pub counts: bool,
    /// What it adds above the line.
    pub above: i64,
    /// What it adds below the line.
    pub below: i64,
}

/// An observation that adds something else than it did.
#[derive(Debug, Clone, PartialEq)]
pub struct PartChange {
    /// What it is about.
    pub key: NumberKey,
    /// What it was; `None` where it is new.
    pub old: Option<PartSide>,
    /// What it is; `None` where it is gone.
    pub new: Option<PartSide>,
}

impl PartChange {
    /// By how much the sum above the line is more for it.
    #[must_use]
    pub fn above(&self) -> i64 {
        let of = |side: &Option<PartSide>| side.as_ref().map_or(0, |side| side.above);
        of(&self.new) - of(&self.old)
    }

    /// By how much the sum below the line is more for it.
    #[must_use]
    pub fn below(&self) -> i64 {
        let of = |side: &Option<PartSide>| side.as_ref().map_or(0, |side| side.below);
        of(&self.new) - of(&self.old)
    }
}

/// The parts that differ, the largest change first.
#[must_use]
pub fn parts(
    old: (&Observations, &[SumPart]),
    new: (&Observations, &[SumPart]),
) -> Vec<PartChange> {
    let index = |parts: &[SumPart]| -> BTreeMap<usize, SumPart> {
        parts.iter().map(|part| (part.figure, *part)).collect()
    };
    let (was_parts, is_parts) = (index(old.1), index(new.1));
    let before = by_key(old.0, was_parts.keys().copied());
    let after = by_key(new.0, is_parts.keys().copied());
    let side = |figures: &Observations, parts: &BTreeMap<usize, SumPart>, figure: usize| {
        let part = parts.get(&figure)?;
        let number = number(figures, &figures.rows[figure]);
        Some(PartSide { number, counts: part.counts, above: part.above, below: part.below })
    };
    let mut changes = Vec::new();
    for (key, was, is) in both(&before, &after) {
        for (a, b) in pair((old.0, was), (new.0, is)) {
            let a = a.and_then(|place| side(old.0, &was_parts, was[place]));
            let b = b.and_then(|place| side(new.0, &is_parts, is[place]));
            let change = PartChange { key: owned(key), old: a, new: b };
            if change.above() != 0 || change.below() != 0 {
                changes.push(change);
            }
        }
    }
    let size = |change: &PartChange| change.above().abs().max(change.below().abs());
    changes.sort_by(|a, b| size(b).cmp(&size(a)).then_with(|| a.key.cmp(&b.key)));
    changes
}
