//! Lists as texts with separators and as sheets of workbooks. A text of any length is never held as cells.

use std::borrow::Cow;

use polars::prelude::StringChunkedBuilder;

use crate::ingest::{HEADER_WITHIN, ListHeader};
use crate::model::{Cell, Sheet, Value};
use crate::pipeline::{DossierColumn, Pipeline};
use crate::read::TextRows;
use crate::table::TableError;

use super::rows::{AT_ONCE, DossierCells, DossierRows, ListSource, RowNumbers, TakeRows};

/// A text that is a list.
pub(super) struct TextList<'t> {
    rows: &'t TextRows,
    header: u32,
    columns: Vec<Option<u32>>,
}

impl<'t> TextList<'t> {
    /// The header of a text, where it is a list.
    pub(super) fn header<'p>(rows: &TextRows, pipeline: &'p Pipeline) -> Option<ListHeader<'p>> {
        let top = rows.rows().take_while(|(row, _)| *row < HEADER_WITHIN);
        { top }.find_map(|(row, cells)| {
            let cells = cells.iter().map(|(column, text)| (*column, text.as_ref()));
            ListHeader::of_row(row, cells, pipeline)
        })
    }

    pub(super) fn new(rows: &'t TextRows, header: &ListHeader<'_>) -> Self {
        Self { rows, header: header.row, columns: header.columns.clone() }
    }
}

impl ListSource for TextList<'_> {
    fn each(&self, of: &[DossierColumn], take: &mut TakeRows<'_>) -> Result<(), TableError> {
        let mut gathered = GatheredRows::new(0, of, &self.columns);
        for (row, cells) in self.rows.rows().skip_while(|(row, _)| *row <= self.header) {
            gathered.push(row, cells.into_iter(), take);
        }
        gathered.give(take);
        Ok(())
    }
}

/// Sheets that are lists.
pub(super) struct SheetRows<'s, 'p> {
    pub(super) sheets: &'s [Sheet],
    /// The places of those that are, and their headers.
    pub(super) lists: &'s [(usize, ListHeader<'p>)],
}

impl ListSource for SheetRows<'_, '_> {
    fn each(&self, of: &[DossierColumn], take: &mut TakeRows<'_>) -> Result<(), TableError> {
        for (place, (sheet, header)) in self.lists.iter().enumerate() {
            let mut gathered = GatheredRows::new(place, of, &header.columns);
            for (row, cells) in self.sheets[*sheet].rows_in(header.row + 1..u32::MAX) {
                let cells = cells.iter().map(|cell| (cell.at.column, text(cell)));
                gathered.push(row, cells, take);
            }
            gathered.give(take);
        }
        Ok(())
    }
}

/// What stands in a cell; a number as its digits.
fn text(cell: &Cell) -> Cow<'_, str> {
    match &cell.value {
        Value::Text(text) | Value::Date(text) | Value::Fault(text) => Cow::Borrowed(text),
        Value::Number(number) => Cow::Owned(number.to_string()),
        Value::Flag(flag) => Cow::Owned(flag.to_string()),
        Value::Uncalculated => Cow::Borrowed("#"),
    }
}

/// Rows that wait to be given.
struct GatheredRows {
    sheet: usize,
    /// The columns that are asked for.
    asked: Vec<DossierColumn>,
    /// Which of these a column of the sheet is.
    known: Vec<Option<usize>>,
    rows: Vec<u32>,
    /// Of each that is asked for.
    builders: Vec<StringChunkedBuilder>,
}

impl GatheredRows {
    fn new(sheet: usize, of: &[DossierColumn], columns: &[Option<u32>]) -> Self {
        let mut asked: Vec<DossierColumn> = Vec::new();
        let mut known: Vec<Option<usize>> = Vec::new();
        for &of in of {
            let Some(column) = columns[of.index()] else { continue };
            let column = column as usize;
            known.resize(known.len().max(column + 1), None);
            known[column] = Some(asked.len());
            asked.push(of);
        }
        let builders = builders(asked.len());
        Self { sheet, asked, known, rows: Vec::new(), builders }
    }

    fn push<'c>(
        &mut self,
        row: u32,
        cells: impl Iterator<Item = (u32, Cow<'c, str>)>,
        take: &mut TakeRows<'_>,
    ) {
        let mut found: [Option<Cow<'c, str>>; DossierColumn::ALL.len()] = Default::default();
        for (column, text) in cells {
            if let Some(place) = self.known.get(column as usize).copied().flatten() {
                found[place] = Some(text);
            }
        }
        self.rows.push(row);
        for (builder, text) in self.builders.iter_mut().zip(&found) {
            builder.append_option(text.as_deref());
        }
        if self.rows.len() >= AT_ONCE {
            self.give(take);
        }
    }

    fn give(&mut self, take: &mut TakeRows<'_>) {
        if self.rows.is_empty() {
            return;
        }
        let mut columns = vec![DossierCells::Nothing; DossierColumn::ALL.len()];
        let builders = std::mem::replace(&mut self.builders, builders(self.asked.len()));
        for (of, builder) in self.asked.iter().zip(builders) {
            columns[of.index()] = DossierCells::Texts(builder.finish());
        }
        let numbers = RowNumbers::new(self.sheet, std::mem::take(&mut self.rows));
        take(DossierRows { numbers, columns });
    }
}

fn builders(columns: usize) -> Vec<StringChunkedBuilder> {
    (0..columns).map(|_| StringChunkedBuilder::new("".into(), 0)).collect()
}
