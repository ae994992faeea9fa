//! The sums of the lines of files by form and unit, for rules that compare several.

use std::collections::BTreeSet;

use crate::model::{
    FormIx, FormSums, LineAt, MeasureIx, Reading, Role, Slot, Submissions, UnitSums, whole_count,
};
use crate::pipeline::{Form, Items, Pipeline};

/// Of readings in the order of their files. Tables that another file has taken the place of do not count, nor do lines that
/// others repeat.
#[must_use]
pub fn sums(
    readings: &[Reading],
    submissions: &Submissions,
    repeated: &BTreeSet<LineAt>,
    pipeline: &Pipeline,
) -> UnitSums {
    let superseded = submissions.superseded();
    let counts = |(ix, form): (FormIx, &Form)| {
        // Indicators are not summed.
        let summed = form.items != Items::Indicator;
        let measures: Vec<MeasureIx> = if summed { form.measures() } else { Vec::new() };
        let ids = measures.iter().map(|&measure| pipeline.measure(measure).id.clone());
        let (mut sums, mut place) = (FormSums::new(ids.collect()), 0);
        for (file, reading) in readings.iter().enumerate() {
            for (at, table) in reading.tables.iter().enumerate().filter(|(_, t)| t.form == ix) {
                let sender = pipeline.register.get(table.sender).id.as_str();
                if superseded.contains(&(&reading.file, &form.id, sender)) {
                    continue;
                }
                for line in reading.lines_of(table) {
                    let counts =
                        line.line.role == Role::Item && !repeated.contains(&(file, at, line.place));
                    if let Some(unit) = line.line.unit.filter(|_| counts) {
                        let counts = measures.iter().map(|&measure| line.sum(Slot::Count(measure)));
                        let unit = &pipeline.register.get(unit).id;
                        sums.add(unit, place, counts.map(|count| count.map(whole_count)));
                    }
                    place += 1;
                }
            }
        }
        (form.id.clone(), sums)
    };
    let mut all = UnitSums::default();
    for (form, sums) in (0u16..).map(FormIx).zip(&pipeline.forms).map(counts) {
        all.add(&form, sums);
    }
    all
}
