//! Who has another place than in the period before, and what moved each unit: parts that add up to the move. A list whose
//! units are in another one too is told once, as one list.

use crate::model::{Lang, Rate};
use crate::pipeline::{Grouping, Ranking, SheetKind};
use crate::table::{MoveCause, MoveRow, Standing};

use super::facts::Facts;
use super::words::size;
use crate::publish::book::layout::Annex;
use crate::publish::book::meaning::{Meaning, RateFigure, StandingFigure};
use crate::publish::book::plan::{Datum, SheetPlan};
use crate::publish::book::style::{CellKind, CellStyle};
use crate::publish::book::table::{TableColumn, TableRow};
use crate::publish::book::table_fit::{Fitted, fit};

/// Name on the tab.
pub(super) const NAME: &str = SheetKind::Moves.name();

/// Units of a list that are named as having got a place, or lost it; of more it tells how many there are.
const MOST_NAMED: usize = 20;

/// A column of the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum MoveField {
    Name,
    Before,
    Now,
    Move,
    ValueBefore,
    Value,
    Part(MoveCause),
}

/// Whether there is anything to tell.
pub(super) fn is_told(facts: &Facts<'_>) -> bool {
    lists(facts).any(|ranking| {
        let moved = facts.inputs.moves.of(&ranking.id).next().is_some();
        moved || !others(facts, ranking).is_empty()
    })
}

/// The rankings whose moves are told.
fn lists<'a>(facts: &Facts<'a>) -> impl Iterator<Item = &'a Ranking> + use<'a> {
    let rankings = &facts.pipeline.rankings;
    rankings.iter().filter(|ranking| {
        let same = |other: &Ranking| {
            let goes_by = |one: &Ranking| (one.league, one.scope, one.shares.clone());
            other.grouping == Grouping::Whole && goes_by(other) == goes_by(ranking)
        };
        ranking.grouping == Grouping::Whole || !rankings.iter().any(same)
    })
}

/// Composes the sheet.
pub(super) fn compose<'a>(facts: &Facts<'a>, number: u32) -> SheetPlan<'a> {
    let fields = fields(facts);
    let columns: Vec<TableColumn> = fields.iter().map(|&field| column(facts, field)).collect();
    let told: Vec<&Ranking> = lists(facts).collect();
    let each: Vec<Vec<TableRow>> =
        told.iter().map(|ranking| rows(facts, ranking, &fields)).collect();
    let all: Vec<TableRow> = each.iter().flatten().cloned().collect();
    let annex =
        Annex { number, title: "Biến động hạng so với kỳ trước", scale: None };
    let heading = |width| SheetPlan::annex_px(facts.pipeline, annex, width);
    let Fitted { paper, widths } = fit(&columns, &[], &all, heading);
    let mut plan = SheetPlan::new(facts.pipeline, NAME, paper, widths);
    plan.annex_heading(facts.pipeline, annex);
    let head = plan.next();
    plan.table_head(&columns);
    plan.head = Some((head, plan.next() - 1));
    plan.holds_columns = 1;
    for row in each.into_iter().flatten() {
        plan.table_row(&columns, row);
    }
    let tail = plan.next();
    plan.gap(4);
    for remark in remarks(facts, &fields, &told) {
        plan.paragraph(CellStyle::Remark, Datum::owned(remark));
    }
    plan.keep_blocks_whole(&[0, tail]);
    plan
}

/// The columns; a cause that moved nobody has none, nor has a rate that cannot be compared.
fn fields(facts: &Facts<'_>) -> Vec<MoveField> {
    let told = || lists(facts).flat_map(|ranking| facts.inputs.moves.of(&ranking.id));
    let mut fields = vec![MoveField::Name, MoveField::Before, MoveField::Now, MoveField::Move];
    let standings = || lists(facts).flat_map(|ranking| facts.inputs.rankings.of(&ranking.id));
    let points = is_of_points(facts);
    if standings().any(|row| figure(then(row), points).is_some()) {
        fields.push(MoveField::ValueBefore);
    }
    fields.push(MoveField::Value);
    let moved = |cause: &MoveCause| {
        told().any(|row| row.parts.as_ref().is_some_and(|parts| parts.contains_key(cause)))
    };
    fields.extend(MoveCause::ALL.into_iter().filter(moved).map(MoveField::Part));
    fields
}

/// Whether no list goes by one rate: then points are told.
fn is_of_points(facts: &Facts<'_>) -> bool {
    lists(facts).all(|ranking| ranking.shares.len() > 1)
}

fn column<'a>(facts: &Facts<'_>, field: MoveField) -> TableColumn<'a> {
    let (now, then, kind) = if is_of_points(facts) {
        ("Điểm", "Điểm kỳ trước", CellKind::Points)
    } else {
        ("Tỷ lệ", "Tỷ lệ kỳ trước", CellKind::Rate)
    };
    match field {
        MoveField::Name => TableColumn::new("Đơn vị", CellKind::Words),
        MoveField::Before => TableColumn::new("Hạng kỳ trước", CellKind::Place),
        MoveField::Now => TableColumn::new("Hạng", CellKind::Place),
        MoveField::Move => TableColumn::new("Đổi hạng", CellKind::Move),
        MoveField::ValueBefore => TableColumn::new(then, kind),
        MoveField::Value => TableColumn::new(now, kind),
        MoveField::Part(cause) => {
            TableColumn::new(head(cause), CellKind::Move).under("Trong đó do")
        }
    }
}

/// A cause as the head of a column.
const fn head(cause: MoveCause) -> &'static str {
    match cause {
        MoveCause::Definition => "cách tính, danh mục",
        MoveCause::Corrections => "số kỳ trước đã sửa",
        MoveCause::Own => "số của đơn vị",
        MoveCause::Others => "số của đơn vị khác",
        MoveCause::Came => "đơn vị mới có hạng",
        MoveCause::Missing => "đơn vị không còn hạng",
    }
}

/// The units of a ranking that moved, below a row that names it.
fn rows<'a>(facts: &Facts<'a>, ranking: &'a Ranking, fields: &[MoveField]) -> Vec<TableRow<'a>> {
    let moved: Vec<&MoveRow> = facts.inputs.moves.of(&ranking.id).collect();
    if moved.is_empty() {
        return Vec::new();
    }
    let title = format!("{}: {} đơn vị đổi hạng", ranking.title, size(moved.len()));
    let mut rows = vec![TableRow::band(title)];
    for list in moved.chunk_by(|a, b| a.group == b.group) {
        if let Some(id) = &list[0].group {
            rows.push(TableRow::band(facts.name(id).to_owned()));
        }
        rows.extend(list.iter().filter_map(|&row| {
            let mut standings = facts.inputs.rankings.of(&ranking.id);
            let standing = standings.find(|standing| standing.unit_id == row.unit_id)?;
            let unit = facts.pipeline.register.find_id(&row.unit_id);
            let data = fields.iter().map(|&field| datum(facts, row, standing, field));
            let means = fields.iter().map(|&field| match (unit, ranking.shares.as_slice()) {
                (None, _) => Meaning::Words,
                (Some(unit), [share]) if field == MoveField::Value => {
                    let (scope, metric) = (ranking.scope, share.metric);
                    Meaning::Rate { scope, unit, metric, shows: RateFigure::Ratio }
                }
                (Some(unit), _) => Meaning::Standing { ranking, unit, shows: shows(field) },
            });
            Some(TableRow::plain(data.collect()).meaning(means.collect()))
        }));
    }
    rows
}

/// Sums and value of a unit.
type UnitFigures = (Option<(i64, i64)>, Option<f64>);

fn now(row: &Standing) -> UnitFigures {
    (row.numerator.zip(row.denominator), row.value)
}

fn then(row: &Standing) -> UnitFigures {
    (row.previous_numerator.zip(row.previous_denominator), row.previous_value)
}

/// What a unit is told with: points where all lists are by points, else its rate.
fn figure((sums, value): UnitFigures, points: bool) -> Option<f64> {
    if points {
        return value;
    }
    sums.and_then(|(numerator, denominator)| Rate { numerator, denominator }.ratio())
}

const fn shows(field: MoveField) -> StandingFigure {
    match field {
        MoveField::Name => StandingFigure::Note,
        MoveField::Before => StandingFigure::PlaceBefore,
        MoveField::Now => StandingFigure::Place,
        MoveField::Move => StandingFigure::Move,
        MoveField::ValueBefore => StandingFigure::ValueBefore,
        MoveField::Value => StandingFigure::Value,
        MoveField::Part(cause) => StandingFigure::MovedBy(cause),
    }
}

fn datum<'a>(
    facts: &Facts<'a>,
    row: &'a MoveRow,
    standing: &'a Standing,
    field: MoveField,
) -> Datum<'a> {
    let register = &facts.pipeline.register;
    let points = is_of_points(facts);
    let value = |of| figure(of, points).map_or_else(Datum::dash, Datum::Number);
    let told = |value: Option<f64>| facts.pipeline.told_by(&row.ranking, value?, Lang::Vi);
    match field {
        MoveField::Name => match register.find_id(&row.unit_id) {
            Some(unit) => Datum::owned(register.name_apart(unit)),
            None => Datum::text(&row.unit_name),
        },
        MoveField::Before => Datum::Count(i64::from(row.previous_place)),
        MoveField::Now => Datum::Count(i64::from(row.place)),
        MoveField::Move => Datum::Count(-row.fell()),
        MoveField::ValueBefore => {
            told(standing.previous_value).map_or_else(|| value(then(standing)), Datum::owned)
        }
        MoveField::Value => told(standing.value).map_or_else(|| value(now(standing)), Datum::owned),
        MoveField::Part(cause) => match &row.parts {
            Some(parts) => parts.get(&cause).map_or(Datum::Blank, |fell| Datum::Count(-fell)),
            None => Datum::dash(),
        },
    }
}

/// Units that have a place and had none, and the other way round, and those that cannot be compared; each list a sentence
/// without a full stop.
fn others(facts: &Facts<'_>, ranking: &Ranking) -> Vec<String> {
    let rows = || facts.inputs.rankings.of(&ranking.id);
    // Where nobody had a place there was no such list.
    if rows().all(|row| row.previous_place.is_none() && row.previous_note.is_none()) {
        return Vec::new();
    }
    let known = |row: &&Standing| row.previous_note.is_none();
    let came =
        rows().filter(known).filter(|row| row.place.is_some() && row.previous_place.is_none());
    let gone = rows().filter(|row| row.place.is_none() && row.previous_place.is_some());
    let apart = rows().filter(|row| row.previous_note.is_some() && row.previous_place.is_none());
    let sentences = [
        ("mới có hạng", named(facts, came)),
        ("không còn hạng", named(facts, gone)),
        ("không so được với kỳ trước", named(facts, apart)),
    ];
    let told = sentences.into_iter().filter_map(|(what, who)| Some(format!("{what}: {}", who?)));
    told.collect()
}

fn named<'a>(facts: &Facts<'_>, rows: impl Iterator<Item = &'a Standing>) -> Option<String> {
    let register = &facts.pipeline.register;
    let name = |row: &Standing| {
        let unit = register.find_id(&row.unit_id);
        unit.map_or_else(|| row.unit_name.clone(), |unit| register.name_apart(unit))
    };
    let names: Vec<String> = rows.map(name).collect();
    let more = names.len().saturating_sub(MOST_NAMED);
    let more = (more > 0).then(|| format!("và {} đơn vị khác", size(more)));
    let named: Vec<String> = names.into_iter().take(MOST_NAMED).chain(more).collect();
    (!named.is_empty()).then(|| named.join(", "))
}

/// What the columns mean, and who is not in them.
fn remarks(facts: &Facts<'_>, fields: &[MoveField], told: &[&Ranking]) -> Vec<String> {
    let mut said = vec![
        "Hạng kỳ trước: theo số liệu mới nhất của kỳ trước. Các cột “Trong đó do” cộng lại bằng số hạng đã đổi (▲ lên, ▼ \
         xuống). Số của đơn vị: chỉ với số mới của mình, đơn vị đã vượt hoặc bị vượt; số của đơn vị khác: phần còn lại."
            .to_owned(),
    ];
    if fields.contains(&MoveField::Part(MoveCause::Definition)) {
        said.push(
            "Cách tính, danh mục: số liệu kỳ trước tính theo khai báo và danh mục đơn vị hiện nay cho hạng khác.".to_owned(),
        );
    }
    let moves = || told.iter().flat_map(|ranking| facts.inputs.moves.of(&ranking.id));
    if moves().any(|row| row.parts.is_none()) {
        said.push(
            "“–”: không tách được theo nguyên nhân, vì số liệu kỳ trước không tính lại được theo cách hiện nay.".to_owned(),
        );
    }
    for ranking in told {
        let others = others(facts, ranking);
        if !others.is_empty() {
            said.push(format!("{}: {}.", ranking.sheet, others.join("; ")));
        }
    }
    said
}
