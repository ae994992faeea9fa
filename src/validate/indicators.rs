//! The indicators that each sender reported, for the rules about them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model::UnitIx;
use crate::pipeline::{Form, Indicator, IndicatorValue, Items, MeasureIx};
use crate::table::{Figure, Role};

use super::context::Context;
use super::sums::Spot;

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

/// What was reported of an indicator that is to agree with another form.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(super) struct Indicated {
    /// Symbol of the form.
    pub(super) form: u32,
    /// Symbol of the sender.
    pub(super) sender: u32,
    /// Place of the indicator in the form.
    pub(super) indicator: usize,
    pub(super) value: f64,
    pub(super) spot: Spot,
}

/// The indicators of a file that are to agree with other forms.
pub(super) fn indicated(context: &Context) -> Vec<Indicated> {
    let mut all = Vec::new();
    for one in reported(context) {
        for (indicator, declared) in one.form.indicators.iter().enumerate() {
            let value = declared.value.as_ref().filter(|value| value.agrees_with.is_some());
            let Some(figure) = value.and_then(|value| one.figure(value.measure)) else { continue };
            let (form, sender, value) = (figure.form, figure.unit, figure.value);
            all.push(Indicated { form, sender, indicator, value, spot: Spot::of(figure) });
        }
    }
    all
}
