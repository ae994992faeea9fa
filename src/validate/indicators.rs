//! The indicators that each sender reported, for the rules about them.

use std::collections::BTreeMap;

use crate::model::{FormIx, LineOf, MeasureIx, Number, Reading, UnitIx};
use crate::pipeline::{Form, Indicator, IndicatorValue, Items, Pipeline};

/// The indicators of one form of one sender.
pub(super) struct Reported<'c> {
    pub(super) form: &'c Form,
    pub(super) ix: FormIx,
    pub(super) sender: UnitIx,
    figures: BTreeMap<MeasureIx, (LineOf<'c>, Number<'c>)>,
}

impl<'c> Reported<'c> {
    /// What was reported of an indicator.
    pub(super) fn figure(&self, measure: MeasureIx) -> Option<(LineOf<'c>, Number<'c>)> {
        self.figures.get(&measure).copied()
    }

    /// Its value.
    pub(super) fn value(&self, measure: MeasureIx) -> Option<f64> {
        self.figure(measure).map(|(_, number)| number.value)
    }

    /// Any of its lines: where the form stands.
    pub(super) fn first(&self) -> Option<LineOf<'c>> {
        self.figures.values().min_by_key(|(_, number)| number.at).map(|(line, _)| *line)
    }

    /// The lines of the form that have values, with what these are.
    pub(super) fn asked(&self) -> impl Iterator<Item = (&'c Indicator, &'c IndicatorValue)> {
        self.form.indicators.iter().filter_map(|one| Some((one, one.value.as_ref()?)))
    }
}

/// All forms of indicators of a file, by form and sender.
pub(super) fn reported<'c>(reading: &'c Reading, pipeline: &'c Pipeline) -> Vec<Reported<'c>> {
    let mut all: BTreeMap<(FormIx, UnitIx), Reported> = BTreeMap::new();
    for table in &reading.tables {
        let (ix, form) = (table.form, &pipeline.forms[table.form.index()]);
        if form.items != Items::Indicator {
            continue;
        }
        for line in reading.lines_of(table).filter(|line| line.is_item()) {
            let (Some(sender), Some(measure)) = (line.line.unit, line.line.indicator) else {
                continue;
            };
            let Some(number) = line.counts().next() else { continue };
            let empty = || Reported { form, ix, sender, figures: BTreeMap::new() };
            let reported = all.entry((ix, sender)).or_insert_with(empty);
            reported.figures.entry(measure).or_insert((line, number));
        }
    }
    all.into_values().collect()
}
