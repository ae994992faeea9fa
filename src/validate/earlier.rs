//! The period before: the sums of each unit then, by the ids that both periods share.

use std::collections::BTreeMap;

use crate::table::Figures;

use super::sums::Sums;

/// Sums of each unit in the period before.
#[derive(Debug, Default)]
pub(super) struct Earlier {
    sums: BTreeMap<(String, String, String), i64>,
}

impl Earlier {
    pub(super) fn of(figures: &Figures) -> Self {
        let sums = Sums::of(figures);
        let words = &figures.words;
        let mut by_id = BTreeMap::new();
        for (form, unit) in sums.units() {
            let ids = (words.forms.get(form as usize), words.units.get(unit as usize));
            let (Some(form_id), Some(unit_id)) = ids else { continue };
            for (symbol, measure) in (0u32..).zip(&words.measures) {
                if let Some(sum) = sums.get(form, unit, symbol) {
                    by_id.insert((form_id.clone(), unit_id.clone(), measure.clone()), sum.value);
                }
            }
        }
        Self { sums: by_id }
    }

    /// The sum of a measure of a unit in a form then.
    pub(super) fn get(&self, form: &str, unit: &str, measure: &str) -> Option<i64> {
        self.sums.get(&(form.to_owned(), unit.to_owned(), measure.to_owned())).copied()
    }
}
