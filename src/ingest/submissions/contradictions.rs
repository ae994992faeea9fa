//! How often a form contradicts itself in a file: sums of a line that do not close, and totals that are not those of their
//! lines. Counted where two files are weighed against each other; rules tell each of them.

use crate::model::{LineOf, MeasureIx, Reading, Role};
use crate::pipeline::{Form, Identity, Relation};

use super::form_of_sender::{FormOfSender, tables_of};

pub(super) fn contradictions(reading: &Reading, sent: FormOfSender, form: &Form) -> usize {
    let lines: Vec<LineOf> =
        tables_of(reading, sent).flat_map(|table| reading.lines_of(table)).collect();
    let broken = |line: &LineOf| {
        let broken = form.identities.iter().filter(|identity| is_broken(line, identity));
        broken.count()
    };
    let (items, totals): (Vec<LineOf>, Vec<LineOf>) =
        lines.into_iter().partition(|line| line.line.role == Role::Item);
    let of_items: usize = items.iter().map(broken).sum();
    of_items + totals.iter().map(|total| differing(total, &items)).sum::<usize>()
}

/// A sum of which a member is missing says nothing.
fn is_broken(line: &LineOf, identity: &Identity) -> bool {
    let sum = |measures: &[MeasureIx]| {
        measures.iter().try_fold(0i64, |sum, &measure| Some(sum + line.value(measure)?))
    };
    match (sum(&identity.whole), sum(&identity.parts)) {
        (Some(whole), Some(parts)) => match identity.relation {
            Relation::Equal => whole != parts,
            Relation::AtLeast => whole < parts,
        },
        _ => false,
    }
}

/// How many numbers of a total are not the sum of its lines.
fn differing(total: &LineOf, items: &[LineOf]) -> usize {
    let blocks = total.line.first_block..=total.line.block;
    let summed = || items.iter().filter(|item| blocks.contains(&item.line.block));
    let differs = |told: &crate::model::Number| {
        let same = |slot, part| (slot, part) == (told.column.slot, told.column.part);
        let numbers = summed().flat_map(|item| item.counts());
        let numbers = numbers.filter(|number| same(number.column.slot, number.column.part));
        numbers.map(|number| number.whole()).sum::<i64>() != told.whole()
    };
    total.counts().filter(differs).count()
}
