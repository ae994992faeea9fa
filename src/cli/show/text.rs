//! Places and rates of a run for a person: a list each ranking, a line each unit.

use std::fmt::Write as _;

use crate::cli::print::figure::{rate_in, status_in};
use crate::cli::print::manner::Manner;
use crate::model::{Lang, Period, Scope};
use crate::pipeline::Pipeline;
use crate::run::{ShownPlace, ShownRun};
use crate::table::{Standing, StandingStatus, UnitRate};

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
        table(&mut out, list.iter().map(|place| of_place(place, pipeline, lang)).collect());
    }
    if with_rates && !shown.rates.is_empty() {
        let title = lang.pick("Tỷ lệ", "Rates");
        line(&mut out, &format!("\n{}", manner.paint_data().strong(title)));
        table(&mut out, shown.rates.iter().map(|rate| of_rate(rate, pipeline, lang)).collect());
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
    let value = match (sums, row.value) {
        (Some(_), _) => rate_in(sums, lang),
        (None, Some(points)) => {
            let number = format!("{points:.2}");
            match lang {
                Lang::Vi => format!("{} điểm", number.replace('.', ",")),
                Lang::En => format!("{number} points"),
            }
        }
        (None, None) => String::new(),
    };
    let mut beside: Vec<String> = Vec::new();
    if row.status != StandingStatus::Ranked {
        beside.push(status_in(row.status, lang).to_owned());
    } else if !place.complete {
        beside.push(status_in(StandingStatus::Incomplete, lang).to_owned());
    }
    if row.tied {
        beside.push(lang.pick("đồng hạng", "tied").to_owned());
    }
    if let Some(before) = row.previous_place {
        beside.push(format!("{} {before}", lang.pick("kỳ trước hạng", "before:")));
    }
    beside.extend(field_mix::words(place, pipeline, lang));
    let number = row.place.map_or_else(|| "–".to_owned(), |place| place.to_string());
    vec![number, row.unit_id.clone(), row.unit_name.clone(), value, beside.join("; ")]
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

/// Rows of as many cells each, in columns.
fn table(out: &mut String, rows: Vec<Vec<String>>) {
    let columns = rows.first().map_or(0, Vec::len);
    let length = |text: &String| text.chars().count();
    let widths: Vec<usize> = (0..columns)
        .map(|column| rows.iter().filter_map(|row| row.get(column)).map(length).max().unwrap_or(0))
        .collect();
    for row in rows {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
        let cells: Vec<String> = cells.collect();
        line(out, &format!("  {}", cells.join("  ")));
    }
}

fn line(out: &mut String, text: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{}", text.trim_end());
}
