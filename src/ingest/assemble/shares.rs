//! Percentages that stand where counts belong: the parts of a whole add up to 100 although the whole is another number.

use crate::model::{CellRef, Code, MeasureIx, Value};
use crate::pipeline::{Form, Identity, Relation};

use super::super::count::{Counted, printed};
use super::columns::FigureColumn;

/// Percentages are rounded, and their sum with them.
const ROUNDING: f64 = 0.5;

/// Leaves the percentages of a line out, where they stand in the place of counts.
pub(super) fn leave_out_shares(
    form: &Form,
    columns: &[FigureColumn],
    values: &[Option<&Value>],
    counted: &mut [(CellRef, Option<Counted>)],
) {
    let equal = |identity: &&Identity| identity.relation == Relation::Equal;
    for identity in form.identities.iter().filter(equal) {
        let of = |measures: &[MeasureIx]| -> Vec<usize> {
            let is_of = |column: &FigureColumn| {
                column.count.is_some_and(|measure| measures.contains(&measure))
            };
            (0..columns.len()).filter(|&index| is_of(&columns[index])).collect()
        };
        let (whole, parts) = (of(&identity.whole), of(&identity.parts));
        let whole = whole.iter().map(|&index| match &counted[index].1 {
            Some(Counted::Count { value, .. }) => Some(*value),
            _ => None,
        });
        let whole: Option<f64> = whole.sum();
        let sum =
            parts.iter().map(|&index| match values[index].map(|v| printed(v, &form.numbers)) {
                Some(Counted::Count { value, .. }) => Some(value),
                None | Some(Counted::Blank) => Some(0.0),
                Some(Counted::Doubt(..)) => None,
            });
        let sum: Option<f64> = sum.sum();
        // One number alone is no share of several, where a blank may be what is missing to the whole.
        let alone = |whole: f64, sum: f64| {
            let held = parts.iter().filter(|&&index| values[index].is_some());
            whole > sum && held.count() < parts.len() && shared(&parts, counted) < 2
        };
        let hundred = |value: f64| (value - 100.0).abs() <= ROUNDING;
        let are_shares = whole.zip(sum).is_some_and(|(whole, sum)| {
            whole > 0.0 && !hundred(whole) && hundred(sum) && !alone(whole, sum)
        });
        if !are_shares {
            continue;
        }
        for index in parts {
            if matches!(counted[index].1, Some(Counted::Count { .. })) {
                let why = "là tỷ lệ phần trăm (các ô cùng nhóm cộng lại bằng 100, khác tổng số), không phải số đếm";
                counted[index].1 = Some(Counted::Doubt(Code::NotACount, why));
            }
        }
    }
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
