//! Sums of the accepted counts of each unit in each form.

use std::collections::BTreeMap;

use crate::table::{Figure, Figures, Role};

use super::context::whole;

/// Sums by form and unit (symbols), then by measure (symbol), each with its first figure.
#[derive(Debug, Default)]
pub(super) struct Sums {
    by_unit: BTreeMap<(u32, u32), Vec<Option<Sum>>>,
}

/// A sum, and the place in the figures of the first count in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sum {
    pub(super) value: i64,
    pub(super) first: usize,
}

impl Sums {
    pub(super) fn of(figures: &Figures) -> Self {
        let mut sums = Self::default();
        let of_unit = |f: &Figure| (f.form, f.unit);
        let mut start = 0;
        // Neighbouring figures mostly share their unit; each run of them is looked up once.
        for run in figures.rows.chunk_by(|a, b| of_unit(a) == of_unit(b)) {
            let items = run.iter().enumerate().filter(|(_, f)| f.role == Role::Item);
            let unit = run.first().map(of_unit).unwrap_or_default();
            let unit = sums.by_unit.entry(unit).or_default();
            for (index, figure) in items {
                let measure = figure.measure as usize;
                if unit.len() <= measure {
                    unit.resize(measure + 1, None);
                }
                let sum = unit[measure].get_or_insert(Sum { value: 0, first: start + index });
                sum.value += whole(figure.value);
            }
            start += run.len();
        }
        sums
    }

    /// The sum of a measure of a unit in a form; `None` where it has no count.
    pub(super) fn get(&self, form: u32, unit: u32, measure: u32) -> Option<Sum> {
        self.by_unit.get(&(form, unit))?.get(measure as usize).copied().flatten()
    }

    /// Forms and units that have any count, by form and unit.
    pub(super) fn units(&self) -> impl Iterator<Item = (u32, u32)> {
        let some = self.by_unit.iter().filter(|(_, sums)| sums.iter().any(Option::is_some));
        some.map(|(&unit, _)| unit)
    }
}
