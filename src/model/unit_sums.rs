//! The sums of a period by form and unit, as rules about several files compare them.

use std::collections::BTreeMap;

/// Lines of each unit in each form with the sum of each measure, by ids.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitSums {
    forms: BTreeMap<String, FormSums>,
}

/// The sums of a form, made line by line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormSums {
    measures: Vec<String>,
    units: BTreeMap<String, UnitTotals>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct UnitTotals {
    /// How many lines it has.
    count: u32,
    /// The place of the first among those of the form.
    first: u32,
    /// By measure.
    totals: Vec<Total>,
}

/// The lines of a unit in a form.
#[derive(Debug, Clone, Copy)]
pub struct UnitLines<'a> {
    /// How many there are.
    pub count: u32,
    /// Place of the first among the lines of the form.
    pub first: u32,
    measures: &'a [String],
    totals: &'a [Total],
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
    /// What the counts are in their order, as one number: two lines that changed places have the same sum and another
    /// trace, the sum of each count times its place among the lines of the unit.
    pub trace: u32,
}

/// How many traces there are: a prime number.
const TRACES: u32 = 4_294_967_291;

/// No lines have it: counts of several units are not those of one in their order.
const NO_TRACE: u32 = u32::MAX;

impl FormSums {
    /// Of no lines yet, each with a place for a count of each of these measures.
    #[must_use]
    pub const fn new(measures: Vec<String>) -> Self {
        Self { measures, units: BTreeMap::new() }
    }

    /// Adds a line of a unit by its place among those of the form, which come in order; a line without a count is none.
    pub fn add(&mut self, unit: &str, place: u32, counts: impl Iterator<Item = Option<i64>>) {
        let mut counts = counts.enumerate().filter_map(|(at, count)| Some((at, count?))).peekable();
        if counts.peek().is_none() {
            return;
        }
        if !self.units.contains_key(unit) {
            let totals = vec![Total::NONE; self.measures.len()];
            self.units.insert(unit.to_owned(), UnitTotals { count: 0, first: place, totals });
        }
        let Some(row) = self.units.get_mut(unit) else { return };
        row.count += 1;
        let weight = u64::from(place - row.first) + 1;
        for (at, count) in counts {
            if let Some(total) = row.totals.get_mut(at) {
                total.add(count, place, weight);
            }
        }
    }

    fn regrouped(&self, groups: &[(&str, Vec<&str>)]) -> Self {
        let units = groups.iter().filter_map(|(unit, olds)| {
            let olds: Option<Vec<&UnitTotals>> =
                olds.iter().map(|old| self.units.get(*old)).collect();
            Some(((*unit).to_owned(), UnitTotals::together(&olds?)?))
        });
        Self { measures: self.measures.clone(), units: units.collect() }
    }
}

impl UnitTotals {
    fn together(rows: &[&Self]) -> Option<Self> {
        let first = rows.iter().map(|row| row.first).min()?;
        let count = rows.iter().map(|row| row.count).sum();
        let measures = rows.iter().map(|row| row.totals.len()).min().unwrap_or(0);
        let total = |at: usize| {
            let totals = rows.iter().map(|row| row.totals[at]);
            totals.reduce(Total::together).unwrap_or(Total::NONE)
        };
        Some(Self { count, first, totals: (0..measures).map(total).collect() })
    }
}

impl Total {
    const NONE: Self = Self { value: 0, lines: 0, first: 0, trace: 0 };

    fn add(&mut self, count: i64, place: u32, weight: u64) {
        if self.lines == 0 {
            self.first = place;
        }
        self.value += count;
        self.lines += 1;
        // Both factors are below 2^32.
        let small = count.rem_euclid(i64::from(TRACES)).unsigned_abs();
        let trace =
            (u64::from(self.trace) + small * weight % u64::from(TRACES)) % u64::from(TRACES);
        self.trace = u32::try_from(trace).unwrap_or(NO_TRACE);
    }

    /// The sum of those of two units; none where one of them has no line.
    fn together(self, other: Self) -> Self {
        match (self.lines, other.lines) {
            (0, _) | (_, 0) => Self::NONE,
            _ => Self {
                value: self.value + other.value,
                lines: self.lines + other.lines,
                first: self.first.min(other.first),
                trace: NO_TRACE,
            },
        }
    }
}

impl UnitLines<'_> {
    /// The sum of a measure; `None` where no line has it.
    #[must_use]
    pub fn sum(&self, measure: &str) -> Option<Total> {
        let at = self.measures.iter().position(|known| known == measure)?;
        self.totals.get(at).copied().filter(|total| total.lines > 0)
    }

    fn totals(&self) -> impl Iterator<Item = Total> {
        self.totals.iter().copied().filter(|total| total.lines > 0)
    }

    /// How many counts the lines hold, where all of them are those of other lines in the same order.
    #[must_use]
    pub fn same_as(&self, other: &Self) -> Option<u32> {
        let mut there = self.measures.iter().chain(other.measures);
        let alike = |total: Option<Total>| total.map(|t| (t.value, t.lines, t.trace));
        let same = self.count == other.count
            && there.all(|measure| alike(self.sum(measure)) == alike(other.sum(measure)));
        same.then(|| self.totals().map(|total| total.lines).sum())
    }

    /// The largest of its sums.
    #[must_use]
    pub fn largest(&self) -> i64 {
        self.totals().map(|total| total.value).max().unwrap_or(0)
    }
}

impl UnitSums {
    /// Adds the sums of a form.
    pub fn add(&mut self, form: &str, sums: FormSums) {
        self.forms.insert(form.to_owned(), sums);
    }

    /// The same for units that others went into whole: each has what these have together, where each of them has it. A
    /// unit that went into none is gone.
    #[must_use]
    pub fn regrouped(&self, groups: &[(&str, Vec<&str>)]) -> Self {
        let forms = self.forms.iter().map(|(form, of)| (form.clone(), of.regrouped(groups)));
        Self { forms: forms.collect() }
    }

    /// Forms and units that have any count.
    pub fn units(&self) -> impl Iterator<Item = (&str, &str)> {
        self.forms
            .iter()
            .flat_map(|(form, of)| of.units.keys().map(move |unit| (form.as_str(), unit.as_str())))
    }

    /// The lines of a unit in a form.
    #[must_use]
    pub fn lines(&self, form: &str, unit: &str) -> Option<UnitLines<'_>> {
        let of = self.forms.get(form)?;
        let UnitTotals { count, first, totals } = of.units.get(unit)?;
        Some(UnitLines { count: *count, first: *first, measures: &of.measures, totals })
    }

    /// The sum of a measure of a unit in a form; `None` where it has no count.
    #[must_use]
    pub fn get(&self, form: &str, unit: &str, measure: &str) -> Option<Total> {
        self.lines(form, unit)?.sum(measure)
    }
}
