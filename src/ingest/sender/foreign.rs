//! Lines that name their unit in a column that their form does not know. Read as the sender's, the figures of others would
//! count for it.

use crate::ingest::context::TableContext;
use crate::ingest::findings::line::unknown_unit::UNKNOWN_UNIT;
use crate::ingest::table::bound_table::BoundTable;
use crate::ingest::table::lines::line::{LineRole, SheetLine};
use crate::model::{CellRef, Finding};
use crate::pipeline::Match;
use crate::text;

/// Words, as keys, that the header of a column of units begins with.
const UNITS: [&str; 7] =
    ["đơn vị", "tên đơn vị", "cơ quan", "tên cơ quan", "ubnd", "xã", "địa bàn"];

/// A table of which nobody can tell whose lines it holds, and why: a column beside those of the form names units other than
/// the sender.
pub(in crate::ingest) fn lines_of_others(
    context: &TableContext,
    table: &BoundTable,
    lines: &[SheetLine],
) -> Option<Finding> {
    let of_units = table.header.unknown.iter().find_map(|(at, header)| {
        let key = text::key(header.rsplit(" / ").next().unwrap_or(header));
        let named = UNITS.iter().any(|word| text::begins_with_word(&key, &text::key(word)));
        let (cell, name) = other_unit(context, lines, at.column).filter(|_| named)?;
        Some((header, cell, name))
    });
    let (header, at, name) = of_units?;
    let sender = context.pipeline.register.get(context.sender);
    let message = format!(
        "cột \"{header}\" ghi tên đơn vị khác đơn vị gửi, ví dụ \"{name}\"; {} không có cột này nên không rõ dòng nào của {}; bảng này không được tính; hãy gửi mỗi đơn vị một biểu, hoặc khai báo biểu có cột đơn vị",
        table.form.name, sender.name
    );
    let finding = Finding::new(&UNKNOWN_UNIT, message).in_file(context.file);
    let finding = finding.in_sheet(&context.sheet.name).at(at).about(&sender.id);
    Some(finding.of_form(&table.form.id).found(name).expected(&sender.name).left_out())
}

/// The first cell of a column that names a unit of the register, and not the sender.
fn other_unit(
    context: &TableContext,
    lines: &[SheetLine],
    column: u32,
) -> Option<(CellRef, String)> {
    let items = lines.iter().filter(|line| line.role == LineRole::Item);
    let cells = items.flat_map(|line| line.cells).filter(|cell| cell.at.column == column);
    let mut named = cells.filter_map(|cell| Some((cell.at, cell.text()?)));
    let other = named.find(|(_, text)| match context.units.find_exact(text, |_, _| true) {
        Match::One(unit) => unit != context.sender,
        Match::Many(units) => !units.contains(&context.sender),
        Match::None(_) => false,
    });
    other.map(|(at, text)| (at, text::normal(text)))
}
