//! Lines that are named and hold no number, and what the total beside them then is: of a form that nobody filled in
//! nothing, of a unit that gives its total only all there is.

use crate::ingest::findings::total_only::TOTAL_ONLY;
use crate::ingest::findings::unknown_line::UNKNOWN_LINE;
use crate::model::{CellRef, Role, UnitIx};
use crate::pipeline::{Groups, Items};
use crate::text;

use super::super::count::Counted;
use super::super::lines::Line;
use super::{Assembler, Owner};

/// What lines hold, in the block at hand and in the whole table.
#[derive(Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four things that were seen or not, apart from each other"
)]
pub(super) struct Filling {
    /// A line of the block holds a number, or what should be one.
    pub(super) block: bool,
    /// Any line of the table does.
    lines: bool,
    /// Anything in the table does that is not 0.
    table: bool,
    /// A named line, or one of the empty form, has a blank where a count belongs.
    blank: bool,
}

impl Filling {
    /// A line of the block has numbers that count in another table.
    pub(super) const fn holds_elsewhere(&mut self) {
        (self.block, self.lines, self.table) = (true, true, true);
    }
}

/// A total with no number in the lines that it sums.
pub(super) struct LoneTotal {
    unit: UnitIx,
    at: CellRef,
    label: String,
    /// Its place among the lines of the table.
    line: usize,
    values: Vec<Option<f64>>,
}

/// Whose files a total with no number in its lines counts.
enum Whose {
    /// Those of the unit at hand.
    Unit,
    /// Those of the whole table.
    Table,
    /// Nothing tells.
    Unclear,
}

/// Words of the label of a total that sums more than one unit; as keys, in which `toàn` has its mark on the `o`.
const OF_ALL: [&str; 4] = ["tòan", "các", "chung", "cấp"];

impl Assembler<'_> {
    /// Remembers what a line holds.
    pub(super) fn fills(&mut self, counted: &[(CellRef, Option<Counted>)]) {
        for (column, (_, value)) in self.columns.iter().zip(counted) {
            match value {
                None | Some(Counted::Blank) => self.filling.blank |= column.needed,
                Some(Counted::Doubt(..)) => (self.filling.block, self.filling.table) = (true, true),
                Some(Counted::Count { value, .. }) => {
                    self.filling.block = true;
                    self.filling.table |= *value != 0.0;
                }
            }
        }
        self.filling.lines |= self.filling.block;
    }

    /// Remembers what a total holds.
    pub(super) fn total_fills(&mut self, counted: &[(CellRef, Option<Counted>)]) {
        self.filling.table |= counted.iter().any(|(_, value)| match value {
            Some(Counted::Count { value, .. }) => *value != 0.0,
            Some(Counted::Doubt(..)) => true,
            None | Some(Counted::Blank) => false,
        });
    }

    /// Remembers a line of the empty form that was left in place.
    pub(super) const fn placeholder(&mut self) {
        self.filling.blank = true;
    }

    /// The template comes back as it was sent out: its lines are blank, and the only numbers are the zeros of its
    /// formulas. These count nothing, so that the unit is told to be missing from the form.
    pub(super) fn leave_out_unfilled(&mut self) {
        if self.filling.table || !self.filling.blank {
            return;
        }
        self.out.table.drop_numbers(0..self.out.table.lines.len());
        self.out.table.drop_silent();
    }

    /// In a form without groups a total that stands above all lines is the sender's, where none of them has a number.
    pub(super) fn end_heading_lone(&mut self) {
        let alone = self.form.groups == Groups::None && !self.filling.lines;
        if let Some(total) = self.heading_lone.take().filter(|_| alone) {
            self.settle_lone_total(total);
        }
    }

    /// A total above which, or below which, no line of its block holds a number.
    pub(super) fn lone_total(
        &self,
        line: &Line,
        place: Option<usize>,
        values: Vec<Option<f64>>,
    ) -> Option<LoneTotal> {
        let Owner::Unit(unit) = self.owner else { return None };
        let counts = values.iter().flatten().any(|value| *value > 0.0);
        let by_field = self.items == Items::Field && !self.by_source && !self.assumed;
        let (at, label) = (line.at, text::normal(line.label));
        let line = place?;
        (counts && by_field).then_some(LoneTotal { unit, at, label, line, values })
    }

    /// Counts a total with no number in its lines for its unit, without a field; where it may as well sum the whole
    /// table it counts for nobody, and that is told.
    pub(super) fn settle_lone_total(&mut self, total: LoneTotal) {
        let LoneTotal { unit, at, label, line, values } = total;
        let block = self.block;
        match self.whose(&label, &values) {
            Whose::Table => {
                if let Some(told) = self.out.table.lines.get_mut(line) {
                    (told.unit, told.first_block) = (None, self.table_block);
                }
            }
            Whose::Unclear => {
                self.out.table.drop_numbers(line..line + 1);
                let message = format!(
                    "dòng \"{label}\" không có dòng chi tiết nào ở trên nên không rõ là của riêng đơn vị này hay của cả biểu; dòng này không được tính"
                );
                let finding = self.finding(&UNKNOWN_LINE, at, message).found(label);
                self.out.findings.push(finding.left_out());
            }
            Whose::Unit => {
                if let Some(told) = self.out.table.lines.get_mut(line) {
                    (told.role, told.unit, told.field) = (Role::Item, Some(unit), None);
                    (told.first_block, told.block) = (block, block);
                }
                for (sum, value) in self.sums.iter_mut().zip(&values) {
                    *sum += value.unwrap_or(0.0);
                }
                self.open = true;
                let name = &self.context.pipeline.register.get(unit).name;
                let message = format!(
                    "{name} chỉ ghi dòng tổng \"{label}\", không có số liệu theo lĩnh vực; dòng này được tính cho đơn vị, không theo lĩnh vực"
                );
                let finding = self
                    .finding(&TOTAL_ONLY, at, message)
                    .about(&self.context.pipeline.register.get(unit).id);
                self.out.findings.push(finding.found(label));
            }
        }
    }

    /// A total behind a group without lines may close the table as well as the group: then it is the sum of the groups
    /// above. One that is larger than that sum can be either, with a slip or without.
    fn whose(&self, label: &str, values: &[Option<f64>]) -> Whose {
        let key = text::key(label);
        let of_all = OF_ALL.iter().any(|word| key.split(' ').any(|found| found == *word));
        if self.form.groups != Groups::Unit {
            return Whose::Unit;
        }
        let above = &self.table_sums;
        let known: Vec<(usize, f64)> = values
            .iter()
            .enumerate()
            .filter_map(|(index, value)| Some((index, (*value)?)))
            .filter(|(index, value)| *value > 0.0 || above[*index] > 0.0)
            .collect();
        let first = above.iter().all(|sum| *sum == 0.0);
        let equal = known.iter().all(|(index, value)| (value - above[*index]).abs() < 0.5);
        let larger = known.iter().filter(|(index, value)| *value >= above[*index]).count();
        match (first, equal || of_all) {
            (true, _) if !of_all => Whose::Unit,
            (_, true) => Whose::Table,
            _ if larger * 2 > known.len() => Whose::Unclear,
            _ => Whose::Unit,
        }
    }
}
