//! The definitions of rankings side by side, for a person: a column each definition, a line each unit.

use crate::cli::print::figure::{percent_in, status_in};
use crate::cli::print::manner::Manner;
use crate::model::Lang;
use crate::pipeline::Pipeline;
use crate::table::{DefinitionRow, StandingStatus};

use super::columns::{line, table};

/// The lists, each below what its columns mean; nothing where there are none.
pub(super) fn definitions(
    out: &mut String,
    rows: &[DefinitionRow],
    pipeline: &Pipeline,
    manner: Manner,
) {
    let lang = manner.lang;
    for list in rows.chunk_by(|a, b| (&a.ranking, &a.group) == (&b.ranking, &b.group)) {
        line(out, &format!("\n{}", manner.paint_data().strong(&title(&list[0], pipeline, lang))));
        let units: Vec<&[DefinitionRow]> = list.chunk_by(|a, b| a.unit_id == b.unit_id).collect();
        for (number, row) in units[0].iter().enumerate() {
            let metric = pipeline.metrics.iter().find(|metric| metric.id == row.metric);
            let title = metric.map_or(row.metric.as_str(), |metric| metric.title.as_str());
            line(out, &format!("  ({}) {title} ({})", number + 1, row.metric));
        }
        let units: Vec<_> = units.into_iter().map(|unit| of_unit(unit, pipeline, lang)).collect();
        table(out, &units);
    }
}

fn title(row: &DefinitionRow, pipeline: &Pipeline, lang: Lang) -> String {
    let ranking = pipeline.rankings.iter().find(|known| known.id == row.ranking);
    let title = ranking.map_or(row.ranking.as_str(), |ranking| ranking.title.as_str());
    let group = row.group.as_ref().map(|id| {
        let unit = pipeline.register.find_id(id);
        unit.map_or(id.as_str(), |unit| pipeline.register.get(unit).name.as_str())
    });
    let group = group.map(|name| format!(" – {name}")).unwrap_or_default();
    let what = lang.pick("các cách tính", "definitions side by side");
    format!("{title} ({}){group}: {what}", row.ranking)
}

/// Id, name, rate and place under each definition, how far they are apart, and what the rates do not show.
fn of_unit(unit: &[DefinitionRow], pipeline: &Pipeline, lang: Lang) -> Vec<String> {
    let mut cells = vec![unit[0].unit_id.clone(), unit[0].unit_name.clone()];
    cells.extend(unit.iter().enumerate().map(|(number, row)| {
        let sums = row.numerator.zip(row.denominator);
        let rate = sums.and_then(|sums| percent_in(sums, lang)).unwrap_or_else(|| "–".to_owned());
        let place = match (row.place, lang) {
            (None, _) => "–".to_owned(),
            (Some(place), Lang::Vi) => format!("hạng {place}/{}", row.of),
            (Some(place), Lang::En) => format!("place {place}/{}", row.of),
        };
        // Who sent nothing has no rate that lacks anything.
        let lacks = row.numerator.is_some() && !row.complete;
        let lacks = if lacks { status_in(StandingStatus::Incomplete, lang) } else { "" };
        format!("({}) {rate} {place} {lacks}", number + 1).trim_end().to_owned()
    }));
    cells.push(unit[0].spread.map_or_else(String::new, |spread| match lang {
        Lang::Vi => format!("chênh {spread} hạng"),
        Lang::En => format!("{spread} places apart"),
    }));
    let late = unit.iter().find_map(|row| row.overdue_words(pipeline, lang));
    cells.push(late.unwrap_or_default());
    cells
}
