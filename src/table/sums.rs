//! The sums of a period by form and unit, as rules about several files compare them.

use std::collections::BTreeMap;

use polars::prelude::{DataFrame, DataType};

use super::TableError;
use super::column::Columns;

/// Lines of each unit in each form with the sum of each measure, by ids.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitSums {
    forms: BTreeMap<String, BTreeMap<String, UnitLines>>,
}

/// The lines of a unit in a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitLines {
    /// How many there are.
    pub count: u32,
    /// Place of the first among the lines of the form.
    pub first: u32,
    /// The sum of each measure that any of them has, by its id.
    pub sums: BTreeMap<String, Total>,
}

/// A sum of a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Total {
    /// The sum.
    pub value: i64,
    /// Lines that have a count of it.
    pub lines: u32,
    /// Place of the first of these among the lines of the form.
    pub first: u32,
}

/// What a column of a measure is called that tells how many lines have it.
pub(crate) const LINES: &str = "#lines";
/// What a column of a measure is called that tells the first of these lines.
pub(crate) const FIRST: &str = "#first";

impl UnitSums {
    /// Adds the sums of a form, a row a unit: `unit_id`, `#lines`, `#first`, and of each measure its sum, `…#lines` and
    /// `…#first`.
    ///
    /// # Errors
    /// A column is missing or of another type.
    pub fn add(&mut self, form: &str, sums: &DataFrame) -> Result<(), TableError> {
        let c = Columns::new("sums", sums);
        let (unit, count, first) = (c.text("unit_id")?, c.whole(LINES)?, c.whole(FIRST)?);
        let of_form = self.forms.entry(form.to_owned()).or_default();
        for row in 0..sums.height() {
            let (count, first) = (count.get(row).unwrap_or(0), first.get(row).unwrap_or(0));
            of_form.insert(unit.required(row)?, UnitLines { count, first, sums: BTreeMap::new() });
        }
        let measures = sums.columns().iter().filter(|column| column.dtype() == &DataType::Int64);
        for name in measures.map(|column| column.name().as_str()) {
            let (values, lines) = (c.count(name)?, c.whole(&format!("{name}{LINES}"))?);
            let firsts = c.whole(&format!("{name}{FIRST}"))?;
            for row in (0..sums.height()).filter(|&row| lines.get(row) > Some(0)) {
                let total = Total {
                    value: values.get(row).unwrap_or(0),
                    lines: lines.get(row).unwrap_or(0),
                    first: firsts.get(row).unwrap_or(0),
                };
                if let Some(of_unit) = unit.get(row).and_then(|unit| of_form.get_mut(unit)) {
                    of_unit.sums.insert(name.to_owned(), total);
                }
            }
        }
        Ok(())
    }

    /// Forms and units that have any count.
    pub fn units(&self) -> impl Iterator<Item = (&str, &str)> {
        self.forms
            .iter()
            .flat_map(|(form, units)| units.keys().map(move |unit| (form.as_str(), unit.as_str())))
    }

    /// The lines of a unit in a form.
    #[must_use]
    pub fn lines(&self, form: &str, unit: &str) -> Option<&UnitLines> {
        self.forms.get(form)?.get(unit)
    }

    /// The sum of a measure of a unit in a form; `None` where it has no count.
    #[must_use]
    pub fn get(&self, form: &str, unit: &str, measure: &str) -> Option<Total> {
        self.lines(form, unit)?.sums.get(measure).copied()
    }
}
