//! Whose lines come first in a table: those of whom its heading or its name tells, those of the group that the table
//! before left open, or the sender's.

use crate::ingest::sender::evidence::EvidencePlace;
use crate::ingest::sender::whose::Opens;
use crate::ingest::table::bound_table::BoundTable;
use crate::ingest::table::lines::line::{LineRole, SheetLine};
use crate::pipeline::{Groups, Match};

use super::assembler::{Assembler, Owner};
use super::earlier::Unfinished;

impl Assembler<'_> {
    /// Whose lines come first: the sender's in a form without groups; else those of the unit that the heading or the
    /// sheet names, or of the group that the table before left open, or, where this is the first table, the
    /// sender's, which is told.
    pub(super) fn begin(&mut self, table: &BoundTable, lines: &[SheetLine]) {
        let context = self.context;
        self.earlier.tables += 1;
        let headed = context.whose.evidence.iter().any(|one| one.place == EvidencePlace::Heading);
        let anew = self.opens_anew(table.title.is_some(), headed, lines);
        let unfinished = self.earlier.unfinished.take().filter(|_| !anew);
        let first = self.earlier.tables == 1 || (anew && headed);
        if self.form.groups == Groups::None {
            self.whose.owner = Owner::Unit(context.sender);
            return;
        }
        match (&context.whose.opens, unfinished) {
            (Opens::Unit(unit), _) | (Opens::ByFile(unit), None) => {
                self.whose.owner = Owner::Unit(*unit);
                self.whose.carried = Some(*unit);
            }
            (Opens::Unclear(text), _) => {
                self.whose.owner = Owner::Skipped;
                self.whose.unclear = Some(text);
            }
            (_, Some(group)) => {
                self.whose.owner = Owner::Unit(group.unit);
                self.whose.carried = Some(group.unit);
                self.go_on(&group);
            }
            (Opens::Unnamed, None) => {
                let had = self.earlier.units.contains(&(0, context.sender));
                self.whose.assumed = first && !had && !self.names_sender(lines);
                if self.whose.assumed {
                    self.whose.owner = Owner::Unit(context.sender);
                }
            }
        }
    }

    /// Whether a table begins by itself: with a title or a heading of its own, and with lines that are numbered from 1 or,
    /// where it has both, not at all.
    fn opens_anew(&self, titled: bool, headed: bool, lines: &[SheetLine]) -> bool {
        let mut begins =
            lines.iter().filter(|line| matches!(line.role, LineRole::Item | LineRole::Group));
        // A group says itself whose lines follow, and may be named again on a new page.
        let first = begins.next().filter(|line| line.role == LineRole::Item);
        match first.map(|line| self.ordinal_of(line)) {
            Some(Some(number)) => number == 1 && (titled || headed),
            Some(None) => titled && headed,
            None => false,
        }
    }

    /// Whether the sender has a group of its own.
    fn names_sender(&self, lines: &[SheetLine]) -> bool {
        let (units, sender) = (self.context.units, self.context.sender);
        let mut groups = lines.iter().filter(|line| line.role == LineRole::Group);
        groups.any(|line| {
            let found = units.find_exact(line.label, |ix, _| ix == sender);
            found == Match::One(sender)
        })
    }

    fn go_on(&mut self, group: &Unfinished) {
        self.blocks.unit_block = group.block;
        self.blocks.by_source = true;
        for (column, sum) in self.columns.iter().zip(&mut self.blocks.unit_sums) {
            let before = group.sums.iter().find(|(slot, _)| *slot == column.slot);
            *sum = before.map_or(0.0, |(_, sum)| *sum);
        }
    }
}
