//! What is said about lines that do not count because others hold the same files: details, and sums above their lines.

use crate::ingest::findings::detail_lines::DETAIL_LINES;
use crate::ingest::findings::unnamed_total::UNNAMED_TOTAL;
use crate::model::Severity;
use crate::text;

use super::super::lines::{Line, LineRole};
use super::Assembler;
use super::levels::{Adds, Detailed, Levels, Sum};

/// The lines below the one at hand, with what they are to each other.
#[derive(Clone, Copy)]
pub(super) struct Below<'s> {
    pub(super) lines: &'s [Line<'s>],
    /// The first of them.
    pub(super) from: usize,
    pub(super) levels: &'s Levels,
}

impl<'s> Below<'s> {
    /// The role of the next line that is about something.
    pub(super) fn role(&self) -> Option<LineRole> {
        let is_empty = |role| {
            matches!(role, LineRole::Placeholder | LineRole::Header | LineRole::ColumnNumbers)
        };
        self.counting().map(|line| line.role).find(|&role| !is_empty(role))
    }

    /// All lines but those that detail others or sum those below them.
    pub(super) fn counting(&self) -> impl Iterator<Item = &'s Line<'s>> + use<'s> {
        let levels = self.levels;
        let lines = self.lines.iter().enumerate().skip(self.from);
        let counting =
            lines.filter(|(at, _)| !levels.is_part(*at) && !levels.sums.contains_key(at));
        counting.map(|(_, line)| line)
    }
}

impl Assembler<'_> {
    /// A line that sums those below it does not count. It is held against them like a total, unless other sums stand
    /// among them.
    pub(super) fn sums_below(&mut self, line: &Line, sum: Sum) {
        if !sum.over_sums {
            self.end_sum();
            self.total_above(line);
        }
        let message = format!(
            "dòng \"{}\" {} tổng các dòng ngay dưới nên được hiểu là dòng tổng, không tính lần nữa",
            text::normal(line.label),
            if sum.exact { "bằng" } else { "gần như bằng" }
        );
        let finding = self.finding(&UNNAMED_TOTAL, line.at, message).corrected();
        self.out.findings.push(finding);
    }

    /// The lines that a line above them sums are over; those of the unit go on.
    pub(super) fn end_sum(&mut self) {
        let owner = self.owner;
        self.close_block();
        self.owner = owner;
        self.by_source = true;
    }

    /// Says which lines are details and do not count.
    pub(super) fn detailed(&mut self, main: &Line, first: &Line, detailed: Detailed) {
        let label = text::normal(main.label);
        let Detailed { count, adds, .. } = detailed;
        let message = match adds {
            Adds::Up => format!(
                "{count} dòng chi tiết cộng lại bằng dòng \"{label}\" phía trên; chỉ dòng đó được tính"
            ),
            Adds::Part => format!(
                "{count} dòng chi tiết là một phần của dòng \"{label}\" phía trên; chỉ dòng đó được tính"
            ),
            Adds::Otherwise => format!(
                "{count} dòng chi tiết của dòng \"{label}\" phía trên không cộng lại bằng dòng đó; chỉ dòng đó được tính, hãy kiểm tra"
            ),
        };
        let mut finding = self.finding(&DETAIL_LINES, first.at, message);
        if adds == Adds::Otherwise {
            finding.severity = Severity::Warning;
        }
        self.out.findings.push(finding);
    }
}
