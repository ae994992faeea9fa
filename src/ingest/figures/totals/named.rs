//! Lines that sum others: what each of them sums, told by its own figures whatever it is called, and where a group ends.

use crate::ingest::count::Counted;
use crate::ingest::figures::assembler::{Assembler, Owner};
use crate::ingest::figures::columns::figure_columns::values_of;
use crate::ingest::figures::emit::LinePlace;
use crate::ingest::table::lines::line::SheetLine;
use crate::model::Role;
use crate::pipeline::{Groups, Items};
use crate::text;

/// What a total sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Covers {
    /// The lines since the last total.
    Block,
    /// All sources of a unit.
    Unit,
    /// All groups of the table from this block on; the whole table from its first.
    From(u32),
}

/// Groups above a total that are tried as its beginning; a table of more is not summed by hand.
pub(in crate::ingest::figures) const MOST_GROUPS: usize = 1_000;

impl Assembler<'_> {
    pub(in crate::ingest::figures) fn total(&mut self, line: &SheetLine) {
        if self.whose.owner == Owner::Skipped {
            self.close_block();
            self.whose.owner = Owner::Skipped;
            return;
        }
        if !self.blocks.open
            && self.blocks.above.is_none()
            && self.items == Items::Field
            && self.opened_group()
        {
            return self.total_above(line);
        }
        // A group whose sums stand above its lines has no other total: this one is of the whole table.
        if self.blocks.above.is_some() {
            self.close_block();
        }
        let counted = self.counted(line);
        let covers = self.covered_by(&values_of(&counted));
        let unit = match (self.items, self.whose.owner) {
            (Items::Field, Owner::Unit(unit)) if !matches!(covers, Covers::From(_)) => Some(unit),
            _ => None,
        };
        let first_block = match covers {
            Covers::Block => self.blocks.block,
            Covers::Unit => self.blocks.unit_block,
            Covers::From(first) => first,
        };
        let last =
            if self.blocks.open { self.blocks.block } else { self.blocks.block.saturating_sub(1) };
        let field = Some(self.words.fields.symbol(&text::normal(line.label)));
        let place = LinePlace { role: Role::Total, unit, field, first_block };
        let block = std::mem::replace(&mut self.blocks.block, last);
        let numbers = self.numbers(&counted, |_, value| !matches!(value, Counted::Doubt(..)));
        let told = self.put(line, place, &numbers, false);
        self.unreadable_total(line, &counted);
        self.blocks.block = block;
        self.total_fills(&counted);
        if !self.blocks.open && self.blocks.block == self.blocks.table_block {
            // Nothing stands above it: it sums what follows, to the end of the table.
            self.blocks.heading_total = told;
            self.blocks.heading_lone = self.lone_total(line, told, values_of(&counted));
        }
        if self.blocks.open && !self.filling.block {
            self.blocks.lone = self.lone_total(line, told, values_of(&counted));
        }
        if covers == Covers::Block {
            self.settle(&values_of(&counted));
        }
        let owner = self.whose.owner;
        self.close_block();
        if self.whose.assumed || (self.blocks.by_source && covers == Covers::Block) {
            // The total of one source, others of the same unit may follow; or one above all lines.
            self.whose.owner = owner;
        } else {
            self.blocks.by_source = false;
        }
    }

    /// What a total sums: its own figures tell, whatever it is called, for groups may have no totals of their own and
    /// sources may or may not. Of two that fit equally well the nearer one is meant.
    fn covered_by(&self, total: &[Option<f64>]) -> Covers {
        let fits = |sum: &dyn Fn(usize) -> f64| {
            let known = total.iter().enumerate().filter_map(|(index, v)| Some((index, (*v)?)));
            known.filter(|&(i, value)| value > 0.0 && (value - sum(i)).abs() < 0.5).count()
        };
        let block = |i: usize| self.blocks.sums[i];
        let unit = |i: usize| block(i) + self.blocks.unit_sums[i];
        let table = |i: usize| block(i) + self.blocks.table_sums[i];
        let all = total.iter().filter(|value| value.is_some_and(|value| value > 0.0)).count();
        let mut covers = Vec::new();
        if self.blocks.open {
            covers.push((fits(&block), Covers::Block));
        }
        if self.blocks.by_source {
            covers.push((fits(&unit), Covers::Unit));
        }
        covers.push((fits(&table), Covers::From(self.blocks.table_block)));
        if covers.iter().all(|(fits, _)| *fits < all) {
            // `Tổng cấp xã` sums the groups from one on.
            let mut sums: Vec<f64> = self.blocks.sums.clone();
            for (first, closed) in self.blocks.closed.iter().rev().take(MOST_GROUPS) {
                for (sum, more) in sums.iter_mut().zip(closed) {
                    *sum += more;
                }
                covers.push((fits(&|i| sums[i]), Covers::From(*first)));
            }
        }
        let best = covers.iter().map(|cover| cover.0).max();
        let best = covers.iter().find(|cover| Some(cover.0) == best);
        best.map_or(Covers::From(self.blocks.table_block), |cover| cover.1)
    }

    pub(in crate::ingest::figures) fn end_heading_total(&mut self) {
        let total = self.blocks.heading_total.take();
        if let Some(line) = total.and_then(|at| self.out.table.lines.get_mut(at)) {
            line.block = self.blocks.block;
        }
        self.end_heading_lone();
    }

    /// Whether a group has just named its unit.
    fn opened_group(&self) -> bool {
        let named = matches!(self.whose.owner, Owner::Unit(_)) && !self.whose.assumed;
        self.form.groups == Groups::Unit && named && !self.blocks.by_source
    }

    /// Lines that follow a total above them are what it sums; without any number in them it stands alone.
    pub(in crate::ingest::figures) fn end_lone_total(&mut self) {
        if let Some(total) = self.blocks.lone.take().filter(|_| !self.filling.block) {
            self.settle_lone_total(total);
        }
    }

    /// A total closes its group; so does the next group.
    pub(in crate::ingest::figures) fn close_block(&mut self) {
        self.end_lone_total();
        self.filling.block = false;
        if self.blocks.open {
            self.blocks.closed.push((self.blocks.block, self.blocks.sums.clone()));
            self.blocks.block += 1;
        }
        if let Some(above) = self.blocks.above.take() {
            self.settle(&above);
        }
        self.say_doubtful();
        self.blocks.open = false;
        self.blocks.lines_in_block = 0;
        self.last_ordinal = None;
        for (index, sum) in self.blocks.sums.iter_mut().enumerate() {
            self.blocks.unit_sums[index] += *sum;
            self.blocks.table_sums[index] += *sum;
            *sum = 0.0;
        }
        if self.form.groups == Groups::Unit {
            self.whose.owner = Owner::Nobody;
        }
    }
}
