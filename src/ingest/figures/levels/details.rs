//! What is said about lines that do not count because others hold the same files: details, and sums above their lines.

use crate::ingest::figures::assembler::Assembler;
use crate::ingest::findings::line::detail_lines::DETAIL_LINES;
use crate::ingest::findings::line::unnamed_total::UNNAMED_TOTAL;
use crate::ingest::table::lines::line::{LineRole, SheetLine};
use crate::model::Severity;
use crate::text;

use super::relations::{Adds, Levels, LineDetails, SumOfBelow};

/// The lines below the one at hand, with what they are to each other.
#[derive(Clone, Copy)]
pub(in crate::ingest::figures) struct LinesBelow<'s> {
    pub(in crate::ingest::figures) lines: &'s [SheetLine<'s>],
    /// The first of them.
    pub(in crate::ingest::figures) from: usize,
    pub(in crate::ingest::figures) levels: &'s Levels,
}

impl<'s> LinesBelow<'s> {
    /// The role of the next line that is about something.
    pub(in crate::ingest::figures) fn role(&self) -> Option<LineRole> {
        let is_empty = |role| {
            matches!(role, LineRole::Placeholder | LineRole::Header | LineRole::ColumnNumbers)
        };
        self.counting().map(|line| line.role).find(|&role| !is_empty(role))
    }

    /// All lines but those that detail others or sum those below them.
    pub(in crate::ingest::figures) fn counting(
        &self,
    ) -> impl Iterator<Item = &'s SheetLine<'s>> + use<'s> {
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
    pub(in crate::ingest::figures) fn sums_below(&mut self, line: &SheetLine, sum: SumOfBelow) {
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
    pub(in crate::ingest::figures) fn end_sum(&mut self) {
        let owner = self.whose.owner;
        self.close_block();
        self.whose.owner = owner;
        self.blocks.by_source = true;
    }

    /// Says which lines are details and do not count.
    pub(in crate::ingest::figures) fn detailed(
        &mut self,
        main: &SheetLine,
        first: &SheetLine,
        detailed: LineDetails,
    ) {
        let label = text::normal(main.label);
        let LineDetails { count, adds, .. } = detailed;
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
