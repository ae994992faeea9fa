//! What is ranked: each tier of the register by the first metric of each form that covers it.

use std::collections::BTreeSet;

use crate::model::{Level, Sentence};
use crate::pipeline::{DraftedTable, Form, Metric, MetricIx, Pipeline};
use crate::text;

/// Longest name of a sheet, in UTF-16 units.
const LONGEST: usize = 31;

/// The rankings, and what is not ranked.
pub(super) fn rankings(pipeline: &Pipeline) -> (Vec<DraftedTable>, Vec<Sentence>) {
    let (mut tables, mut gaps) = (Vec::new(), Vec::new());
    let mut sheets = BTreeSet::new();
    for level in Level::ALL.into_iter().filter(|level| !level.is_whole()) {
        let units = pipeline.register.iter().filter(|(_, unit)| unit.level == level).count();
        if units == 0 {
            continue;
        }
        let covering: Vec<&Form> =
            pipeline.forms.iter().filter(|form| form.covers.contains(&level)).collect();
        let mut metrics: Vec<&Metric> = Vec::new();
        for metric in covering.iter().filter_map(|form| headline(form, pipeline)) {
            if !metrics.iter().any(|known| known.id == metric.id) {
                metrics.push(metric);
            }
        }
        if metrics.is_empty() {
            gaps.push(unranked(level, units, covering.is_empty()));
        }
        for (place, metric) in metrics.into_iter().enumerate() {
            let with_all = level == Level::District && covers_communes(&covering, pipeline);
            for total in [false, true].into_iter().filter(|total| !total || with_all) {
                tables.push(ranking(level, metric, place, total, &mut sheets));
            }
        }
    }
    (tables, gaps)
}

fn covers_communes(covering: &[&Form], pipeline: &Pipeline) -> bool {
    pipeline.register.has_level(Level::Commune)
        && covering.iter().any(|form| form.covers.contains(&Level::Commune))
}

/// The first metric whose counts a form holds.
pub(super) fn headline<'p>(form: &Form, pipeline: &'p Pipeline) -> Option<&'p Metric> {
    let counts: Vec<_> = form.counts().collect();
    let metrics = (0..pipeline.metrics.len()).filter_map(|place| u16::try_from(place).ok());
    let mut metrics = metrics.map(|place| pipeline.metric(MetricIx(place)));
    metrics.find(|metric| {
        let terms = metric.numerator.terms.iter().chain(&metric.denominator.terms);
        terms.map(|(_, measure)| measure).all(|measure| counts.contains(measure))
    })
}

fn unranked(level: Level, units: usize, uncovered: bool) -> Sentence {
    let (title, word) = (level.title(), level.word());
    if uncovered {
        Sentence::new(
            format!(
                "{title}: {units} đơn vị trong danh mục, không biểu nào nêu tên; chưa có bảng xếp hạng"
            ),
            format!(
                "{word}: {units} units in the register and in no form; there is no ranking of them"
            ),
        )
    } else {
        Sentence::new(
            format!(
                "{title}: biểu không có tỷ lệ nào để xếp hạng; hãy khai báo [[metric]] và [[ranking]]"
            ),
            format!(
                "{word}: the forms have no rate to rank by; declare a [[metric]] and a [[ranking]]"
            ),
        )
    }
}

fn ranking(
    level: Level,
    metric: &Metric,
    place: usize,
    total: bool,
    sheets: &mut BTreeSet<String>,
) -> DraftedTable {
    let by = text::lower_first(&metric.title);
    let (of, sheet) = match (level, total) {
        (Level::District, true) => ("địa bàn cấp huyện", "Địa bàn huyện"),
        (Level::Province, _) => ("cấp tỉnh", level.sheet_title()),
        (Level::Department, _) => ("các sở, ban, ngành", level.sheet_title()),
        (Level::Branch, _) => ("các chi nhánh VPĐKĐĐ", level.sheet_title()),
        (Level::District, false) => ("UBND cấp huyện", level.sheet_title()),
        (Level::Commune, _) => ("UBND cấp xã", level.sheet_title()),
    };
    let included = if total { " (gồm cả cấp xã)" } else { "" };
    let wanted = if place == 0 { sheet.to_owned() } else { format!("{sheet}, {by}") };
    let behind = if place == 0 { String::new() } else { format!("-{}", metric.id) };
    let scope = if total { "total" } else { "own" };
    let id = match (level, total) {
        (Level::District, true) => "districts-total".to_owned(),
        _ => format!("{}s", level.word()),
    };
    DraftedTable::new("ranking")
        .text("id", &format!("{id}{behind}"))
        .text("title", &format!("Xếp hạng {of} theo {by}{included}"))
        .text("sheet", &sheet_name(&wanted, sheets))
        .text("league", level.word())
        .text("scope", scope)
        .text("metric", &metric.id)
}

/// A name that fits on a tab and is on no other.
fn sheet_name(wanted: &str, taken: &mut BTreeSet<String>) -> String {
    let fits = |text: &str| text.encode_utf16().count() <= LONGEST;
    let plain: String = wanted.chars().filter(|letter| !"[]:*?/\\".contains(*letter)).collect();
    let cut = |room: usize| -> String {
        let mut kept = plain.clone();
        while kept.encode_utf16().count() > room {
            kept.pop();
        }
        kept.trim_end().to_owned()
    };
    let numbered = (2..100).map(|count| format!("{} ({count})", cut(LONGEST - 5)));
    let mut names = std::iter::once(cut(LONGEST)).chain(numbered).filter(|name| fits(name));
    let name = names.find(|name| taken.insert(name.to_lowercase()));
    name.unwrap_or_else(|| cut(LONGEST))
}
