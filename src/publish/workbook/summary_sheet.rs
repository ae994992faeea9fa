//! The first sheet, on two pages: what is to be said, figures of the whole province, a line a list, who moved furthest, two
//! charts, and who sent what.

use crate::model::{FormIx, Rate};
use crate::pipeline::{MetricIx, Ranking, SheetKind, Workbook};
use crate::table::{Headline, HeadlineRate};

use super::facts::Facts;
use super::leagues_table::leagues;
use super::movers_table::movers;
use super::moves_sheet;
use super::submissions_sheet::SubmissionCounts;
use super::summary_charts::{SureList, burden, intervals};
use super::words::size;
use crate::publish::book::live::RatioColumns;
use crate::publish::book::meaning::{FormsFigure, Meaning, RateFigure};
use crate::publish::book::plan::{Datum, Paper, PlanCell, SheetPlan};
use crate::publish::book::style::{CellKind, CellStyle, RowTone};
use crate::publish::book::table::{TableColumn, TableRow};
use crate::publish::said::{Decimals, sentences};

/// Name on the tab.
pub(super) const NAME: &str = SheetKind::Summary.name();

/// The grid on which its tables stand; the name of a list fits one line of the fifth column.
const GRID: [u32; 8] = [104, 52, 78, 74, 136, 78, 106, 78];

/// Columns of the grid in which links stand, with how many each takes.
const LINK_COLUMNS: [(u16, u16); 3] = [(0, 3), (3, 2), (5, 3)];

/// So many pages may it take.
const MOST_BREAKS: usize = 1;

/// Composes the summary of a workbook that has these rankings. How sure rates are is shown of the first list for which two
/// pages have room: their sheets tell it of all.
pub(super) fn compose<'a>(
    facts: &Facts<'a>,
    workbook: &'a Workbook,
    listed: &[&'a Ranking],
) -> SheetPlan<'a> {
    let sure = listed.iter().filter_map(|ranking| SureList::of(facts, ranking));
    let mut plans = sure.map(|list| composed(facts, workbook, listed, Some(&list)));
    let fits = |plan: &SheetPlan<'_>| plan.breaks.len() <= MOST_BREAKS;
    plans.find(fits).unwrap_or_else(|| composed(facts, workbook, listed, None))
}

fn composed<'a>(
    facts: &Facts<'a>,
    workbook: &'a Workbook,
    listed: &[&'a Ranking],
    sure: Option<&SureList<'a>>,
) -> SheetPlan<'a> {
    let mut plan = SheetPlan::new(facts.pipeline, NAME, Paper::Upright, GRID.to_vec());
    plan.heading(facts.pipeline, &workbook.title);
    let mut blocks = vec![0];
    let mut part = PartNumbers::default();
    plan.paragraph(CellStyle::Section, part.next("Kết quả chung"));
    for sentence in sentences(facts, Decimals::InCells) {
        plan.paragraph(CellStyle::Body, Datum::owned(format!("– {sentence}")));
    }
    plan.gap(4);
    key_figures(facts, &mut plan);
    if !listed.is_empty() {
        blocks.push(plan.next());
        plan.paragraph(CellStyle::Section, part.next("Các bảng xếp hạng"));
        leagues(facts, listed, &mut plan);
    }
    let from = plan.next();
    if movers(facts, || part.next("Đổi hạng nhiều nhất so với kỳ trước"), &mut plan)
    {
        blocks.push(from);
    }
    let from = plan.next();
    if burden(facts, |title| part.next(title), &mut plan) {
        blocks.push(from);
    }
    if let Some(list) = sure {
        blocks.push(plan.next());
        intervals(facts, list, |title| part.next(title), &mut plan);
    }
    blocks.push(plan.next());
    plan.paragraph(CellStyle::Section, part.next("Tình hình gửi báo cáo"));
    submissions(facts, &mut plan);
    links(facts, workbook, &mut plan);
    plan.signature(facts.pipeline);
    plan.keep_blocks_whole(&blocks);
    plan
}

/// Where each further sheet is.
fn links<'a>(facts: &Facts<'a>, workbook: &'a Workbook, plan: &mut SheetPlan<'a>) {
    let name = |kind: &SheetKind| match *kind {
        SheetKind::Summary | SheetKind::Definitions(_) => None,
        SheetKind::Ranking(index) => Some(facts.pipeline.rankings.get(index)?.sheet.as_str()),
        SheetKind::Moves => moves_sheet::is_told(facts).then_some(kind.name()),
        _ => Some(kind.name()),
    };
    let names: Vec<&str> = workbook.sheets.iter().filter_map(name).collect();
    plan.gap(8);
    for row in names.chunks(LINK_COLUMNS.len()) {
        let cells = row.iter().zip(LINK_COLUMNS).map(|(name, (column, across))| PlanCell {
            column,
            across,
            down: 1,
            datum: Datum::to_sheet(name, name),
            style: CellStyle::Link,
            means: Meaning::Words,
        });
        plan.push(cells.collect(), 0);
    }
}

/// Roman numbers of the parts.
#[derive(Default)]
struct PartNumbers(usize);

impl PartNumbers {
    fn next<'a>(&mut self, title: &str) -> Datum<'a> {
        let roman = ["I", "II", "III", "IV", "V", "VI"].get(self.0).unwrap_or(&"");
        self.0 += 1;
        Datum::owned(format!("{roman}. {title}"))
    }
}

/// The metrics of the whole province, with the period before where it can be compared.
fn key_figures<'a>(facts: &Facts<'a>, plan: &mut SheetPlan<'a>) {
    let Headline { rates, .. } = facts.headline();
    let then = |metric: MetricIx| -> Option<Rate> {
        facts.inputs.overall.get(&facts.pipeline.metric(metric).id)?.previous()
    };
    let compared = rates.iter().any(|figures| then(figures.metric).is_some());
    let mut columns = vec![
        TableColumn::new("Chỉ tiêu", CellKind::Words).across(if compared { 3 } else { 4 }),
        TableColumn::new("Tử số", CellKind::Count),
        TableColumn::new("Mẫu số", CellKind::Count).across(if compared { 1 } else { 2 }),
        TableColumn::new("Tỷ lệ", CellKind::Rate),
    ];
    if compared {
        columns.push(TableColumn::new("Kỳ trước", CellKind::Rate));
        columns.push(TableColumn::new("± điểm %", CellKind::Change));
    }
    let rows = rates.iter().filter_map(|figures| {
        let HeadlineRate { metric, rate, .. } = *figures;
        let (ratio, then) = (rate.ratio()?, then(metric).and_then(Rate::ratio));
        let mut data = vec![
            Datum::owned(titled(facts, figures)),
            Datum::Count(rate.numerator),
            Datum::Count(rate.denominator),
            Datum::Number(ratio),
        ];
        if compared {
            data.push(then.map_or_else(Datum::dash, Datum::Number));
            let change = then.map(|then| (ratio - then) * 100.0);
            data.push(change.map_or_else(Datum::dash, Datum::Number));
        }
        let shows = [
            RateFigure::Numerator,
            RateFigure::Denominator,
            RateFigure::Ratio,
            RateFigure::RatioBefore,
            RateFigure::Change,
        ];
        let figures = shows.map(|shows| Meaning::Overall { metric, shows });
        Some(TableRow::plain(data).meaning([Meaning::Words].into_iter().chain(figures).collect()))
    });
    let rows: Vec<TableRow> = rows.collect();
    if rows.is_empty() {
        plan.paragraph(CellStyle::Body, Datum::text("Chưa có số liệu chung trong kỳ."));
    } else {
        let rows = plan.table(&columns, rows);
        let above = if compared { 3 } else { 4 };
        let ratio = if compared { 5 } else { 7 };
        plan.ratios(rows, RatioColumns { above, below: above + 1, ratio });
    }
    plan.gap(12);
}

/// The title of a metric, with what is to be known of its figures.
fn titled(facts: &Facts<'_>, figures: &HeadlineRate) -> String {
    let title = &facts.pipeline.metric(figures.metric).title;
    let HeadlineRate { lacks, coverage, .. } = figures;
    let few = (coverage.received < coverage.expected).then(|| {
        let [received, expected] = [coverage.received, coverage.expected].map(size);
        format!("{received}/{expected} biểu")
    });
    let doubts = few.into_iter().chain(lacks.then(|| "số liệu chưa đủ".to_owned()));
    let doubts = doubts.collect::<Vec<_>>().join("; ");
    if doubts.is_empty() { title.clone() } else { format!("{title} ({doubts})") }
}

/// What the cells of a form that is owed show; of all forms where it is none.
fn owed<'a>(form: Option<FormIx>) -> Vec<Meaning<'a>> {
    let figures = [FormsFigure::Owed, FormsFigure::Received, FormsFigure::Missing];
    let figures = figures.map(|shows| Meaning::Forms { form, shows });
    [Meaning::Words].into_iter().chain(figures).collect()
}

/// How many of which form are owed, and came.
fn submissions<'a>(facts: &Facts<'a>, plan: &mut SheetPlan<'a>) {
    let tally = SubmissionCounts::of(facts);
    let columns = [
        TableColumn::new("Biểu", CellKind::Words).across(4),
        TableColumn::new("Phải gửi", CellKind::Count),
        TableColumn::new("Đã nhận", CellKind::Count),
        TableColumn::new("Chưa có", CellKind::Count),
    ];
    let row = |tone, form, name, expected: usize, received: usize| {
        let counts = [expected, received, expected - received].map(Datum::size);
        let data = [name].into_iter().chain(counts).collect();
        TableRow::toned(tone, data).meaning(owed(form))
    };
    let all = (tally.expected(), tally.received());
    let total = row(RowTone::Band, None, Datum::text("Cộng"), all.0, all.1);
    let rows = tally.forms.iter().map(|form| {
        let name = Datum::text(form.name);
        row(RowTone::Plain, Some(form.form), name, form.expected, form.received)
    });
    let rows = plan.table(&columns, rows.chain([total]));
    plan.total(&rows, [4, 5, 6]);
    if tally.unusable > 0 {
        let text = format!("Ngoài ra có {} tệp không dùng được.", size(tally.unusable));
        plan.paragraph(CellStyle::Remark, Datum::owned(text));
    }
}
