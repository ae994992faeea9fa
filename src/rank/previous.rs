//! What the period before says of a unit: its place then, among how many, and by what; or why there is none.

use std::collections::BTreeMap;

use crate::model::Lang;
use crate::pipeline::{Lineage, Origin};
use crate::table::{Rankings, Standing};

/// The period before, as the units of now see it.
#[derive(Debug, Clone, Copy)]
pub struct PreviousPeriod<'p> {
    /// The rankings of then, see [`super::seen_now()`].
    pub rankings: &'p Rankings,
    /// What the units of now were then.
    pub lineage: &'p Lineage,
}

/// The period before in one ranking.
pub(super) struct PreviousList<'p> {
    rows: BTreeMap<&'p str, &'p Standing>,
    lineage: &'p Lineage,
}

/// What it says of a unit.
#[derive(Debug, Default)]
pub(super) struct PreviousPlace {
    pub(super) place: Option<u32>,
    pub(super) of: Option<u32>,
    pub(super) value: Option<f64>,
    pub(super) numerator: Option<i64>,
    pub(super) denominator: Option<i64>,
    pub(super) class: Option<String>,
    pub(super) note: Option<String>,
}

impl<'p> PreviousPeriod<'p> {
    pub(super) fn list(self, ranking: &str) -> PreviousList<'p> {
        let rows = self.rankings.of(ranking).map(|row| (row.unit_id.as_str(), row));
        PreviousList { rows: rows.collect(), lineage: self.lineage }
    }
}

impl PreviousList<'_> {
    pub(super) fn of(&self, unit: &str) -> PreviousPlace {
        let row = self.rows.get(unit);
        let place = row.and_then(|row| row.place);
        let of = place.and(row).map(|row| row.of);
        PreviousPlace {
            place,
            of,
            value: row.and_then(|row| row.value),
            numerator: row.and_then(|row| row.numerator),
            denominator: row.and_then(|row| row.denominator),
            class: row.and_then(|row| row.class.clone()),
            note: self.note(unit, row.copied()),
        }
    }

    /// How the unit stood, where it had a place.
    pub(super) fn placed(&self, unit: &str) -> Option<&Standing> {
        self.rows.get(unit).copied().filter(|row| row.place.is_some())
    }

    /// How the place came about, or why there is none; nothing where the unit is the same and what was published stands.
    fn note(&self, unit: &str, row: Option<&Standing>) -> Option<String> {
        let origin = self.lineage.origin(unit)?;
        let note = origin.note(Lang::Vi);
        match (origin, row) {
            (Origin::Whole(_), Some(row)) if row.place.is_none() => {
                let why = row.status.title().to_lowercase();
                note.map(|note| format!("{note}; {why}"))
            }
            _ => note,
        }
    }
}
