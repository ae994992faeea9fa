//! The figures of a form of a sender in a file, to be held against those of another file.

use std::collections::BTreeMap;

use crate::model::{MeasureIx, Reading, Role, UnitIx, whole_count};
use crate::text;

use super::form_of_sender::{FormOfSender, tables_of};

/// Measure, unit, field and source of a number.
type FigureKey = (MeasureIx, Option<UnitIx>, Option<String>, Option<String>);

/// Numbers in thousandths.
pub(super) type SubmittedFigures = BTreeMap<FigureKey, i64>;

/// What figures are multiplied by.
pub(super) const SCALE: i64 = 1_000;

const SCALE_OF_SHARES: f64 = 1_000.0;

/// The numbers of a form of a sender in a file, by what they are.
pub(in crate::ingest) fn figures(reading: &Reading, sent: FormOfSender) -> SubmittedFigures {
    let mut figures = SubmittedFigures::new();
    let lines = tables_of(reading, sent).flat_map(|table| reading.lines_of(table));
    for line in lines.filter(|line| line.line.role == Role::Item) {
        let key = |place| reading.field(place).map(text::key);
        let (field, source) = (key(line.line.field), key(line.line.source));
        for number in line.counts() {
            let Some(measure) = line.measure(&number) else { continue };
            let figure = (measure, line.line.unit, field.clone(), source.clone());
            // Shares of an indicator differ behind the comma.
            *figures.entry(figure).or_default() += whole_count(number.value * SCALE_OF_SHARES);
        }
    }
    figures
}
