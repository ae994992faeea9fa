//! A ranking as a table; of one that is too long for two pages the first and the last units.

use crate::table::Standing;
use crate::text::group_thousands;

use super::pages::{WIDE, pixels, row};
use super::plan::{Listing, ListingColumn};
use super::results::LeagueResult;
use crate::publish::book::width::{cell_px, text_px, widest_word_px};
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
pub(super) fn listing(result: &LeagueResult<'_, '_>) -> (Listing, Vec<Vec<String>>) {
    let fields = fields(result);
    let (all, units) = (result.ranked.len(), result.ranked.iter().enumerate());
    let near = units.filter(|(at, _)| *at < MOST || at + MOST >= all);
    let rows = near.map(|(_, unit)| unit);
    let rows: Vec<Vec<String>> =
        rows.map(|unit| fields.iter().map(|field| text(result, unit, *field)).collect()).collect();
    let mut columns: Vec<ListingColumn> = Vec::new();
    for (at, field) in fields.iter().enumerate() {
        let title = title(result, *field);
        let texts = rows.iter().map(|cells| cell_px(&cells[at], 12, false));
        let needs = texts.max().unwrap_or(0).max(widest_word_px(&title, 12, true));
        // A head takes about three lines.
        let needs = needs.max(text_px(&title, 12, true) * 2 / 5);
        let width = (needs + SPARE_PX) * (WIDE / pixels(WIDE));
        columns.push(ListingColumn { title, side: side(*field), width });
    }
    let others = fields.iter().zip(&columns).filter(|(field, _)| **field != ListingField::Name);
    let left = WIDE.saturating_sub(others.map(|(_, column)| column.width).sum());
    if let Some(name) = fields.iter().position(|field| *field == ListingField::Name) {
        columns[name].width = left.max(LEAST_NAME);
    }
    (Listing { columns, rows: Vec::new() }, rows)
}

/// Pixels beside a text in a cell that are not in its own width: where the font is not there, others stand in for it.
const SPARE_PX: u32 = 12;
/// The names have so much, in twentieths of a point.
const LEAST_NAME: u32 = 1_800;

impl Listing {
    /// Takes as many of all rows as there is room for, in points: all, or as many from both ends.
    pub(super) fn fill(&mut self, rows: Vec<Vec<String>>, all: usize, room: u32) {
        let widths = || self.columns.iter().map(|column| column.width);
        let heights: Vec<u32> = rows.iter().map(|cells| row(widths(), cells)).collect();
        if rows.len() == all && heights.iter().sum::<u32>() <= room {
            self.rows = rows;
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
        let mut cells = vec!["…".to_owned(); self.columns.len()];
        if let Some(name) = cells.get_mut(1) {
            *name = format!("({} đơn vị khác)", size(between));
        }
        self.rows = rows[..ends].to_vec();
        self.rows.push(cells);
        self.rows.extend_from_slice(&rows[rows.len() - ends..]);
    }
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

const fn side(field: ListingField) -> &'static str {
    match field {
        ListingField::Name => "left",
        ListingField::Place | ListingField::Moved | ListingField::Class => "center",
        ListingField::Numerator | ListingField::Denominator | ListingField::Value => "right",
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
