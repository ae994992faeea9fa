//! A table while its lines become figures: whose lines these are, what was summed so far, what is still to be said.
//! What this room stands on: each of its files adds methods to it.

use std::collections::BTreeSet;

use crate::ingest::context::TableContext;
use crate::ingest::sender::evidence::SenderEvidence;
use crate::ingest::table::bound_table::BoundTable;
use crate::ingest::table::heading::texts_above;
use crate::ingest::table::lines::line::SheetLine;
use crate::model::{CellRef, Finding, Sheet, UnitIx};
use crate::pipeline::{Binding, Form, Items};
use crate::text;

use super::assembled_table::AssembledTable;
use super::blank::filling::{Filling, LoneTotal};
use super::columns::figure_columns::{FigureColumn, figure_columns, told_columns};
use super::columns::headers::headers_of;
use super::columns::merged::MergedFigures;
use super::columns::notes::Notes;
use super::columns::shares::PrintedShares;
use super::columns::thousandths;
use super::earlier::{Earlier, LineKey};
use super::file_words::FileWords;

/// A table while its lines become figures.
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
    pub(super) earlier: &'a mut Earlier,
    /// Lines of this table.
    pub(super) lines: BTreeSet<LineKey>,
    /// Lines that name a unit and hold its counts.
    pub(super) unit_lines: Vec<UnitLine>,
    /// The column that numbers the lines, and the number of the last one.
    pub(super) ordinal: Option<u32>,
    pub(super) last_ordinal: Option<u32>,
    pub(super) filling: Filling,
    /// Columns of the sheet with any text above them.
    pub(super) headed: &'a BTreeSet<u32>,
    /// Whether it was made from a template, whose formulas are known.
    pub(super) is_calculated: bool,
    /// Lines of unknown units for which near names were looked up.
    pub(super) strangers: u32,
    pub(super) whose: LinesOwner<'a>,
    pub(super) blocks: OpenBlocks,
    pub(super) to_say: ToSay,
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
        thousandths::mark(&mut columns, lines);
        let merged = MergedFigures::of(context.sheet, table, &columns, lines);
        let told = told_columns(&columns, &headers_of(context.sheet, table));
        let source = source_of(context.sheet, table, words);
        if source.is_some() {
            earlier.units.clear();
        }
        Self {
            blocks: OpenBlocks {
                block: first_block,
                table_block: first_block,
                unit_block: first_block,
                by_source: false,
                open: false,
                above: None,
                lone: None,
                heading_lone: None,
                sums: vec![0.0; columns.len()],
                unit_sums: vec![0.0; columns.len()],
                table_sums: vec![0.0; columns.len()],
                closed: Vec::new(),
                lines_in_block: 0,
                heading_total: None,
            },
            whose: LinesOwner {
                owner: Owner::Nobody,
                assumed: false,
                carried: None,
                unclear: None,
                source,
                source_of_groups: source,
                part: 0,
            },
            to_say: ToSay {
                doubtful: Vec::new(),
                unread: BTreeSet::new(),
                typed: None,
                typed_count: 0,
                stray: Vec::new(),
                repeated: None,
            },
            context,
            form,
            shares: PrintedShares::of(form, &columns),
            columns,
            merged,
            notes: Notes::of(context.sheet, table),
            words,
            out: AssembledTable::new(context, told),
            items: form.items,
            earlier,
            lines: BTreeSet::new(),
            unit_lines: Vec::new(),
            ordinal: table.header.column_of(form, Binding::Ordinal),
            last_ordinal: None,
            filling: Filling::default(),
            headed: &table.header.headed,
            is_calculated: table.is_calculated,
            strangers: 0,
        }
    }
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

/// Whose the lines at hand are.
pub(super) struct LinesOwner<'a> {
    pub(super) owner: Owner,
    /// Where nothing has named the unit of the lines yet, and its sender is taken for it.
    pub(super) assumed: bool,
    /// The unit whose group goes on from the table before, or that the heading names.
    pub(super) carried: Option<UnitIx>,
    /// What the heading says in place of a unit.
    pub(super) unclear: Option<&'a SenderEvidence>,
    /// Where the files were handled, where a line says so, or else for the groups that follow.
    pub(super) source: Option<u32>,
    pub(super) source_of_groups: Option<u32>,
    /// The part of the form at hand, from 1; 0 above all of them.
    pub(super) part: usize,
}

/// The lines that one total sums, and those of the same unit and of the same table before them.
pub(super) struct OpenBlocks {
    /// The block at hand.
    pub(super) block: u32,
    /// First block of the table.
    pub(super) table_block: u32,
    /// First block of the unit at hand.
    pub(super) unit_block: u32,
    /// Whether the unit at hand has its files by source.
    pub(super) by_source: bool,
    /// Whether the block at hand has lines.
    pub(super) open: bool,
    /// The sums of the group at hand, where they stand above its lines.
    pub(super) above: Option<Vec<Option<f64>>>,
    /// The same as a line, which may be all that the group has.
    pub(super) lone: Option<LoneTotal>,
    /// The same of a total above all lines of the table.
    pub(super) heading_lone: Option<LoneTotal>,
    /// Sums of the block at hand, by column.
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
}

/// What is said of the table when all its lines are read.
pub(super) struct ToSay {
    /// Cells of the group at hand that cannot be read; its total may say what they should be.
    pub(super) doubtful: Vec<DoubtfulCell>,
    /// All cells of items that cannot be read.
    pub(super) unread: BTreeSet<CellRef>,
    /// The first number that is typed as text, and how many are.
    pub(super) typed: Option<(CellRef, String)>,
    pub(super) typed_count: u32,
    /// Cells in columns without a header.
    pub(super) stray: Vec<CellRef>,
    /// Lines that an earlier table of the file has: the first, and how many.
    pub(super) repeated: Option<(CellRef, u32)>,
}

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

/// The source that the name of a sheet tells, or the heading of a table.
fn source_of(sheet: &Sheet, table: &BoundTable, words: &mut FileWords) -> Option<u32> {
    let mut texts = std::iter::once(sheet.name.as_str()).chain(texts_above(sheet, &table.heading));
    let told = texts.find(|text| table.form.is_source_key(&text::key(text)));
    told.map(|text| words.fields.symbol(&text::normal(text)))
}
