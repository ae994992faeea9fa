//! A line a list for the summary: how many are ranked, what they come to together and by how much that changed, first and
//! last, classes.

use crate::model::Rate;
use crate::pipeline::{Grouping, Ranking};
use crate::table::Standing;
use crate::text::group_thousands;

use super::ends;
use super::facts::{Facts, Missing};
use super::list_total::ListTotal;
use super::words::{self, size};
use crate::publish::book::meaning::{Meaning, RateFigure, StandingFigure};
use crate::publish::book::plan::{Datum, SheetPlan};
use crate::publish::book::style::{CellKind, RowTone};
use crate::publish::book::table::{TableColumn, TableRow};
use crate::publish::said::{class_counts, counted};

/// More units than this in a place are counted, not named.
const NAMED: usize = 3;

/// Puts the table into the summary.
pub(super) fn leagues<'a>(facts: &Facts<'a>, rankings: &[&'a Ranking], plan: &mut SheetPlan<'a>) {
    let lists: Vec<ListLine> =
        rankings.iter().map(|ranking| ListLine::of(facts, ranking)).collect();
    let changes = lists.iter().any(|list| list.change.is_some());
    let mut columns = vec![
        TableColumn::new("Danh sách", CellKind::Words),
        TableColumn::new("Số đơn vị", CellKind::Count),
        TableColumn::new("Tỷ lệ chung", CellKind::Rate),
    ];
    if changes {
        columns.push(TableColumn::new("± điểm %", CellKind::Change));
    }
    columns.extend([
        TableColumn::new("Đứng đầu", CellKind::Words).across(if changes { 1 } else { 2 }),
        TableColumn::new("Tỷ lệ", CellKind::Rate),
        TableColumn::new("Đứng cuối", CellKind::Words),
        TableColumn::new("Tỷ lệ", CellKind::Rate),
    ]);
    let rows = lists.iter().flat_map(|list| list.rows(facts, changes));
    plan.table(&columns, rows);
    plan.gap(12);
}

/// A list as a line of the table.
struct ListLine<'a> {
    ranking: &'a Ranking,
    /// Those with a place, best first.
    ranked: Vec<&'a Standing>,
    total: Option<ListTotal>,
    /// By how many points its rate is more than in the period before, where the same units had figures and places.
    change: Option<f64>,
    missing: Vec<Missing<'a>>,
}

impl<'a> ListLine<'a> {
    fn of(facts: &Facts<'a>, ranking: &'a Ranking) -> Self {
        let all: Vec<&Standing> = facts.inputs.rankings.of(&ranking.id).collect();
        let total = match ranking.shares.as_slice() {
            [share] if ranking.grouping == Grouping::Whole => {
                ListTotal::of(facts, ranking, share.metric, &all)
            }
            _ => None,
        };
        let change = total
            .as_ref()
            .and_then(|total| Some((total.sum.rate().ratio()? - before(&all)?.ratio()?) * 100.0));
        let ranked = all.into_iter().filter(|standing| standing.place.is_some()).collect();
        Self { ranking, ranked, total, change, missing: ends::missing(facts, ranking) }
    }

    fn rows(&self, facts: &Facts<'a>, changes: bool) -> Vec<TableRow<'a>> {
        let Self { ranking, .. } = *self;
        let mut cells = vec![
            (Datum::text(&ranking.sheet), Meaning::Words),
            (Datum::size(self.ranked.len()), Meaning::Ranked(ranking)),
            self.pooled(RateFigure::Ratio),
        ];
        if changes {
            cells.push(self.pooled(RateFigure::Change));
        }
        match ranking.grouping {
            Grouping::Whole => {
                let (first, last) = (self.ranked.first(), self.ranked.last());
                let apart = |last: &&&Standing| first.is_some_and(|one| one.place != last.place);
                for end in [first, last.filter(apart)] {
                    cells.extend(self.end(facts, end.copied()));
                }
            }
            Grouping::Parent => {
                let each = format!("mỗi {} một danh sách", ranking.league.title_above());
                let dash = || (Datum::dash(), Meaning::Words);
                cells.extend([(Datum::owned(each), Meaning::Words), dash(), dash(), dash()]);
            }
        }
        let (data, means) = cells.into_iter().unzip();
        let mut rows = vec![TableRow::plain(data).meaning(means)];
        let classes = class_counts(facts, ranking);
        if !classes.is_empty() {
            let text = format!("Xếp loại: {}", counted(&classes));
            rows.push(TableRow::toned(RowTone::Plain, vec![Datum::owned(text)]));
        }
        rows
    }

    /// A figure of the list as a whole.
    fn pooled(&self, shows: RateFigure) -> (Datum<'a>, Meaning<'a>) {
        let figure = match shows {
            RateFigure::Change => self.change,
            _ => self.total.as_ref().and_then(|total| total.sum.rate().ratio()),
        };
        match (figure, self.ranking.shares.first()) {
            (Some(figure), Some(share)) => {
                let (ranking, metric) = (self.ranking, share.metric);
                let means = Meaning::List { ranking, group: None, metric, shows };
                (Datum::Number(figure), means)
            }
            _ => (Datum::dash(), Meaning::Words),
        }
    }

    /// Who stands in the place of a unit, and its rate.
    fn end(&self, facts: &Facts<'a>, end: Option<&'a Standing>) -> [(Datum<'a>, Meaning<'a>); 2] {
        let Some(standing) = end else {
            return [Datum::dash(), Datum::dash()].map(|dash| (dash, Meaning::Words));
        };
        let ranking = self.ranking;
        let tied: Vec<&Standing> =
            self.ranked.iter().copied().filter(|other| other.place == standing.place).collect();
        let unit = facts.pipeline.register.find_id(&standing.unit_id);
        let (text, means) = if tied.len() > NAMED {
            (self.tie(facts, &tied), Meaning::Others(ranking))
        } else {
            let names = tied.iter().map(|one| ends::told_apart(facts, &self.missing, one));
            let names = names.collect::<Vec<_>>().join("; ");
            let shows = StandingFigure::Note;
            let means =
                unit.map_or(Meaning::Words, |unit| Meaning::Standing { ranking, unit, shows });
            (names, means)
        };
        let sums = standing.numerator.zip(standing.denominator);
        let rate =
            sums.and_then(|(numerator, denominator)| Rate { numerator, denominator }.ratio());
        let value = match (rate, unit, ranking.shares.as_slice()) {
            (Some(rate), Some(unit), [share]) => {
                let (scope, metric) = (ranking.scope, share.metric);
                let shows = RateFigure::Ratio;
                (Datum::Number(rate), Meaning::Rate { scope, unit, metric, shows })
            }
            _ => match (unit, ranking.indicator, standing.value) {
                (Some(unit), Some(by), Some(value)) => {
                    let (measure, level) = (by.measure, ranking.league);
                    let said = words::value(facts.pipeline, ranking, value);
                    (Datum::owned(said), Meaning::Indicator { unit: Some(unit), measure, level })
                }
                _ => (Datum::dash(), Meaning::Words),
            },
        };
        [(Datum::owned(text), means), value]
    }

    /// `10 đơn vị cùng hạng 1, tổng 2.423 hồ sơ`
    fn tie(&self, facts: &Facts<'_>, tied: &[&Standing]) -> String {
        let place = tied.first().and_then(|one| one.place).unwrap_or_default();
        let said = format!("{} đơn vị cùng hạng {place}", size(tied.len()));
        let files: Option<i64> = tied.iter().map(|one| one.denominator).sum();
        match (files, self.ranking.shares.as_slice()) {
            (Some(files), [share]) => {
                let scale = facts.scale(facts.pipeline.metric(share.metric));
                format!("{said}, tổng {} {scale}", group_thousands(files)).trim_end().to_owned()
            }
            _ => said,
        }
    }
}

/// What a list came to in the period before; `None` unless the same units had figures then, and places.
fn before(all: &[&Standing]) -> Option<Rate> {
    let alike = |row: &&Standing| {
        row.place.is_some() == row.previous_place.is_some()
            && row.denominator.is_some_and(|below| below > 0)
                == row.previous_denominator.is_some_and(|below| below > 0)
    };
    let sum = |of: fn(&Standing) -> Option<i64>| all.iter().filter_map(|row| of(row)).sum::<i64>();
    let then = Rate {
        numerator: sum(|row| row.previous_numerator),
        denominator: sum(|row| row.previous_denominator),
    };
    (then.denominator > 0 && all.iter().all(alike)).then_some(then)
}
