//! A table while its lines become figures: whose lines these are, what was summed so far, what is still to be said.
//! The ground of this room: each step adds its own methods.

use std::collections::BTreeSet;

use crate::ingest::context::TableContext;
use crate::ingest::sender::evidence::SenderEvidence;
use crate::ingest::table::bound_table::BoundTable;
use crate::ingest::table::heading::texts_above;
use crate::ingest::table::lines::line::SheetLine;
use crate::model::{CellRef, Finding, Sheet, UnitIx};
use crate::pipeline::{Binding, Form, Items};
use crate::text;

use super::assembled::AssembledTable;
use super::blank::filling::{Filling, LoneTotal};
use super::columns::figure_columns::{FigureColumn, figure_columns, told_columns};
use super::columns::headers::headers_of;
use super::columns::merged::MergedFigures;
use super::columns::notes::Notes;
use super::columns::shares::PrintedShares;
use super::earlier::{Earlier, LineKey};
use super::file_words::FileWords;

/// A line that names a unit and holds its counts.
pub(super) struct UnitLine {
    pub(super) unit: UnitIx,
    pub(super) at: CellRef,
    /// Its place among the lines of the table.
    pub(super) line: Option<usize>,
    /// Its counts, by column.
    pub(super) counts: Vec<Option<f64>>,
}

/// A cell that cannot be read.
pub(super) struct DoubtfulCell {
    /// Its column among those that carry figures.
    pub(super) index: usize,
    pub(super) at: CellRef,
    pub(super) finding: Finding,
    /// What its total leaves for it.
    pub(super) missing: Option<f64>,
}

/// Whose lines are being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// This unit's.
    Unit(UnitIx),
    /// Nobody's yet: a group is closed and none has opened.
    Nobody,
    /// A group that names no known unit, or one read before; its lines are left out.
    Skipped,
}

pub(super) struct Assembler<'a> {
    pub(super) context: &'a TableContext<'a>,
    pub(super) form: &'a Form,
    pub(super) columns: Vec<FigureColumn<'a>>,
    pub(super) merged: MergedFigures,
    pub(super) shares: PrintedShares,
    pub(super) notes: Notes,
    pub(super) words: &'a mut FileWords,
    pub(super) out: AssembledTable,
    pub(super) items: Items,
    pub(super) owner: Owner,
    pub(super) earlier: &'a mut Earlier,
    /// Lines of this table.
    pub(super) lines: BTreeSet<LineKey>,
    /// Lines that an earlier table of the file has: the first, and how many.
    pub(super) repeated: Option<(CellRef, u32)>,
    /// Where nothing has named the unit of the lines yet, and its sender is taken for it.
    pub(super) assumed: bool,
    /// The unit whose group goes on from the table before, or that the heading names.
    pub(super) carried: Option<UnitIx>,
    /// What the heading says in place of a unit.
    pub(super) unclear: Option<&'a SenderEvidence>,
    /// Lines that name a unit and hold its counts.
    pub(super) unit_lines: Vec<UnitLine>,
    /// Where the files were handled, where a line says so, or else for the groups that follow.
    pub(super) source: Option<u32>,
    pub(super) source_of_groups: Option<u32>,
    pub(super) part: usize,
    /// The column that numbers the lines, and the number of the last one.
    pub(super) ordinal: Option<u32>,
    pub(super) last_ordinal: Option<u32>,
    pub(super) table_block: u32,
    /// First block of the unit at hand.
    pub(super) unit_block: u32,
    /// Whether the unit at hand has its files by source.
    pub(super) by_source: bool,
    pub(super) block: u32,
    pub(super) open: bool,
    /// The sums of the group at hand, where they stand above its lines.
    pub(super) above: Option<Vec<Option<f64>>>,
    /// The same as a line, which may be all that the group has.
    pub(super) lone: Option<LoneTotal>,
    /// The same of a total above all lines of the table.
    pub(super) heading_lone: Option<LoneTotal>,
    pub(super) filling: Filling,
    pub(super) sums: Vec<f64>,
    /// Sums of the blocks of the unit at hand that are closed.
    pub(super) unit_sums: Vec<f64>,
    /// Sums of the blocks of the table that are closed.
    pub(super) table_sums: Vec<f64>,
    /// These blocks, with the sums of each.
    pub(super) closed: Vec<(u32, Vec<f64>)>,
    pub(super) lines_in_block: u32,
    /// A total of the whole table that stands above all its lines, by its place among them.
    pub(super) heading_total: Option<usize>,
    /// Cells of the group at hand that cannot be read; its total may say what they should be.
    pub(super) doubtful: Vec<DoubtfulCell>,
    /// All cells of items that cannot be read.
    pub(super) unread: BTreeSet<CellRef>,
    pub(super) typed: Option<(CellRef, String)>,
    pub(super) typed_count: u32,
    pub(super) headed: &'a BTreeSet<u32>,
    pub(super) stray: Vec<CellRef>,
    pub(super) strangers: u32,
}

impl<'a> Assembler<'a> {
    pub(super) fn new(
        context: &'a TableContext<'a>,
        table: &'a BoundTable<'a>,
        lines: &[SheetLine],
        words: &'a mut FileWords,
        earlier: &'a mut Earlier,
        first_block: u32,
    ) -> Self {
        let form = table.form;
        let mut columns = figure_columns(table);
        crate::ingest::figures::columns::thousandths::mark(&mut columns, lines);
        let merged = MergedFigures::of(context.sheet, table, &columns, lines);
        let told = told_columns(&columns, &headers_of(context.sheet, table));
        let source = source_of(context.sheet, table, words);
        if source.is_some() {
            earlier.units.clear();
        }
        Self {
            context,
            form,
            sums: vec![0.0; columns.len()],
            unit_sums: vec![0.0; columns.len()],
            table_sums: vec![0.0; columns.len()],
            closed: Vec::new(),
            shares: PrintedShares::of(form, &columns),
            columns,
            merged,
            notes: Notes::of(context.sheet, table),
            words,
            out: AssembledTable::new(context, told),
            items: form.items,
            owner: Owner::Nobody,
            earlier,
            lines: BTreeSet::new(),
            repeated: None,
            assumed: false,
            carried: None,
            unclear: None,
            unit_lines: Vec::new(),
            source,
            source_of_groups: source,
            part: 0,
            ordinal: table.header.column_of(form, Binding::Ordinal),
            last_ordinal: None,
            table_block: first_block,
            unit_block: first_block,
            by_source: false,
            block: first_block,
            open: false,
            above: None,
            lone: None,
            heading_lone: None,
            filling: Filling::default(),
            lines_in_block: 0,
            heading_total: None,
            doubtful: Vec::new(),
            unread: BTreeSet::new(),
            typed: None,
            typed_count: 0,
            headed: &table.header.headed,
            stray: Vec::new(),
            strangers: 0,
        }
    }
}

/// The source that the name of a sheet tells, or the heading of a table.
pub(super) fn source_of(sheet: &Sheet, table: &BoundTable, words: &mut FileWords) -> Option<u32> {
    let mut texts = std::iter::once(sheet.name.as_str()).chain(texts_above(sheet, &table.heading));
    let told = texts.find(|text| table.form.is_source_key(&text::key(text)));
    told.map(|text| words.fields.symbol(&text::normal(text)))
}
