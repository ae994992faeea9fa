//! Lines of a table of indicators → figures of its sender, one a line.

use std::collections::BTreeMap;

use crate::ingest::context::TableContext;
use crate::ingest::count::{Counted, TypedAs, doubted, shown};
use crate::ingest::figures::assembled_table::AssembledTable;
use crate::ingest::figures::columns::formulas;
use crate::ingest::figures::columns::headers::headers_of;
use crate::ingest::findings::cell::not_calculated::NOT_CALCULATED;
use crate::ingest::findings::cell::read_partly::READ_PARTLY;
use crate::ingest::findings::cell::rounded_number::ROUNDED_NUMBER;
use crate::ingest::findings::cell::scale_differs::SCALE_DIFFERS;
use crate::ingest::findings::cell::text_numbers::TEXT_NUMBERS;
use crate::ingest::findings::column::stray_cells::STRAY_CELLS;
use crate::ingest::findings::line::indicator_twice::INDICATOR_TWICE;
use crate::ingest::findings::line::unknown_line::UNKNOWN_LINE;
use crate::ingest::table::bound_table::BoundTable;
use crate::ingest::table::lines::line::{LineRole, SheetLine};
use crate::model::{
    self, CellRef, Check, Column, Finding, MeasureIx, Role, Severity, Shown, Slot, Text, TextKind,
    Value,
};
use crate::pipeline::{Binding, Form, Indicator, IndicatorKind, IndicatorValue};
use crate::text;

use super::{scale, value};

/// Turns the lines of a table of indicators into figures.
pub(in crate::ingest) fn assemble(
    context: &TableContext,
    table: &BoundTable,
    lines: &[SheetLine],
    block: u32,
) -> (AssembledTable, u32) {
    let values = table.header.column_of(table.form, Binding::Value);
    let columns = values.map(|at| {
        let header = headers_of(context.sheet, table).remove(&at).unwrap_or_default();
        Column { slot: Slot::Value, part: 0, of: 1, at, header }
    });
    let mut assembler = IndicatorAssembler {
        context,
        form: table.form,
        values,
        scales: table.header.column_of(table.form, Binding::Scale),
        block,
        stands: BTreeMap::new(),
        cells: Vec::new(),
        read: BTreeMap::new(),
        typed: Vec::new(),
        is_calculated: table.is_calculated,
        calculated: Vec::new(),
        out: AssembledTable::new(context, columns.into_iter().collect()),
    };
    for line in lines {
        assembler.line(line);
    }
    assembler.read_cells();
    assembler.typed_note();
    assembler.calculated_note();
    assembler.stray_cells(table, lines);
    assembler.out.table.sort();
    (assembler.out, block + 1)
}

struct IndicatorAssembler<'a> {
    context: &'a TableContext<'a>,
    form: &'a Form,
    values: Option<u32>,
    scales: Option<u32>,
    block: u32,
    /// Where the value of each indicator stands.
    stands: BTreeMap<usize, CellRef>,
    /// Those that are read.
    cells: Vec<(&'a Indicator, &'a IndicatorValue, CellRef)>,
    /// What was read, for the percentages that follow from it.
    read: BTreeMap<MeasureIx, f64>,
    /// Numbers typed as text.
    typed: Vec<CellRef>,
    /// Whether the table was made from a template, whose formulas are known; and those of them without a result.
    is_calculated: bool,
    calculated: Vec<CellRef>,
    out: AssembledTable,
}

impl IndicatorAssembler<'_> {
    fn line(&mut self, line: &SheetLine) {
        let Some(at) = self.value_at(line) else { return };
        match line.role {
            LineRole::Indicator(place) => self.indicator(place, line, at),
            LineRole::Section(_) => self.not_counted(line, "dòng tên mục có kèm số liệu"),
            LineRole::Unknown => self.unknown(line),
            _ => {}
        }
    }

    /// The cell of its value; in a template that of a ratio also where nothing stands, for its formula gave nothing.
    fn value_at(&self, line: &SheetLine) -> Option<CellRef> {
        let values = self.values?;
        let found = line.cells.iter().find(|cell| cell.at.column == values).map(|cell| cell.at);
        let follows = |place: usize| {
            let value = self.form.indicators[place].value.as_ref();
            self.is_calculated && value.is_some_and(|value| value.ratio.is_some())
        };
        found.or(match line.role {
            LineRole::Indicator(place) if follows(place) => {
                Some(CellRef { column: values, ..line.at })
            }
            _ => None,
        })
    }

    fn indicator(&mut self, place: usize, line: &SheetLine, at: CellRef) {
        let indicator = &self.form.indicators[place];
        let Some(value) = &indicator.value else {
            return self.not_counted(line, "dòng tiêu đề của các chỉ tiêu có kèm số liệu");
        };
        if let Some(before) = self.stands.get(&place) {
            let message = format!(
                "chỉ tiêu \"{}\" đã có số liệu ở ô {before}; chỉ lần đầu được tính",
                self.form.named(indicator)
            );
            let finding = self.finding(&INDICATOR_TWICE, at, message);
            self.out.findings.push(finding.found(self.shown(at)).left_out());
            return;
        }
        self.stands.insert(place, at);
        if !self.is_in_another_scale(indicator, value, line) {
            self.cells.push((indicator, value, at));
        }
    }

    /// A value in another scale is not the declared one, and converting it would be a guess.
    fn is_in_another_scale(
        &mut self,
        indicator: &Indicator,
        value: &IndicatorValue,
        line: &SheetLine,
    ) -> bool {
        let scales = self.scales;
        let cell = line.cells.iter().find(|cell| Some(cell.at.column) == scales);
        let Some((at, found)) = cell.and_then(|cell| Some((cell.at, cell.text()?))) else {
            return false;
        };
        if !scale::differs(found, &value.scales) {
            return false;
        }
        let declared = &self.context.pipeline.measure(value.measure).scale;
        let message = format!(
            "chỉ tiêu \"{}\" tính bằng {declared} nhưng cột đơn vị tính ghi \"{}\"; số liệu không được tính; hãy đổi số liệu về {declared}",
            self.form.named(indicator),
            text::normal(found)
        );
        let finding = self.finding(&SCALE_DIFFERS, at, message).found(text::normal(found));
        let finding = finding.expected(declared).of_measures(self.id_of(value.measure));
        self.out.findings.push(finding.left_out());
        true
    }

    /// Percentages last: the counts they follow from tell how one is to be read.
    fn read_cells(&mut self) {
        let is_percent = |value: &IndicatorValue| value.kind == IndicatorKind::Percent;
        let (last, first): (Vec<_>, Vec<_>) = std::mem::take(&mut self.cells)
            .into_iter()
            .partition(|(_, value, _)| is_percent(value));
        for (indicator, value, at) in first.into_iter().chain(last) {
            self.read_cell(indicator, value, at);
        }
    }

    fn read_cell(&mut self, indicator: &Indicator, declared: &IndicatorValue, at: CellRef) {
        let read = |measure| self.read.get(&measure).copied();
        let ratio = declared.ratio.as_ref().and_then(|ratio| ratio.percent(read)).flatten();
        let follows = self.is_calculated && declared.ratio.is_some();
        let cell = match self.context.sheet.get(at) {
            found if follows && ratio.is_some() && formulas::gave_nothing(found) => {
                &Value::Uncalculated
            }
            Some(cell) => cell,
            None => return,
        };
        let read = if follows && *cell == Value::Uncalculated {
            self.calculated.push(at);
            ratio.map_or(Counted::Blank, |value| Counted::Count {
                value,
                percentage: None,
                typed: TypedAs::Number,
            })
        } else {
            value::value(cell, &declared.kind, &self.form.numbers, ratio)
        };
        let shown = self.context.sheet.mark(at);
        match Self::as_shown(shown, &declared.kind, read) {
            Counted::Blank => {}
            Counted::Doubt(check, why) => self.doubt(indicator, declared, check, why, at),
            Counted::Count { value, typed, .. } => {
                self.read.insert(declared.measure, value);
                if typed == TypedAs::Rounded {
                    self.rounded(indicator, value, at);
                }
                if shown == Some(Shown::Partly) {
                    self.read_partly(indicator, value, at);
                }
                if typed != TypedAs::Number
                    && matches!(declared.kind, IndicatorKind::Count | IndicatorKind::Amount)
                {
                    self.typed.push(at);
                }
                self.text(cell, value, at);
                self.push(declared.measure, value, at);
            }
        }
    }

    /// What was read, unless the cell shows another number; a percentage may be shown as one.
    fn as_shown(shown: Option<Shown>, kind: &IndicatorKind, read: Counted) -> Counted {
        let Counted::Count { value, .. } = read else { return read };
        let shown =
            shown.filter(|shown| *shown != Shown::Percent || *kind != IndicatorKind::Percent);
        shown.and_then(|shown| doubted(shown, value)).unwrap_or(read)
    }

    fn read_partly(&mut self, indicator: &Indicator, value: f64, at: CellRef) {
        let found = self.shown(at);
        let message = format!(
            "chỉ tiêu \"{}\" được tính là {value}; phần viết nhô lên, hạ xuống hoặc bị gạch ngang trong ô không phải chữ số nên không được đọc",
            self.form.named(indicator)
        );
        let finding = self.finding(&READ_PARTLY, at, message).found(found);
        self.out.findings.push(finding.corrected());
    }

    /// The cell as found, where the figure does not say it: a text, or 0,855 in a cell that shows 85,5%.
    fn text(&mut self, cell: &Value, value: f64, at: CellRef) {
        let (kind, raw) = match cell {
            Value::Text(raw) => (TextKind::NumberAsText, raw.clone()),
            #[expect(clippy::float_cmp, reason = "the same number or another one")]
            Value::Number(number) if *number == value => return,
            other => (TextKind::NumberShown, shown(other)),
        };
        self.out.table.texts.push(Text { row: at.row, column: at.column, kind, raw });
    }

    fn push(&mut self, measure: MeasureIx, value: f64, at: CellRef) {
        let line = model::Line {
            row: at.row,
            role: Role::Item,
            unit: Some(self.context.sender),
            field: None,
            source: None,
            indicator: Some(measure),
            first_block: self.block,
            block: self.block,
        };
        self.out.table.push(line, std::iter::once(Some(value)));
    }

    fn shown(&self, at: CellRef) -> String {
        self.context.sheet.get(at).map(shown).unwrap_or_default()
    }

    fn id_of(&self, measure: MeasureIx) -> [String; 1] {
        [self.context.pipeline.measure(measure).id.clone()]
    }

    fn finding(&self, check: &'static Check, at: CellRef, message: String) -> Finding {
        Finding::new(check, message)
            .in_file(self.context.file)
            .in_sheet(&self.context.sheet.name)
            .at(at)
            .about(&self.context.pipeline.register.get(self.context.sender).id)
            .of_form(&self.form.id)
    }

    fn doubt(
        &mut self,
        indicator: &Indicator,
        value: &IndicatorValue,
        check: &'static Check,
        why: &str,
        at: CellRef,
    ) {
        let found = self.shown(at);
        let message = format!(
            "chỉ tiêu \"{}\" ghi \"{found}\": {why}; ô này không được tính",
            self.form.named(indicator)
        );
        let finding = self.finding(check, at, message).found(found).expected(expected(&value.kind));
        self.out.findings.push(finding.of_measures(self.id_of(value.measure)).left_out());
    }

    fn rounded(&mut self, indicator: &Indicator, value: f64, at: CellRef) {
        let found = self.shown(at);
        let message = format!(
            "chỉ tiêu \"{}\" ghi \"{found}\", được tính là {value}; số làm tròn không phải số đếm chính xác",
            self.form.named(indicator)
        );
        let finding = self.finding(&ROUNDED_NUMBER, at, message).found(found);
        self.out.findings.push(finding.expected("số đếm chính xác").corrected());
    }

    fn not_counted(&mut self, line: &SheetLine, why: &str) {
        let message = format!("{why}; dòng này không được tính");
        let finding = self.finding(&UNKNOWN_LINE, line.at, message);
        self.out.findings.push(finding.found(text::normal(line.label)).left_out());
    }

    /// A line that is no indicator of the form, with the one it may be meant for; never taken for it.
    fn unknown(&mut self, line: &SheetLine) {
        let key = self.form.label_key(line.label);
        if key.is_empty() {
            return self.not_counted(line, "dòng có số liệu nhưng không ghi tên chỉ tiêu");
        }
        let label = text::normal(line.label);
        let same = |indicator: &&Indicator| indicator.keys.contains(&key);
        if let Some(indicator) = self.form.indicators.iter().find(same) {
            let message = format!(
                "\"{label}\" có ở nhiều chỗ trong {}, ví dụ \"{}\", và các dòng phía trên không cho biết đây là chỗ nào; dòng này không được tính",
                self.form.name,
                self.form.named(indicator)
            );
            let finding = self.finding(&UNKNOWN_LINE, line.at, message).found(label);
            return self.out.findings.push(finding.left_out());
        }
        let keys = self.form.indicators.iter().flat_map(|one| one.keys.iter().map(String::as_str));
        let near = text::nearest_word(&key, keys);
        let near = near.and_then(|near| {
            self.form.indicators.iter().find(|one| one.keys.iter().any(|key| key == near))
        });
        let advice = near.map_or_else(
            || "hãy ghi đúng tên chỉ tiêu của biểu".to_owned(),
            |near| format!("có phải là \"{}\"? Nếu đúng, hãy sửa tên", self.form.named(near)),
        );
        let message = format!(
            "\"{label}\" không phải chỉ tiêu của {}; dòng này không được tính; {advice}",
            self.form.name
        );
        let mut finding = self.finding(&UNKNOWN_LINE, line.at, message).found(label);
        if let Some(near) = near {
            finding = finding.expected(&near.label);
        }
        self.out.findings.push(finding.left_out());
    }

    fn calculated_note(&mut self) {
        let Some(&at) = self.calculated.iter().min() else { return };
        let message = formulas::told(self.calculated.len());
        let mut finding = self.finding(&NOT_CALCULATED, at, message).corrected();
        finding.severity = Severity::Note;
        self.out.findings.push(finding);
    }

    fn typed_note(&mut self) {
        let Some(&at) = self.typed.iter().min() else { return };
        let found = self.shown(at);
        let message = format!(
            "{} số được gõ dạng chữ và đã hiểu thành số, ví dụ \"{found}\"; nên nhập dạng số",
            self.typed.len()
        );
        let finding = self.finding(&TEXT_NUMBERS, at, message).found(found);
        self.out.findings.push(finding.corrected());
    }

    /// Every cell beside an indicator is used, known or reported.
    fn stray_cells(&mut self, table: &BoundTable, lines: &[SheetLine]) {
        let lines = lines.iter().filter(|line| line.role.holds_figures());
        let cells = lines.flat_map(|line| line.cells.iter().map(|cell| cell.at));
        let stray: Vec<CellRef> =
            cells.filter(|at| !table.header.headed.contains(&at.column)).collect();
        let Some(&first) = stray.first() else { return };
        let found = self.shown(first);
        let message = format!(
            "{} ô nằm ngoài các cột của biểu, ví dụ \"{found}\"; các ô này không được tính",
            stray.len()
        );
        let finding = self.finding(&STRAY_CELLS, first, message).found(found);
        self.out.findings.push(finding.left_out());
    }
}

/// What a cell may hold, for people.
fn expected(kind: &IndicatorKind) -> String {
    match kind {
        IndicatorKind::Count => "một số đếm nguyên không âm".to_owned(),
        IndicatorKind::Percent => "một tỷ lệ phần trăm, ví dụ 85,5%".to_owned(),
        IndicatorKind::Amount => "một số không âm".to_owned(),
        IndicatorKind::Answer(answers) => {
            let answers =
                answers.iter().map(|answer| format!("{} = {}", answer.words, answer.code));
            answers.collect::<Vec<_>>().join("; ")
        }
    }
}
