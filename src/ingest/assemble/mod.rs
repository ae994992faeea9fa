//! Lines of a table → figures. Keeps track of whose lines these are and which lines a total covers.

mod columns;
mod doubts;
mod emit;
mod groups;
mod notes;
mod settle;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::model::{CellRef, Code, Sheet, UnitIx};
use crate::pipeline::{Form, Groups, Items, Pipeline};
use crate::table::{Figure, Interner, NONE, Role};
use crate::text;

use super::count::Counted;
use super::file::Vocabulary;
use super::indicators;
use super::lines::{Line, LineRole};
use super::locate::Located;
use super::said::Said;
use columns::{FigureColumn, counted, figure_columns};
use emit::Place;
use notes::Notes;
use settle::{Doubtful, values_of};

/// Whose lines are being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owner {
    /// This unit's.
    Unit(UnitIx),
    /// Nobody's yet: a group is closed and none has opened.
    Nobody,
    /// A group that names no known unit, or one read before; its lines are left out.
    Skipped,
}

/// What a total sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Covers {
    /// The lines since the last total.
    Block,
    /// All sources of a unit.
    Unit,
    /// The whole table.
    Table,
}

/// What one table gave.
#[derive(Debug, Default)]
pub(super) struct Assembled {
    pub(super) figures: Vec<Figure>,
    pub(super) findings: Said,
}

/// Dictionaries of the file being read.
#[derive(Debug, Default)]
pub(super) struct FileWords {
    pub(super) fields: Interner,
    pub(super) raws: Interner,
    /// Fields by the labels as found.
    labels: BTreeMap<String, u32>,
}

/// Where a table stands and to whom it belongs.
pub(super) struct Context<'a> {
    pub(super) pipeline: &'a Pipeline,
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) file: &'a str,
    pub(super) sheet: &'a Sheet,
    pub(super) sheet_symbol: u32,
    pub(super) form_symbol: u32,
    pub(super) sender: UnitIx,
}

/// Turns the lines of a table into figures. Blocks are numbered on from `first_block`, so that they differ
/// inside a sheet.
pub(super) fn assemble(
    context: &Context,
    table: &Located,
    lines: &[Line],
    words: &mut FileWords,
    first_block: u32,
) -> (Assembled, u32) {
    if table.form.items == Items::Indicator {
        return indicators::assemble(context, table, lines, words, first_block);
    }
    let mut assembler = Assembler::new(context, table, words, first_block);
    for (index, line) in lines.iter().enumerate() {
        assembler.line(line, next_role(&lines[index + 1..]));
    }
    assembler.say_doubtful();
    assembler.end_heading_total();
    // What is said about a whole table is said to its sender.
    assembler.owner = Owner::Unit(context.sender);
    assembler.text_numbers_note();
    assembler.stray_cells();
    (assembler.out, assembler.block + 1)
}

/// The role of the next line that is about something.
fn next_role(lines: &[Line]) -> Option<LineRole> {
    let empty = |role| matches!(role, LineRole::Placeholder | LineRole::ColumnNumbers);
    lines.iter().map(|line| line.role).find(|&role| !empty(role))
}

struct Assembler<'a> {
    context: &'a Context<'a>,
    form: &'a Form,
    columns: Vec<FigureColumn<'a>>,
    notes: Notes,
    words: &'a mut FileWords,
    out: Assembled,
    items: Items,
    owner: Owner,
    seen: BTreeSet<(usize, UnitIx)>,
    part: usize,
    table_block: u32,
    /// First block of the unit at hand.
    unit_block: u32,
    /// Whether the unit at hand has its files by source.
    by_source: bool,
    block: u32,
    open: bool,
    /// The sums of the group at hand stand above its lines.
    topped: bool,
    /// These sums.
    above: Option<Vec<Option<f64>>>,
    sums: Vec<f64>,
    /// Sums of the blocks of the unit at hand that are closed.
    unit_sums: Vec<f64>,
    /// Sums of the blocks of the table that are closed.
    table_sums: Vec<f64>,
    lines_in_block: u32,
    /// Figures of a total of the whole table that stands above all its lines.
    heading_total: Option<Range<usize>>,
    /// Cells of the group at hand that cannot be read; its total may say what they should be.
    doubtful: Vec<Doubtful>,
    typed: Option<(CellRef, String)>,
    typed_count: u32,
    headed: &'a BTreeSet<u32>,
    stray: Vec<CellRef>,
    strangers: u32,
}

impl<'a> Assembler<'a> {
    fn new(
        context: &'a Context<'a>,
        table: &'a Located<'a>,
        words: &'a mut FileWords,
        first_block: u32,
    ) -> Self {
        let form = table.form;
        let columns = figure_columns(table, context.vocabulary);
        let owner = match form.groups {
            Groups::None => Owner::Unit(context.sender),
            Groups::Unit => Owner::Nobody,
        };
        Self {
            context,
            form,
            sums: vec![0.0; columns.len()],
            unit_sums: vec![0.0; columns.len()],
            table_sums: vec![0.0; columns.len()],
            columns,
            notes: Notes::of(context.sheet, table),
            words,
            out: Assembled::default(),
            items: form.items,
            owner,
            seen: BTreeSet::new(),
            part: 0,
            table_block: first_block,
            unit_block: first_block,
            by_source: false,
            block: first_block,
            open: false,
            topped: false,
            above: None,
            lines_in_block: 0,
            heading_total: None,
            doubtful: Vec::new(),
            typed: None,
            typed_count: 0,
            headed: &table.header.headed,
            stray: Vec::new(),
            strangers: 0,
        }
    }

    fn line(&mut self, line: &Line, next: Option<LineRole>) {
        if matches!(
            line.role,
            LineRole::Group | LineRole::Source | LineRole::Item | LineRole::Total
        ) {
            let cells = line.cells.iter().map(|cell| cell.at);
            self.stray.extend(cells.filter(|at| !self.headed.contains(&at.column)));
        }
        match line.role {
            LineRole::Group => self.group(line),
            LineRole::Source => self.source(line, next),
            LineRole::Part(part) => self.open_part(part, line),
            LineRole::Item => self.item(line),
            LineRole::Total => self.total(line),
            LineRole::Unknown => {
                self.unknown_line(line, "dòng có số liệu nhưng không ghi tên lĩnh vực hay đơn vị");
            }
            LineRole::Header
            | LineRole::ColumnNumbers
            | LineRole::Section(_)
            | LineRole::Indicator(_)
            | LineRole::Note
            | LineRole::Signature
            | LineRole::Placeholder => {}
        }
    }

    fn item(&mut self, line: &Line) {
        self.open_part_of_units(line);
        let (unit, field) = match (self.items, self.owner) {
            (Items::Unit, _) => match self.unit_of(line) {
                Owner::Unit(unit) => (unit, NONE),
                Owner::Nobody | Owner::Skipped => return,
            },
            (Items::Field, Owner::Unit(unit)) => (unit, self.field(line.label)),
            // Forms of indicators are read elsewhere.
            (Items::Indicator, _) | (Items::Field, Owner::Skipped) => return,
            (Items::Field, Owner::Nobody) => {
                if self.has_figures(line) {
                    self.unknown_line(line, "dòng không thuộc đơn vị nào");
                }
                return;
            }
        };
        let counted = counted(&self.columns, line, &self.form.numbers);
        if self.is_unnamed_total(&counted) {
            let message = format!(
                "dòng \"{}\" bằng tổng các dòng phía trên nên được hiểu là dòng tổng, không tính lần nữa",
                text::normal(line.label)
            );
            let finding = self.finding(Code::UnnamedTotal, line.at, message).corrected();
            self.out.findings.push(finding);
            self.total(line);
            return;
        }
        self.open = true;
        self.lines_in_block += 1;
        self.blanks(line, &counted);
        let place = Place { role: Role::Item, unit: unit.0, field, first_block: self.block };
        self.lone_parts(line, &counted);
        for (index, (at, value)) in counted.iter().enumerate() {
            if self.is_lone_part(index, &counted) {
                continue;
            }
            if let Some(Counted::Count { value, .. }) = value {
                self.sums[index] += value;
            }
            self.emit(index, *at, value.as_ref(), place);
        }
        self.note(line, place);
    }

    fn total(&mut self, line: &Line) {
        if self.owner == Owner::Skipped {
            self.close_block();
            self.owner = Owner::Skipped;
            return;
        }
        if !self.open && !self.topped && self.items == Items::Field && self.opened_group() {
            return self.total_above(line);
        }
        // A group whose sums stand above its lines has no other total: this one is of the whole table.
        if self.topped {
            self.close_block();
        }
        let counted = counted(&self.columns, line, &self.form.numbers);
        let covers = self.covered_by(&values_of(&counted));
        let unit = match (self.items, self.owner) {
            (Items::Field, Owner::Unit(unit)) if covers != Covers::Table => unit.0,
            _ => NONE,
        };
        let first_block = match covers {
            Covers::Block => self.block,
            Covers::Unit => self.unit_block,
            Covers::Table => self.table_block,
        };
        let last = if self.open { self.block } else { self.block.saturating_sub(1) };
        let field = self.words.fields.symbol(&text::normal(line.label));
        let place = Place { role: Role::Total, unit, field, first_block };
        let block = std::mem::replace(&mut self.block, last);
        let first = self.out.figures.len();
        for (index, (at, value)) in counted.iter().enumerate() {
            let readable = value.as_ref().filter(|value| !matches!(value, Counted::Doubt(..)));
            self.emit(index, *at, readable, place);
        }
        self.unreadable_total(line, &counted);
        self.block = block;
        if covers == Covers::Table && self.block == self.table_block && !self.open {
            // Nothing stands above it: it sums what follows, to the end of the table.
            self.heading_total = Some(first..self.out.figures.len());
        }
        if covers == Covers::Block {
            self.settle(&values_of(&counted));
        }
        let owner = self.owner;
        self.close_block();
        if self.by_source && covers == Covers::Block {
            // The total of one source; others of the same unit may follow.
            self.owner = owner;
        } else {
            self.by_source = false;
        }
    }

    /// What a total sums: its own figures tell, whatever it is called, for groups may have no totals of their own and
    /// sources may or may not. Of two that fit equally well the nearer one is meant.
    fn covered_by(&self, total: &[Option<f64>]) -> Covers {
        let fits = |sum: &dyn Fn(usize) -> f64| {
            let known = total.iter().enumerate().filter_map(|(index, v)| Some((index, (*v)?)));
            known.filter(|&(i, value)| value > 0.0 && (value - sum(i)).abs() < 0.5).count()
        };
        let block = |i: usize| self.sums[i];
        let unit = |i: usize| block(i) + self.unit_sums[i];
        let table = |i: usize| block(i) + self.table_sums[i];
        let mut covers = Vec::new();
        if self.open {
            covers.push((fits(&block), Covers::Block));
        }
        if self.by_source {
            covers.push((fits(&unit), Covers::Unit));
        }
        covers.push((fits(&table), Covers::Table));
        let best = covers.iter().map(|cover| cover.0).max();
        let best = covers.iter().find(|cover| Some(cover.0) == best);
        best.map_or(Covers::Table, |cover| cover.1)
    }

    fn end_heading_total(&mut self) {
        let figures = self.heading_total.take().and_then(|total| self.out.figures.get_mut(total));
        for figure in figures.into_iter().flatten() {
            figure.block = self.block;
        }
    }

    /// Whether a group has just named its unit.
    fn opened_group(&self) -> bool {
        self.form.groups == Groups::Unit && matches!(self.owner, Owner::Unit(_)) && !self.by_source
    }

    /// A total closes its group; so does the next group.
    fn close_block(&mut self) {
        if self.open {
            self.block += 1;
        }
        if let Some(above) = self.above.take() {
            self.settle(&above);
        }
        self.say_doubtful();
        self.open = false;
        self.topped = false;
        self.lines_in_block = 0;
        for (index, sum) in self.sums.iter_mut().enumerate() {
            self.unit_sums[index] += *sum;
            self.table_sums[index] += *sum;
            *sum = 0.0;
        }
        if self.form.groups == Groups::Unit {
            self.owner = Owner::Nobody;
        }
    }

    fn field(&mut self, label: &str) -> u32 {
        // The same few fields return in every group.
        if let Some(&symbol) = self.words.labels.get(label) {
            return symbol;
        }
        let normal = text::normal(label);
        let symbol = self.words.fields.symbol(field_name(&normal));
        self.words.labels.insert(label.to_owned(), symbol);
        symbol
    }

    fn has_figures(&self, line: &Line) -> bool {
        line.cells
            .iter()
            .any(|cell| self.columns.iter().any(|column| column.column == cell.at.column))
    }

    /// Two or more lines above, the same sums in every count, and not all of them trivial.
    fn is_unnamed_total(&self, counted: &[(CellRef, Option<Counted>)]) -> bool {
        let mut positive = 0;
        for ((column, sum), (_, value)) in self.columns.iter().zip(&self.sums).zip(counted) {
            match value {
                _ if column.count.is_none() => {}
                Some(Counted::Count { value, .. }) if (value - sum).abs() < 0.5 => {
                    positive += u32::from(*value > 0.0);
                }
                _ => return false,
            }
        }
        self.lines_in_block >= 2 && positive >= 3
    }
}

/// The name of a field without the word for one and without a number: `Lĩnh vực: Đất đai`, `1. Đất đai`.
fn field_name(label: &str) -> &str {
    const WORD: &str = "lĩnh vực";
    let numbered = label.trim_start_matches(|c: char| c.is_ascii_digit());
    let without_number = match numbered.strip_prefix(['.', ')', '/']) {
        Some(rest) if numbered.len() < label.len() => rest.trim_start(),
        _ => label,
    };
    let word_ends = without_number.char_indices().nth(WORD.chars().count()).map(|(at, _)| at);
    let behind = word_ends.and_then(|at| {
        let (word, behind) = without_number.split_at(at);
        (word.to_lowercase() == WORD).then_some(behind)
    });
    match behind.map(|rest| rest.trim_start_matches([':', ' ', '-'])) {
        Some(name) if !name.is_empty() => name,
        _ => without_number,
    }
}

#[cfg(test)]
mod tests {
    use super::field_name;

    #[test]
    fn a_field_is_called_by_its_name_alone() {
        for label in [
            "Đất đai",
            "Lĩnh vực Đất đai",
            "LĨNH VỰC: Đất đai",
            "1. Đất đai",
            "12) Lĩnh vực Đất đai",
        ] {
            assert_eq!(field_name(label), "Đất đai", "{label}");
        }
        assert_eq!(field_name("Lĩnh vực"), "Lĩnh vực");
        assert_eq!(field_name("1 cửa điện tử"), "1 cửa điện tử");
    }
}
