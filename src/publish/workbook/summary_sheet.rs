//! The first sheet: figures of the whole province, first and last of each league, a chart, and how
//! complete the data is.

use crate::model::{Action, FormIx, Lang, Level, Severity, Unit, UnitIx};
use crate::pipeline::{MetricIx, SheetKind, Workbook};
use crate::table::{Headline, HeadlineRate};

use super::ends::ends;
use super::facts::Facts;
use super::ranking_sheet::RankingSheet;
use super::submissions_sheet::SubmissionCounts;
use super::words;
use super::words::size;
use crate::publish::book::layout::UPRIGHT_GRID;
use crate::publish::book::live::RatioColumns;
use crate::publish::book::meaning::{FormsFigure, Meaning, RateFigure};
use crate::publish::book::plan::{Chart, Datum, Paper, SheetPlan};
use crate::publish::book::style::{
    COUNT_FORMAT, CellKind, CellStyle, POINTS_FORMAT, RATE_FORMAT, RowTone,
};
use crate::publish::book::table::{TableColumn, TableRow};
use crate::publish::book::width::text_px;

/// Name on the tab.
pub(super) const NAME: &str = SheetKind::Summary.name();

/// More bars than this cannot be read on a page.
const CHART_BARS: u32 = 40;

/// Units that are named as not being in the figures of all; the sheet of submissions has the others.
const MOST_NAMED: usize = 60;

/// Composes the summary of a workbook from its ranking sheets.
pub(super) fn compose<'a>(
    facts: &Facts<'a>,
    workbook: &'a Workbook,
    rankings: &[RankingSheet<'a>],
) -> SheetPlan<'a> {
    let mut plan = SheetPlan::new(facts.pipeline, NAME, Paper::Upright, UPRIGHT_GRID.to_vec());
    plan.heading(facts.pipeline, &workbook.title);
    let mut blocks = vec![0];
    let mut part = PartNumbers::default();

    plan.paragraph(CellStyle::Section, part.next(&format!("Kết quả chung{}", of_province(facts))));
    key_figures(facts, &mut plan);

    if !rankings.is_empty() {
        blocks.push(plan.next());
        plan.paragraph(CellStyle::Section, part.next("Đơn vị đứng đầu và đứng cuối"));
        for (index, sheet) in rankings.iter().enumerate() {
            if index > 0 {
                blocks.push(plan.next());
            }
            ends(facts, sheet.ranking, &mut plan);
        }
    }
    if let Some(chosen) = chosen_for_chart(rankings) {
        blocks.push(plan.next());
        plan.paragraph(CellStyle::Section, part.next("Biểu đồ"));
        plan.charts.extend(chart(facts, chosen, plan.next()));
        if let Some(chart) = plan.charts.last() {
            plan.gap(chart.height + 16);
        }
    }
    blocks.push(plan.next());
    plan.paragraph(CellStyle::Section, part.next("Tình hình gửi báo cáo và chất lượng số liệu"));
    submissions(facts, &mut plan);
    findings(facts, &mut plan);
    plan.signature(facts.pipeline);
    plan.keep_blocks_whole(&blocks);
    plan
}

fn provinces<'a>(facts: &Facts<'a>) -> impl Iterator<Item = (UnitIx, &'a Unit)> {
    facts.pipeline.register.iter().filter(|(_, unit)| unit.level.is_whole())
}

/// The province in brackets, where the register holds one.
fn of_province(facts: &Facts<'_>) -> String {
    let mut provinces = provinces(facts);
    match (provinces.next(), provinces.next()) {
        (Some((_, province)), None) => format!(" ({})", province.name),
        _ => String::new(),
    }
}

/// The words as a sentence of their own.
fn sentence(words: &str) -> String {
    format!("{}.", words::upper_first(words))
}

/// Roman numbers of the parts.
#[derive(Default)]
struct PartNumbers(usize);

impl PartNumbers {
    fn next<'a>(&mut self, title: &str) -> Datum<'a> {
        let roman = ["I", "II", "III", "IV", "V"].get(self.0).unwrap_or(&"");
        self.0 += 1;
        Datum::owned(format!("{roman}. {title}"))
    }
}

fn key_figures<'a>(facts: &Facts<'a>, plan: &mut SheetPlan<'a>) {
    let columns = [
        TableColumn::new("Chỉ tiêu", CellKind::Words).across(3),
        TableColumn::new("Tử số", CellKind::Count).across(2),
        TableColumn::new("Mẫu số", CellKind::Count),
        TableColumn::new("Tỷ lệ", CellKind::Rate),
    ];
    let Headline { rates, coverage } = facts.headline();
    plan.paragraph(CellStyle::Body, Datum::owned(sentence(&coverage.count(Lang::Vi))));
    for lack in coverage.lacks(facts.pipeline, Lang::Vi, MOST_NAMED) {
        plan.paragraph(CellStyle::Body, Datum::owned(sentence(&lack)));
    }
    plan.gap(4);
    let rows = rates.iter().filter_map(|figures| {
        let metric = facts.pipeline.metric(figures.metric);
        let HeadlineRate { rate, lacks, coverage, .. } = figures;
        let formula = format!("= {} / {}", metric.numerator_title, metric.denominator_title);
        let few = (coverage.received < coverage.expected).then(|| coverage.count(Lang::Vi));
        let doubts = few.into_iter().chain(lacks.then(|| "số liệu chưa đủ".to_owned()));
        let doubts = doubts.collect::<Vec<_>>().join("; ");
        let formula = if doubts.is_empty() { formula } else { format!("{formula} ({doubts})") };
        Some(
            TableRow::plain(vec![
                Datum::explained(&metric.title, formula),
                Datum::Count(rate.numerator),
                Datum::Count(rate.denominator),
                Datum::Number(rate.ratio()?),
            ])
            .meaning(overall(figures.metric)),
        )
    });
    let rows: Vec<TableRow> = rows.collect();
    if rows.is_empty() {
        plan.paragraph(CellStyle::Body, Datum::text("Chưa có số liệu chung trong kỳ."));
    } else {
        let rows = plan.table(&columns, rows);
        plan.ratios(rows, RatioColumns { above: 3, below: 5, ratio: 6 });
    }
    plan.gap(12);
}

/// What the cells of a rate of all units show.
fn overall<'a>(metric: MetricIx) -> Vec<Meaning<'a>> {
    let figures = [RateFigure::Numerator, RateFigure::Denominator, RateFigure::Ratio];
    let figures = figures.map(|shows| Meaning::Overall { metric, shows });
    [Meaning::Words].into_iter().chain(figures).collect()
}

/// What the cells of a form that is owed show; of all forms where it is none.
fn owed<'a>(form: Option<FormIx>) -> Vec<Meaning<'a>> {
    let figures = [FormsFigure::Owed, FormsFigure::Received, FormsFigure::Missing];
    let figures = figures.map(|shows| Meaning::Forms { form, shows });
    [Meaning::Words].into_iter().chain(figures).collect()
}

/// Whether the chart is of a league wherever it is ranked as one list.
const fn is_charted_first(league: Level) -> bool {
    match league {
        Level::Department => true,
        Level::Province | Level::Branch | Level::District | Level::Commune => false,
    }
}

/// The departments, else the first ranking that is one list.
fn chosen_for_chart<'s, 'a>(rankings: &'s [RankingSheet<'a>]) -> Option<&'s RankingSheet<'a>> {
    let first = |sheet: &&RankingSheet<'_>| is_charted_first(sheet.ranking.league);
    let mut single = rankings.iter().filter(|sheet| sheet.ranked.is_some());
    single.clone().find(first).or_else(|| single.next())
}

fn chart<'a>(facts: &Facts<'a>, sheet: &RankingSheet<'a>, line: u32) -> Option<Chart<'a>> {
    let ranking = sheet.ranking;
    let (mut names, mut figures) = sheet.ranked?;
    let all = names.last.row - names.first.row + 1;
    let count = all.min(CHART_BARS);
    for area in [&mut names, &mut figures] {
        area.last.row = area.first.row + count - 1;
    }
    let standings = || facts.inputs.rankings.of(&ranking.id);
    let (series, full, formats) = if ranking.is_score() {
        let full = ranking.full_points();
        (format!("Điểm (thang {full})"), f64::from(full), (COUNT_FORMAT, POINTS_FORMAT))
    } else {
        (words::basis(facts.pipeline, ranking), 1.0, ("0%", RATE_FORMAT))
    };
    // A full axis says how far from all; where less is better, or more than all is possible, it would not.
    let within = standings().all(|standing| standing.value.is_none_or(|value| value <= full));
    let widest = standings()
        .filter(|standing| standing.place.is_some())
        .take(count as usize)
        .map(|standing| text_px(&standing.unit_name, 10, false))
        .max();
    let period = facts.pipeline.period.title();
    let first =
        if all > count { format!(": {count} dòng đầu danh sách") } else { String::new() };
    let title = format!("{}{first} – {period}", ranking.title);
    Some(Chart {
        title,
        series,
        line,
        height: 120 + count * if count > 25 { 20 } else { 23 },
        names_px: widest.unwrap_or(0).clamp(60, 300),
        sheet: &ranking.sheet,
        names,
        figures,
        full: (within && !facts.lower_is_better(ranking)).then_some(full),
        formats,
    })
}

fn submissions<'a>(facts: &Facts<'a>, plan: &mut SheetPlan<'a>) {
    let tally = SubmissionCounts::of(facts);
    let columns = [
        TableColumn::new("Biểu", CellKind::Words).across(3),
        TableColumn::new("Phải gửi", CellKind::Count).across(2),
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
        let name = match form.title {
            "" => Datum::text(form.name),
            title => Datum::owned(format!("{} – {title}", form.name)),
        };
        row(RowTone::Plain, Some(form.form), name, form.expected, form.received)
    });
    let rows = plan.table(&columns, rows.chain([total]));
    plan.total(&rows, [3, 5, 6]);
    if tally.unusable > 0 {
        let text = format!("Ngoài ra có {} tệp không dùng được.", size(tally.unusable));
        plan.paragraph(CellStyle::Remark, Datum::owned(text));
    }
    plan.gap(12);
}

fn findings<'a>(facts: &Facts<'a>, plan: &mut SheetPlan<'a>) {
    let all = || facts.inputs.findings.iter();
    if all().next().is_none() {
        let text = "Không có phát hiện nào về số liệu.";
        return plan.paragraph(CellStyle::Body, Datum::text(text));
    }
    let columns = [
        TableColumn::new("Phát hiện về số liệu", CellKind::Words).across(3),
        TableColumn::new("Số lượng", CellKind::Count).across(2),
        TableColumn::new("Trong đó số liệu không tính", CellKind::Count).across(2),
    ];
    let row = |tone, name, wanted: Option<Severity>| {
        let matching = || all().filter(|f| wanted.is_none_or(|severity| f.severity == severity));
        let left_out = matching().filter(|finding| finding.action == Action::LeftOut).count();
        let data = vec![name, Datum::size(matching().count()), Datum::size(left_out)];
        let means = |left_out| Meaning::Findings { severity: wanted, left_out };
        TableRow::toned(tone, data).meaning(vec![Meaning::Words, means(false), means(true)])
    };
    let severities = Severity::ALL.into_iter().rev();
    let rows = severities
        .map(|severity| row(RowTone::Plain, Datum::text(severity.title()), Some(severity)))
        .chain([row(RowTone::Band, Datum::text("Cộng"), None)]);
    let rows = plan.table(&columns, rows);
    plan.total(&rows, [3, 5]);
}
