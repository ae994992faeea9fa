//! Lines that open something: a group of a unit, a part of the form, a source of files inside either.

use crate::ingest::count::Counted;
use crate::ingest::findings::line::unit_twice::UNIT_TWICE;
use crate::ingest::findings::line::unknown_unit::UNKNOWN_UNIT;
use crate::ingest::findings::line::unnamed_total::UNNAMED_TOTAL;
use crate::ingest::table::lines::line::{LineRole, SheetLine};
use crate::model::{Role, Severity, TextKind, Unit, UnitIx};
use crate::pipeline::{Groups, Items, Match};
use crate::text;

use super::assembler::{Assembler, Owner, UnitLine};
use super::columns::figure_columns::values_of;
use super::emit::LinePlace;
use super::levels::details::LinesBelow;

/// Lines of unknown units in one table for which near names are looked up.
const MOST_STRANGERS: u32 = 500;

impl Assembler<'_> {
    pub(super) fn group(&mut self, line: &SheetLine, next: Option<LineRole>) {
        if self.form.groups == Groups::None {
            // Lines that only structure a table without groups carry nothing to count.
            return;
        }
        let goes_on = self.whose.carried.take();
        let assumed = std::mem::take(&mut self.whose.assumed);
        let before = self.whose.owner;
        self.close_block();
        self.whose.owner = self.unit_of(line, goes_on.filter(|_| !assumed));
        if goes_on.is_some() && self.whose.owner == before {
            // The new page says again whose lines these are; the total sums those of both.
            self.blocks.by_source = true;
            return;
        }
        self.begin_unit();
        if self.has_figures(line) {
            let has_lines = matches!(next, Some(LineRole::Item | LineRole::Source));
            if has_lines { self.total_above(line) } else { self.unit_line(line) }
        }
    }

    fn begin_unit(&mut self) {
        self.blocks.unit_block = self.blocks.block;
        self.blocks.by_source = false;
        self.whose.source = self.whose.source_of_groups;
        self.blocks.unit_sums.fill(0.0);
    }

    /// A line that names a unit, holds its counts and has no lines below: all files of the unit, whatever the field.
    fn unit_line(&mut self, line: &SheetLine) {
        let Owner::Unit(unit) = self.whose.owner else { return };
        let counted = self.counted(line);
        let place = self.count(line, unit, None, &counted);
        let counts = values_of(&counted);
        self.unit_lines.push(UnitLine { unit, at: line.at, line: place, counts });
    }

    /// In a list of units a line of the sender that is the sum of the others is their total.
    pub(super) fn settle_unit_lines(&mut self) {
        let lines = std::mem::take(&mut self.unit_lines);
        let of_sender = |line: &&UnitLine| line.unit == self.context.sender;
        let Some(whole) = lines.iter().find(of_sender) else { return };
        let others: Vec<&UnitLine> = lines.iter().filter(|line| line.unit != whole.unit).collect();
        let sum = |index: usize| -> Option<f64> {
            others.iter().map(|line| line.counts[index]).try_fold(0.0, |sum, v| Some(sum + v?))
        };
        let known = whole.counts.iter().enumerate().filter_map(|(i, v)| Some((i, (*v)?)));
        let mut equal = 0;
        for (index, value) in known {
            match sum(index) {
                Some(sum) if (value - sum).abs() < 0.5 => equal += usize::from(value > 0.0),
                _ => return,
            }
        }
        if others.len() < 2 || equal < 3 {
            return;
        }
        if let Some(line) = whole.line.and_then(|at| self.out.table.lines.get_mut(at)) {
            (line.role, line.unit) = (Role::Total, None);
            (line.first_block, line.block) = (self.blocks.table_block, self.blocks.block);
        }
        let name = &self.context.pipeline.register.get(whole.unit).name;
        let message = format!(
            "dòng \"{name}\" bằng tổng các đơn vị trực thuộc trong bảng nên được hiểu là dòng tổng, không tính lần nữa"
        );
        let finding = self.finding(&UNNAMED_TOTAL, whole.at, message).corrected();
        self.out.findings.push(finding);
    }

    /// A line that says where the files below were handled ("Trên hệ thống của Bộ"). They belong to the same unit, and
    /// its fields may come again. Above groups of units it lets the units come again; with figures and no lines
    /// below it is a line like others.
    pub(super) fn source(&mut self, line: &SheetLine, below: LinesBelow) {
        let next = below.role();
        let source = Some(self.words.fields.symbol(&text::normal(line.label)));
        if next == Some(LineRole::Group) {
            self.close_block();
            self.earlier.units.clear();
            (self.whose.source, self.whose.source_of_groups) = (source, source);
            return;
        }
        let opens = next == Some(LineRole::Item);
        if self.has_figures(line) && !opens {
            return self.item(line, below);
        }
        let owner = self.whose.owner;
        self.close_block();
        self.whose.owner = owner;
        self.blocks.by_source = true;
        self.whose.source = source;
        if self.has_figures(line) && matches!(owner, Owner::Unit(_)) {
            self.total_above(line);
        }
    }

    /// Sums printed above the lines they sum: in the line that names the unit, or in a total right below it. They
    /// are compared like any total.
    pub(super) fn total_above(&mut self, line: &SheetLine) {
        let Owner::Unit(unit) = self.whose.owner else { return };
        let field = Some(self.words.fields.symbol(&text::normal(line.label)));
        let place = LinePlace {
            role: Role::Total,
            unit: Some(unit),
            field,
            first_block: self.blocks.block,
        };
        let counted = self.counted(line);
        let numbers = self.numbers(&counted, |_, value| !matches!(value, Counted::Doubt(..)));
        let told = self.put(line, place, &numbers, false);
        self.unreadable_total(line, &counted);
        self.total_fills(&counted);
        let values = values_of(&counted);
        self.blocks.lone = self.lone_total(line, told, values.clone());
        self.blocks.above = Some(values);
    }

    pub(super) fn open_part(&mut self, part: usize, line: &SheetLine) {
        self.close_block();
        if self.has_figures(line) {
            self.unknown_line(line, "dòng tên phần có kèm số liệu");
        }
        self.whose.part = part + 1;
        self.items = self.form.parts[part].items;
        self.whose.owner = Owner::Unit(self.context.sender);
    }

    /// The unit that a group or item line names, among the sender and the units under it.
    /// `goes_on` is the unit whose group the table before left open; it may be named again.
    pub(super) fn unit_of(&mut self, line: &SheetLine, goes_on: Option<UnitIx>) -> Owner {
        let context = self.context;
        let (units, form) = (context.units, self.form);
        let eligible = |ix, unit: &Unit| units.is_covered(form, context.sender, ix, unit);
        // Looking for near names costs a look at every unit; a list of strangers needs no more of them.
        let found = if self.strangers < MOST_STRANGERS {
            units.find(line.label, eligible)
        } else {
            units.find_exact(line.label, eligible)
        };
        match found {
            Match::One(unit)
                if self.earlier.units.insert((self.whose.part, unit)) || goes_on == Some(unit) =>
            {
                self.text(line.at, TextKind::Unit, line.label);
                Owner::Unit(unit)
            }
            Match::One(unit) => {
                let named = units.get(unit);
                let message = format!(
                    "\"{}\" đã có ở phía trên trong cùng biểu; chỉ lần đầu được tính",
                    named.name
                );
                let finding = self.finding(&UNIT_TWICE, line.at, message).about(&named.id);
                self.out.findings.push(finding.found(text::normal(line.label)).left_out());
                Owner::Skipped
            }
            Match::Many(units) => match self.by_elimination(&units) {
                Some(unit) => self.named_by_elimination(line, unit),
                None => self.unknown_unit(line, "là tên của nhiều đơn vị", &units),
            },
            Match::None(near) => {
                self.strangers += 1;
                self.unknown_unit(line, "không phải tên đơn vị nào trong danh mục", &near)
            }
        }
    }

    /// Which of several units of one bare name a group is: the sender's comes first, as the form has it, and none comes
    /// twice.
    fn by_elimination(&self, units: &[UnitIx]) -> Option<UnitIx> {
        let seen = |unit: UnitIx| self.earlier.units.contains(&(self.whose.part, unit));
        let mut left = units.iter().copied().filter(|&unit| !seen(unit));
        let first = !self.earlier.units.iter().any(|(part, _)| *part == self.whose.part);
        if first {
            return left.find(|&unit| unit == self.context.sender);
        }
        left.next().filter(|_| left.next().is_none())
    }

    fn named_by_elimination(&mut self, line: &SheetLine, unit: UnitIx) -> Owner {
        self.earlier.units.insert((self.whose.part, unit));
        let name = &self.context.pipeline.register.get(unit).name;
        let label = text::normal(line.label);
        let message = format!(
            "\"{label}\" là tên của nhiều đơn vị; theo thứ tự trong biểu được hiểu là {name}, hãy ghi đủ tên"
        );
        let mut finding = self.finding(&UNKNOWN_UNIT, line.at, message).found(label).expected(name);
        finding.severity = Severity::Warning;
        self.out.findings.push(finding.corrected());
        Owner::Unit(unit)
    }

    /// A line about a unit in a form that has a part for units opens that part, whatever its title says: as a field
    /// of the sender its counts would go to the wrong unit.
    pub(super) fn open_part_of_units(&mut self, line: &SheetLine) {
        let part = self.form.parts.iter().position(|part| part.items == Items::Unit);
        let Some(part) = part.filter(|_| self.items == Items::Field) else { return };
        let context = self.context;
        let (units, form) = (context.units, self.form);
        let below = |ix: UnitIx, unit: &Unit| {
            ix != context.sender && units.is_covered(form, context.sender, ix, unit)
        };
        if !matches!(units.find_exact(line.label, below), Match::None(_)) {
            self.close_block();
            self.whose.part = part + 1;
            self.items = Items::Unit;
        }
    }
}
