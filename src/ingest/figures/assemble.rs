//! Lines of a table → figures. Keeps track of whose lines these are and which lines a total covers.

use std::collections::{BTreeMap, BTreeSet};

use crate::ingest::count::Counted;
use crate::ingest::file_findings::Said;
use crate::ingest::lookups::Units;
use crate::ingest::sender::evidence::Evidence;
use crate::ingest::sender::weigh::Whose;
use crate::ingest::table::header::headed_columns;
use crate::ingest::table::lines::reader::{Line, LineRole};
use crate::ingest::table::locate::{Located, texts_above};
use crate::model::{self, CellRef, FormIx, Notation, Role, Sheet, Table, UnitIx};
use crate::pipeline::{Binding, Form, Groups, Items, Pipeline};
use crate::text;

use super::blank::unfilled::{Filling, LoneTotal};
use super::columns::figure_columns::{FigureColumn, figure_columns, told_columns};
use super::columns::merged::Merged;
use super::columns::notes::Notes;
use super::columns::shares::Shares;
use super::earlier::{Earlier, LineOf, Unfinished};
use super::emit::Place;
use super::fields::field_name;
use super::groups::UnitLine;
use super::indicators;
use super::interner::Interner;
use super::levels::decide::Levels;
use super::levels::details::Below;
use super::totals::doubtful::Doubtful;
use super::totals::unnamed::Unnamed;

pub(in crate::ingest) use super::earlier::Tables;

/// Whose lines are being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ingest::figures) enum Owner {
    /// This unit's.
    Unit(UnitIx),
    /// Nobody's yet: a group is closed and none has opened.
    Nobody,
    /// A group that names no known unit, or one read before; its lines are left out.
    Skipped,
}

/// What one table gave.
#[derive(Debug)]
pub(in crate::ingest) struct Assembled {
    pub(in crate::ingest) table: Table,
    pub(in crate::ingest) findings: Said,
}

impl Assembled {
    /// A table without lines.
    pub(in crate::ingest) fn new(context: &Context, columns: Vec<model::Column>) -> Self {
        let Context { sheet, form, sender, .. } = *context;
        let first = sheet.rows().next().and_then(|(_, cells)| cells.first());
        let notation = first.map_or(Notation::Letters, |cell| cell.at.notation);
        let table = Table::new(form, sender, &sheet.name, notation, columns);
        Self { table, findings: Said::default() }
    }
}

/// Dictionaries of the file being read.
#[derive(Debug, Default)]
pub(in crate::ingest) struct FileWords {
    pub(in crate::ingest) fields: Interner,
    /// Fields by the labels as found.
    labels: BTreeMap<String, u32>,
    /// Fields by their keys: those of one key are one field, the first spelling of the file stays.
    keys: BTreeMap<String, u32>,
}

/// Where a table stands and to whom it belongs.
pub(in crate::ingest) struct Context<'a> {
    pub(in crate::ingest) pipeline: &'a Pipeline,
    pub(in crate::ingest) units: &'a Units<'a>,
    pub(in crate::ingest) file: &'a str,
    pub(in crate::ingest) sheet: &'a Sheet,
    pub(in crate::ingest) form: FormIx,
    pub(in crate::ingest) sender: UnitIx,
    pub(in crate::ingest) whose: &'a Whose,
}

/// Turns the lines of a table into figures. Blocks are numbered on from `first_block`, so that they differ in the
/// file: a group may go on in the next sheet.
pub(in crate::ingest) fn assemble(
    context: &Context,
    table: &Located,
    lines: &[Line],
    words: &mut FileWords,
    tables: &mut Tables,
    first_block: u32,
) -> (Assembled, u32) {
    if table.form.items == Items::Indicator {
        return indicators::assemble(context, table, lines, first_block);
    }
    let earlier = tables.of(context.form, context.sender);
    let mut assembler = Assembler::new(context, table, lines, words, earlier, first_block);
    assembler.begin(table, lines);
    let levels = match table.form.items {
        Items::Field => assembler.levels(lines),
        Items::Unit | Items::Indicator => Levels::default(),
    };
    let mut summed = None;
    for (index, line) in lines.iter().enumerate() {
        if let Some(sum) = levels.sums.get(&index) {
            assembler.sums_below(line, *sum);
            summed = Some(sum.last);
        } else if !levels.is_part(index) {
            assembler.line(line, Below { lines, from: index + 1, levels: &levels });
        }
        if let Some(detailed) = levels.detailed.get(&index) {
            assembler.detailed(line, &lines[detailed.first], *detailed);
        }
        if summed == Some(index) {
            assembler.end_sum();
        }
    }
    assembler.end_lone_total();
    assembler.say_doubtful();
    assembler.settle_unit_lines();
    assembler.end_heading_total();
    assembler.leave_out_unfilled();
    assembler.fill_blanks();
    assembler.leave();
    // What is said about a whole table is said to its sender.
    assembler.owner = Owner::Unit(context.sender);
    assembler.text_numbers_note();
    assembler.stray_cells();
    let (mut out, own) = (assembler.out, assembler.columns.len());
    out.table.drop_unused(own);
    out.table.sort();
    (out, assembler.block + 1)
}

pub(in crate::ingest::figures) struct Assembler<'a> {
    pub(in crate::ingest::figures) context: &'a Context<'a>,
    pub(in crate::ingest::figures) form: &'a Form,
    pub(in crate::ingest::figures) columns: Vec<FigureColumn<'a>>,
    pub(in crate::ingest::figures) merged: Merged,
    pub(in crate::ingest::figures) shares: Shares,
    pub(in crate::ingest::figures) notes: Notes,
    pub(in crate::ingest::figures) words: &'a mut FileWords,
    pub(in crate::ingest::figures) out: Assembled,
    pub(in crate::ingest::figures) items: Items,
    pub(in crate::ingest::figures) owner: Owner,
    pub(in crate::ingest::figures) earlier: &'a mut Earlier,
    /// Lines of this table.
    pub(in crate::ingest::figures) lines: BTreeSet<LineOf>,
    /// Lines that an earlier table of the file has: the first, and how many.
    pub(in crate::ingest::figures) repeated: Option<(CellRef, u32)>,
    /// Where nothing has named the unit of the lines yet, and its sender is taken for it.
    pub(in crate::ingest::figures) assumed: bool,
    /// The unit whose group goes on from the table before, or that the heading names.
    pub(in crate::ingest::figures) carried: Option<UnitIx>,
    /// What the heading says in place of a unit.
    pub(in crate::ingest::figures) unclear: Option<&'a Evidence>,
    /// Lines that name a unit and hold its counts.
    pub(in crate::ingest::figures) unit_lines: Vec<UnitLine>,
    /// Where the files were handled, where a line says so, or else for the groups that follow.
    pub(in crate::ingest::figures) source: Option<u32>,
    pub(in crate::ingest::figures) source_of_groups: Option<u32>,
    pub(in crate::ingest::figures) part: usize,
    /// The column that numbers the lines, and the number of the last one.
    pub(in crate::ingest::figures) ordinal: Option<u32>,
    pub(in crate::ingest::figures) last_ordinal: Option<u32>,
    pub(in crate::ingest::figures) table_block: u32,
    /// First block of the unit at hand.
    pub(in crate::ingest::figures) unit_block: u32,
    /// Whether the unit at hand has its files by source.
    pub(in crate::ingest::figures) by_source: bool,
    pub(in crate::ingest::figures) block: u32,
    pub(in crate::ingest::figures) open: bool,
    /// The sums of the group at hand, where they stand above its lines.
    pub(in crate::ingest::figures) above: Option<Vec<Option<f64>>>,
    /// The same as a line, which may be all that the group has.
    pub(in crate::ingest::figures) lone: Option<LoneTotal>,
    /// The same of a total above all lines of the table.
    pub(in crate::ingest::figures) heading_lone: Option<LoneTotal>,
    pub(in crate::ingest::figures) filling: Filling,
    pub(in crate::ingest::figures) sums: Vec<f64>,
    /// Sums of the blocks of the unit at hand that are closed.
    pub(in crate::ingest::figures) unit_sums: Vec<f64>,
    /// Sums of the blocks of the table that are closed.
    pub(in crate::ingest::figures) table_sums: Vec<f64>,
    /// These blocks, with the sums of each.
    pub(in crate::ingest::figures) closed: Vec<(u32, Vec<f64>)>,
    pub(in crate::ingest::figures) lines_in_block: u32,
    /// A total of the whole table that stands above all its lines, by its place among them.
    pub(in crate::ingest::figures) heading_total: Option<usize>,
    /// Cells of the group at hand that cannot be read; its total may say what they should be.
    pub(in crate::ingest::figures) doubtful: Vec<Doubtful>,
    /// All cells of items that cannot be read.
    pub(in crate::ingest::figures) unread: BTreeSet<CellRef>,
    pub(in crate::ingest::figures) typed: Option<(CellRef, String)>,
    pub(in crate::ingest::figures) typed_count: u32,
    pub(in crate::ingest::figures) headed: &'a BTreeSet<u32>,
    pub(in crate::ingest::figures) stray: Vec<CellRef>,
    pub(in crate::ingest::figures) strangers: u32,
}

impl<'a> Assembler<'a> {
    fn new(
        context: &'a Context<'a>,
        table: &'a Located<'a>,
        lines: &[Line],
        words: &'a mut FileWords,
        earlier: &'a mut Earlier,
        first_block: u32,
    ) -> Self {
        let form = table.form;
        let mut columns = figure_columns(table);
        crate::ingest::figures::columns::thousandths::mark(&mut columns, lines);
        let merged = Merged::of(context.sheet, table, &columns, lines);
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
            shares: Shares::of(form, &columns),
            columns,
            merged,
            notes: Notes::of(context.sheet, table),
            words,
            out: Assembled::new(context, told),
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

    /// What the next table of the form has to know.
    fn leave(&mut self) {
        if let Some((at, count)) = self.repeated {
            self.repeated_lines(at, count);
        }
        let lines = std::mem::take(&mut self.lines);
        self.earlier.lines.extend(lines);
        let open = self.open && self.form.groups == Groups::Unit;
        let Owner::Unit(unit) = self.owner else { return };
        let sums = self
            .columns
            .iter()
            .enumerate()
            .map(|(index, column)| (column.slot, self.unit_sums[index] + self.sums[index]));
        let sums = sums.collect();
        self.earlier.unfinished = open.then_some(Unfinished { unit, block: self.unit_block, sums });
    }

    fn line(&mut self, line: &Line, below: Below) {
        if matches!(
            line.role,
            LineRole::Group | LineRole::Source | LineRole::Item | LineRole::Total
        ) {
            let cells = line.cells.iter().map(|cell| cell.at);
            self.stray.extend(cells.filter(|at| !self.headed.contains(&at.column)));
        }
        match line.role {
            LineRole::Group => self.group(line, below.role()),
            LineRole::Source => self.source(line, below),
            LineRole::Part(part) => self.open_part(part, line),
            LineRole::Item => self.item(line, below),
            LineRole::Total => self.total(line),
            LineRole::Unknown => self.unlabelled(line, below),
            LineRole::Remark => self.remark(line),
            LineRole::Header => self.new_page(),
            LineRole::ColumnNumbers
            | LineRole::Section(_)
            | LineRole::Indicator(_)
            | LineRole::Note
            | LineRole::Signature => {}
            LineRole::Placeholder => self.placeholder(),
        }
    }

    /// A header that a new page repeats inside a group; the page may say again whose lines follow.
    fn new_page(&mut self) {
        if let (Owner::Unit(unit), true) = (self.owner, self.open) {
            self.carried = Some(unit);
        }
    }

    pub(in crate::ingest::figures) fn item(&mut self, line: &Line, below: Below) {
        if let Some(unit) = self.carried.take() {
            self.earlier.units.insert((self.part, unit));
        }
        self.open_part_of_units(line);
        let (unit, field) = match (self.items, self.owner) {
            (Items::Unit, _) => match self.unit_of(line, None) {
                Owner::Unit(unit) => (unit, None),
                Owner::Nobody | Owner::Skipped => return,
            },
            (Items::Field, Owner::Unit(unit)) => (unit, Some(self.field(line.label))),
            // Forms of indicators are read elsewhere.
            (Items::Indicator, _) => return,
            (Items::Field, Owner::Skipped) => return self.unclear_heading(line),
            (Items::Field, Owner::Nobody) => {
                if self.has_figures(line) {
                    if self.form.resembles_total_key(&text::key(line.label)) {
                        return self.total(line);
                    }
                    self.unknown_line(line, "dòng không thuộc đơn vị nào");
                }
                return;
            }
        };
        if self.is_repeated(unit, field, line) {
            // Its total sums what counts elsewhere.
            self.filling.holds_elsewhere();
            return;
        }
        self.assumed_sender(line);
        self.numbered_again(line);
        let counted = self.counted(line);
        match self.unnamed(line, &counted, below) {
            Some(Unnamed::Chance) => self.equals_by_chance(line),
            Some(total) => return self.unnamed_total(line, total),
            None => {}
        }
        self.count(line, unit, field, &counted);
    }

    /// Counts a line for a unit; its place among the lines of the table.
    pub(in crate::ingest::figures) fn count(
        &mut self,
        line: &Line,
        unit: UnitIx,
        field: Option<u32>,
        counted: &[(CellRef, Option<Counted>)],
    ) -> Option<usize> {
        self.open = true;
        self.fills(counted);
        self.lines_in_block += 1;
        self.last_ordinal = self.ordinal_of(line);
        for (sum, (_, value)) in self.sums.iter_mut().zip(counted) {
            if let Some(Counted::Count { value, .. }) = value {
                *sum += value;
            }
        }
        let numbers = self.numbers(counted, |_, _| true);
        let unit = Some(unit);
        let place = Place { role: Role::Item, unit, field, first_block: self.block };
        self.put(line, place, &numbers, true)
    }

    /// Whether an earlier table of the file has the line; a sheet that was copied counts once.
    fn is_repeated(&mut self, unit: UnitIx, field: Option<u32>, line: &Line) -> bool {
        let key = (self.part, unit, field, self.source);
        self.lines.insert(key);
        let repeated = self.earlier.lines.contains(&key) && self.has_figures(line);
        if repeated {
            let (_, count) = self.repeated.get_or_insert((line.at, 0));
            *count += 1;
        }
        repeated
    }

    fn field(&mut self, label: &str) -> u32 {
        // The same few fields return in every group.
        if let Some(&symbol) = self.words.labels.get(label) {
            return symbol;
        }
        let normal = text::normal(label);
        let name = field_name(&normal);
        let fields = &mut self.words.fields;
        let symbol = *self.words.keys.entry(text::key(name)).or_insert_with(|| fields.symbol(name));
        self.words.labels.insert(label.to_owned(), symbol);
        symbol
    }

    pub(in crate::ingest::figures) fn has_figures(&self, line: &Line) -> bool {
        line.cells
            .iter()
            .any(|cell| self.columns.iter().any(|column| column.column == cell.at.column))
    }
}

/// The texts above each column of a table.
pub(in crate::ingest) fn headers_of(sheet: &Sheet, table: &Located) -> BTreeMap<u32, String> {
    let columns = headed_columns(sheet, table.heading.end, table.header.bottom).into_iter();
    columns.map(|column| (column.column, column.shown)).collect()
}

/// The source that the name of a sheet tells, or the heading of a table.
fn source_of(sheet: &Sheet, table: &Located, words: &mut FileWords) -> Option<u32> {
    let mut texts = std::iter::once(sheet.name.as_str()).chain(texts_above(sheet, &table.heading));
    let told = texts.find(|text| table.form.is_source_key(&text::key(text)));
    told.map(|text| words.fields.symbol(&text::normal(text)))
}
