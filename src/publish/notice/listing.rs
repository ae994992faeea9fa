//! A ranking as a table; of one that is too long for two pages the first and the last units.

use crate::table::Standing;
use crate::text::group_thousands;

use super::pages::row;
use super::results::LeagueResult;
use crate::publish::document::{DocumentHead, DocumentRow, DocumentSide, DocumentTable, fitted};
use crate::publish::workbook::words;
use crate::publish::workbook::words::size;

/// What stands for a place that a unit did not have.
pub(super) const NONE: &str = "–";

/// Two pages hold no more from each end; what stands between is not even looked at, for a country has thousands.
const MOST: usize = 60;
/// So many units at each end are listed however little room there is.
const LEAST: usize = 3;

/// What a column shows of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ListingField {
    Place,
    Name,
    Numerator,
    Denominator,
    Value,
    Moved,
    Class,
}

/// The table without its rows, as wide as the page; and its rows, of a long one those of both ends.
pub(super) fn listing(result: &LeagueResult<'_, '_>) -> (DocumentTable, Vec<DocumentRow>) {
    let fields = fields(result);
    let (all, units) = (result.ranked.len(), result.ranked.iter().enumerate());
    let near = units.filter(|(at, _)| *at < MOST || at + MOST >= all);
    let rows = near
        .map(|(_, unit)| DocumentRow::plain(fields.iter().map(|field| text(result, unit, *field))));
    let heads = fields.iter().map(|field| DocumentHead {
        title: title(result, *field),
        side: side(*field),
        share: u32::from(*field == ListingField::Name),
    });
    let mut table = fitted(heads.collect(), rows.collect(), DocumentTable::POINTS);
    let rows = std::mem::take(&mut table.rows);
    (table, rows)
}

/// Takes as many of all rows as there is room for, in points: all, or as many from both ends.
pub(super) fn fill(table: &mut DocumentTable, rows: Vec<DocumentRow>, all: usize, room: u32) {
    let heights: Vec<u32> = rows.iter().map(|cells| row(&table.columns, cells)).collect();
    if rows.len() == all && heights.iter().sum::<u32>() <= room {
        table.rows = rows;
        return;
    }
    let mut ends = 0;
    // The row that stands for the others takes a line, too.
    let mut used = heights.iter().copied().min().unwrap_or(0);
    while ends * 2 + 3 < rows.len() {
        used += heights[ends] + heights[rows.len() - 1 - ends];
        if ends >= LEAST && used > room {
            break;
        }
        ends += 1;
    }
    let between = all - 2 * ends;
    let mut cells = vec!["…".to_owned(); table.columns.len()];
    if let Some(name) = cells.get_mut(1) {
        *name = format!("({} đơn vị khác)", size(between));
    }
    table.rows = rows[..ends].to_vec();
    table.rows.push(DocumentRow::plain(cells));
    table.rows.extend_from_slice(&rows[rows.len() - ends..]);
}

fn fields(result: &LeagueResult<'_, '_>) -> Vec<ListingField> {
    let mut fields = vec![ListingField::Place, ListingField::Name];
    if result.pooled().is_some() {
        fields.extend([ListingField::Numerator, ListingField::Denominator]);
    }
    fields.push(ListingField::Value);
    if result.ranked.iter().any(|standing| standing.previous_place.is_some()) {
        fields.push(ListingField::Moved);
    }
    if !result.ranking.classes.is_empty() {
        fields.push(ListingField::Class);
    }
    fields
}

const fn side(field: ListingField) -> DocumentSide {
    match field {
        ListingField::Name => DocumentSide::Left,
        ListingField::Place | ListingField::Moved | ListingField::Class => DocumentSide::Center,
        ListingField::Numerator | ListingField::Denominator | ListingField::Value => {
            DocumentSide::Right
        }
    }
}

fn title(result: &LeagueResult<'_, '_>, field: ListingField) -> String {
    let ranking = result.ranking;
    let metric = ranking.shares.first().map(|share| result.facts.pipeline.metric(share.metric));
    let of = |title: fn(&crate::pipeline::Metric) -> &String| {
        metric.map(|metric| title(metric).clone()).unwrap_or_default()
    };
    match field {
        ListingField::Place => "Hạng".to_owned(),
        ListingField::Name => "Đơn vị".to_owned(),
        ListingField::Numerator => of(|metric| &metric.numerator_title),
        ListingField::Denominator => of(|metric| &metric.denominator_title),
        ListingField::Value if ranking.is_score() => {
            format!("Điểm (thang {})", ranking.full_points())
        }
        ListingField::Value => match ranking.indicator {
            Some(by) => result.facts.pipeline.measure(by.measure).title.clone(),
            None => of(|metric| &metric.title),
        },
        ListingField::Moved => "Hạng so với kỳ trước".to_owned(),
        ListingField::Class => "Xếp loại".to_owned(),
    }
}

fn text(result: &LeagueResult<'_, '_>, standing: &Standing, field: ListingField) -> String {
    let count = |count: Option<i64>| count.map(group_thousands);
    let found = match field {
        ListingField::Place => standing.place.map(|place| group_thousands(i64::from(place))),
        ListingField::Name => Some(result.marked(standing)),
        ListingField::Numerator => count(standing.numerator),
        ListingField::Denominator => count(standing.denominator),
        ListingField::Value => {
            let pipeline = result.facts.pipeline;
            standing.value.map(|value| words::value(pipeline, result.ranking, value))
        }
        ListingField::Moved => standing.place.zip(standing.previous_place).map(moved),
        ListingField::Class => standing.class.clone(),
    };
    found.unwrap_or_else(|| NONE.to_owned())
}

fn moved((now, then): (u32, u32)) -> String {
    match (i64::from(then) - i64::from(now), now.abs_diff(then)) {
        (1.., by) => format!("tăng {by}"),
        (0, _) => "giữ nguyên".to_owned(),
        (_, by) => format!("giảm {by}"),
    }
}
