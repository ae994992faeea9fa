//! A ranking: every unit of the league, places first, then those without one and why.

use std::collections::BTreeMap;

use crate::model::{Area, CellRef, Finding, Rate, UnitIx};
use crate::pipeline::{Grouping, Metric, MetricIx, Ranking, Share};
use crate::table::{ScoreRow, Standing, StandingStatus};

use super::certainty;
use super::facts::{Facts, Missing};
use super::live::{self, ClassNames, LiveColumns, PartColumns};
use super::mix_columns::MixField;
use super::period_before;
use super::ranking_remarks::{rates, remarks};
use super::words;
use crate::publish::book::layout::Annex;
use crate::publish::book::live::RatioColumns;
use crate::publish::book::meaning::{Meaning, RateFigure, StandingFigure};
use crate::publish::book::plan::{Bars, Datum, SheetPlan};
use crate::publish::book::style::{CellKind, CellStyle, RowTone};
use crate::publish::book::table::{Fitted, TableColumn, TableRow, fit};

/// A composed ranking sheet and where its figures stand, for a chart.
pub(super) struct RankingSheet<'a> {
    pub(super) plan: SheetPlan<'a>,
    pub(super) ranking: &'a Ranking,
    /// Names and values of the ranked units; `None` where the list is split or empty.
    pub(super) ranked: Option<(Area, Area)>,
}

/// What a column of a ranking shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Place,
    Interval,
    Half,
    Name,
    Parent,
    Numerator,
    Denominator,
    Rate,
    Score,
    PartNumerator(Share),
    PartDenominator(Share),
    PartRate(Share),
    PartScore(Share),
    Class,
    NextClass,
    Needed,
    Mix(MixField),
    Shown(MetricIx),
    Previous,
    Note,
}

/// Composes the sheet of a ranking.
pub(super) fn compose<'a>(
    facts: &Facts<'a>,
    ranking: &'a Ranking,
    number: u32,
    class_names: Option<&ClassNames>,
) -> RankingSheet<'a> {
    let mut standings: Vec<&Standing> = facts.inputs.rankings.of(&ranking.id).collect();
    for group in standings.chunk_by_mut(|a, b| a.group == b.group) {
        group.sort_by_key(|standing| standing.status != StandingStatus::Ranked);
    }
    let fields = fields(facts, ranking);
    let columns: Vec<TableColumn> =
        fields.iter().map(|&field| column(facts, ranking, field)).collect();
    let ListedRows { rows, gaps } = rows(facts, ranking, &fields, &standings);
    let numbers = column_numbers(&fields, ranking);
    let Fitted { paper, widths } = fit(&columns, &numbers, &rows);
    let mut plan = SheetPlan::new(facts.pipeline, &ranking.sheet, paper, widths);
    let scale = scale(facts, &fields, ranking);
    plan.annex_heading(facts.pipeline, Annex { number, title: &ranking.title, scale });
    let head = plan.next();
    plan.table_head(&columns);
    plan.column_numbers(numbers);
    plan.head = Some((head, plan.next() - 1));
    plan.holds_columns = 2;
    let first = plan.next();
    for row in rows {
        plan.table_row(&columns, row);
    }
    let better = ranking.better(&facts.pipeline.metrics);
    live::follow(
        &mut plan,
        ranking,
        better,
        &live_columns(&fields),
        (&standings, first),
        class_names,
    );
    let ranked = ranked_areas(&fields, &standings, first);
    if standings.is_empty() {
        plan.paragraph(CellStyle::Body, Datum::text("Không có đơn vị nào trong danh sách."));
    } else if let Some(column) = value_column(&fields).filter(|_| !facts.lower_is_better(ranking)) {
        let (top, bottom) = (CellRef::new(first, column), CellRef::new(plan.next() - 1, column));
        let area = ranked.map_or(Area { first: top, last: bottom }, |(_, figures)| figures);
        let full = if ranking.is_score() { f64::from(ranking.full_points()) } else { 1.0 };
        plan.bars.push(Bars { area, full });
    }
    let tail = plan.next();
    remarks(facts, ranking, (&standings, &gaps), &mut plan);
    plan.keep_blocks_whole(&[0, tail]);
    RankingSheet { plan, ranking, ranked }
}

/// What the cells of a unit are made of, looked up once for all of them.
struct RankedUnit<'a, 'f> {
    standing: &'a Standing,
    unit: Option<UnitIx>,
    parts: &'f [&'a ScoreRow],
    /// The rates it is shown with of which figures are missing, and the findings that say which.
    missing: Vec<(MetricIx, &'f [&'a Finding])>,
    /// What is to be said of how sure its place is.
    unsure: Vec<String>,
}

impl<'a, 'f> RankedUnit<'a, 'f> {
    /// `usual` is what units of its list usually have below the line.
    fn of(
        facts: &'f Facts<'a>,
        ranking: &'a Ranking,
        standing: &'a Standing,
        (missing, usual): (&'f [(MetricIx, Missing<'a>)], i64),
    ) -> Self {
        let of_unit = missing.iter().filter_map(|(metric, missing)| {
            Some((*metric, missing.get(standing.unit_id.as_str())?.as_slice()))
        });
        Self {
            standing,
            unit: facts.pipeline.register.find_id(&standing.unit_id),
            parts: facts.parts(&ranking.id, &standing.unit_id),
            missing: of_unit.collect(),
            unsure: certainty::said(facts, ranking, standing, usual),
        }
    }
}

/// What is missing of each rate that a ranking shows.
fn missing_of_rates<'a>(facts: &Facts<'a>, ranking: &Ranking) -> Vec<(MetricIx, Missing<'a>)> {
    rates(ranking).into_iter().map(|ix| (ix, facts.missing(ranking.scope, ix))).collect()
}

/// What is said beside the places of a ranking, by unit.
pub(in crate::publish) fn notes<'a>(
    facts: &Facts<'a>,
    ranking: &'a Ranking,
) -> BTreeMap<&'a str, String> {
    let missing = missing_of_rates(facts, ranking);
    let standings: Vec<&Standing> = facts.inputs.rankings.of(&ranking.id).collect();
    let mut notes = BTreeMap::new();
    for group in standings.chunk_by(|a, b| a.group == b.group) {
        let usual = certainty::usual(group);
        for &standing in group {
            let unit = RankedUnit::of(facts, ranking, standing, (&missing, usual));
            let note = period_before::beside(note(&unit), standing).to_string();
            notes.insert(standing.unit_id.as_str(), note);
        }
    }
    notes
}

/// The rows of a table, and what is missing of units that it shows.
struct ListedRows<'a> {
    rows: Vec<TableRow<'a>>,
    gaps: Vec<String>,
}

/// A row for each unit, and above each group one that names it.
fn rows<'a>(
    facts: &Facts<'a>,
    ranking: &'a Ranking,
    fields: &[Field],
    standings: &[&'a Standing],
) -> ListedRows<'a> {
    let (mut rows, mut gaps) = (Vec::with_capacity(standings.len()), Vec::new());
    let missing = missing_of_rates(facts, ranking);
    for group in standings.chunk_by(|a, b| a.group == b.group) {
        if let Some(id) = &group[0].group {
            let band = TableRow::band(format!("{} ({} đơn vị)", facts.name(id), group.len()));
            let group = facts.pipeline.register.find_id(id);
            rows.push(band.meaning(vec![Meaning::Units { ranking, group }]));
        }
        let usual = certainty::usual(group);
        rows.extend(group.iter().map(|&standing| {
            let unit = RankedUnit::of(facts, ranking, standing, (&missing, usual));
            let tone = match standing.status {
                StandingStatus::Ranked if certainty::is_unsure(standing) => RowTone::Unsure,
                StandingStatus::Ranked => RowTone::Plain,
                _ => RowTone::Muted,
            };
            gaps.extend(gap(facts, ranking, &unit));
            let data = fields.iter().map(|&field| datum(facts, ranking, &unit, field));
            let means = fields.iter().map(|&field| meaning(ranking, &unit, field));
            TableRow::toned(tone, data.collect()).meaning(means.collect())
        }));
    }
    ListedRows { rows, gaps }
}

fn fields(facts: &Facts<'_>, ranking: &Ranking) -> Vec<Field> {
    let mut fields = vec![Field::Place, Field::Name];
    if names_its_parents(facts, ranking) {
        fields.push(Field::Parent);
    }
    if ranking.shares.len() == 1 {
        fields.extend([Field::Numerator, Field::Denominator, Field::Rate]);
    } else {
        let parts = ranking.shares.iter();
        fields.extend(parts.flat_map(|&share| {
            let counts = [Field::PartNumerator(share), Field::PartDenominator(share)];
            [counts, [Field::PartRate(share), Field::PartScore(share)]].concat()
        }));
    }
    if ranking.is_score() {
        fields.push(Field::Score);
    }
    if !ranking.classes.is_empty() {
        fields.push(Field::Class);
    }
    if words::needed(facts, ranking).is_some() {
        fields.extend([Field::NextClass, Field::Needed]);
    }
    if certainty::has_intervals(ranking) {
        fields.extend([Field::Interval, Field::Half]);
    }
    fields.extend(MixField::of(ranking).iter().map(|&mix| Field::Mix(mix)));
    fields.extend(ranking.show.iter().map(|&metric| Field::Shown(metric)));
    if facts.inputs.rankings.of(&ranking.id).any(|row| row.previous_place.is_some()) {
        fields.push(Field::Previous);
    }
    fields.push(Field::Note);
    fields
}

/// Whether the unit above is told with each unit: names repeat, and not all have the same one above them.
pub(in crate::publish) fn names_its_parents(facts: &Facts<'_>, ranking: &Ranking) -> bool {
    let league = facts.pipeline.register.iter().filter(|(_, unit)| unit.level == ranking.league);
    let mut parents = league.map(|(_, unit)| unit.parent);
    let first = parents.next();
    let differ = parents.any(|parent| Some(parent) != first);
    differ && ranking.league.shares_names() && ranking.grouping == Grouping::Whole
}

fn column<'a>(facts: &Facts<'a>, ranking: &'a Ranking, field: Field) -> TableColumn<'a> {
    let metric = |ix| -> &'a Metric { facts.pipeline.metric(ix) };
    let single = ranking.shares.first().map(|share| metric(share.metric));
    match field {
        Field::Place => TableColumn::new("Hạng", CellKind::Place),
        Field::Interval => TableColumn::new("Khoảng hạng (95 %)", CellKind::Mark),
        Field::Half => TableColumn::new(certainty::HALF_HEAD, CellKind::Mark),
        Field::Name => TableColumn::new("Đơn vị", CellKind::Words),
        Field::Parent => TableColumn::new("Trực thuộc", CellKind::Words),
        Field::Numerator => {
            TableColumn::new(single.map_or("", |metric| &metric.numerator_title), CellKind::Count)
        }
        Field::Denominator => {
            TableColumn::new(single.map_or("", |metric| &metric.denominator_title), CellKind::Count)
        }
        Field::Rate => {
            TableColumn::new(single.map_or("Tỷ lệ", |metric| &metric.title), CellKind::Rate)
        }
        Field::Score => {
            TableColumn::new(format!("Điểm (thang {})", ranking.full_points()), CellKind::Points)
        }
        Field::PartNumerator(share) => {
            TableColumn::new("Tử số", CellKind::Count).under(&metric(share.metric).title)
        }
        Field::PartDenominator(share) => {
            TableColumn::new("Mẫu số", CellKind::Count).under(&metric(share.metric).title)
        }
        Field::PartRate(share) => {
            TableColumn::new("Tỷ lệ", CellKind::Rate).under(&metric(share.metric).title)
        }
        Field::PartScore(share) => {
            let full = share.points.unwrap_or(0);
            TableColumn::new(format!("Điểm (tối đa {full})"), CellKind::Points)
                .under(&metric(share.metric).title)
        }
        Field::Class => TableColumn::new("Xếp loại", CellKind::Mark),
        Field::NextClass => TableColumn::new("Loại kế tiếp", CellKind::Mark),
        Field::Needed => {
            let head = words::needed(facts, ranking).map_or(String::new(), |(head, _)| head);
            TableColumn::new(head, CellKind::Count)
        }
        Field::Mix(mix) => mix.column(ranking),
        Field::Shown(ix) => TableColumn::new(metric(ix).title.as_str(), CellKind::Rate),
        Field::Previous => TableColumn::new("Hạng kỳ trước", CellKind::Place),
        Field::Note => TableColumn::new("Ghi chú", CellKind::Words),
    }
}

fn datum<'a>(
    facts: &Facts<'a>,
    ranking: &'a Ranking,
    ranked: &RankedUnit<'a, '_>,
    field: Field,
) -> Datum<'a> {
    let standing = ranked.standing;
    let place = |place: Option<u32>| place.map(|place| Datum::Count(i64::from(place)));
    let part = |share: Share| {
        let metric = &facts.pipeline.metric(share.metric).id;
        ranked.parts.iter().find(|part| part.metric == *metric)
    };
    let own = || {
        let (numerator, denominator) = (standing.numerator?, standing.denominator?);
        Rate { numerator, denominator }.ratio().map(Datum::Number)
    };
    let found = match field {
        Field::Place => place(standing.place),
        Field::Interval => certainty::interval(standing).map(Datum::owned),
        Field::Half => standing.band.map(|band| Datum::text(certainty::half(band))),
        Field::Name => Some(Datum::text(&standing.unit_name)),
        Field::Parent => ranked.unit.and_then(|unit| facts.parent_name(unit)).map(Datum::text),
        Field::Numerator => standing.numerator.map(Datum::Count),
        Field::Denominator => standing.denominator.map(Datum::Count),
        Field::Rate => own(),
        Field::Score => standing.value.map(Datum::Number),
        Field::PartNumerator(share) => part(share).map(|part| Datum::Count(part.numerator)),
        Field::PartDenominator(share) => part(share).map(|part| Datum::Count(part.denominator)),
        Field::PartRate(share) => part(share).and_then(|part| part.rate).map(Datum::Number),
        Field::PartScore(share) => part(share).and_then(|part| part.score).map(Datum::Number),
        Field::Class => standing.class.as_deref().map(Datum::text),
        Field::NextClass => standing.next_class.as_deref().map(Datum::text),
        Field::Needed => standing.needed.map(Datum::Count),
        Field::Mix(mix) => mix.datum(facts.mix(&ranking.id, &standing.unit_id)),
        Field::Shown(ix) => {
            let rate = ranked.unit.and_then(|unit| facts.rate(ranking.scope, unit, ix));
            rate.and_then(Rate::ratio).map(Datum::Number)
        }
        Field::Previous => place(standing.previous_place),
        Field::Note => Some(period_before::beside(note(ranked), standing)),
    };
    found.unwrap_or(Datum::dash())
}

/// What the cell of a unit shows.
fn meaning<'a>(ranking: &'a Ranking, of: &RankedUnit<'a, '_>, field: Field) -> Meaning<'a> {
    let Some(unit) = of.unit else { return Meaning::Words };
    let standing = |shows| Meaning::Standing { ranking, unit, shows };
    let rate = |metric, shows| Meaning::Rate { scope: ranking.scope, unit, metric, shows };
    let single = |shows| {
        let share = ranking.shares.first();
        share.map_or(Meaning::Words, |share| rate(share.metric, shows))
    };
    match field {
        Field::Place => standing(StandingFigure::Place),
        Field::Name | Field::Parent | Field::Note => standing(StandingFigure::Note),
        Field::Numerator => single(RateFigure::Numerator),
        Field::Denominator => single(RateFigure::Denominator),
        Field::Rate => single(RateFigure::Ratio),
        Field::Score => standing(StandingFigure::Value),
        Field::PartNumerator(share) => rate(share.metric, RateFigure::Numerator),
        Field::PartDenominator(share) => rate(share.metric, RateFigure::Denominator),
        Field::PartRate(share) => rate(share.metric, RateFigure::Ratio),
        Field::PartScore(share) => standing(StandingFigure::Points(share.metric)),
        Field::Class => standing(StandingFigure::Class),
        Field::NextClass => standing(StandingFigure::NextClass),
        Field::Needed => standing(StandingFigure::Needed),
        Field::Mix(mix) => standing(mix.meaning()),
        Field::Shown(metric) => rate(metric, RateFigure::Ratio),
        Field::Interval => standing(StandingFigure::Interval),
        Field::Half => standing(StandingFigure::Half),
        Field::Previous => standing(StandingFigure::Previous),
    }
}

/// Places of missing figures that a note names; of more it tells how many there are.
const NAMED: usize = 3;

/// Ties, why there is no place, how sure it is, and whether figures are missing: a reader of a rate must see that it rests
/// on incomplete data.
fn note<'a>(ranked: &RankedUnit<'a, '_>) -> Datum<'a> {
    let RankedUnit { standing, unsure, .. } = ranked;
    let parts = words::parts(standing);
    let first = match standing.status {
        StandingStatus::Ranked if standing.tied => "Đồng hạng",
        // Who sent one part of several has sent something.
        _ if standing.value.is_none() && parts.is_some() => "",
        StandingStatus::Incomplete if standing.value.is_none() => {
            "Không xếp hạng: báo cáo nhận được không có số liệu dùng được"
        }
        status => status.title(),
    };
    let lacks = lacks(ranked).then(|| "Số liệu chưa đủ (*)".to_owned());
    let first = Some(first.to_owned()).filter(|first| !first.is_empty());
    let said = first.into_iter().chain(parts).chain(unsure.iter().cloned()).chain(lacks);
    Datum::owned(said.collect::<Vec<_>>().join(". "))
}

/// Whether figures of rates that a unit is shown with are missing.
fn lacks(ranked: &RankedUnit<'_, '_>) -> bool {
    let status = ranked.standing.status;
    let silent = matches!(status, StandingStatus::NotSubmitted | StandingStatus::NoData);
    !silent && !ranked.missing.is_empty()
}

/// Which figures of a unit are missing, for the remarks below the table: a cell of it has no room for that.
fn gap(facts: &Facts<'_>, ranking: &Ranking, ranked: &RankedUnit<'_, '_>) -> Option<String> {
    if !lacks(ranked) {
        return None;
    }
    let RankedUnit { standing, missing, .. } = ranked;
    let mut gaps: Vec<String> = Vec::new();
    for same in missing.chunk_by(|a, b| a.1 == b.1) {
        let titles: Vec<&str> =
            same.iter().map(|(ix, _)| facts.pipeline.metric(*ix).title.as_str()).collect();
        let places = places(same[0].1);
        // One rate alone needs no name.
        gaps.push(match rates(ranking).as_slice() {
            [_] => format!("thiếu {places}"),
            _ => format!("thiếu {places} ({})", titles.join("; ")),
        });
    }
    Some(format!("{}: {}", standing.unit_name, gaps.join("; ")))
}

/// Where figures are missing.
fn places(left_out: &[&Finding]) -> String {
    let named = left_out.iter().take(NAMED).map(|finding| match finding.place.file {
        Some(_) => finding.place.to_string(),
        None => finding.form.clone().unwrap_or_default(),
    });
    let named = named.collect::<Vec<_>>().join("; ");
    match left_out.len().saturating_sub(NAMED) {
        0 => named,
        more => format!("{named} và {} mục khác", words::size(more)),
    }
}

/// `(1)`, `(2)`, `(3) = (1) / (2)` …: which column follows from which.
fn column_numbers(fields: &[Field], ranking: &Ranking) -> Vec<String> {
    let number = |wanted: Field| {
        fields.iter().position(|&field| field == wanted).map_or(0, |index| index + 1)
    };
    let points = |share: &Share| share.points.unwrap_or(0);
    let label = |(index, field): (usize, &Field)| {
        let own = index + 1;
        match field {
            Field::Rate => {
                let (above, below) = (number(Field::Numerator), number(Field::Denominator));
                format!("({own})=({above})/({below})")
            }
            Field::PartRate(share) => {
                let above = number(Field::PartNumerator(*share));
                format!("({own})=({above})/({})", number(Field::PartDenominator(*share)))
            }
            Field::PartScore(share) => {
                format!("({own})=({})×{}", number(Field::PartRate(*share)), points(share))
            }
            Field::Score => match ranking.shares.as_slice() {
                [share] => format!("({own})=({})×{}", number(Field::Rate), points(share)),
                shares => {
                    let parts = shares
                        .iter()
                        .map(|&share| format!("({})", number(Field::PartScore(share))));
                    format!("({own})={}", parts.collect::<Vec<_>>().join("+"))
                }
            },
            _ => format!("({own})"),
        }
    };
    fields.iter().enumerate().map(label).collect()
}

/// The unit of measure of the counts, where any are shown.
fn scale<'a>(facts: &Facts<'a>, fields: &[Field], ranking: &Ranking) -> Option<&'a str> {
    let share = ranking.shares.first().filter(|_| fields.contains(&Field::Numerator))?;
    let scale = facts.scale(facts.pipeline.metric(share.metric));
    (!scale.is_empty()).then_some(scale)
}

/// Where the figures stand that hang together.
fn live_columns(fields: &[Field]) -> LiveColumns {
    let at = |wanted: Field| {
        fields.iter().position(|&field| field == wanted).and_then(|index| u16::try_from(index).ok())
    };
    let part = |field: &Field| {
        let Field::PartScore(share) = *field else { return None };
        let (above, below) = (at(Field::PartNumerator(share))?, at(Field::PartDenominator(share))?);
        let ratio = RatioColumns { above, below, ratio: at(Field::PartRate(share))? };
        Some(PartColumns { share, ratio, score: at(*field)? })
    };
    LiveColumns {
        place: at(Field::Place),
        numerator: at(Field::Numerator),
        denominator: at(Field::Denominator),
        rate: at(Field::Rate),
        score: at(Field::Score),
        class: at(Field::Class),
        next_class: at(Field::NextClass),
        needed: at(Field::Needed),
        parts: fields.iter().filter_map(part).collect(),
    }
}

fn value_column(fields: &[Field]) -> Option<u32> {
    let wanted = if fields.contains(&Field::Score) { Field::Score } else { Field::Rate };
    fields.iter().position(|&field| field == wanted).and_then(|index| u32::try_from(index).ok())
}

/// Cells of names and values of the ranked units, which come first.
fn ranked_areas(fields: &[Field], standings: &[&Standing], first: u32) -> Option<(Area, Area)> {
    let grouped = standings.iter().any(|standing| standing.group.is_some());
    let is_ranked = |standing: &&&Standing| standing.status == StandingStatus::Ranked;
    let count = u32::try_from(standings.iter().take_while(is_ranked).count()).ok()?;
    let value = value_column(fields).filter(|_| count > 0 && !grouped)?;
    let area = |column| Area {
        first: CellRef::new(first, column),
        last: CellRef::new(first + count - 1, column),
    };
    Some((area(1), area(value)))
}
