//! Accepted numbers that changed, came or went.

use std::collections::BTreeMap;

use crate::model::Place;
use crate::table::{Observation, Observations};

use super::pair::pair;

/// What a number is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NumberKey {
    /// Id of the unit.
    pub unit_id: String,
    /// Id of the form.
    pub form: String,
    /// The field, where there is one.
    pub field: Option<String>,
    /// The measure.
    pub measure: String,
    /// Where the files of the line were handled, where the form says so.
    pub source: Option<String>,
}

/// A number and the cell it stands in.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedNumber {
    /// The number.
    pub value: f64,
    /// Its file, sheet and cell.
    pub place: Place,
}

/// A number that is not what it was.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueChange {
    /// What it is about.
    pub key: NumberKey,
    /// What it was; `None` where it is new.
    pub old: Option<PlacedNumber>,
    /// What it is; `None` where it is gone.
    pub new: Option<PlacedNumber>,
}

impl ValueChange {
    /// By how much it is more than it was.
    #[must_use]
    pub fn by(&self) -> f64 {
        let value =
            |number: &Option<PlacedNumber>| number.as_ref().map_or(0.0, |number| number.value);
        value(&self.new) - value(&self.old)
    }
}

/// A key whose words are those of the figures.
pub(super) type KeyOf<'f> = (&'f str, &'f str, Option<&'f str>, &'f str, Option<&'f str>);

pub(super) fn key<'f>(figures: &'f Observations, figure: &Observation) -> KeyOf<'f> {
    (
        figures.word(figure.unit),
        figures.word(figure.form),
        figure.field.map(|field| figures.word(field)),
        figures.word(figure.measure),
        figure.source.map(|source| figures.word(source)),
    )
}

pub(super) fn owned((unit, form, field, measure, source): KeyOf) -> NumberKey {
    NumberKey {
        unit_id: unit.to_owned(),
        form: form.to_owned(),
        field: field.map(str::to_owned),
        measure: measure.to_owned(),
        source: source.map(str::to_owned),
    }
}

pub(super) fn number(figures: &Observations, figure: &Observation) -> PlacedNumber {
    let place = Place {
        file: Some(figures.word(figure.file).to_owned()),
        sheet: Some(figures.word(figure.sheet).to_owned()),
        cell: Some(figure.at),
    };
    PlacedNumber { value: figure.value, place }
}

/// Places of the figures under their keys.
pub(super) fn by_key(
    figures: &Observations,
    places: impl Iterator<Item = usize>,
) -> BTreeMap<KeyOf<'_>, Vec<usize>> {
    let mut keys: BTreeMap<KeyOf, Vec<usize>> = BTreeMap::new();
    for place in places {
        keys.entry(key(figures, &figures.rows[place])).or_default().push(place);
    }
    keys
}

/// Keys of either side, in order, with what stands under them on both.
pub(super) fn both<'k, 'f>(
    old: &'k BTreeMap<KeyOf<'f>, Vec<usize>>,
    new: &'k BTreeMap<KeyOf<'f>, Vec<usize>>,
) -> Vec<(KeyOf<'f>, &'k [usize], &'k [usize])> {
    fn of<'k, 'f>(map: &'k BTreeMap<KeyOf<'f>, Vec<usize>>, key: &KeyOf<'f>) -> &'k [usize] {
        map.get(key).map_or(&[], Vec::as_slice)
    }
    let mut keys: Vec<KeyOf> = old.keys().chain(new.keys()).copied().collect();
    keys.sort_unstable();
    keys.dedup();
    keys.into_iter().map(|key| (key, of(old, &key), of(new, &key))).collect()
}

/// The accepted numbers that differ, the largest change first.
#[must_use]
pub fn values(old: &Observations, new: &Observations) -> Vec<ValueChange> {
    let before = by_key(old, 0..old.rows.len());
    let after = by_key(new, 0..new.rows.len());
    let mut changes = Vec::new();
    for (key, was, is) in both(&before, &after) {
        for (a, b) in pair((old, was), (new, is)) {
            let a = a.map(|place| number(old, &old.rows[was[place]]));
            let b = b.map(|place| number(new, &new.rows[is[place]]));
            let bits = |number: &Option<PlacedNumber>| number.as_ref().map(|n| n.value.to_bits());
            if bits(&a) != bits(&b) {
                changes.push(ValueChange { key: owned(key), old: a, new: b });
            }
        }
    }
    changes.sort_by(|a, b| b.by().abs().total_cmp(&a.by().abs()).then_with(|| a.key.cmp(&b.key)));
    changes
}
