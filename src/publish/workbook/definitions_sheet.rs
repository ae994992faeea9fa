//! The definitions of a ranking side by side: rate and place of each unit under each of them, those units first whose
//! places differ most.

use crate::model::Lang;
use crate::pipeline::{Grouping, MetricIx, Ranking, SheetKind};
use crate::table::DefinitionRow;

use super::facts::Facts;
use super::words;
use crate::publish::book::layout::Annex;
use crate::publish::book::meaning::{Meaning, RateFigure, StandingFigure};
use crate::publish::book::plan::{Datum, SheetPlan};
use crate::publish::book::style::{CellKind, CellStyle, RowTone};
use crate::publish::book::table::{TableColumn, TableRow};
use crate::publish::book::table_fit::{Fitted, fit};

/// Composes the sheet.
pub(super) fn compose<'a>(
    facts: &Facts<'a>,
    ranking: &'a Ranking,
    number: u32,
    has_method: bool,
) -> SheetPlan<'a> {
    let mut columns = columns(facts, ranking);
    let mut rows = rows(facts, ranking);
    let says = |row: &TableRow| {
        row.data.len() == columns.len() && !row.data.last().is_some_and(Datum::says_nothing)
    };
    if !rows.iter().any(says) {
        // Nothing stands in the notes.
        let kept: Vec<bool> = (1..=columns.len()).map(|number| number < columns.len()).collect();
        rows.iter_mut().filter(|row| row.data.len() > 1).for_each(|row| row.keep(&kept));
        columns.pop();
    }
    let numbers: Vec<String> = (1..=columns.len()).map(|number| format!("({number})")).collect();
    let title = format!("{}, hạng theo từng cách tính", ranking.title);
    let annex = Annex { number, title: &title, scale: None };
    let heading = |width| SheetPlan::annex_px(facts.pipeline, annex, width);
    let Fitted { paper, widths } = fit(&columns, &numbers, &rows, heading);
    let sheet = &ranking.definitions_sheet;
    let mut plan = SheetPlan::new(facts.pipeline, sheet, paper, widths);
    plan.annex_heading(facts.pipeline, annex);
    let head = plan.next();
    plan.table_head(&columns);
    plan.column_numbers(numbers);
    plan.head = Some((head, plan.next() - 1));
    plan.holds_columns = 1;
    for row in rows {
        plan.table_row(&columns, row);
    }
    let tail = plan.next();
    remarks(facts, ranking, has_method, &mut plan);
    plan.keep_blocks_whole(&[0, tail]);
    plan
}

/// Whether the unit above tells units of one name apart.
fn names_parents(ranking: &Ranking) -> bool {
    ranking.league.shares_names() && ranking.grouping == Grouping::Whole
}

fn columns<'a>(facts: &Facts<'a>, ranking: &'a Ranking) -> Vec<TableColumn<'a>> {
    let title = |ix: MetricIx| -> &'a str { &facts.pipeline.metric(ix).title };
    let mut columns = vec![TableColumn::new("Đơn vị", CellKind::Words)];
    if names_parents(ranking) {
        columns.push(TableColumn::new("Trực thuộc", CellKind::Words));
    }
    for &ix in &ranking.definitions {
        columns.push(TableColumn::new("Tỷ lệ", CellKind::Rate).under(title(ix)));
        columns.push(TableColumn::new("Hạng", CellKind::Place).under(title(ix)));
    }
    columns.push(TableColumn::new("Chênh lệch hạng", CellKind::Place));
    columns.push(TableColumn::new("Ghi chú", CellKind::Words));
    columns
}

/// A row for each unit, and above each group one that names it.
fn rows<'a>(facts: &Facts<'a>, ranking: &'a Ranking) -> Vec<TableRow<'a>> {
    let units: Vec<&[DefinitionRow]> = facts.inputs.definitions.of(&ranking.id).collect();
    let mut rows = Vec::with_capacity(units.len());
    for group in units.chunk_by(|a, b| a[0].group == b[0].group) {
        if let Some(id) = &group[0][0].group {
            let band = TableRow::band(format!("{} ({} đơn vị)", facts.name(id), group.len()));
            let group = facts.pipeline.register.find_id(id);
            rows.push(band.meaning(vec![Meaning::Units { ranking, group }]));
        }
        rows.extend(group.iter().map(|unit| row(facts, ranking, unit)));
    }
    rows
}

fn row<'a>(facts: &Facts<'a>, ranking: &'a Ranking, unit: &'a [DefinitionRow]) -> TableRow<'a> {
    let first = &unit[0];
    let place = |place: Option<u32>| place.map_or(Datum::dash(), |p| Datum::Count(i64::from(p)));
    let mut data = vec![Datum::text(&first.unit_name)];
    if names_parents(ranking) {
        let unit = facts.pipeline.register.find_id(&first.unit_id);
        let parent = unit.and_then(|unit| facts.parent_name(unit));
        data.push(parent.map_or(Datum::dash(), Datum::text));
    }
    for row in unit {
        data.push(row.rate.map_or(Datum::dash(), Datum::Number));
        data.push(place(row.place));
    }
    data.push(place(first.spread));
    data.push(note(facts, unit));
    let ranked = unit.iter().any(|row| row.place.is_some());
    let tone = if ranked { RowTone::Plain } else { RowTone::Muted };
    TableRow::toned(tone, data).meaning(means(facts, ranking, first))
}

/// What the cells of a unit show.
fn means<'a>(facts: &Facts<'a>, ranking: &'a Ranking, of: &DefinitionRow) -> Vec<Meaning<'a>> {
    let Some(unit) = facts.pipeline.register.find_id(&of.unit_id) else { return Vec::new() };
    let standing = |shows| Meaning::Standing { ranking, unit, shows };
    let mut means = vec![standing(StandingFigure::Note)];
    if names_parents(ranking) {
        means.push(standing(StandingFigure::Note));
    }
    for &metric in &ranking.definitions {
        let (scope, shows) = (ranking.scope, RateFigure::Ratio);
        means.push(Meaning::Rate { scope, unit, metric, shows });
        means.push(standing(StandingFigure::Under(metric)));
    }
    means.extend([standing(StandingFigure::Spread), standing(StandingFigure::Note)]);
    means
}

/// Why there is no place where there is none at all, which rates rest on incomplete figures, and what they do not show.
fn note<'a>(facts: &Facts<'a>, unit: &'a [DefinitionRow]) -> Datum<'a> {
    let unranked =
        unit.iter().all(|row| row.place.is_none()).then(|| words::unranked(unit[0].status));
    // Who sent nothing is told so, and has no rate that lacks anything.
    let lacks = unit.iter().filter(|row| !row.complete && row.numerator.is_some());
    let lacks: Vec<&str> = lacks.map(|row| title_of(facts, &row.metric)).collect();
    let lacks = (!lacks.is_empty()).then(|| format!("Số liệu chưa đủ ({})", lacks.join("; ")));
    let late = unit.iter().find_map(|row| row.overdue_words(facts.pipeline, Lang::Vi));
    let said = unranked.map(str::to_owned).into_iter().chain(lacks).chain(late);
    Datum::owned(said.collect::<Vec<_>>().join(". "))
}

/// The title of a metric; its id where it is declared no longer.
fn title_of<'t>(facts: &Facts<'t>, id: &'t str) -> &'t str {
    let metric = facts.pipeline.metrics.iter().find(|metric| metric.id == id);
    metric.map_or(id, |metric| metric.title.as_str())
}

/// What the columns are; what each definition is, where no sheet of the method has that.
fn remarks(facts: &Facts<'_>, ranking: &Ranking, has_method: bool, plan: &mut SheetPlan<'_>) {
    let mut said = vec![format!(
        "Mỗi cột Hạng xếp theo riêng cách tính ấy, cùng phạm vi, đối tượng và quy tắc với trang “{}”. Chênh lệch hạng: hạng kém \
         nhất trừ hạng tốt nhất của đơn vị; chênh lệch lớn nhất đứng trước.",
        ranking.sheet
    )];
    if has_method {
        said.push(format!("Cách tính và nguồn: trang “{}”.", SheetKind::Method.name()));
    } else {
        let metrics = ranking.definitions.iter().map(|&ix| facts.pipeline.metric(ix));
        said.extend(metrics.map(|metric| {
            let direction = words::upper_first(words::direction(metric.better));
            format!("{} {direction}.", words::definition_and_source(metric))
        }));
        if ranking.minimum_denominator > 1 {
            said.push(format!(
                "Đơn vị có mẫu số của một cách tính dưới {} không có hạng theo cách tính ấy.",
                ranking.minimum_denominator
            ));
        }
    }
    plan.gap(4);
    plan.paragraph(CellStyle::Remark, Datum::owned(said.join(" ")));
}
