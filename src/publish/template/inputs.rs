//! The cells into which something is typed, gathered into as few areas as there are.

use std::collections::BTreeMap;

use crate::model::{Area, CellRef};

use super::plan::{Typed, TypedCells};

/// Cells by what is typed into them.
#[derive(Default)]
pub(super) struct TypedAreas(BTreeMap<Typed, Vec<(u32, u16)>>);

impl TypedAreas {
    /// Something is typed into a cell; cells come row by row, from the left.
    pub(super) fn add(&mut self, typed: Typed, row: u32, column: u16) {
        self.0.entry(typed).or_default().push((row, column));
    }

    /// The areas that they make up.
    pub(super) fn areas(self) -> Vec<TypedCells> {
        let inputs = self.0.into_iter();
        inputs.map(|(typed, cells)| TypedCells { typed, areas: gathered(&cells) }).collect()
    }
}

/// Cells side by side become a run, and equal runs below each other an area.
fn gathered(cells: &[(u32, u16)]) -> Vec<Area> {
    let runs = cells.chunk_by(|left, right| left.0 == right.0 && left.1 + 1 == right.1);
    let mut areas: Vec<Area> = Vec::new();
    for run in runs {
        let (Some(&(row, from)), Some(&(_, to))) = (run.first(), run.last()) else { continue };
        let at = |column: u16| CellRef::new(row, u32::from(column));
        let goes_on = |area: &&mut Area| {
            area.last.row + 1 == row
                && area.first.column == u32::from(from)
                && area.last.column == u32::from(to)
        };
        match areas.iter_mut().find(goes_on) {
            Some(area) => area.last.row = row,
            None => areas.push(Area { first: at(from), last: at(to) }),
        }
    }
    areas
}

#[cfg(test)]
mod tests {
    use super::{Typed, TypedAreas};

    #[test]
    fn runs_below_each_other_are_one_area() {
        let mut inputs = TypedAreas::default();
        for row in [4, 5, 9] {
            for column in [3, 4, 6] {
                inputs.add(Typed::Count, row, column);
            }
        }
        let areas = inputs.areas().remove(0).areas;
        let told: Vec<String> =
            areas.iter().map(|area| format!("{}:{}", area.first, area.last)).collect();
        assert_eq!(told, ["D5:E6", "G5:G6", "D10:E10", "G10:G10"]);
    }
}
