//! Tables laid out on sheets with the messes of a file, cell by cell, and with what has to be read at each.

mod columns;
mod furniture;
pub(crate) mod lines;

use tthc::model::CellRef;

use super::mess::{Mess, Messes};
use super::paper::{Cell, Laid, Page};
use super::source::{Block, Table};
use super::typing::Typing;
use columns::{Column, columns, depth, header};

/// Lays out the tables of a sender.
pub(crate) fn lay_out(tables: &[Table], sender: &str, messes: Messes) -> Laid {
    let (down, left) = messes
        .say(|mess| match mess {
            Mess::Offset(down, right) => Some((down, right)),
            _ => None,
        })
        .unwrap_or_default();
    let mut layout = Layout {
        messes,
        sender: sender.to_owned(),
        typing: Typing::new(messes),
        laid: Laid::default(),
        row: down,
        left,
        columns: Vec::new(),
        group: None,
        table_sums: Vec::new(),
    };
    layout.jottings();
    for (index, table) in tables.iter().enumerate() {
        if index == 0 || !messes.has(Mess::Stacked) {
            layout.page(&layout.tab(table));
            layout.row = down;
        } else {
            layout.row += 2;
        }
        layout.table(table);
    }
    layout.draft(tables);
    layout.laid
}

struct Layout {
    messes: Messes,
    sender: String,
    typing: Typing,
    laid: Laid,
    row: u32,
    left: u32,
    columns: Vec<Column>,
    /// The line that names the group at hand.
    group: Option<CellRef>,
    /// Sums of the lines of a table by column.
    table_sums: Vec<i64>,
}

impl Layout {
    fn page(&mut self, name: &str) {
        self.laid.pages.push(Page::new(name));
    }

    fn sheet(&mut self) -> &mut Page {
        self.laid.pages.last_mut().unwrap()
    }

    fn tab(&self, table: &Table) -> String {
        let form = table.form.sheet;
        if self.messes.has(Mess::SenderOnTab) { self.sender.clone() } else { form.to_owned() }
    }

    /// A text of the sheet in the writing of the file.
    fn text(&mut self, column: u32, text: &str) {
        let written = super::script::written(text, self.messes);
        let (row, at) = (self.row, self.left + column);
        self.sheet().text(row, at, &written);
    }

    /// A cell below a column of the table.
    fn put(&mut self, column: usize, cell: Cell) -> CellRef {
        let cell = match cell {
            Cell::Text(text) => Cell::Text(super::script::written(&text, self.messes)),
            other => other,
        };
        let (row, at) = (self.row, self.left + u32::try_from(column).unwrap());
        self.sheet().put(row, at, cell)
    }

    fn table(&mut self, table: &Table) {
        self.columns = columns(table, self.messes);
        self.group = None;
        self.table_sums = vec![0; self.columns.len()];
        self.title(table);
        self.header(table);
        let chunk = self.messes.say(|mess| match mess {
            Mess::Continued(groups) => Some(groups),
            _ => None,
        });
        for (index, block) in table.blocks.iter().enumerate() {
            if chunk.is_some_and(|chunk| index > 0 && index % chunk == 0) {
                let name = format!("{} ({})", self.tab(table), index);
                self.page(&name);
                self.row = 0;
                self.header(table);
            }
            self.block(table, block, index);
        }
        self.grand_total(table);
        self.footer(table);
    }

    /// The header, and the numbers of its columns.
    fn header(&mut self, table: &Table) {
        let depth = depth(table.form);
        let (row, left, messes) = (self.row, self.left, self.messes);
        let columns = std::mem::take(&mut self.columns);
        let lowest = header(self.sheet(), &columns, depth, (row, left), messes);
        for (column, at) in columns.iter().zip(lowest) {
            if let columns::Holds::Count(index, None) = column.holds {
                let origin = lines::header_origin(table, index);
                let sheet = self.sheet().name.clone();
                self.laid.places.entry(origin).or_insert((sheet, at));
            }
        }
        self.columns = columns;
        self.row += depth;
        if messes.has(Mess::ColumnNumbers) {
            for column in 0..self.columns.len() {
                self.put(column, Cell::Text(format!("({})", column + 1)));
            }
            self.row += 1;
        }
    }

    /// A group or part with its lines and its total.
    fn block(&mut self, table: &Table, block: &Block, index: usize) {
        let messes = self.messes;
        let sums = self.sums(&block.items);
        let total = block
            .total
            .as_ref()
            .filter(|_| !messes.has(Mess::NoTotals) && !messes.has(Mess::GrandTotalOnly));
        let groups = table.form.id == "phu-luc-3";
        let in_head = groups && messes.has(Mess::TotalsInHeads);
        let above = groups && messes.has(Mess::TotalsAbove);
        if let Some(head) = &block.head {
            self.head(table, head, index);
            if let Some(total) = total.filter(|_| in_head) {
                self.row -= 1;
                self.sum_cells(table, total, &sums, None);
                self.row += 1;
            }
        }
        if let Some(total) = total.filter(|_| above) {
            self.total(table, total, &sums, None);
        }
        if groups && messes.has(Mess::Source) {
            self.text(1, "Trên hệ thống của tỉnh");
            self.row += 1;
        }
        let first = self.row;
        self.items(table, &block.items);
        let rows = Some((first + 1, self.row));
        if let Some(total) = total.filter(|_| !in_head && !above) {
            self.total(table, total, &sums, rows);
        }
        for (all, sum) in self.table_sums.iter_mut().zip(sums) {
            *all += sum;
        }
    }
}
