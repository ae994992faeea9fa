//! What of a composed workbook is in its file, put into a hash: two that are equal in it give the same bytes, but for the
//! code of the data that they bear.

use std::hash::{Hash, Hasher};
use std::mem::discriminant;

use super::meaning::Meaning;
use super::plan::{Chart, Datum, WorkbookPlan};

impl Hash for WorkbookPlan<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Self { title, company, created, code: _, sheets, copies } = self;
        (title, company, created, sheets).hash(state);
        // A copied sheet is told by the file that it is from: see the forms that go back.
        copies.len().hash(state);
    }
}

/// What a cell shows is known beside the file and not in it.
impl Hash for Meaning<'_> {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

impl Hash for Datum<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        discriminant(self).hash(state);
        match self {
            Self::Blank => {}
            Self::Text(text) => text.hash(state),
            Self::Explained(both) => both.hash(state),
            Self::Link(link) => link.hash(state),
            Self::Count(value) => value.hash(state),
            Self::Number(value) => value.to_bits().hash(state),
            Self::Formula(formula) => formula.hash(state),
        }
    }
}

impl Hash for Chart<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Self { alt, line, column, height, plot, sheet, names, series, axis } = self;
        (alt, line, column, height, plot).hash(state);
        let axis = axis.map(|(first, last, step)| [first, last, step].map(f64::to_bits));
        (sheet, names, series, axis).hash(state);
    }
}
