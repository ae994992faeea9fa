//! A template composed: its head, its lines with what is typed and what follows, and beside them what does not add up.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::model::{MeasureIx, UnitIx};
use crate::pipeline::{Form, IndicatorKind, IndicatorValue, Pipeline, Printed, TemplateMark};
use crate::publish::book::layout::row_px;
use crate::publish::book::live::cell;
use crate::publish::book::meaning::Meaning;
use crate::publish::book::plan::{CellFormula, Datum, Paper, PlanCell, SheetPlan};
use crate::publish::book::style::{CellKind, CellStyle, InputKind, RowTone};
use crate::publish::published::PublishError;
use crate::publish::write;

use crate::text::upper_first;

use super::cells::{block, literal};
use super::columns::{ColumnUse, TemplateColumns};
use super::control::{Control, NOTHING};
use super::heading;
use super::inputs::TypedAreas;
use super::lines::{KnownFields, LineBlock, TemplateLine, blocks};
use super::plan::{TemplatePlan, Typed};
use super::sums::{column_sum, line_sum, ratio};

/// Width of the column that says what does not add up.
const CONTROL_PX: u32 = 330;
/// Most characters of the name on a tab.
const TAB_CHARACTERS: usize = 31;

/// The template of a form for a unit, as a file of this name.
///
/// # Errors
/// A name or a text is none that a workbook takes.
pub fn template(
    pipeline: &Pipeline,
    form: &Form,
    unit: UnitIx,
    known: &KnownFields,
    file: &str,
) -> Result<Vec<u8>, PublishError> {
    write::template::bytes(&composed(pipeline, form, unit, known), file)
}

/// The same as plain data.
fn composed<'a>(
    pipeline: &'a Pipeline,
    form: &'a Form,
    ix: UnitIx,
    known: &KnownFields,
) -> TemplatePlan<'a> {
    let unit = pipeline.register.get(ix);
    let columns = TemplateColumns::of(form);
    let mut sheet = SheetPlan::new(pipeline, tab(&form.name), Paper::Lying, columns.widths());
    sheet.footer = format!("{} – {} – {}", form.name, unit.name, pipeline.period.title());
    heading::above(&mut sheet, pipeline, form, unit);
    sheet.widths.push(CONTROL_PX);
    let control = Control { pipeline, form, columns: &columns };
    let mut composer =
        Composer { form, columns: &columns, control, sheet, inputs: TypedAreas::default() };
    composer.head();
    composer.blocks(&blocks(pipeline, form, ix, known));
    let Composer { mut sheet, inputs, .. } = composer;
    heading::below(&mut sheet, form, columns.len());
    let mark = TemplateMark {
        form: form.id.clone(),
        version: form.version(),
        unit: Some(unit.id.clone()),
        period: pipeline.period,
    };
    TemplatePlan {
        title: format!("{} – {} – {}", form.name, unit.name, pipeline.period.title()),
        company: pipeline.agency.last().map_or("", String::as_str),
        created: pipeline.period.month_after(),
        mark: mark.to_string(),
        sheet,
        inputs: inputs.areas(),
    }
}

/// The name on the tab, as far as the format allows it.
fn tab(name: &str) -> &str {
    let end = name.char_indices().nth(TAB_CHARACTERS).map_or(name.len(), |(end, _)| end);
    let name = name[..end].trim();
    if name.is_empty() || name.contains(['[', ']', ':', '*', '?', '/', '\\', '\'']) {
        "Biểu mẫu"
    } else {
        name
    }
}

/// A sheet while it is composed.
struct Composer<'a, 'c> {
    form: &'a Form,
    columns: &'c TemplateColumns<'a>,
    control: Control<'a, 'c>,
    sheet: SheetPlan<'a>,
    inputs: TypedAreas,
}

/// A cell of one row.
const fn one(column: u16, datum: Datum<'_>, style: CellStyle) -> PlanCell<'_> {
    PlanCell { column, across: 1, down: 1, datum, style, means: Meaning::Words }
}

/// What follows from other cells; what it gives while nothing is typed.
fn follows(text: String, empty: &str) -> Datum<'_> {
    Datum::Formula(Box::new(CellFormula { text, result: Datum::text(empty) }))
}

const BAND: CellStyle = CellStyle::Cell(CellKind::Words, RowTone::Band);
const SUM: CellStyle = CellStyle::Cell(CellKind::Count, RowTone::Band);
const RATIO: CellStyle = CellStyle::Cell(CellKind::Points, RowTone::Band);

impl<'a> Composer<'a, '_> {
    /// The head texts, those that columns share above them once; and the numbers of the columns.
    fn head(&mut self) {
        let (first, depth) = (self.sheet.next(), self.columns.depth());
        let mut tall: Vec<PlanCell<'a>> = Vec::new();
        for level in 0..depth {
            let mut cells = self.heads_at(level, depth);
            tall.extend(cells.iter().filter(|cell| cell.down > 1).cloned());
            if level == 0 {
                let down = u16::try_from(depth).unwrap_or(u16::MAX);
                let title =
                    one(self.columns.len(), Datum::text(TemplateMark::CHECK_HEAD), CellStyle::Head);
                cells.push(PlanCell { down: down + 1, ..title });
            }
            self.sheet.push(cells, row_px(1));
        }
        for cell in tall {
            let last = self.sheet.next();
            let needs = self.sheet.height(&cell);
            let has = self.sheet.height_of(&(last - u32::from(cell.down)..last));
            if let Some(line) = self.sheet.lines.last_mut() {
                line.height += needs.saturating_sub(has);
            }
        }
        let number = |at| one(at, Datum::owned(format!("({})", at + 1)), CellStyle::ColumnNumber);
        self.sheet.push((0..self.columns.len()).map(number).collect(), 0);
        self.sheet.head = Some((first, self.sheet.next() - 1));
        let label = self.columns.place(|column| matches!(column.shows, ColumnUse::Label));
        self.sheet.holds_columns = label.map_or(0, |label| label + 1);
    }

    /// The head texts of a line of the head; the last one of a column reaches down to its end.
    fn heads_at(&self, level: usize, depth: usize) -> Vec<PlanCell<'a>> {
        let all = &self.columns.all;
        let mut cells: Vec<PlanCell<'a>> = Vec::new();
        for (at, column) in (0u16..).zip(all) {
            let Some(text) = column.head.get(level) else { continue };
            let is_last = level + 1 == column.head.len();
            let left = at.checked_sub(1).and_then(|left| all.get(usize::from(left)));
            let shared = left.is_some_and(|left| {
                !is_last
                    && left.head.len() > level + 1
                    && left.head[..=level] == column.head[..=level]
            });
            if let Some(cell) = cells.last_mut().filter(|_| shared) {
                cell.across += 1;
                continue;
            }
            let down = if is_last { depth - level } else { 1 };
            let down = u16::try_from(down).unwrap_or(1);
            cells.push(PlanCell { down, ..one(at, Datum::text(text), CellStyle::Head) });
        }
        cells
    }

    fn blocks(&mut self, blocks: &[LineBlock<'a>]) {
        let values = self.values(blocks);
        for block in blocks {
            if let Some((number, label)) = &block.title {
                self.title(number, label);
            }
            let first = self.sheet.next();
            for line in &block.lines {
                let row = self.sheet.next();
                let cells = (0u16..).zip(&self.columns.all).map(|(at, column)| (at, column.shows));
                let cells: Vec<(u16, ColumnUse<'a>)> = cells.collect();
                let mut cells: Vec<PlanCell<'a>> = cells
                    .into_iter()
                    .map(|(at, shows)| self.cell(row, at, shows, line, &values))
                    .collect();
                cells.push(self.controlled(row, line));
                self.sheet.push(cells, row_px(1));
            }
            if block.totalled {
                self.total(&(first..self.sheet.next()));
            }
        }
    }

    /// The cells of the values of indicators: a ratio stands above what it follows from.
    fn values(&self, blocks: &[LineBlock<'_>]) -> BTreeMap<MeasureIx, String> {
        let Some(column) = self.columns.place(|column| matches!(column.shows, ColumnUse::Value))
        else {
            return BTreeMap::new();
        };
        let mut row = self.sheet.next();
        let mut values = BTreeMap::new();
        for block in blocks {
            row += u32::from(block.title.is_some());
            for line in &block.lines {
                if let Some(value) = self.value(line) {
                    values.insert(value.measure, cell(row, column));
                }
                row += 1;
            }
            row += u32::from(block.totalled);
        }
        values
    }

    fn value(&self, line: &TemplateLine<'_>) -> Option<&'a IndicatorValue> {
        self.form.indicators.get(line.indicator?)?.value.as_ref()
    }

    /// The line that names a group, a part or a section.
    fn title(&mut self, number: &str, label: &str) {
        let cells = (0u16..).zip(&self.columns.all).map(|(at, column)| match column.shows {
            ColumnUse::Number => {
                let style = CellStyle::Cell(CellKind::Mark, RowTone::Band);
                one(at, Datum::owned(number.to_owned()), style)
            }
            ColumnUse::Label => one(at, Datum::owned(label.to_owned()), BAND),
            _ => one(at, Datum::Blank, BAND),
        });
        let cells = cells.collect();
        self.sheet.push(cells, row_px(1));
    }

    fn cell(
        &mut self,
        row: u32,
        at: u16,
        shows: ColumnUse<'a>,
        line: &TemplateLine<'a>,
        values: &BTreeMap<MeasureIx, String>,
    ) -> PlanCell<'a> {
        let words = CellStyle::Cell(CellKind::Words, RowTone::Plain);
        match shows {
            ColumnUse::Number => {
                let style = CellStyle::Cell(CellKind::Mark, RowTone::Plain);
                one(at, Datum::owned(line.number.clone()), style)
            }
            ColumnUse::Label => {
                let style = if line.open { CellStyle::Input(InputKind::Words) } else { words };
                one(at, text(&line.label), style)
            }
            ColumnUse::Unit => one(at, Datum::text(line.unit), words),
            ColumnUse::Words => one(at, Datum::Blank, CellStyle::Input(InputKind::Words)),
            ColumnUse::Count => {
                self.inputs.add(Typed::Count, row, at);
                one(at, Datum::Blank, CellStyle::Input(InputKind::Count))
            }
            ColumnUse::Sum(_, parts) => {
                let columns = self.columns.of_measures(parts).unwrap_or_default();
                one(at, follows(line_sum(row, &columns), ""), SUM)
            }
            ColumnUse::Printed(printed) => one(at, self.printed(row, printed), RATIO),
            ColumnUse::Scale => {
                one(at, self.scale(line), CellStyle::Cell(CellKind::Mark, RowTone::Plain))
            }
            ColumnUse::Value => self.value_cell(row, at, line, values),
        }
    }

    /// A figure that follows from the counts of its line.
    fn printed(&self, row: u32, printed: &Printed) -> Datum<'a> {
        let at = |measure| Some(cell(row, self.columns.of_measure(measure)?));
        let below = printed.denominator.as_ref();
        ratio(&printed.numerator, below, printed.scale, at)
            .map_or(Datum::Blank, |text| follows(text, ""))
    }

    /// In what an indicator is counted: the legend of its answers where it has some.
    fn scale(&self, line: &TemplateLine<'_>) -> Datum<'a> {
        let scale = line.indicator.and_then(|place| self.form.official.scales.get(place));
        match self.value(line).map(|value| &value.kind) {
            Some(IndicatorKind::Percent) => Datum::text("%"),
            Some(IndicatorKind::Answer(answers)) => {
                let codes = answers.chunk_by(|left, right| left.code == right.code);
                let legend = codes.map(|same| {
                    let words: Vec<&str> = same.iter().map(|one| one.words.as_str()).collect();
                    format!("{} = {}", words.join("/"), same[0].code)
                });
                Datum::owned(legend.collect::<Vec<_>>().join("\n"))
            }
            _ => scale.map_or(Datum::Blank, |scale| text(scale)),
        }
    }

    /// The cell of an indicator: typed, or what its ratio gives.
    fn value_cell(
        &mut self,
        row: u32,
        at: u16,
        line: &TemplateLine<'_>,
        values: &BTreeMap<MeasureIx, String>,
    ) -> PlanCell<'a> {
        let Some(value) = self.value(line) else {
            return one(at, Datum::Blank, CellStyle::Cell(CellKind::Words, RowTone::Plain));
        };
        if let Some(of) = &value.ratio {
            let at_of = |measure: MeasureIx| values.get(&measure).cloned();
            let formula = ratio(&of.numerator, Some(&of.denominator), 100, at_of);
            if let Some(formula) = formula {
                return one(at, follows(formula, ""), RATIO);
            }
        }
        let typed = typed(&value.kind);
        let style = match typed {
            Typed::Count | Typed::Code(_) => InputKind::Count,
            Typed::Amount | Typed::Percent => InputKind::Decimal,
        };
        self.inputs.add(typed, row, at);
        one(at, Datum::Blank, CellStyle::Input(style))
    }

    /// What is wrong in a line, in words.
    fn controlled(&self, row: u32, line: &TemplateLine<'_>) -> PlanCell<'a> {
        let at = self.columns.len();
        let value = self.columns.place(|column| matches!(column.shows, ColumnUse::Value));
        let formula = match (value, self.value(line)) {
            (Some(_), None) => return one(at, Datum::Blank, CellStyle::Control),
            (Some(column), Some(value)) if value.ratio.is_some() => {
                Control::of_ratio(&cell(row, column))
            }
            (Some(column), Some(value)) => {
                Control::of_value(&typed(&value.kind), &cell(row, column))
            }
            (None, _) => self.control.of_counts(row, line),
        };
        one(at, follows(formula, ""), CellStyle::Control)
    }

    /// The sums of some lines.
    fn total(&mut self, rows: &Range<u32>) {
        let row = self.sheet.next();
        let label =
            self.columns.place(|column| matches!(column.shows, ColumnUse::Label)).unwrap_or(0);
        let number = self.columns.place(|column| matches!(column.shows, ColumnUse::Number));
        let from = number.filter(|number| number + 1 == label).unwrap_or(label);
        let mut cells: Vec<PlanCell<'a>> = Vec::new();
        for (at, column) in (0u16..).zip(&self.columns.all) {
            if from < at && at <= label {
                continue;
            }
            cells.push(match column.shows {
                _ if at == from => {
                    let style = CellStyle::Cell(CellKind::Mark, RowTone::Band);
                    PlanCell { across: label - from + 1, ..one(at, self.total_word(), style) }
                }
                ColumnUse::Count | ColumnUse::Sum(..) => {
                    one(at, follows(column_sum(at, rows), ""), SUM)
                }
                ColumnUse::Printed(printed) => one(at, self.printed(row, printed), RATIO),
                _ => one(at, Datum::Blank, BAND),
            });
        }
        let counted = block(rows, &self.columns.counted());
        let nothing = format!("IF(COUNT({counted})=0,{},\"\")", literal(NOTHING));
        cells.push(one(self.columns.len(), follows(nothing, NOTHING), CellStyle::Control));
        self.sheet.push(cells, row_px(1));
    }

    /// The word for a total, as the form knows it.
    fn total_word(&self) -> Datum<'a> {
        match self.form.words.total.first() {
            Some(word) if !self.form.is_total_key("tổng") => Datum::owned(upper_first(word)),
            _ => Datum::text("Tổng"),
        }
    }
}

/// What is typed for an indicator.
fn typed(kind: &IndicatorKind) -> Typed {
    match kind {
        IndicatorKind::Count => Typed::Count,
        IndicatorKind::Amount => Typed::Amount,
        IndicatorKind::Percent => Typed::Percent,
        IndicatorKind::Answer(answers) => {
            let mut codes: Vec<u32> = answers.iter().map(|answer| answer.code).collect();
            codes.dedup();
            Typed::Code(codes)
        }
    }
}

/// A text, or nothing.
fn text<'a>(text: &str) -> Datum<'a> {
    if text.is_empty() { Datum::Blank } else { Datum::owned(text.to_owned()) }
}
