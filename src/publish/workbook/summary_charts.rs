//! Two charts for the summary, each beside the table of its figures, a bar a row: who holds what counts against units, from
//! 0; and how sure the rates of a list are.

use std::ops::Range;

use crate::model::{Area, CellRef, Scope, UnitIx};
use crate::pipeline::{Grouping, Ranking};
use crate::table::Standing;
use crate::text::percent;

use super::facts::Facts;
use super::words::{size, upper_first};
use crate::publish::book::meaning::{Meaning, RateFigure, StandingFigure};
use crate::publish::book::plan::{BarFill, Chart, ChartSeries, Datum, SheetPlan};
use crate::publish::book::style::{CellKind, CellStyle};
use crate::publish::book::table::{TableColumn, TableRow};
use crate::publish::said::{Burden, main_metric};

/// So many units have a bar of their own.
const LARGEST: usize = 10;
/// More units than this make no chart that can be read on a page.
const MOST_UNITS: usize = 40;
/// Pixels below the bars, for the axis.
const AXIS_PX: u32 = 26;

/// Who holds most of what counts against units, in the metric that the first ranking goes by; whether there is any.
pub(super) fn burden<'a>(
    facts: &Facts<'a>,
    title: impl FnOnce(&str) -> Datum<'a>,
    plan: &mut SheetPlan<'a>,
) -> bool {
    let (Some(burden), Some(metric)) = (Burden::of_all(facts), main_metric(facts)) else {
        return false;
    };
    let what = upper_first(&burden.what);
    plan.paragraph(CellStyle::Section, title(&format!("{what} theo đơn vị")));
    let columns = [
        TableColumn::new("Đơn vị", CellKind::Words).across(3),
        TableColumn::new("Số lượng", CellKind::Count),
    ];
    let some = burden.each.iter().filter(|(_, count)| *count > 0);
    let largest: Vec<(UnitIx, i64)> = some.take(LARGEST).copied().collect();
    let rest = burden.each.len() - largest.len();
    let left = burden.total - largest.iter().map(|(_, count)| count).sum::<i64>();
    let register = &facts.pipeline.register;
    let (scope, shows) = (Scope::Own, RateFigure::Missed);
    let row = |&(unit, count): &(UnitIx, i64)| {
        let means = vec![Meaning::Words, Meaning::Rate { scope, unit, metric, shows }];
        TableRow::plain(vec![Datum::owned(register.name_apart(unit)), Datum::Count(count)])
            .meaning(means)
    };
    let others = (rest > 0).then(|| {
        let name = Datum::owned(format!("Các đơn vị khác ({})", size(rest)));
        let means = vec![Meaning::Words, Meaning::RestMissed { metric, largest: largest.len() }];
        TableRow::plain(vec![name, Datum::Count(left)]).meaning(means)
    });
    let rows = bar_rows(plan, &columns, largest.iter().map(row).chain(others));
    let area = |column| Area {
        first: CellRef::new(rows.start, column),
        last: CellRef::new(rows.end - 1, column),
    };
    let most = largest.first().map(|(unit, count)| (register.name_apart(*unit), *count));
    let alt = most.map_or_else(String::new, |(name, count)| {
        let count = crate::text::group_thousands(count);
        let rest = if rest > 0 {
            format!("; {} đơn vị khác cộng {left}", size(rest))
        } else {
            String::new()
        };
        format!("{what} theo đơn vị, nhiều nhất {name}: {count}{rest}")
    });
    plan.charts.push(Chart {
        alt,
        line: rows.start,
        column: 4,
        height: plan.height_of(&rows),
        plot: plan.height_of(&rows),
        sheet: plan.name,
        names: area(0),
        series: vec![ChartSeries { name: what, figures: area(3), fill: BarFill::Pattern }],
        axis: None,
    });
    plan.gap(12);
    true
}

/// A list with the bounds of each rate.
pub(super) struct SureList<'a> {
    ranking: &'a Ranking,
    rates: Vec<SureRate<'a>>,
}

impl<'a> SureList<'a> {
    /// The units of a ranking that have a place; `None` where it is not one list, where they are too few or too many to be
    /// read on a page, or where one has no bounds.
    pub(super) fn of(facts: &Facts<'a>, ranking: &'a Ranking) -> Option<Self> {
        let rows = facts.inputs.rankings.of(&ranking.id).filter(|row| row.place.is_some());
        let rates: Vec<SureRate> = rows.map(SureRate::of).collect::<Option<_>>()?;
        let fits = (2..=MOST_UNITS).contains(&rates.len()) && ranking.grouping == Grouping::Whole;
        fits.then_some(Self { ranking, rates })
    }
}

/// How sure the rates of a list are.
pub(super) fn intervals<'a>(
    facts: &Facts<'a>,
    list: &SureList<'a>,
    title: impl FnOnce(&str) -> Datum<'a>,
    plan: &mut SheetPlan<'a>,
) {
    let SureList { ranking, rates } = list;
    let title = title(&format!("Tỷ lệ và khoảng tin cậy 95%: {}", ranking.sheet));
    plan.paragraph(CellStyle::Section, title);
    let columns = [
        TableColumn::new("Đơn vị", CellKind::Words).across(3),
        TableColumn::new("Cận dưới", CellKind::Rate),
        TableColumn::new("Tỷ lệ", CellKind::Rate),
        TableColumn::new("Cận trên", CellKind::Rate),
    ];
    let rows = bar_rows(plan, &columns, rates.iter().map(|rate| rate.row(facts, ranking)));
    let area = |column| Area {
        first: CellRef::new(rows.start, column),
        last: CellRef::new(rows.end - 1, column),
    };
    // Each covers the one before it from the left: what is left of the first to be seen is the interval.
    let series = [
        ("Cận trên", 5, BarFill::Light),
        ("Tỷ lệ", 4, BarFill::Dark),
        ("Cận dưới", 3, BarFill::Blank),
    ];
    let series = series.map(|(name, column, fill)| ChartSeries {
        name: name.to_owned(),
        figures: area(column),
        fill,
    });
    let ends = [rates.first(), rates.last()].map(|end| {
        end.map_or_else(String::new, |end| {
            format!("{} {}", end.standing.unit_name, percent(end.rate))
        })
    });
    plan.charts.push(Chart {
        alt: format!("Tỷ lệ và khoảng tin cậy 95%: đầu {}, cuối {}", ends[0], ends[1]),
        line: rows.start,
        column: 6,
        height: plan.height_of(&rows) + AXIS_PX,
        plot: plan.height_of(&rows),
        sheet: plan.name,
        names: area(0),
        series: series.into(),
        axis: Some(axis(rates)),
    });
    plan.gap(AXIS_PX + 4);
}

/// A table whose rows are all as high as the highest of them, so that bars stand beside them.
fn bar_rows<'a>(
    plan: &mut SheetPlan<'a>,
    columns: &[TableColumn<'a>],
    rows: impl IntoIterator<Item = TableRow<'a>>,
) -> Range<u32> {
    let rows = plan.table(columns, rows);
    let lines = &mut plan.lines[rows.start as usize..rows.end as usize];
    let highest = lines.iter().map(|line| line.height).max().unwrap_or(0);
    for line in lines {
        line.height = highest;
    }
    rows
}

/// A rate with its bounds.
struct SureRate<'a> {
    standing: &'a Standing,
    rate: f64,
    low: f64,
    high: f64,
}

impl<'a> SureRate<'a> {
    fn of(standing: &'a Standing) -> Option<Self> {
        let (numerator, denominator) = (standing.numerator?, standing.denominator?);
        let rate = crate::model::Rate { numerator, denominator }.ratio()?;
        Some(Self { standing, rate, low: standing.low?, high: standing.high? })
    }

    fn row(&self, facts: &Facts<'a>, ranking: &'a Ranking) -> TableRow<'a> {
        let register = &facts.pipeline.register;
        let unit = register.find_id(&self.standing.unit_id);
        let name = match unit {
            Some(unit) => Datum::owned(register.name_apart(unit)),
            None => Datum::text(&self.standing.unit_name),
        };
        let data = [self.low, self.rate, self.high].map(Datum::Number);
        let means = unit.zip(ranking.shares.first()).map(|(unit, share)| {
            let standing = |shows| Meaning::Standing { ranking, unit, shows };
            let (scope, metric) = (ranking.scope, share.metric);
            let rate = Meaning::Rate { scope, unit, metric, shows: RateFigure::Ratio };
            let (low, high) = (StandingFigure::RateLow, StandingFigure::RateHigh);
            vec![standing(StandingFigure::Note), standing(low), rate, standing(high)]
        });
        TableRow::plain([name].into_iter().chain(data).collect()).meaning(means.unwrap_or_default())
    }
}

/// From where to where an axis goes that shows all of the intervals, and by which steps: its beginning is a whole number
/// of steps, or programs would write the marks beside their places.
fn axis(rates: &[SureRate<'_>]) -> (f64, f64, f64) {
    let low = rates.iter().map(|rate| rate.low).fold(1.0, f64::min) * 100.0;
    let high = rates.iter().map(|rate| rate.high).fold(0.0, f64::max) * 100.0;
    let steps = [1.0, 2.0, 5.0, 10.0, 20.0, 25.0];
    let fits = |step: &&f64| (high / **step).ceil() - (low / **step).floor() <= 5.0;
    let step = steps.iter().find(fits).copied().unwrap_or(25.0);
    let (from, to) = ((low / step).floor() * step, (high / step).ceil() * step);
    (from / 100.0, to / 100.0, step / 100.0)
}
