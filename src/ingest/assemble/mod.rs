//! Lines of a table → figures. Keeps track of whose lines these are and which lines a total covers.

mod columns;
mod doubts;

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{CellRef, Code, Sheet, Unit, UnitIx, Value};
use crate::pipeline::{Form, Groups, Items, Match, Pipeline};
use crate::table::{Figure, Interner, NONE, Role};
use crate::text;

use super::count::Counted;
use super::file::Vocabulary;
use super::lines::{Line, LineRole};
use super::locate::Located;
use super::said::Said;
use columns::{FigureColumn, counted, figure_columns};

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
    let mut assembler = Assembler::new(context, table, words, first_block);
    for line in lines {
        assembler.line(line);
    }
    // What is said about a whole table is said to its sender.
    assembler.owner = Owner::Unit(context.sender);
    assembler.text_numbers_note();
    assembler.stray_cells();
    (assembler.out, assembler.block + 1)
}

struct Assembler<'a> {
    context: &'a Context<'a>,
    form: &'a Form,
    columns: Vec<FigureColumn<'a>>,
    words: &'a mut FileWords,
    out: Assembled,
    items: Items,
    owner: Owner,
    seen: BTreeSet<(usize, UnitIx)>,
    part: usize,
    table_block: u32,
    block: u32,
    open: bool,
    /// The sums of the group at hand stand above its lines.
    topped: bool,
    sums: Vec<f64>,
    lines_in_block: u32,
    typed: Option<(CellRef, String)>,
    typed_count: u32,
    headed: &'a BTreeSet<u32>,
    stray: Vec<CellRef>,
    strangers: u32,
}

/// Lines of unknown units in one table for which near names are looked up.
const MOST_STRANGERS: u32 = 500;

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
            columns,
            words,
            out: Assembled::default(),
            items: form.items,
            owner,
            seen: BTreeSet::new(),
            part: 0,
            table_block: first_block,
            block: first_block,
            open: false,
            topped: false,
            lines_in_block: 0,
            typed: None,
            typed_count: 0,
            headed: &table.header.headed,
            stray: Vec::new(),
            strangers: 0,
        }
    }

    fn line(&mut self, line: &Line) {
        if matches!(line.role, LineRole::Group | LineRole::Item | LineRole::Total) {
            let cells = line.cells.iter().map(|cell| cell.at);
            self.stray.extend(cells.filter(|at| !self.headed.contains(&at.column)));
        }
        match line.role {
            LineRole::Group => self.group(line),
            LineRole::Part(part) => self.open_part(part, line),
            LineRole::Item => self.item(line),
            LineRole::Total => self.total(line),
            LineRole::Unknown => {
                self.unknown_line(line, "dòng có số liệu nhưng không ghi tên lĩnh vực hay đơn vị");
            }
            LineRole::ColumnNumbers
            | LineRole::Note
            | LineRole::Signature
            | LineRole::Placeholder => {}
        }
    }

    fn group(&mut self, line: &Line) {
        if self.form.groups == Groups::None {
            // Lines that only structure a table without groups carry nothing to count.
            return;
        }
        self.close_block();
        self.owner = self.unit_of(line);
        if self.has_figures(line) {
            self.total_above(line);
        }
    }

    /// Sums printed above the lines they sum: in the line that names the unit, or in a total right below it. They
    /// are compared like any total.
    fn total_above(&mut self, line: &Line) {
        let Owner::Unit(unit) = self.owner else { return };
        let field = self.words.fields.symbol(&text::normal(line.label));
        let place = Place { role: Role::Total, unit: unit.0, field, first_block: self.block };
        let counted = counted(&self.columns, line, &self.form.numbers);
        for (index, (at, value)) in counted.iter().enumerate() {
            let readable = value.as_ref().filter(|value| !matches!(value, Counted::Doubt(..)));
            self.emit(index, *at, readable, place);
        }
        self.unreadable_total(line, &counted);
        self.topped = true;
    }

    fn open_part(&mut self, part: usize, line: &Line) {
        self.close_block();
        if self.has_figures(line) {
            self.unknown_line(line, "dòng tên phần có kèm số liệu");
        }
        self.part = part + 1;
        self.items = self.form.parts[part].items;
        self.owner = Owner::Unit(self.context.sender);
    }

    /// The unit that a group or item line names, among the sender and the units under it.
    fn unit_of(&mut self, line: &Line) -> Owner {
        let context = self.context;
        let register = &context.pipeline.register;
        let form = self.form;
        let eligible = |ix: UnitIx, unit: &Unit| {
            form.covers.contains(&unit.level)
                && register.line_up(ix).any(|above| above == context.sender)
        };
        // Looking for near names costs a look at every unit; a list of strangers needs no more of them.
        let found = if self.strangers < MOST_STRANGERS {
            register.find(line.label, eligible)
        } else {
            register.find_exact(line.label, eligible)
        };
        match found {
            Match::One(unit) if self.seen.insert((self.part, unit)) => Owner::Unit(unit),
            Match::One(unit) => {
                let named = register.get(unit);
                let message = format!(
                    "\"{}\" đã có ở phía trên trong cùng biểu; chỉ lần đầu được tính",
                    named.name
                );
                let finding = self.finding(Code::UnitTwice, line.at, message).about(&named.id);
                self.out.findings.push(finding.found(text::normal(line.label)).left_out());
                Owner::Skipped
            }
            Match::Many(units) => self.unknown_unit(line, "là tên của nhiều đơn vị", &units),
            Match::None(near) => {
                self.strangers += 1;
                self.unknown_unit(line, "không phải tên đơn vị nào trong danh mục", &near)
            }
        }
    }

    /// A line about a unit in a form that has a part for units opens that part, whatever its title says: as a field
    /// of the sender its counts would go to the wrong unit.
    fn open_part_of_units(&mut self, line: &Line) {
        let part = self.form.parts.iter().position(|part| part.items == Items::Unit);
        let Some(part) = part.filter(|_| self.items == Items::Field) else { return };
        let context = self.context;
        let register = &context.pipeline.register;
        let below = |ix: UnitIx, unit: &Unit| {
            ix != context.sender
                && self.form.covers.contains(&unit.level)
                && register.line_up(ix).any(|above| above == context.sender)
        };
        if !matches!(register.find_exact(line.label, below), Match::None(_)) {
            self.close_block();
            self.part = part + 1;
            self.items = Items::Unit;
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
            (Items::Field, Owner::Skipped) => return,
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
        let unit = match (self.items, self.owner, self.open) {
            (Items::Field, Owner::Unit(unit), true) => unit.0,
            _ => NONE,
        };
        let first_block = if self.open { self.block } else { self.table_block };
        let last = if self.open { self.block } else { self.block.saturating_sub(1) };
        let field = self.words.fields.symbol(&text::normal(line.label));
        let place = Place { role: Role::Total, unit, field, first_block };
        let counted = counted(&self.columns, line, &self.form.numbers);
        let block = std::mem::replace(&mut self.block, last);
        for (index, (at, value)) in counted.iter().enumerate() {
            let readable = value.as_ref().filter(|value| !matches!(value, Counted::Doubt(..)));
            self.emit(index, *at, readable, place);
        }
        self.unreadable_total(line, &counted);
        self.block = block;
        self.close_block();
    }

    /// Whether a group has just named its unit.
    fn opened_group(&self) -> bool {
        self.form.groups == Groups::Unit && matches!(self.owner, Owner::Unit(_))
    }

    /// A total closes its group; so does the next group.
    fn close_block(&mut self) {
        if self.open {
            self.block += 1;
        }
        self.open = false;
        self.topped = false;
        self.lines_in_block = 0;
        self.sums.fill(0.0);
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

    fn emit(&mut self, index: usize, at: CellRef, value: Option<&Counted>, place: Place) {
        let column = self.columns[index];
        match value {
            None | Some(Counted::Blank) => {}
            Some(Counted::Doubt(code, why)) if column.count.is_none() => {
                self.unreadable_rate(*code, why, at, &column.label());
            }
            Some(Counted::Doubt(code, why)) => self.doubt(*code, why, at, &column.label()),
            Some(Counted::Count { value, percentage, as_text }) => {
                let raw = if *as_text { self.raw(at, percentage.is_some()) } else { NONE };
                let role = if column.count.is_some() { place.role } else { Role::Percentage };
                self.push(Figure {
                    role,
                    measure: column.measure,
                    ..self.figure(at, *value, raw, place)
                });
                if let (Some(percentage), Some(id)) = (percentage, column.percentage) {
                    let figure = self.figure(at, *percentage, raw, place);
                    self.push(Figure { role: Role::Percentage, measure: id, ..figure });
                }
            }
        }
    }

    fn push(&mut self, figure: Figure) {
        self.out.figures.push(figure);
    }

    fn figure(&self, at: CellRef, value: f64, raw: u32, place: Place) -> Figure {
        Figure {
            role: place.role,
            unit: place.unit,
            form: self.context.form_symbol,
            field: place.field,
            measure: NONE,
            value,
            file: NONE,
            sheet: self.context.sheet_symbol,
            at,
            raw,
            first_block: place.first_block,
            block: self.block,
        }
    }

    /// The text of a text cell; numbers typed as text are counted for a note.
    fn raw(&mut self, at: CellRef, with_percentage: bool) -> u32 {
        match self.context.sheet.get(at) {
            Some(Value::Text(raw)) => {
                if !with_percentage {
                    self.typed_count += 1;
                    self.typed.get_or_insert_with(|| (at, raw.clone()));
                }
                self.words.raws.symbol(raw)
            }
            _ => NONE,
        }
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

/// What a line's figures have in common.
#[derive(Debug, Clone, Copy)]
struct Place {
    role: Role,
    unit: u32,
    field: u32,
    first_block: u32,
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
