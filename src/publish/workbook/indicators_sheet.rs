//! What units say of the indicators of a form: indicators down by section, units across, a tier at a time and so many units a
//! sheet as a page holds. Percentages whose two counts are told are divided again; what a unit wrote otherwise is said below.

use std::collections::BTreeSet;

use crate::model::{Level, UnitIx};
use crate::pipeline::{Indicator, IndicatorKind, IndicatorValue, Ratio, SheetKind};

use super::facts::Facts;
use super::indicator_cells::{IndicatorPage, Reports};
use super::indicator_remarks::remarks;
use crate::publish::book::layout::{LYING_PX, SheetHead, UPRIGHT_PX};
use crate::publish::book::live::cell;
use crate::publish::book::meaning::Meaning;
use crate::publish::book::plan::{Datum, Paper, SheetPlan};
use crate::publish::book::style::{CellKind, CellStyle, RowTone};
use crate::publish::book::table::{TableColumn, TableRow};

/// Pixels of the number of a line, what it says, and what it is counted in.
const NUMBER_PX: u32 = 46;
const LABEL_PX: u32 = 214;
const SCALE_PX: u32 = 60;
/// A lying page of this width still prints its letters of 12 points at 10.5.
const PAGE_PX: u32 = 1_060;
/// IndicatorColumns in front of those of units: number, label, scale; and the sum of all of a tier.
const LEAD: u16 = 3;

/// Composes the sheets of all forms of indicators, annexes from this number on; one that says so where nobody sent any.
pub(super) fn compose<'a>(facts: &Facts<'a>, number: u32) -> Vec<SheetPlan<'a>> {
    let mut names = SheetKind::INDICATORS.iter().copied();
    let mut sheets = Vec::new();
    let forms = facts.pipeline.forms.iter().filter(|form| !form.indicators.is_empty());
    for form in forms {
        let tiers = Level::ALL.into_iter().filter(|level| form.sent_by.contains(level));
        for level in tiers {
            let reports = Reports::of(facts, form, level);
            let chunks = chunks(&reports);
            for (at, shown) in chunks.iter().enumerate() {
                let part = (at + 1, chunks.len());
                let page = IndicatorPage { form, level, part, all: &reports, shown };
                let Some(name) = names.next() else { return sheets };
                let number = number.saturating_add(u32::try_from(sheets.len()).unwrap_or(0));
                sheets.push(page.compose(facts, name, number));
            }
        }
    }
    if sheets.is_empty() {
        sheets.push(nothing(facts, number));
    }
    sheets
}

/// Units by the sheets that they stand on, as evenly as it goes.
fn chunks(reports: &Reports<'_>) -> Vec<Vec<UnitIx>> {
    let lead = NUMBER_PX + LABEL_PX + SCALE_PX + reports.sum_px();
    let most = PAGE_PX.saturating_sub(lead) / reports.figure_px();
    let most = usize::try_from(most).unwrap_or(1).max(1);
    let sheets = reports.units.len().div_ceil(most).max(1);
    let each = reports.units.len().div_ceil(sheets).max(1);
    reports.units.chunks(each).map(<[UnitIx]>::to_vec).collect()
}

fn nothing<'a>(facts: &Facts<'a>, number: u32) -> SheetPlan<'a> {
    let name = SheetKind::Indicators.name();
    let mut plan = SheetPlan::new(facts.pipeline, name, Paper::Lying, vec![PAGE_PX]);
    plan.heading_of(facts.pipeline, SheetHead::Annex(number), "Số liệu các chỉ tiêu", None);
    let forms = facts.pipeline.forms.iter().filter(|form| !form.indicators.is_empty());
    let forms: Vec<&str> = forms.map(|form| form.name.as_str()).collect();
    let said = match forms.as_slice() {
        [] => "Pipeline không có biểu nào gồm các chỉ tiêu.".to_owned(),
        forms => format!("Chưa đơn vị nào gửi {} dùng được.", forms.join(", ")),
    };
    plan.paragraph(CellStyle::Body, Datum::owned(said));
    plan
}

/// A line of the form with a value, and the row that it stands in.
struct ValueRow<'a> {
    value: &'a IndicatorValue,
    row: u32,
}

impl<'a> IndicatorPage<'a, '_> {
    fn compose(&self, facts: &Facts<'a>, name: &'a str, number: u32) -> SheetPlan<'a> {
        let columns = IndicatorColumns::of(self, facts);
        let (paper, widths) = columns.paper();
        let mut plan = SheetPlan::new(facts.pipeline, name, paper, widths);
        let of = match self.part {
            (_, 1) => String::new(),
            (at, of) => format!(" (bảng {at}/{of})"),
        };
        let title = format!("Số liệu {} của {}{of}", self.form.name, self.level.title());
        plan.heading_of(facts.pipeline, SheetHead::Annex(number), &title, None);
        let head = plan.next();
        plan.table_head(&columns.heads(CellKind::Count));
        plan.head = Some((head, head));
        plan.holds_columns = 2;
        let mut rows: Vec<ValueRow<'a>> = Vec::new();
        // A title never stands last on a page.
        let mut titles: Vec<u32> = Vec::new();
        for (at, section) in self.form.sections.iter().enumerate() {
            titles.push(plan.next());
            let band = format!("{}. {}", section.number, section.title);
            plan.table_row(&columns.heads(CellKind::Words), TableRow::band(band));
            for line in self.form.indicators.iter().filter(|line| line.section == at) {
                let Some(value) = &line.value else {
                    titles.push(plan.next());
                    plan.table_row(&columns.heads(CellKind::Words), columns.heading(line));
                    continue;
                };
                rows.push(ValueRow { value, row: plan.next() });
                self.value_row(facts, &columns, (line, value), &mut plan);
            }
        }
        self.follow(&rows, &columns, &mut plan);
        let tail = plan.next();
        plan.gap(4);
        for remark in remarks(facts, self) {
            plan.paragraph(CellStyle::Remark, Datum::owned(remark));
        }
        let end = plan.next();
        let with_first = titles.iter().map(|&title| title..(title + 3).min(tail));
        let blocks: Vec<_> = with_first.chain(std::iter::once(tail..end)).collect();
        plan.keep_whole(&blocks);
        plan
    }

    fn value_row(
        &self,
        facts: &Facts<'a>,
        columns: &IndicatorColumns<'a>,
        (line, value): (&'a Indicator, &'a IndicatorValue),
        plan: &mut SheetPlan<'a>,
    ) {
        let scale = match value.kind {
            IndicatorKind::Answer(_) => "",
            _ => facts.pipeline.measure(value.measure).scale.as_str(),
        };
        let measure = value.measure;
        let mut data =
            vec![Datum::text(&line.number), Datum::text(&line.label), Datum::text(scale)];
        let mut means = vec![Meaning::Words; data.len()];
        if columns.has_sum {
            data.push(self.all.sum(value));
            means.push(Meaning::Indicator { unit: None, measure, level: self.level });
        }
        let mut wrong = Vec::new();
        for (&unit, column) in self.shown.iter().zip(columns.first()..) {
            let figure = self.all.figure(unit, measure);
            data.push(figure.map_or(Datum::dash(), |figure| Reports::datum(figure, value)));
            means.push(Meaning::Indicator { unit: Some(unit), measure, level: self.level });
            wrong.extend(figure.filter(|figure| figure.differs).map(|_| column));
        }
        let row = TableRow::plain(data).meaning(means);
        plan.table_row(&columns.heads(self.all.kind(value)), row);
        // What was written otherwise is seen in its cell.
        let cells = plan.lines.last_mut().map(|line| line.cells.iter_mut());
        for cell in cells.into_iter().flatten().filter(|cell| wrong.contains(&cell.column)) {
            if let CellStyle::Cell(kind, _) = cell.style {
                cell.style = CellStyle::Cell(kind, RowTone::Alert);
            }
        }
    }

    /// Makes sums and percentages follow from what they are made of, as far as that stands on the sheet.
    fn follow(
        &self,
        rows: &[ValueRow<'a>],
        columns: &IndicatorColumns<'a>,
        plan: &mut SheetPlan<'a>,
    ) {
        let row_of = |ratio: &Ratio| {
            let one = |formula: &crate::pipeline::Formula| match formula.terms.as_slice() {
                [(1, measure)] => rows.iter().find(|row| row.value.measure == *measure),
                _ => None,
            };
            Some((one(&ratio.numerator)?.row, one(&ratio.denominator)?.row))
        };
        let (first, end) = (columns.first(), columns.end());
        for ValueRow { value, row } in rows {
            let ratio = value.ratio.as_ref();
            let divided: BTreeSet<u16> = match ratio {
                Some(_) => self.divided(value, columns),
                None => BTreeSet::new(),
            };
            if let Some((above, below)) = ratio.and_then(row_of) {
                for column in divided {
                    let figures = [*row, above, below];
                    if figures.iter().all(|&row| plan.holds_figure(row, column)) {
                        let (above, below) = (cell(above, column), cell(below, column));
                        plan.follows(*row, column, format!("IF({below}>0,{above}/{below},\"–\")"));
                    }
                }
            }
            let summed = matches!(value.kind, IndicatorKind::Count | IndicatorKind::Amount);
            if summed && columns.has_sum && self.part.1 == 1 && plan.holds_figure(*row, LEAD) {
                let (from, to) = (cell(*row, first), cell(*row, end - 1));
                plan.follows(*row, LEAD, format!("SUM({from}:{to})"));
            }
        }
    }

    /// The columns in which a percentage is that of its two lines.
    fn divided(&self, value: &IndicatorValue, columns: &IndicatorColumns<'_>) -> BTreeSet<u16> {
        let of_units = self.shown.iter().zip(columns.first()..).filter_map(|(&unit, column)| {
            self.all.figure(unit, value.measure)?.recomputed.map(|_| column)
        });
        let sum = (columns.has_sum && self.all.sums_are_whole(value)).then_some(LEAD);
        of_units.chain(sum).collect()
    }
}

/// The columns of a sheet.
struct IndicatorColumns<'a> {
    units: Vec<&'a str>,
    /// Whether there is one for all units together.
    has_sum: bool,
    sum_px: u32,
    figure_px: u32,
}

impl<'a> IndicatorColumns<'a> {
    fn of(page: &IndicatorPage<'a, '_>, facts: &Facts<'a>) -> Self {
        let name = |&unit: &UnitIx| facts.pipeline.register.get(unit).name.as_str();
        Self {
            units: page.shown.iter().map(name).collect(),
            has_sum: page.all.units.len() > 1,
            sum_px: page.all.sum_px(),
            figure_px: page.all.figure_px(),
        }
    }

    /// The column of the first unit.
    const fn first(&self) -> u16 {
        LEAD + self.has_sum as u16
    }

    /// The column behind the last.
    fn end(&self) -> u16 {
        self.first() + u16::try_from(self.units.len()).unwrap_or(0)
    }

    fn heads(&self, kind: CellKind) -> Vec<TableColumn<'a>> {
        let mut heads = vec![
            TableColumn::new("STT", CellKind::Mark),
            TableColumn::new("Chỉ tiêu", CellKind::Words),
            TableColumn::new("ĐVT", CellKind::Mark),
        ];
        heads.extend(self.has_sum.then(|| TableColumn::new("Cộng", kind)));
        heads.extend(self.units.iter().map(|&name| TableColumn::new(name, kind)));
        heads
    }

    /// Upright where it fits; what is left of the page goes to what the lines say.
    fn paper(&self) -> (Paper, Vec<u32>) {
        let figures = self.has_sum.then_some(self.sum_px).into_iter();
        let figures = figures.chain(self.units.iter().map(|_| self.figure_px));
        let least = NUMBER_PX + LABEL_PX + SCALE_PX + figures.clone().sum::<u32>();
        let (paper, page) = if least <= UPRIGHT_PX {
            (Paper::Upright, UPRIGHT_PX)
        } else {
            (Paper::Lying, LYING_PX)
        };
        let label = LABEL_PX + page.saturating_sub(least);
        (paper, [NUMBER_PX, label, SCALE_PX].into_iter().chain(figures).collect())
    }

    /// A line without a value.
    fn heading(&self, line: &'a Indicator) -> TableRow<'a> {
        let mut data = vec![Datum::text(&line.number), Datum::text(&line.label)];
        data.resize(usize::from(self.end()), Datum::Blank);
        TableRow::plain(data)
    }
}
