//! The tables of a file side by side: what one of them says of its sender holds for those that say nothing.

use crate::model::{Sheet, UnitIx};
use crate::pipeline::Pipeline;

use super::period::dated::{Dated, is_bare};
use super::sender::whose::{TableAddress, TableSender};
use super::table::bound_table::BoundTable;
use super::table::lines::line::SheetLine;

/// A form in a sheet, and whose it is as far as the place itself tells.
pub(super) struct TableOfFile<'s> {
    pub(super) sheet: &'s Sheet,
    pub(super) located: BoundTable<'s>,
    pub(super) lines: Vec<SheetLine<'s>>,
    pub(super) whose: TableSender,
    pub(super) dated: Dated,
}

impl TableOfFile<'_> {
    /// Whether a table goes on from this one: in its sheet, or without a word of its own in the next.
    pub(super) fn goes_on_in(&self, sheet: &Sheet, table: &BoundTable) -> bool {
        std::ptr::eq(self.sheet, sheet)
            || (self.located.form.id == table.form.id && is_bare(sheet, table))
    }
}

/// The one sender of tables; none where there are several.
pub(super) fn only_sender(
    tables: &[TableOfFile],
    of: impl Fn(&TableOfFile) -> bool,
) -> Option<UnitIx> {
    let mut named = tables.iter().filter(|table| of(table)).filter_map(|table| table.whose.sender);
    named.next().filter(|&first| named.all(|other| other == first))
}

/// A table that names nobody is of the one who sent the others in the file: a second sheet of a form, or a second
/// form, often has no heading. One that only the names of file and folder tell the sender of is nobody's where another
/// sheet names somebody else.
pub(super) fn share_sender(file: &str, tables: &mut [TableOfFile], pipeline: &Pipeline) {
    let named = only_sender(tables, |_| true);
    let inside = only_sender(tables, |table| !table.whose.silent);
    let first =
        tables.iter().find(|table| !table.whose.silent).map(|table| table.sheet.name.clone());
    for TableOfFile { sheet, located, whose, .. } in
        tables.iter_mut().filter(|table| table.whose.silent)
    {
        let sends =
            |unit: &UnitIx| located.form.sent_by.contains(&pipeline.register.get(*unit).level);
        let (named, inside) = (named.filter(sends), inside.filter(sends));
        match (whose.sender, inside, &first) {
            (None, ..) if whose.finding.is_none() => whose.sender = named,
            (Some(own), Some(inside), Some(first)) if own != inside && !whose.is_named_on_tab() => {
                let at = TableAddress { file, sheet: &sheet.name, form: located.form };
                whose.disagrees_with(inside, first, at, &pipeline.register);
            }
            _ => {}
        }
    }
}
