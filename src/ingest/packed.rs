//! The figures of a file as they are kept: line by line, with what the figures of a line share written once. A
//! figure takes seven bytes instead of fifty.

use serde::{Deserialize, Serialize};

use crate::model::{CellRef, Notation};
use crate::table::{Figure, Role};

use super::file::{FileReading, TableReading};
use super::symbol;

/// What is counted in one file, by table, and the words that only its figures use.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Packed {
    pub(super) sheets: Vec<String>,
    pub(super) raws: Vec<String>,
    tables: Vec<Vec<Line>>,
}

/// Neighbouring figures of one line.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Head {
    #[serde(with = "symbol")]
    unit: u32,
    #[serde(with = "symbol")]
    field: u32,
    #[serde(with = "symbol")]
    source: u32,
    sheet: u32,
    row: u32,
    notation: Notation,
    first_block: u32,
    block: u32,
}

#[derive(Debug, Serialize, Deserialize)]
struct Line {
    head: Head,
    cells: Vec<Cell>,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Cell {
    role: Role,
    #[serde(with = "symbol")]
    measure: u32,
    column: u32,
    #[serde(with = "symbol")]
    raw: u32,
    value: Number,
}

/// Nearly all numbers are small and whole.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
enum Number {
    Whole(i64),
    Exact(f64),
}

impl Number {
    #[expect(clippy::cast_possible_truncation, reason = "only whole numbers below 10^15 get here")]
    fn of(value: f64) -> Self {
        let whole = value.fract() == 0.0 && value.abs() < 1e15;
        // A minus before 0 would be lost.
        if whole && (value != 0.0 || value.is_sign_positive()) {
            Self::Whole(value as i64)
        } else {
            Self::Exact(value)
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "only whole numbers below 10^15 are kept so")]
    const fn value(self) -> f64 {
        match self {
            Self::Whole(value) => value as f64,
            Self::Exact(value) => value,
        }
    }
}

impl Head {
    const fn of(figure: &Figure) -> Self {
        Self {
            unit: figure.unit,
            field: figure.field,
            source: figure.source,
            sheet: figure.sheet,
            row: figure.at.row,
            notation: figure.at.notation,
            first_block: figure.first_block,
            block: figure.block,
        }
    }

    const fn figure(&self, form: u32, cell: &Cell) -> Figure {
        Figure {
            role: cell.role,
            unit: self.unit,
            form,
            field: self.field,
            source: self.source,
            measure: cell.measure,
            value: cell.value.value(),
            file: 0,
            sheet: self.sheet,
            at: CellRef { row: self.row, column: cell.column, notation: self.notation },
            raw: cell.raw,
            first_block: self.first_block,
            block: self.block,
        }
    }
}

impl Packed {
    pub(super) fn of(reading: &FileReading) -> Self {
        let tables = reading.tables.iter().map(|table| lines(&table.figures));
        Self {
            sheets: reading.sheets.clone(),
            raws: reading.raws.clone(),
            tables: tables.collect(),
        }
    }

    /// The figures of the tables that are wanted, in order; of the file with the symbol 0.
    pub(super) fn figures<'t>(
        &'t self,
        tables: &'t [TableReading],
        wanted: impl Fn(usize) -> bool + 't,
    ) -> impl Iterator<Item = Figure> + 't {
        let wanted = self.tables.iter().zip(tables).enumerate().filter(move |(at, _)| wanted(*at));
        wanted.flat_map(|(_, (lines, table))| {
            let form = u32::try_from(table.form).unwrap_or(u32::MAX);
            let figures = move |line: &'t Line| {
                line.cells.iter().map(move |cell| line.head.figure(form, cell))
            };
            lines.iter().flat_map(figures)
        })
    }
}

fn lines(figures: &[Figure]) -> Vec<Line> {
    let lines = figures.chunk_by(|a, b| Head::of(a) == Head::of(b));
    let lines = lines.filter_map(|line| {
        let cells = line.iter().map(|figure| Cell {
            role: figure.role,
            measure: figure.measure,
            column: figure.at.column,
            raw: figure.raw,
            value: Number::of(figure.value),
        });
        Some(Line { head: Head::of(line.first()?), cells: cells.collect() })
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::Packed;
    use crate::ingest::file::{FileReading, TableReading};
    use crate::model::{CellRef, UnitIx};
    use crate::table::{Figure, NONE, Role};

    fn figure(row: u32, column: u32, value: f64) -> Figure {
        Figure {
            role: if column == 9 { Role::Note } else { Role::Item },
            unit: row,
            form: 2,
            field: NONE,
            source: NONE,
            measure: column,
            value,
            file: 0,
            sheet: 1,
            at: if row == 7 { CellRef::counted(row, column) } else { CellRef::new(row, column) },
            raw: if value < 0.0 { 3 } else { NONE },
            first_block: 4,
            block: 5,
        }
    }

    #[test]
    fn what_is_packed_comes_out_as_it_was() {
        let values = [0.0, -0.0, 1.0, -7.0, 0.5, 1e15, -1e300, 999_999_999_999_999.0];
        let figures: Vec<Figure> = (0..24u32)
            .zip(values.iter().cycle())
            .map(|(at, &value)| figure(5 + at / 8, 2 + at % 8, value))
            .collect();
        let (sender, figures_of) = (UnitIx(0), figures.clone());
        let table = TableReading { form: 2, sender, items: 24, printed: 0, figures: figures_of };
        let reading = FileReading { tables: vec![table], ..FileReading::default() };
        let bytes = postcard::to_stdvec(&Packed::of(&reading)).unwrap();
        let packed: Packed = postcard::from_bytes(&bytes).unwrap();
        let again: Vec<Figure> = packed.figures(&reading.tables, |_| true).collect();
        assert_eq!(again, figures);
        let bits = |figures: &[Figure]| -> Vec<(u64, bool)> {
            let notation = |f: &Figure| f.at.notation == crate::model::Notation::Numbers;
            figures.iter().map(|f| (f.value.to_bits(), notation(f))).collect()
        };
        assert_eq!(bits(&again), bits(&figures));
        assert_eq!(packed.figures(&reading.tables, |_| false).count(), 0);
    }
}
