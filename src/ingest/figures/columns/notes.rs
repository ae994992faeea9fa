//! What the note column says about each line. A note may be merged over several lines; it speaks of all of them.

use crate::ingest::table::bound_table::BoundTable;
use crate::ingest::table::lines::labels::is_placeholder;
use crate::ingest::table::lines::line::SheetLine;
use crate::model::{Area, Cell, CellRef, Sheet, Value};
use crate::pipeline::Binding;
use crate::text;

/// The note column of a table.
pub(in crate::ingest::figures) struct Notes {
    column: Option<u32>,
    /// Notes that run over several lines.
    merged: Vec<Area>,
}

impl Notes {
    pub(in crate::ingest::figures) fn of(sheet: &Sheet, table: &BoundTable) -> Self {
        let column = table.header.column_of(table.form, Binding::Note);
        let below = table.header.bottom + 1..table.end;
        let over = |area: &&Area| {
            let columns = area.first.column..=area.last.column;
            column.is_some_and(|column| columns.contains(&column))
        };
        let merged = sheet.merges_in(below).iter().filter(over).copied().collect();
        Self { column, merged }
    }

    /// The cell of the note about a line, and its text; `None` where nothing is said.
    pub(in crate::ingest::figures) fn about<'s>(
        &self,
        line: &SheetLine<'s>,
        sheet: &'s Sheet,
    ) -> Option<(CellRef, &'s str)> {
        let column = self.column?;
        let at = line.at.beside(column);
        let own = line.cells.iter().find(|cell| cell.at == at).and_then(Cell::text);
        let merged = || {
            let area = self.merged.iter().find(|area| area.contains(at))?;
            match sheet.get(area.first)? {
                Value::Text(text) => Some(text.as_str()),
                _ => None,
            }
        };
        let text = own.or_else(merged)?;
        (!is_placeholder(&text::normal(text))).then_some((at, text))
    }
}
