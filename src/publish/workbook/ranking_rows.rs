//! The rows of a ranking: the list as a whole, then a unit each; in a list that is split, each part below a row of its own.

use crate::model::{Rate, UnitIx, whole_count};
use crate::pipeline::{IndicatorKind, Ranking, Share};
use crate::table::{Standing, StandingStatus};

use super::certainty;
use super::facts::Facts;
use super::list_total::ListTotal;
use super::period_before;
use super::ranking_columns::RankingField;
use super::ranking_notes::{RankedUnit, gap, missing_of_rates, note};
use super::words;
use crate::publish::book::meaning::{Meaning, RateFigure};
use crate::publish::book::plan::Datum;
use crate::publish::book::style::{CellKind, RowTone};
use crate::publish::book::table::TableRow;

/// The rows of a table, and what is missing of units that it shows.
pub(super) struct ListedRows<'a> {
    pub(super) rows: Vec<TableRow<'a>>,
    pub(super) gaps: Vec<String>,
}

impl<'a> ListedRows<'a> {
    /// The rows of a list or of several, each with what it comes to; of those units alone that stand `inside` one, where that
    /// is asked.
    pub(super) fn of(
        facts: &Facts<'a>,
        ranking: &'a Ranking,
        fields: &[RankingField],
        (standings, inside): (&[&'a Standing], Option<UnitIx>),
    ) -> Self {
        let (mut rows, mut gaps) = (Vec::with_capacity(standings.len() + 1), Vec::new());
        let missing = missing_of_rates(facts, ranking);
        for list in standings.chunk_by(|a, b| a.group == b.group) {
            rows.push(total(facts, ranking, fields, (list, inside)));
            // What is usual is so of the whole list.
            let usual = inside.map_or_else(
                || certainty::usual(list),
                |_| certainty::usual(&facts.inputs.rankings.of(&ranking.id).collect::<Vec<_>>()),
            );
            let merged = period_before::is_merged(list);
            let mut places: Vec<u32> = list.iter().filter_map(|unit| unit.place).collect();
            places.sort_unstable();
            rows.extend(list.iter().map(|&standing| {
                let within = standing.place.map(|place| within(&places, place));
                let unit = RankedUnit::of(facts, ranking, standing, (&missing, usual));
                // What is so of most units is said once, below.
                let before = standing.previous_note.as_deref();
                let before = before.filter(|_| !merged || standing.previous_place.is_none());
                let unit = RankedUnit { before, within, ..unit };
                gaps.extend(gap(facts, ranking, &unit));
                row(facts, ranking, fields, &unit)
            }));
        }
        Self { rows, gaps }
    }

    /// Takes away the columns that say nothing: nothing stands in them, or the same beside each unit. What that is, is left
    /// to be said once.
    pub(super) fn keep_what_tells(
        &mut self,
        fields: &mut Vec<RankingField>,
    ) -> Vec<(RankingField, Datum<'a>)> {
        let mut once = Vec::new();
        let units: Vec<&TableRow> = self.rows.iter().filter(|row| row.lead == 1).collect();
        let keeps = fields.iter().enumerate().map(|(at, &field)| {
            let mut cells = units.iter().map(|row| &row.data[at]);
            let alike =
                units.len() > 1 && units.windows(2).all(|two| two[0].data[at] == two[1].data[at]);
            if field.is_always_there() || units.is_empty() {
                return true;
            }
            if cells.all(Datum::says_nothing) {
                return false;
            }
            if alike && field.may_be_said_once() {
                once.push((field, units[0].data[at].clone()));
                return false;
            }
            true
        });
        let keeps: Vec<bool> = keeps.collect();
        for row in &mut self.rows {
            row.keep(&keeps);
        }
        let mut keep = keeps.iter();
        fields.retain(|_| keep.next().copied().unwrap_or(true));
        once
    }
}

/// One more than those of a list that have a better place; `places` are theirs, in order.
fn within(places: &[u32], place: u32) -> u32 {
    let better = places.partition_point(|&other| other < place);
    u32::try_from(better).unwrap_or(u32::MAX).saturating_add(1)
}

/// What a list comes to, above its units: the sums of those that have figures, each beside the others of its column.
fn total<'a>(
    facts: &Facts<'a>,
    ranking: &'a Ranking,
    fields: &[RankingField],
    (list, inside): (&[&'a Standing], Option<UnitIx>),
) -> TableRow<'a> {
    let group = list[0].group.as_deref();
    let of = |metric| ListTotal::of(facts, ranking, metric, list);
    let first = ranking.shares.first().and_then(|share| of(share.metric));
    let counted = match ranking.indicator {
        Some(_) => list.iter().filter(|standing| standing.value.is_some()).count(),
        None => first.map_or(0, |total| total.units),
    };
    let units = match list.len() {
        all if all == counted => format!("{} đơn vị", words::size(all)),
        all => format!("{}/{} đơn vị", words::size(counted), words::size(all)),
    };
    let label = match group {
        Some(id) => format!("{} – chung {units}", facts.name(id)),
        None => format!("Chung {units}"),
    };
    let group = inside.or_else(|| facts.pipeline.register.find_id(group?));
    let lead = fields.iter().position(|field| *field == RankingField::Name).map_or(1, |at| at + 1);
    let mut row = TableRow::toned(RowTone::Band, vec![Datum::owned(label)]);
    row.lead = lead;
    row.means.push(Meaning::Units { ranking, group });
    for field in &fields[lead..] {
        let figure = field.rate_figure(ranking);
        let total = figure.and_then(|(metric, shows)| Some((metric, shows, of(metric)?.sum)));
        let datum = total.and_then(|(_, shows, sum)| match shows {
            RateFigure::Numerator => Some(Datum::Count(sum.numerator)),
            RateFigure::Denominator => Some(Datum::Count(sum.denominator)),
            RateFigure::Ratio => sum.rate().ratio().map(Datum::Number),
            RateFigure::Missed | RateFigure::RatioBefore | RateFigure::Change => None,
        });
        row.means.push(match (&datum, figure) {
            (Some(_), Some((metric, shows))) => Meaning::List { ranking, group, metric, shows },
            _ => Meaning::Words,
        });
        row.data.push(datum.unwrap_or(Datum::Blank));
    }
    row
}

fn row<'a>(
    facts: &Facts<'a>,
    ranking: &'a Ranking,
    fields: &[RankingField],
    unit: &RankedUnit<'a, '_>,
) -> TableRow<'a> {
    let standing = unit.standing;
    let tone = match standing.status {
        StandingStatus::Ranked if certainty::is_unsure(standing) => RowTone::Unsure,
        StandingStatus::Ranked => RowTone::Plain,
        _ => RowTone::Muted,
    };
    let data = fields.iter().map(|&field| datum(facts, ranking, unit, field));
    let means = fields.iter().map(|field| field.meaning(ranking, unit.unit));
    let mut row = TableRow::toned(tone, data.collect()).meaning(means.collect());
    if standing.moved_within_chance() {
        let at = fields.iter().position(|field| *field == RankingField::Move);
        row.look = at.map(|at| (at, CellKind::ChanceMove));
    }
    row
}

fn datum<'a>(
    facts: &Facts<'a>,
    ranking: &'a Ranking,
    ranked: &RankedUnit<'a, '_>,
    field: RankingField,
) -> Datum<'a> {
    let standing = ranked.standing;
    let part = |share: Share| {
        let metric = &facts.pipeline.metric(share.metric).id;
        ranked.parts.iter().find(|part| part.metric == *metric)
    };
    let found = match field {
        RankingField::Place => standing.place.map(|place| Datum::Count(i64::from(place))),
        RankingField::Within => ranked.within.map(|place| Datum::Count(i64::from(place))),
        RankingField::Move => moved(standing),
        RankingField::Name => Some(Datum::text(&standing.unit_name)),
        RankingField::Parent => {
            let name = ranked.unit.and_then(|unit| facts.parent_name(unit));
            name.map(|name| Datum::Text(words::short_name(name)))
        }
        RankingField::Numerator => standing.numerator.map(Datum::Count),
        RankingField::Denominator => standing.denominator.map(Datum::Count),
        RankingField::Rate => rate(standing.numerator, standing.denominator).map(Datum::Number),
        RankingField::Score => standing.value.map(Datum::Number),
        RankingField::Told(_) => standing.value.map(|value| told(facts, ranking, value)),
        RankingField::PartNumerator(share) => part(share).map(|part| Datum::Count(part.numerator)),
        RankingField::PartDenominator(share) => {
            part(share).map(|part| Datum::Count(part.denominator))
        }
        RankingField::PartRate(share) => part(share).and_then(|part| part.rate).map(Datum::Number),
        RankingField::PartScore(share) => {
            part(share).and_then(|part| part.score).map(Datum::Number)
        }
        RankingField::Change => change(ranking, standing).map(Datum::Number),
        RankingField::Interval => certainty::interval(standing).map(Datum::owned),
        RankingField::Class => standing.class.as_deref().map(Datum::text),
        RankingField::Needed => standing.needed.map(Datum::Count),
        RankingField::Mix(mix) => mix.datum(facts.mix(&ranking.id, &standing.unit_id)),
        RankingField::Shown(ix) => {
            let rate = ranked.unit.and_then(|unit| facts.rate(ranking.scope, unit, ix));
            rate.and_then(Rate::ratio).map(Datum::Number)
        }
        RankingField::Note => Some(Datum::owned(note(facts, ranking, ranked))),
    };
    found.unwrap_or(Datum::dash())
}

/// What a unit says of the indicator that it is ranked by.
fn told<'a>(facts: &Facts<'a>, ranking: &Ranking, value: f64) -> Datum<'a> {
    match facts.pipeline.indicator_of(ranking).map(|declared| &declared.kind) {
        Some(IndicatorKind::Count) => Datum::Count(whole_count(value)),
        Some(kind @ IndicatorKind::Answer(_)) => {
            kind.answer(value).map_or(Datum::Number(value), Datum::text)
        }
        _ => Datum::Number(value),
    }
}

/// By how many places a unit came up, or that it had none; nothing where it is not what it was.
fn moved<'a>(standing: &Standing) -> Option<Datum<'a>> {
    Some(match place_move(standing)? {
        PlaceMove::Up(places) => Datum::Count(places),
        PlaceMove::New => Datum::text("mới"),
    })
}

/// What became of a place since the period before.
pub(in crate::publish) enum PlaceMove {
    /// So many places up; down where less than 0.
    Up(i64),
    /// It had none.
    New,
}

/// What became of the place of a unit; `None` where it has none, or is not what it was.
pub(in crate::publish) fn place_move(standing: &Standing) -> Option<PlaceMove> {
    let place = i64::from(standing.place?);
    match standing.previous_place {
        Some(before) => Some(PlaceMove::Up(i64::from(before) - place)),
        None => standing.previous_note.is_none().then_some(PlaceMove::New),
    }
}

fn rate(above: Option<i64>, below: Option<i64>) -> Option<f64> {
    Rate { numerator: above?, denominator: below? }.ratio()
}

/// By how much the rate of a unit changed, in percentage points; where several metrics make a score, by how many points.
pub(in crate::publish) fn change(ranking: &Ranking, standing: &Standing) -> Option<f64> {
    if ranking.shares.len() > 1 {
        return Some(standing.value? - standing.previous_value?);
    }
    let now = rate(standing.numerator, standing.denominator)?;
    let then = rate(standing.previous_numerator, standing.previous_denominator)?;
    Some((now - then) * 100.0)
}
