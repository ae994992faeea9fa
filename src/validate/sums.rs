//! Sums of the accepted counts of each unit in each form of one file, with the place of the first count of each.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model::CellRef;
use crate::table::{Figure, Role};

use super::context::{Context, Line, whole};

/// A cell of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Spot {
    /// Place of the sheet among those of the file.
    pub(super) sheet: u32,
    pub(super) at: CellRef,
}

impl Spot {
    pub(super) const fn of(figure: &Figure) -> Self {
        Self { sheet: figure.sheet, at: figure.at }
    }
}

/// A sum, the lines that have a count in it, and the first of these counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sum {
    pub(super) value: i64,
    pub(super) lines: u32,
    pub(super) first: Spot,
}

/// The lines of a unit in a form: how many there are, the first of their counts, and the sum of each measure (symbol).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct UnitSums {
    pub(super) lines: u32,
    pub(super) first: Spot,
    pub(super) sums: Vec<(u32, Sum)>,
}

impl UnitSums {
    /// The sum of a measure, of which a unit has few.
    fn sum(&mut self, measure: u32, first: Spot) -> &mut Sum {
        let at = self.sums.iter().position(|(known, _)| *known == measure).unwrap_or_else(|| {
            self.sums.push((measure, Sum { value: 0, lines: 0, first }));
            self.sums.len() - 1
        });
        &mut self.sums[at].1
    }
}

/// By form and unit (symbols).
pub(super) type Sums = BTreeMap<(u32, u32), UnitSums>;

/// The sums of a file.
pub(super) fn sums(context: &Context) -> Sums {
    let mut sums = Sums::new();
    for line in context.item_lines() {
        add(&mut sums, &line);
    }
    sums
}

/// Adds a line, whose counts are mostly of one unit.
fn add(sums: &mut Sums, line: &Line) {
    let items = line.figures.iter().filter(|figure| figure.role == Role::Item);
    let items: Vec<&Figure> = items.collect();
    for items in items.chunk_by(|a, b| (a.form, a.unit) == (b.form, b.unit)) {
        let Some(first) = items.first() else { continue };
        let empty = || UnitSums { lines: 0, first: Spot::of(first), sums: Vec::new() };
        let unit = sums.entry((first.form, first.unit)).or_insert_with(empty);
        unit.lines += 1;
        for (index, figure) in items.iter().enumerate() {
            // A count that stands in several columns of a line is one count.
            let again = items[..index].iter().any(|before| before.measure == figure.measure);
            let sum = unit.sum(figure.measure, Spot::of(figure));
            sum.value += whole(figure.value);
            sum.lines += u32::from(!again);
        }
    }
}
