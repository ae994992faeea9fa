//! The indicators that each sender reported, for the rules about them.

use std::collections::BTreeMap;

use crate::model::UnitIx;
use crate::pipeline::{Form, Indicator, IndicatorValue, Items, MeasureIx};
use crate::table::{Figure, Role};

use super::context::Context;

/// The indicators of one form of one sender.
pub(super) struct Reported<'c> {
    pub(super) form: &'c Form,
    pub(super) sender: UnitIx,
    figures: BTreeMap<MeasureIx, &'c Figure>,
}

impl<'c> Reported<'c> {
    /// What was reported of an indicator.
    pub(super) fn figure(&self, measure: MeasureIx) -> Option<&'c Figure> {
        self.figures.get(&measure).copied()
    }

    /// Its value.
    pub(super) fn value(&self, measure: MeasureIx) -> Option<f64> {
        self.figure(measure).map(|figure| figure.value)
    }

    /// Any of its figures: where the form stands.
    pub(super) fn first(&self) -> Option<&'c Figure> {
        self.figures.values().copied().min_by_key(|figure| figure.at)
    }

    /// The lines of the form that have values, with what these are.
    pub(super) fn asked(&self) -> impl Iterator<Item = (&'c Indicator, &'c IndicatorValue)> {
        self.form.indicators.iter().filter_map(|one| Some((one, one.value.as_ref()?)))
    }
}

/// All forms of indicators that were sent, by form and sender.
pub(super) fn reported<'c>(context: &'c Context) -> Vec<Reported<'c>> {
    let mut all: BTreeMap<(u32, UnitIx), Reported> = BTreeMap::new();
    let symbols = &context.symbols;
    for figure in context.figures.rows.iter().filter(|figure| figure.role == Role::Item) {
        let form = symbols.form(figure.form).filter(|form| form.items == Items::Indicator);
        let (Some(form), Some(sender), Some(measure)) =
            (form, symbols.unit(figure.unit), symbols.measure(figure.measure))
        else {
            continue;
        };
        let empty = || Reported { form, sender, figures: BTreeMap::new() };
        let reported = all.entry((figure.form, sender)).or_insert_with(empty);
        reported.figures.entry(measure).or_insert(figure);
    }
    all.into_values().collect()
}
