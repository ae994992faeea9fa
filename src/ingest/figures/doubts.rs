//! What is said about lines and cells that cannot be used as they stand.

use crate::ingest::count::{Counted, shown};
use crate::ingest::findings::cell::read_partly::READ_PARTLY;
use crate::ingest::findings::cell::rounded_number::ROUNDED_NUMBER;
use crate::ingest::findings::cell::text_numbers::TEXT_NUMBERS;
use crate::ingest::findings::column::stray_cells::STRAY_CELLS;
use crate::ingest::findings::line::group_unnamed::GROUP_UNNAMED;
use crate::ingest::findings::line::lines_repeated::LINES_REPEATED;
use crate::ingest::findings::line::numbering_restarts::NUMBERING_RESTARTS;
use crate::ingest::findings::line::unknown_line::UNKNOWN_LINE;
use crate::ingest::findings::line::unknown_unit::UNKNOWN_UNIT;
use crate::ingest::table::lines::line::SheetLine;
use crate::model::{CellRef, Check, Finding, Severity, Unit, UnitIx};
use crate::pipeline::{Groups, Match};
use crate::text;

use super::assembler::{Assembler, DoubtfulCell, Owner};

/// A line of the table of aliases, to paste as it is; one for the first of several units.
fn alias_line(label: &str, unit_id: &str) -> String {
    if label.contains([',', '"']) {
        format!("\"{}\",{unit_id}", label.replace('"', "\"\""))
    } else {
        format!("{label},{unit_id}")
    }
}

impl Assembler<'_> {
    pub(super) fn finding(&self, check: &'static Check, at: CellRef, message: String) -> Finding {
        let owner = match self.whose.owner {
            Owner::Unit(unit) => unit,
            Owner::Nobody | Owner::Skipped => self.context.sender,
        };
        Finding::new(check, message)
            .in_file(self.context.file)
            .in_sheet(&self.context.sheet.name)
            .at(at)
            .about(&self.context.pipeline.register.get(owner).id)
            .of_form(&self.form.id)
            .of_measures(
                self.columns
                    .iter()
                    .filter(|c| c.column == at.column)
                    .filter_map(|c| Some(self.context.pipeline.measure(c.count?).id.clone())),
            )
    }

    pub(super) fn unknown_line(&mut self, line: &SheetLine, why: &str) {
        let finding = self
            .finding(&UNKNOWN_LINE, line.at, format!("{why}; dòng này không được tính"))
            .found(text::normal(line.label))
            .left_out();
        self.out.findings.push(finding);
    }

    /// Words without figures between the lines: the lines below go on, and if a unit was meant, this is where.
    pub(super) fn remark(&mut self, line: &SheetLine) {
        if matches!(self.whose.owner, Owner::Skipped | Owner::Nobody) {
            return;
        }
        let label = text::normal(line.label);
        let message = format!(
            "dòng \"{label}\" không có số liệu và không phải tên đơn vị nên được bỏ qua; các dòng dưới vẫn thuộc đơn vị ở trên"
        );
        let mut finding = self.finding(&UNKNOWN_LINE, line.at, message).found(label);
        finding.severity = Severity::Note;
        self.out.findings.push(finding);
    }

    /// Lines under a heading, or on a tab, that names somebody under the sender whom nobody knows.
    pub(super) fn unclear_heading(&mut self, line: &SheetLine) {
        let Some(one) = self.whose.unclear.take() else { return };
        let (units, form) = (self.context.units, self.form);
        let covered = |ix, unit: &Unit| units.is_covered(form, self.context.sender, ix, unit);
        let (why, near) = match units.find(&one.text, covered) {
            Match::Many(units) => ("là tên của nhiều đơn vị", units),
            Match::One(unit) => ("không phải tên duy nhất ở đầu biểu", vec![unit]),
            Match::None(near) => ("không phải tên đơn vị nào trong danh mục", near),
        };
        let why = format!("ở {} {why}", one.place.title());
        self.unknown_name(one.at.unwrap_or(line.at), &one.text, &why, &near);
    }

    pub(super) fn unknown_unit(&mut self, line: &SheetLine, why: &str, near: &[UnitIx]) -> Owner {
        self.unknown_name(line.at, line.label, why, near)
    }

    fn unknown_name(&mut self, at: CellRef, name: &str, why: &str, near: &[UnitIx]) -> Owner {
        let register = &self.context.pipeline.register;
        let label = text::normal(name);
        let names: Vec<String> = near
            .iter()
            .map(|&unit| format!("{} ({})", register.get(unit).name, register.get(unit).id))
            .collect();
        let advice = match near.first() {
            None => "hãy ghi đúng tên đơn vị".to_owned(),
            Some(&nearest) => format!(
                "có phải là {}? Nếu đúng, hãy sửa tên, hoặc dán dòng này vào bảng aliases: {}",
                names.join(", "),
                alias_line(&label, &register.get(nearest).id)
            ),
        };
        let message = format!("\"{label}\" {why}; số liệu không được tính; {advice}");
        let mut finding = self.finding(&UNKNOWN_UNIT, at, message).found(label).left_out();
        if !names.is_empty() {
            finding = finding.expected(names.join("; "));
        }
        self.out.findings.push(finding);
        Owner::Skipped
    }

    /// A cell that cannot be read; said when its group is closed, for the total may say what it should be.
    pub(super) fn doubt(&mut self, index: usize, check: &'static Check, why: &str, at: CellRef) {
        let label = self.columns[index].label();
        let found = self.context.sheet.get(at).map(shown).unwrap_or_default();
        let message = format!("cột \"{label}\" ghi \"{found}\": {why}; ô này không được tính");
        let finding = self
            .finding(check, at, message)
            .found(found)
            .expected("một số đếm nguyên không âm")
            .left_out();
        self.to_say.unread.insert(at);
        self.to_say.doubtful.push(DoubtfulCell { index, at, finding, missing: None });
    }

    /// A count that was rounded when it was typed.
    pub(super) fn rounded(&mut self, index: usize, value: f64, at: CellRef) {
        let label = self.columns[index].label();
        let found = self.context.sheet.get(at).map(shown).unwrap_or_default();
        let message = format!(
            "cột \"{label}\" ghi \"{found}\", được tính là {value}; số làm tròn không phải số đếm chính xác"
        );
        let finding = self.finding(&ROUNDED_NUMBER, at, message).found(found);
        self.out.findings.push(finding.expected("số đếm chính xác").corrected());
    }

    /// A count beside which something is raised or struck through, which is no digit of it.
    pub(super) fn read_partly(&mut self, index: usize, value: f64, at: CellRef) {
        let label = self.columns[index].label();
        let message = format!(
            "cột \"{label}\" được tính là {value}; phần viết nhô lên, hạ xuống hoặc bị gạch ngang trong ô không phải chữ số nên không được đọc; hãy ghi chú thích ở cột Ghi chú và xóa số đã bỏ"
        );
        let found = self.context.sheet.get(at).map(shown).unwrap_or_default();
        let finding = self.finding(&READ_PARTLY, at, message).found(found).corrected();
        self.out.findings.push(finding);
    }

    /// A printed rate or score is compared and never used, so one that cannot be read leaves nothing out.
    pub(super) fn unreadable_rate(
        &mut self,
        check: &'static Check,
        why: &str,
        at: CellRef,
        label: &str,
    ) {
        let found = self.context.sheet.get(at).map(shown).unwrap_or_default();
        let message = format!(
            "cột \"{label}\" ghi \"{found}\": {why}; ô này không được đối chiếu, số đếm trong dòng vẫn tính"
        );
        let mut finding = self.finding(check, at, message).found(found);
        finding.severity = Severity::Warning;
        self.out.findings.push(finding);
    }

    pub(super) fn text_numbers_note(&mut self) {
        let Some((at, raw)) = self.to_say.typed.take() else { return };
        let message = format!(
            "{} số được gõ dạng chữ và đã hiểu thành số, ví dụ \"{}\"; nên nhập dạng số",
            self.to_say.typed_count,
            text::normal(&raw)
        );
        let finding =
            self.finding(&TEXT_NUMBERS, at, message).found(text::normal(&raw)).corrected();
        self.out.findings.push(finding);
    }

    /// A total is compared and never used, so one that cannot be read leaves nothing out.
    pub(super) fn unreadable_total(
        &mut self,
        line: &SheetLine,
        counted: &[(CellRef, Option<Counted>)],
    ) {
        let doubts = counted.iter().filter_map(|(at, value)| match value {
            Some(Counted::Doubt(check, why)) => Some((*at, *check, *why)),
            _ => None,
        });
        let doubts: Vec<(CellRef, &'static Check, &str)> = doubts.collect();
        let Some(&(at, check, why)) = doubts.first() else { return };
        let message = format!(
            "dòng \"{}\": {} ô {why}; dòng tổng không được đối chiếu, số liệu các dòng vẫn tính",
            text::normal(line.label),
            doubts.len()
        );
        let mut finding = self.finding(check, at, message);
        finding.severity = Severity::Warning;
        self.out.findings.push(finding);
    }

    /// A table that repeats lines of an earlier one of its file; the first time counts.
    pub(super) fn repeated_lines(&mut self, at: CellRef, count: u32) {
        let message = format!(
            "{count} dòng đã có ở bảng trước của cùng biểu trong tệp này; chỉ lần đầu được tính, hãy xóa bảng thừa"
        );
        let finding = self.finding(&LINES_REPEATED, at, message).left_out();
        self.out.findings.push(finding);
    }

    /// Lines above the first group are taken for the sender's, and that is told.
    pub(super) fn assumed_sender(&mut self, line: &SheetLine) {
        if !std::mem::take(&mut self.whose.assumed) {
            return;
        }
        let sender = &self.context.pipeline.register.get(self.context.sender);
        let message = format!(
            "các dòng từ đây không có dòng tên đơn vị phía trên; được tính cho đơn vị gửi là {}",
            sender.name
        );
        self.earlier.units.insert((self.whose.part, self.context.sender));
        let finding = self.finding(&GROUP_UNNAMED, line.at, message).corrected();
        self.out.findings.push(finding.expected(&sender.name));
    }

    /// A group in which the numbers begin again may have lost the name of a second unit.
    pub(super) fn numbered_again(&mut self, line: &SheetLine) {
        let again = self.ordinal_of(line) == Some(1) && self.last_ordinal.is_some();
        if !again || !self.blocks.open || self.form.groups != Groups::Unit {
            return;
        }
        let message = format!(
            "dòng \"{}\" đánh số lại từ 1 mà phía trên không có dòng tên đơn vị; các dòng từ đây vẫn được tính cho đơn vị ở trên",
            text::normal(line.label)
        );
        let finding = self.finding(&NUMBERING_RESTARTS, line.at, message);
        self.out.findings.push(finding);
    }

    /// Every cell beside a line is used, known or reported.
    pub(super) fn stray_cells(&mut self) {
        let Some(&first) = self.to_say.stray.first() else { return };
        let found = self.context.sheet.get(first).map(shown).unwrap_or_default();
        let message = format!(
            "{} ô nằm ngoài các cột của biểu, ví dụ \"{found}\"; các ô này không được tính",
            self.to_say.stray.len()
        );
        let finding = self.finding(&STRAY_CELLS, first, message).found(found).left_out();
        self.out.findings.push(finding);
    }
}
