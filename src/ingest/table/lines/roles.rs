//! Gives each line of a table its role, by the kind of its form.

use crate::ingest::lookups::Lookups;
use crate::ingest::table::bound_table::BoundTable;
use crate::model::Sheet;
use crate::pipeline::{Binding, Items};

use super::line::SheetLine;
use super::reader::LineReader;
use super::{flat, indicators};

/// Gives each line of a table its role.
pub(in crate::ingest) fn lines<'s>(
    sheet: &'s Sheet,
    table: &BoundTable,
    units: &Lookups,
) -> Vec<SheetLine<'s>> {
    let mut reader = LineReader::new(table.form, &table.header, units);
    if table.form.items == Items::Indicator {
        return indicators::lines(sheet, table, &mut reader);
    }
    if let Some(unit) = table.header.column_of(table.form, Binding::Unit) {
        return flat::lines(sheet, table, &mut reader, unit);
    }
    let body = table.header.bottom + 1..table.end;
    let lines = sheet.rows_in(body).map(|(row, cells)| {
        if table.repeats_header(row) { reader.header(cells) } else { reader.line(cells) }
    });
    lines.collect()
}
