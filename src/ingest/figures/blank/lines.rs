//! Lines that are named and hold no number, and what the total beside them then is: of a form that nobody filled in
//! nothing, of a unit that gives its total only all there is.

use crate::ingest::count::Counted;
use crate::ingest::figures::assembler::{Assembler, Owner};
use crate::ingest::findings::line::total_only::TOTAL_ONLY;
use crate::ingest::findings::line::unknown_line::UNKNOWN_LINE;
use crate::ingest::table::lines::line::SheetLine;
use crate::model::{CellRef, Role};
use crate::pipeline::{Groups, Items};
use crate::text;

use super::filling::LoneTotal;

/// Whose files a total with no number in its lines counts.
enum LoneOwner {
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
    pub(in crate::ingest::figures) fn fills(&mut self, counted: &[(CellRef, Option<Counted>)]) {
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
    pub(in crate::ingest::figures) fn total_fills(
        &mut self,
        counted: &[(CellRef, Option<Counted>)],
    ) {
        self.filling.table |= counted.iter().any(|(_, value)| match value {
            Some(Counted::Count { value, .. }) => *value != 0.0,
            Some(Counted::Doubt(..)) => true,
            None | Some(Counted::Blank) => false,
        });
    }

    /// Remembers a line of the empty form that was left in place.
    pub(in crate::ingest::figures) const fn placeholder(&mut self) {
        self.filling.blank = true;
    }

    /// The template comes back as it was sent out: its lines are blank, and the only numbers are the zeros of its
    /// formulas. These count nothing, so that the unit is told to be missing from the form.
    pub(in crate::ingest::figures) fn leave_out_unfilled(&mut self) {
        if self.filling.table || !self.filling.blank {
            return;
        }
        self.out.table.drop_numbers(0..self.out.table.lines.len());
        self.out.table.drop_silent();
    }

    /// In a form without groups a total that stands above all lines is the sender's, where none of them has a number.
    pub(in crate::ingest::figures) fn end_heading_lone(&mut self) {
        let alone = self.form.groups == Groups::None && !self.filling.lines;
        if let Some(total) = self.blocks.heading_lone.take().filter(|_| alone) {
            self.settle_lone_total(total);
        }
    }

    /// A total above which, or below which, no line of its block holds a number.
    pub(in crate::ingest::figures) fn lone_total(
        &self,
        line: &SheetLine,
        place: Option<usize>,
        values: Vec<Option<f64>>,
    ) -> Option<LoneTotal> {
        let Owner::Unit(unit) = self.whose.owner else { return None };
        let counts = values.iter().flatten().any(|value| *value > 0.0);
        let by_field = self.items == Items::Field && !self.blocks.by_source && !self.whose.assumed;
        let (at, label) = (line.at, text::normal(line.label));
        let line = place?;
        (counts && by_field).then_some(LoneTotal { unit, at, label, line, values })
    }

    /// Counts a total with no number in its lines for its unit, without a field; where it may as well sum the whole
    /// table it counts for nobody, and that is told.
    pub(in crate::ingest::figures) fn settle_lone_total(&mut self, total: LoneTotal) {
        let LoneTotal { unit, at, label, line, values } = total;
        let block = self.blocks.block;
        match self.whose(&label, &values) {
            LoneOwner::Table => {
                if let Some(told) = self.out.table.lines.get_mut(line) {
                    (told.unit, told.first_block) = (None, self.blocks.table_block);
                }
            }
            LoneOwner::Unclear => {
                self.out.table.drop_numbers(line..line + 1);
                let message = format!(
                    "dòng \"{label}\" không có dòng chi tiết nào ở trên nên không rõ là của riêng đơn vị này hay của cả biểu; dòng này không được tính"
                );
                let finding = self.finding(&UNKNOWN_LINE, at, message).found(label);
                self.out.findings.push(finding.left_out());
            }
            LoneOwner::Unit => {
                if let Some(told) = self.out.table.lines.get_mut(line) {
                    (told.role, told.unit, told.field) = (Role::Item, Some(unit), None);
                    (told.first_block, told.block) = (block, block);
                }
                for (sum, value) in self.blocks.sums.iter_mut().zip(&values) {
                    *sum += value.unwrap_or(0.0);
                }
                self.blocks.open = true;
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
    fn whose(&self, label: &str, values: &[Option<f64>]) -> LoneOwner {
        let key = text::key(label);
        let of_all = OF_ALL.iter().any(|word| key.split(' ').any(|found| found == *word));
        if self.form.groups != Groups::Unit {
            return LoneOwner::Unit;
        }
        let above = &self.blocks.table_sums;
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
            (true, _) if !of_all => LoneOwner::Unit,
            (_, true) => LoneOwner::Table,
            _ if larger * 2 > known.len() => LoneOwner::Unclear,
            _ => LoneOwner::Unit,
        }
    }
}
