//! Places and rates of a run for a person: a list each ranking, a line each unit.

use crate::cli::print::figure::{points, points_in, rate_in, status_in, whole_in};
use crate::cli::print::manner::Manner;
use crate::model::{Lang, Period, Scope};
use crate::pipeline::{Better, Pipeline};
use crate::run::{ShownPlace, ShownRun};
use crate::table::{ScoreRow, Standing, StandingStatus, UnitRate};

use super::columns::{line, table, table_over};
use super::definitions::definitions;

use super::field_mix;

/// The whole.
pub(super) fn text(
    shown: &ShownRun,
    pipeline: &Pipeline,
    with_rates: bool,
    manner: Manner,
) -> String {
    let lang = manner.lang;
    let mut out = String::new();
    line(&mut out, &head(shown, pipeline, lang));
    if shown.places.is_empty() {
        let none = lang.pick("không có hạng nào như vậy", "there are no such places");
        line(&mut out, &format!("\n{none}"));
    }
    let lists = shown.places.chunk_by(|a, b| {
        let key =
            |place: &ShownPlace| (place.standing.ranking.clone(), place.standing.group.clone());
        key(a) == key(b)
    });
    for list in lists {
        let title = list_title(&list[0].standing, pipeline, lang);
        line(&mut out, &format!("\n{}", manner.paint_data().strong(&title)));
        let rows: Vec<_> = list.iter().map(|place| of_place(place, pipeline, lang)).collect();
        let below: Vec<_> = list.iter().map(|place| of_shares(place, pipeline, lang)).collect();
        table_over(&mut out, &rows, &below);
    }
    definitions(&mut out, &shown.definitions, pipeline, manner);
    if with_rates && !shown.rates.is_empty() {
        let title = lang.pick("Tỷ lệ", "Rates");
        line(&mut out, &format!("\n{}", manner.paint_data().strong(title)));
        let rows: Vec<_> = shown.rates.iter().map(|rate| of_rate(rate, pipeline, lang)).collect();
        table(&mut out, &rows);
    }
    out
}

/// Which run this is.
fn head(shown: &ShownRun, pipeline: &Pipeline, lang: Lang) -> String {
    let period: Option<Period> = shown.record.period.parse().ok();
    let period = match (period, lang) {
        (Some(period), Lang::Vi) => period.title(),
        _ => shown.record.period.clone(),
    };
    let standing = if shown.published {
        lang.pick("đang công bố", "published")
    } else {
        lang.pick("không phải lượt đang công bố", "not the run that is published")
    };
    format!("{} – {period}; {} ({standing})", pipeline.title, shown.record.run)
}

fn list_title(row: &Standing, pipeline: &Pipeline, lang: Lang) -> String {
    let declared = pipeline.rankings.iter().find(|known| known.id == row.ranking);
    let title = declared.map_or(row.ranking.as_str(), |ranking| ranking.title.as_str());
    let group = row.group.as_ref().map(|id| {
        let unit = pipeline.register.find_id(id);
        unit.map_or(id.as_str(), |unit| pipeline.register.get(unit).name.as_str())
    });
    let group = group.map(|name| format!(" – {name}")).unwrap_or_default();
    let of = match lang {
        Lang::Vi => format!("{} đơn vị có hạng", row.of),
        Lang::En => format!("{} units ranked", row.of),
    };
    format!("{title} ({}){group}: {of}", row.ranking)
}

/// Place, unit, value, and what is to be known beside it.
fn of_place(place: &ShownPlace, pipeline: &Pipeline, lang: Lang) -> Vec<String> {
    let row = &place.standing;
    let sums = row.numerator.zip(row.denominator);
    let told = row.value.and_then(|value| pipeline.told_by(&row.ranking, value, lang));
    let value = match (sums, row.value) {
        _ if told.is_some() => told.unwrap_or_default(),
        (Some(_), _) => rate_in(sums, lang),
        (None, Some(value)) => points_in(value, lang),
        (None, None) => String::new(),
    };
    let mut beside: Vec<String> = Vec::new();
    let parts = parts(row, lang);
    // Who sent one part of several has sent something.
    let ranked = row.status == StandingStatus::Ranked;
    if !ranked && (row.value.is_some() || parts.is_none()) {
        beside.push(status_in(row.status, lang).to_owned());
    } else if ranked && !place.complete {
        beside.push(status_in(StandingStatus::Incomplete, lang).to_owned());
    }
    beside.extend(parts);
    if row.tied {
        beside.push(lang.pick("đồng hạng", "tied").to_owned());
    }
    if let Some((low, high)) = row.place_low.zip(row.place_high) {
        beside.push(match lang {
            Lang::Vi => format!("khoảng hạng {low}–{high}"),
            Lang::En => format!("places {low}–{high}"),
        });
    }
    if let Some(before) = row.previous_place {
        beside.push(format!("{} {before}", lang.pick("kỳ trước hạng", "before:")));
    } else if row.previous_note.is_some() {
        beside.push(
            lang.pick("không so với kỳ trước", "not compared with the period before").to_owned(),
        );
    }
    if row.moved_within_chance() {
        beside.push(lang.pick("trong mức dao động ngẫu nhiên", "within chance").to_owned());
    }
    beside.extend(class(row, pipeline, lang));
    beside.extend(field_mix::words(place, pipeline, lang));
    let number = row.place.map_or_else(|| "–".to_owned(), |place| place.to_string());
    vec![number, row.unit_id.clone(), row.unit_name.clone(), value, beside.join("; ")]
}

/// Its class, and what is needed for the next one.
fn class(row: &Standing, pipeline: &Pipeline, lang: Lang) -> Option<String> {
    let ranking = pipeline.rankings.iter().find(|known| known.id == row.ranking);
    let better = ranking.map_or(Better::Higher, |ranking| ranking.better(&pipeline.metrics));
    let class = row.class.as_ref().map(|class| format!("{} {class}", lang.pick("loại", "class")));
    let next = row.next_class.as_ref().zip(row.needed).map(|(next, needed)| {
        let needed = whole_in(needed, lang);
        match (better, lang) {
            (Better::Higher, Lang::Vi) => format!("cần thêm {needed} để lên loại {next}"),
            (Better::Higher, Lang::En) => format!("{needed} more for class {next}"),
            (Better::Lower, Lang::Vi) => format!("cần bớt {needed} để lên loại {next}"),
            (Better::Lower, Lang::En) => format!("{needed} fewer for class {next}"),
        }
    });
    let said: Vec<String> = class.into_iter().chain(next).collect();
    (!said.is_empty()).then(|| said.join(", "))
}

/// From how many of the parts of its score it has its value, or how many it lacks to have one.
fn parts(row: &Standing, lang: Lang) -> Option<String> {
    let Standing { parts, parts_of, .. } = *row;
    if row.is_of_fewer_parts() {
        return Some(match lang {
            Lang::Vi => format!("tính trên {parts}/{parts_of} phần"),
            Lang::En => format!("from {parts} of {parts_of} parts"),
        });
    }
    let lacks = parts_of.saturating_sub(parts);
    (lacks > 0 && parts > 0).then(|| match lang {
        Lang::Vi => format!("thiếu {lacks}/{parts_of} phần điểm"),
        Lang::En => format!("{lacks} of {parts_of} parts missing"),
    })
}

/// Of a score of several metrics a line each: `Tỷ lệ giải quyết đúng hạn: 85/90 (94,44%) × 60 = 56,67`.
fn of_shares(place: &ShownPlace, pipeline: &Pipeline, lang: Lang) -> Vec<String> {
    let of_share = |share: &ScoreRow| {
        let declared = pipeline.metrics.iter().find(|known| known.id == share.metric);
        let title = declared.map_or(share.metric.as_str(), |metric| metric.title.as_str());
        let rate = rate_in(Some((share.numerator, share.denominator)), lang);
        let full = share.points.unwrap_or(0);
        let score = share.score.map_or_else(|| "–".to_owned(), |score| points(score, lang));
        format!("{title}: {rate} × {full} = {score}")
    };
    let shares = place.shares.iter().filter(|_| place.standing.parts_of > 1);
    shares.map(of_share).collect()
}

/// Unit, what of it counts, metric, rate, and whether figures are missing.
fn of_rate(row: &UnitRate, pipeline: &Pipeline, lang: Lang) -> Vec<String> {
    let declared = pipeline.metrics.iter().find(|known| known.id == row.metric);
    let title = declared.map_or(row.metric.as_str(), |metric| metric.title.as_str());
    let scope = match Scope::parse(&row.scope) {
        Some(Scope::Own) => lang.pick("riêng đơn vị", "own"),
        _ => lang.pick("gồm cả cấp dưới", "total"),
    };
    let sums = Some((row.rate.numerator, row.rate.denominator));
    let incomplete = if row.complete { "" } else { status_in(StandingStatus::Incomplete, lang) };
    let cells =
        [&row.unit_id, &row.unit_name, scope, title, &row.metric, &rate_in(sums, lang), incomplete];
    cells.map(str::to_owned).to_vec()
}
