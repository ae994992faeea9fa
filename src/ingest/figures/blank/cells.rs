//! What is said of blank cells: what they were taken for, and from what it follows; or that nothing tells.

use std::collections::BTreeMap;

use crate::ingest::count::shown;
use crate::ingest::figures::assembler::Assembler;
use crate::ingest::findings::cell::blank_count::BLANK_COUNT;
use crate::model::{CellRef, Check, Finding, Role, Severity, TextKind};
use crate::text::group_thousands;

use super::arithmetic::{Source, can_be_nothing, sums};
use super::follow::{CountedLine, Followed};

/// Blanks that were taken for nothing, told in one note for the table.
struct Nothings {
    first: CellRef,
    count: u32,
    /// What the first of them follows from.
    why: String,
}

impl Assembler<'_> {
    /// Fills the cells of items whose number follows, and says of the others what is missing.
    pub(in crate::ingest::figures) fn fill_blanks(&mut self) {
        let width = self.columns.len();
        let table = &self.out.table;
        let is_count = |column: usize| self.columns[column].count.is_some();
        let has_blank = |&line: &usize| {
            let mut counts = (0..width).filter(|&column| is_count(column));
            table.lines[line].role == Role::Item
                && counts.any(|column| table.number(line, column).is_none())
        };
        if !(0..table.lines.len()).any(|line| has_blank(&line)) {
            return;
        }
        let at = |line: usize, column: usize| {
            table.at(table.lines[line].row, self.columns[column].column)
        };
        // What a cell holds that cannot be read is no blank, and what is merged over several belongs to none of them.
        let open = |line: usize, column: usize| {
            let at = at(line, column);
            is_count(column) && self.merged.head(at).is_none() && !self.to_say.unread.contains(&at)
        };
        let arithmetic = sums(self.form, &self.columns);
        let mut followed = Followed::of(table, arithmetic, width, self.blocks.table_block, open);
        followed.fill();
        let mut nothings = None;
        for line in followed.lines.iter().filter(|line| line.blank) {
            self.take(&followed, line, &mut nothings);
        }
        self.say_nothings(nothings);
        for line in followed.lines.iter().filter(|line| line.blank) {
            self.say_missing(&followed, line);
            self.lone_parts(line.place);
        }
    }

    fn cell(&self, line: &CountedLine, column: usize) -> CellRef {
        let row = self.out.table.lines[line.place].row;
        self.out.table.at(row, self.columns[column].column)
    }

    /// What a line is about, for messages.
    fn label_of(&self, place: usize) -> &str {
        let line = &self.out.table.lines[place];
        let field = line.field.and_then(|field| self.words.fields.word(field));
        let unit = || line.unit.map(|unit| self.context.pipeline.register.get(unit).name.as_str());
        field.or_else(unit).unwrap_or_default()
    }

    /// A finding about a line that was read before.
    fn finding_in(
        &self,
        place: usize,
        check: &'static Check,
        at: CellRef,
        message: String,
    ) -> Finding {
        let finding = self.finding(check, at, message);
        match self.out.table.lines[place].unit {
            Some(unit) => finding.about(&self.context.pipeline.register.get(unit).id),
            None => finding,
        }
    }

    /// Takes the numbers that follow for those of their cells.
    fn take(&mut self, followed: &Followed, line: &CountedLine, nothings: &mut Option<Nothings>) {
        for (column, value, source) in line.cells.filled() {
            let at = self.cell(line, column);
            let found = self.context.sheet.get(at).map(shown).unwrap_or_default();
            self.out.table.set(line.place, column, value);
            self.text(at, TextKind::Followed, &found);
            let why = self.why(followed, line, column, source);
            if value == 0.0 {
                let told = nothings.get_or_insert(Nothings { first: at, count: 0, why });
                told.count += 1;
            } else {
                let message = format!(
                    "dòng \"{}\" để trống: {}; được hiểu là {} ({why})",
                    self.label_of(line.place),
                    self.columns[column].label(),
                    number(value),
                );
                let finding = self.finding_in(line.place, &BLANK_COUNT, at, message);
                let finding = finding.found("ô trống").expected(value.to_string());
                self.out.findings.push(finding.corrected());
            }
        }
    }

    /// From what a number follows: `500 = 400 + 100`.
    fn why(
        &self,
        followed: &Followed,
        line: &CountedLine,
        column: usize,
        source: Source,
    ) -> String {
        match source {
            Source::Line(sum) => {
                let sum = &followed.sums[sum];
                let told = |places: &[usize]| -> String {
                    let values = places.iter().map(|&at| number(line.cells.now[at].unwrap_or(0.0)));
                    values.collect::<Vec<_>>().join(" + ")
                };
                format!("trong dòng: {} = {}", told(&sum.whole), told(&sum.parts))
            }
            Source::Total(row) => {
                let at = self.out.table.at(row, self.columns[column].column);
                format!("dòng tổng ở {at} trừ các dòng khác")
            }
        }
    }

    /// Zeros that were left blank are told together.
    fn say_nothings(&mut self, nothings: Option<Nothings>) {
        let Some(Nothings { first, count, why }) = nothings else { return };
        let message = format!(
            "{count} ô để trống được hiểu là 0 vì các ô khác của dòng hoặc dòng tổng cho thấy, ví dụ {first} ({why})"
        );
        let mut finding = self.finding(&BLANK_COUNT, first, message).found("ô trống");
        finding.severity = Severity::Note;
        self.out.findings.push(finding.expected("0").corrected());
    }

    /// A line with some counts has them all. Where what is missing cannot be nothing it is a gap.
    fn say_missing(&mut self, followed: &Followed, line: &CountedLine) {
        let needed = || (0..self.columns.len()).filter(|&column| self.columns[column].needed);
        let missing = |column: &usize| {
            line.cells.now[*column].is_none()
                && !self.to_say.unread.contains(&self.cell(line, *column))
        };
        let blank: Vec<usize> = needed().filter(missing).collect();
        let Some(&first) = blank.first() else { return };
        if needed().all(|column| line.cells.now[column].is_none()) {
            return;
        }
        let lacks = blank.iter().any(|at| line.lacks.contains(at) || !line.cells.open[*at])
            || !can_be_nothing(&followed.sums, &line.cells);
        let names: Vec<String> = blank.iter().map(|&at| self.columns[at].label()).collect();
        let message = format!(
            "dòng \"{}\" để trống: {}; {}",
            self.label_of(line.place),
            names.join("; "),
            if lacks {
                "các ô khác của dòng và dòng tổng không cho biết số nào, nên số liệu chưa đủ"
            } else {
                "ô trống không được coi là 0"
            }
        );
        let at = self.cell(line, first);
        let measures = blank.iter().filter_map(|&column| {
            Some(self.context.pipeline.measure(self.columns[column].count?).id.clone())
        });
        let finding = self.finding_in(line.place, &BLANK_COUNT, at, message);
        let mut finding = finding.of_measures(measures);
        if lacks {
            finding.severity = Severity::Error;
            finding = finding.left_out();
        }
        self.out.findings.push(finding.found("ô trống").expected("số đếm, kể cả 0"));
    }

    /// Half a count is none: where a part of it is still missing, the others do not count.
    fn lone_parts(&mut self, place: usize) {
        let mut parts: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (index, column) in self.columns.iter().enumerate().filter(|(_, c)| c.is_part()) {
            parts.entry(column.slot).or_default().push(index);
        }
        for columns in parts.into_values() {
            let has = |&column: &usize| self.out.table.number(place, column).is_some();
            if columns.iter().all(has) {
                continue;
            }
            let lone: Vec<usize> = columns.into_iter().filter(has).collect();
            for column in lone {
                let row = self.out.table.lines[place].row;
                let at = self.out.table.at(row, self.columns[column].column);
                let message = format!(
                    "dòng \"{}\": cột \"{}\" không được tính vì cột phải cộng cùng với nó không có số",
                    self.label_of(place),
                    self.columns[column].label()
                );
                let finding = self.finding_in(place, &BLANK_COUNT, at, message).left_out();
                self.out.findings.push(finding);
                self.out.table.set(place, column, f64::NAN);
            }
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "counts are whole and below 10^12")]
fn number(value: f64) -> String {
    group_thousands(value.round() as i64)
}
