//! Percentages that stand where counts belong: the parts of a whole add up to 100 although the whole is another number.

use crate::ingest::count::{Counted, TypedAs, printed};
use crate::ingest::findings::cell::not_a_count::NOT_A_COUNT;
use crate::ingest::table::lines::line::SheetLine;
use crate::model::{CellRef, MeasureIx};
use crate::pipeline::{Form, Numbers, Relation};

use super::figure_columns::{FigureColumn, cell_at};

/// Percentages are rounded, and their sum with them.
const ROUNDING: f64 = 0.5;

/// The columns of a table that are wholes and their parts.
#[derive(Debug, Default)]
pub(in crate::ingest::figures) struct PrintedShares {
    /// Places among the columns: the whole, its parts.
    identities: Vec<(Vec<usize>, Vec<usize>)>,
}

impl PrintedShares {
    pub(in crate::ingest::figures) fn of(form: &Form, columns: &[FigureColumn]) -> Self {
        let of = |measures: &[MeasureIx]| -> Vec<usize> {
            let is_of = |column: &FigureColumn| {
                column.count.is_some_and(|measure| measures.contains(&measure))
            };
            (0..columns.len()).filter(|&index| is_of(&columns[index])).collect()
        };
        let equal = form.identities.iter().filter(|one| one.relation == Relation::Equal);
        Self { identities: equal.map(|one| (of(&one.whole), of(&one.parts))).collect() }
    }

    /// Leaves the percentages of a line out, where they stand in the place of counts.
    pub(super) fn leave_out(
        &self,
        line: &SheetLine,
        numbers: &Numbers,
        counted: &mut [(CellRef, Option<Counted>)],
    ) {
        for (whole, parts) in &self.identities {
            if !are_shares(whole, parts, line, numbers, counted) {
                continue;
            }
            for &index in parts {
                if matches!(counted[index].1, Some(Counted::Count { .. })) {
                    let why = "là tỷ lệ phần trăm (các ô cùng nhóm cộng lại bằng 100, khác tổng số), không phải số đếm";
                    counted[index].1 = Some(Counted::Doubt(&NOT_A_COUNT, why));
                }
            }
        }
    }
}

/// Whether parts add up to 100 and their whole does not.
fn are_shares(
    whole: &[usize],
    of: &[usize],
    line: &SheetLine,
    numbers: &Numbers,
    counted: &[(CellRef, Option<Counted>)],
) -> bool {
    let hundred = |value: f64| (value - 100.0).abs() <= ROUNDING;
    let whole = whole.iter().map(|&index| match &counted[index].1 {
        Some(Counted::Count { value, .. }) => Some(*value),
        _ => None,
    });
    let whole: Option<f64> = whole.sum();
    if whole.is_none_or(|whole| whole <= 0.0 || hundred(whole)) {
        return false;
    }
    let is_held = |index: usize| cell_at(line.cells, counted[index].0.column).is_some();
    let parts = of.iter().map(|&index| match &counted[index] {
        (_, Some(Counted::Count { value, typed: TypedAs::Number, .. })) => Some(*value),
        (at, _) => match cell_at(line.cells, at.column).map(|value| printed(value, numbers)) {
            Some(Counted::Count { value, .. }) => Some(value),
            None | Some(Counted::Blank) => Some(0.0),
            Some(Counted::Doubt(..)) => None,
        },
    });
    let sum: Option<f64> = parts.sum();
    // One number alone is no share of several, where a blank may be what is missing to the whole.
    let alone = |sum: f64| {
        let held = of.iter().filter(|&&index| is_held(index)).count();
        whole.is_some_and(|whole| whole > sum) && held < of.len() && shared(of, counted) < 2
    };
    sum.is_some_and(|sum| hundred(sum) && !alone(sum))
}

/// How many parts are more than nothing.
fn shared(parts: &[usize], counted: &[(CellRef, Option<Counted>)]) -> usize {
    let more = |index: &&usize| match counted[**index].1 {
        Some(Counted::Count { value, .. }) => value > 0.0,
        Some(Counted::Doubt(..)) => true,
        None | Some(Counted::Blank) => false,
    };
    parts.iter().filter(more).count()
}
