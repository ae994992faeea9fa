//! The sums of a period before, of the observations that were stored then.

use std::collections::BTreeMap;

use polars::prelude::DataFrame;

use super::column::{Columns, TableError};
use super::figures::{Figures, whole_count};

type ByMeasure = BTreeMap<String, i64>;

/// Sums of the observations of a period before, by form, unit and measure.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EarlierSums {
    sums: BTreeMap<String, BTreeMap<String, ByMeasure>>,
}

impl EarlierSums {
    /// The columns of the observations that are added up.
    pub const COLUMNS: [&'static str; 4] = ["form", "unit_id", "measure", "value"];

    /// Adds stored observations; other columns are not looked at.
    ///
    /// # Errors
    /// A column is missing or of another type.
    pub fn add(&mut self, observations: &DataFrame) -> Result<(), TableError> {
        let c = Columns::new(Figures::OBSERVATIONS, observations);
        let (form, unit, measure) = (c.text("form")?, c.text("unit_id")?, c.text("measure")?);
        let value = c.float("value")?;
        let unit_of = |row: usize| (form.get(row), unit.get(row));
        let mut row = 0;
        // Neighbouring rows mostly share their unit; each run of them is looked up once.
        while row < observations.height() {
            let of = unit_of(row);
            let sums = self.of_unit(of.0.unwrap_or_default(), of.1.unwrap_or_default());
            while row < observations.height() && unit_of(row) == of {
                let value = whole_count(value.get(row).unwrap_or(0.0));
                add(sums, measure.get(row).unwrap_or_default(), value);
                row += 1;
            }
        }
        Ok(())
    }

    fn of_unit(&mut self, form: &str, unit: &str) -> &mut ByMeasure {
        let units = self.sums.entry(form.to_owned()).or_default();
        units.entry(unit.to_owned()).or_default()
    }

    /// The sum of a measure of a unit in a form then.
    #[must_use]
    pub fn get(&self, form: &str, unit: &str, measure: &str) -> Option<i64> {
        self.sums.get(form)?.get(unit)?.get(measure).copied()
    }
}

fn add(sums: &mut ByMeasure, measure: &str, value: i64) {
    match sums.get_mut(measure) {
        Some(sum) => *sum += value,
        None => drop(sums.insert(measure.to_owned(), value)),
    }
}
