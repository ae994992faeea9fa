//! Lines of a table → figures: the way of each line through this room, by its role.

use crate::ingest::context::TableContext;
use crate::ingest::count::Counted;
use crate::ingest::table::bound_table::BoundTable;
use crate::ingest::table::lines::line::{LineRole, SheetLine};
use crate::model::{CellRef, Role, UnitIx};
use crate::pipeline::{Groups, Items};
use crate::text;

use super::assembled_table::AssembledTable;
use super::assembler::{Assembler, Owner};
use super::earlier::Unfinished;
use super::emit::LinePlace;
use super::fields::field_name;
use super::file_words::FileWords;
use super::indicators;
use super::levels::details::LinesBelow;
use super::levels::relations::Levels;
use super::totals::unnamed::Unnamed;

pub(in crate::ingest) use super::earlier::EarlierTables;

/// Turns the lines of a table into figures. Blocks are numbered on from `first_block`, so that they differ in the
/// file: a group may go on in the next sheet.
pub(in crate::ingest) fn assemble(
    context: &TableContext,
    table: &BoundTable,
    lines: &[SheetLine],
    words: &mut FileWords,
    tables: &mut EarlierTables,
    first_block: u32,
) -> (AssembledTable, u32) {
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
            assembler.line(line, LinesBelow { lines, from: index + 1, levels: &levels });
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
    assembler.whose.owner = Owner::Unit(context.sender);
    assembler.text_numbers_note();
    assembler.stray_cells();
    assembler.calculated_note(lines);
    let (mut out, own) = (assembler.out, assembler.columns.len());
    out.table.drop_unused(own);
    out.table.sort();
    (out, assembler.blocks.block + 1)
}

impl Assembler<'_> {
    /// What the next table of the form has to know.
    fn leave(&mut self) {
        if let Some((at, count)) = self.to_say.repeated {
            self.repeated_lines(at, count);
        }
        let lines = std::mem::take(&mut self.lines);
        self.earlier.lines.extend(lines);
        let open = self.blocks.open && self.form.groups == Groups::Unit;
        let Owner::Unit(unit) = self.whose.owner else { return };
        let sums = self.columns.iter().enumerate().map(|(index, column)| {
            (column.slot, self.blocks.unit_sums[index] + self.blocks.sums[index])
        });
        let sums = sums.collect();
        self.earlier.unfinished =
            open.then_some(Unfinished { unit, block: self.blocks.unit_block, sums });
    }

    fn line(&mut self, line: &SheetLine, below: LinesBelow) {
        if matches!(
            line.role,
            LineRole::Group | LineRole::Source | LineRole::Item | LineRole::Total
        ) {
            let cells = line.cells.iter().map(|cell| cell.at);
            self.to_say.stray.extend(cells.filter(|at| !self.headed.contains(&at.column)));
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
        if let (Owner::Unit(unit), true) = (self.whose.owner, self.blocks.open) {
            self.whose.carried = Some(unit);
        }
    }

    pub(super) fn item(&mut self, line: &SheetLine, below: LinesBelow) {
        if let Some(unit) = self.whose.carried.take() {
            self.earlier.units.insert((self.whose.part, unit));
        }
        self.open_part_of_units(line);
        let (unit, field) = match (self.items, self.whose.owner) {
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
    pub(super) fn count(
        &mut self,
        line: &SheetLine,
        unit: UnitIx,
        field: Option<u32>,
        counted: &[(CellRef, Option<Counted>)],
    ) -> Option<usize> {
        self.blocks.open = true;
        self.fills(counted);
        self.blocks.lines_in_block += 1;
        self.last_ordinal = self.ordinal_of(line);
        for (sum, (_, value)) in self.blocks.sums.iter_mut().zip(counted) {
            if let Some(Counted::Count { value, .. }) = value {
                *sum += value;
            }
        }
        let numbers = self.numbers(counted, |_, _| true);
        let unit = Some(unit);
        let place = LinePlace { role: Role::Item, unit, field, first_block: self.blocks.block };
        self.put(line, place, &numbers, true)
    }

    /// Whether an earlier table of the file has the line; a sheet that was copied counts once.
    fn is_repeated(&mut self, unit: UnitIx, field: Option<u32>, line: &SheetLine) -> bool {
        let key = (self.whose.part, unit, field, self.whose.source);
        self.lines.insert(key);
        let repeated = self.earlier.lines.contains(&key) && self.has_figures(line);
        if repeated {
            let (_, count) = self.to_say.repeated.get_or_insert((line.at, 0));
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

    pub(super) fn has_figures(&self, line: &SheetLine) -> bool {
        line.cells
            .iter()
            .any(|cell| self.columns.iter().any(|column| column.column == cell.at.column))
    }
}
