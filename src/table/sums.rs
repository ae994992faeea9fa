//! The sums of a period by form and unit, as rules about several files compare them.

use std::collections::BTreeMap;

use polars::prelude::{DataFrame, DataType};

use super::column::Columns;
use super::column::TableError;
use crate::pipeline::Lineage;

/// Lines of each unit in each form with the sum of each measure, by ids.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitSums {
    forms: BTreeMap<String, OfForm>,
}

/// The sums of a form: units in order, and a row for each of them in every column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct OfForm {
    units: Vec<String>,
    /// How many lines a unit has, and the place of the first among those of the form.
    lines: Vec<(u32, u32)>,
    /// By measure.
    sums: BTreeMap<String, Vec<Total>>,
}

/// The lines of a unit in a form.
#[derive(Debug, Clone, Copy)]
pub struct UnitLines<'a> {
    /// How many there are.
    pub count: u32,
    /// Place of the first among the lines of the form.
    pub first: u32,
    of: &'a OfForm,
    row: usize,
}

impl UnitLines<'_> {
    /// The sum of a measure; `None` where no line has it.
    #[must_use]
    pub fn sum(&self, measure: &str) -> Option<Total> {
        let total = self.of.sums.get(measure)?.get(self.row)?;
        (total.lines > 0).then_some(*total)
    }

    /// How many counts the lines hold, where all of them are those of other lines in the same order.
    #[must_use]
    pub fn same_as(&self, other: &Self) -> Option<u32> {
        let there = self.of.sums.keys().chain(other.of.sums.keys());
        let alike = |total: Option<Total>| total.map(|t| (t.value, t.lines, t.trace));
        let same = self.count == other.count && { there }
            .all(|measure| alike(self.sum(measure)) == alike(other.sum(measure)));
        let counts = self.of.sums.keys().filter_map(|measure| self.sum(measure));
        same.then(|| counts.map(|total| total.lines).sum())
    }

    /// The largest of its sums.
    #[must_use]
    pub fn largest(&self) -> i64 {
        let sums = self.of.sums.keys().filter_map(|measure| self.sum(measure));
        sums.map(|total| total.value).max().unwrap_or(0)
    }
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
    /// What the counts are in their order, as one number.
    pub trace: u32,
}

impl OfForm {
    fn seen_now(&self, lineage: &Lineage) -> Self {
        let row = |unit: &str| self.units.binary_search_by(|known| known.as_str().cmp(unit)).ok();
        let rows = lineage.origins().filter_map(|(unit, _)| {
            let olds: Option<Vec<usize>> = lineage.olds(unit).into_iter().map(row).collect();
            Some((unit, olds.filter(|olds| !olds.is_empty())?))
        });
        let rows: Vec<(&str, Vec<usize>)> = rows.collect();
        let lines = rows.iter().map(|(_, olds)| {
            let lines = olds.iter().filter_map(|&old| self.lines.get(old).copied());
            lines.reduce(|a, b| (a.0 + b.0, a.1.min(b.1))).unwrap_or_default()
        });
        let lines = lines.collect();
        let sums = self.sums.iter().map(|(measure, totals)| {
            let of = |(_, olds): &(&str, Vec<usize>)| Total::together(totals, olds);
            (measure.clone(), rows.iter().map(of).collect())
        });
        let sums = sums.collect();
        Self { units: rows.into_iter().map(|(unit, _)| unit.to_owned()).collect(), lines, sums }
    }
}

impl Total {
    /// The sum of those in some rows; none where one of them has no line.
    fn together(totals: &[Self], rows: &[usize]) -> Self {
        let mut totals = rows.iter().filter_map(|&row| totals.get(row).copied());
        let Some(first) = totals.next() else { return Self::NONE };
        totals.fold(first, |a, b| match (a.lines, b.lines) {
            (0, _) | (_, 0) => Self::NONE,
            _ => Self {
                value: a.value + b.value,
                lines: a.lines + b.lines,
                first: a.first.min(b.first),
                trace: NO_TRACE,
            },
        })
    }

    const NONE: Self = Self { value: 0, lines: 0, first: 0, trace: 0 };
}

/// No lines have it: counts of several units are not those of one in their order.
const NO_TRACE: u32 = u32::MAX;

/// What a column of a measure is called that tells how many lines have it.
pub(crate) const LINES: &str = "#lines";
/// What a column of a measure is called that tells the first of these lines.
pub(crate) const FIRST: &str = "#first";
/// What a column of a measure is called that is another where other lines have the same sum.
pub(crate) const TRACE: &str = "#trace";

impl UnitSums {
    /// Adds the sums of a form, a row a unit in the order of `unit_id`; `#lines`, `#first`, and of each measure its sum,
    /// `…#lines`, `…#first` and `…#trace`.
    ///
    /// # Errors
    /// A column is missing or of another type.
    pub fn add(&mut self, form: &str, sums: &DataFrame) -> Result<(), TableError> {
        let c = Columns::new("sums", sums);
        let rows = || 0..sums.height();
        let unit = c.text("unit_id")?;
        let (count, first) = (c.whole(LINES)?, c.whole(FIRST)?);
        let lines = rows().map(|row| (count.get(row).unwrap_or(0), first.get(row).unwrap_or(0)));
        let mut of_form = OfForm {
            units: rows().map(|row| unit.required(row)).collect::<Result<_, _>>()?,
            lines: lines.collect(),
            sums: BTreeMap::new(),
        };
        let measures = sums.columns().iter().filter(|column| column.dtype() == &DataType::Int64);
        for name in measures.map(|column| column.name().as_str()) {
            let (values, lines) = (c.count(name)?, c.whole(&format!("{name}{LINES}"))?);
            let firsts = c.whole(&format!("{name}{FIRST}"))?;
            let traces = c.whole(&format!("{name}{TRACE}"))?;
            let totals = rows().map(|row| Total {
                value: values.get(row).unwrap_or(0),
                lines: lines.get(row).unwrap_or(0),
                first: firsts.get(row).unwrap_or(0),
                trace: traces.get(row).unwrap_or(0),
            });
            of_form.sums.insert(name.to_owned(), totals.collect());
        }
        self.forms.insert(form.to_owned(), of_form);
        Ok(())
    }

    /// The same for the units of now: of one that others went into whole it is what they have together, where each of
    /// them has it.
    #[must_use]
    pub fn seen_now(&self, lineage: &Lineage) -> Self {
        let forms = self.forms.iter().map(|(form, of)| (form.clone(), of.seen_now(lineage)));
        Self { forms: forms.collect() }
    }

    /// Forms and units that have any count.
    pub fn units(&self) -> impl Iterator<Item = (&str, &str)> {
        self.forms
            .iter()
            .flat_map(|(form, of)| of.units.iter().map(move |unit| (form.as_str(), unit.as_str())))
    }

    /// The lines of a unit in a form.
    #[must_use]
    pub fn lines(&self, form: &str, unit: &str) -> Option<UnitLines<'_>> {
        let of = self.forms.get(form)?;
        let row = of.units.binary_search_by(|known| known.as_str().cmp(unit)).ok()?;
        let (count, first) = *of.lines.get(row)?;
        Some(UnitLines { count, first, of, row })
    }

    /// The sum of a measure of a unit in a form; `None` where it has no count.
    #[must_use]
    pub fn get(&self, form: &str, unit: &str, measure: &str) -> Option<Total> {
        self.lines(form, unit)?.sum(measure)
    }
}
