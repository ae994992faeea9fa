//! The columns of a ranking: which there are, their heads and numbers, and what a cell of them shows.

use crate::model::{MeasureIx, UnitIx};
use crate::pipeline::{Grouping, IndicatorKind, Metric, MetricIx, Ranking, Share};

use super::certainty;
use super::facts::Facts;
use super::mix_columns::MixField;
use super::words;
use crate::publish::book::meaning::{Meaning, RateFigure, StandingFigure};
use crate::publish::book::style::CellKind;
use crate::publish::book::table::TableColumn;

/// What a column of a ranking shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RankingField {
    Place,
    Move,
    Name,
    Within,
    Parent,
    Numerator,
    Denominator,
    Rate,
    PartNumerator(Share),
    PartDenominator(Share),
    PartRate(Share),
    PartScore(Share),
    Score,
    /// What it says of the indicator that it is ranked by.
    Told(MeasureIx),
    Change,
    Interval,
    Class,
    Needed,
    Mix(MixField),
    Shown(MetricIx),
    Note,
}

impl RankingField {
    /// The columns that a ranking may have, or those of its units that stand `inside` one; those that say nothing are left out
    /// once their cells are known.
    pub(super) fn of(facts: &Facts<'_>, ranking: &Ranking, inside: Option<UnitIx>) -> Vec<Self> {
        let rows = || facts.inputs.rankings.of(&ranking.id);
        let mut fields = vec![Self::Place];
        if rows().any(|row| row.previous_place.is_some()) {
            fields.push(Self::Move);
        }
        fields.push(Self::Name);
        if inside.is_some() {
            fields.push(Self::Within);
        } else if names_its_parents(facts, ranking) {
            fields.push(Self::Parent);
        }
        match ranking.shares.as_slice() {
            [_] => fields.extend([Self::Numerator, Self::Denominator, Self::Rate]),
            shares => fields.extend(shares.iter().flat_map(|&share| {
                let counts = [Self::PartNumerator(share), Self::PartDenominator(share)];
                [counts, [Self::PartRate(share), Self::PartScore(share)]].concat()
            })),
        }
        if ranking.is_score() {
            fields.push(Self::Score);
        }
        fields.extend(ranking.indicator.map(|by| Self::Told(by.measure)));
        if ranking.indicator.is_none()
            && rows().any(|row| row.value.is_some() && row.previous_value.is_some())
        {
            fields.push(Self::Change);
        }
        if certainty::has_intervals(ranking) {
            fields.push(Self::Interval);
        }
        if !ranking.classes.is_empty() {
            fields.push(Self::Class);
        }
        if words::needed(facts, ranking).is_some() {
            fields.push(Self::Needed);
        }
        fields.extend(MixField::of(ranking).iter().map(|&mix| Self::Mix(mix)));
        fields.extend(ranking.show.iter().map(|&metric| Self::Shown(metric)));
        fields.push(Self::Note);
        fields
    }

    /// Whether it is left out where all of its cells are alike, and that is said once: words, for a figure is looked for
    /// in its column.
    pub(super) const fn may_be_said_once(self) -> bool {
        matches!(self, Self::Parent | Self::Interval | Self::Class | Self::Note)
    }

    /// Whether it is there whatever stands in it.
    pub(super) const fn is_always_there(self) -> bool {
        matches!(
            self,
            Self::Place
                | Self::Name
                | Self::Numerator
                | Self::Denominator
                | Self::Rate
                | Self::Score
                | Self::Told(_)
                | Self::PartNumerator(_)
                | Self::PartDenominator(_)
                | Self::PartRate(_)
                | Self::PartScore(_)
        )
    }

    /// Its metric and which of its figures, where it shows a figure of one.
    pub(super) fn rate_figure(self, ranking: &Ranking) -> Option<(MetricIx, RateFigure)> {
        let single = ranking.shares.first().map(|share| share.metric);
        Some(match self {
            Self::Numerator => (single?, RateFigure::Numerator),
            Self::Denominator => (single?, RateFigure::Denominator),
            Self::Rate => (single?, RateFigure::Ratio),
            Self::PartNumerator(share) => (share.metric, RateFigure::Numerator),
            Self::PartDenominator(share) => (share.metric, RateFigure::Denominator),
            Self::PartRate(share) => (share.metric, RateFigure::Ratio),
            Self::Shown(metric) => (metric, RateFigure::Ratio),
            _ => return None,
        })
    }

    /// What its cell shows of a unit.
    pub(super) fn meaning(self, ranking: &Ranking, unit: Option<UnitIx>) -> Meaning<'_> {
        let Some(unit) = unit else { return Meaning::Words };
        if let Some((metric, shows)) = self.rate_figure(ranking) {
            return Meaning::Rate { scope: ranking.scope, unit, metric, shows };
        }
        if let Self::Told(measure) = self {
            let level = ranking.league;
            return Meaning::Indicator { unit: Some(unit), measure, level };
        }
        let shows = match self {
            Self::Place => StandingFigure::Place,
            Self::Within => StandingFigure::Within,
            Self::Move => StandingFigure::Move,
            Self::Score => StandingFigure::Value,
            Self::PartScore(share) => StandingFigure::Points(share.metric),
            Self::Change => StandingFigure::Change,
            Self::Interval => StandingFigure::Interval,
            Self::Class => StandingFigure::Class,
            Self::Needed => StandingFigure::Needed,
            Self::Mix(mix) => mix.meaning(),
            _ => StandingFigure::Note,
        };
        Meaning::Standing { ranking, unit, shows }
    }

    /// Its column.
    pub(super) fn column<'a>(self, facts: &Facts<'a>, ranking: &'a Ranking) -> TableColumn<'a> {
        let metric = |ix| -> &'a Metric { facts.pipeline.metric(ix) };
        let single = ranking.shares.first().map(|share| metric(share.metric));
        let of_single =
            |title: fn(&'a Metric) -> &'a String| single.map_or("", |metric| title(metric));
        let part = |title, kind, share: Share| {
            TableColumn::new(title, kind).under(&metric(share.metric).title)
        };
        match self {
            Self::Place => TableColumn::new("Hạng", CellKind::Place),
            Self::Move => TableColumn::new("Đổi hạng", CellKind::Move),
            Self::Name => TableColumn::new("Đơn vị", CellKind::Words),
            Self::Within => TableColumn::new("Hạng trong huyện", CellKind::Place),
            Self::Parent => TableColumn::new("Trực thuộc", CellKind::Words),
            Self::Numerator => TableColumn::new(of_single(|m| &m.numerator_title), CellKind::Count),
            Self::Denominator => {
                TableColumn::new(of_single(|m| &m.denominator_title), CellKind::Count)
            }
            Self::Rate => TableColumn::new("Tỷ lệ", CellKind::Rate),
            Self::PartNumerator(share) => part("Tử số".to_owned(), CellKind::Count, share),
            Self::PartDenominator(share) => part("Mẫu số".to_owned(), CellKind::Count, share),
            Self::PartRate(share) => part("Tỷ lệ".to_owned(), CellKind::Rate, share),
            Self::PartScore(share) => {
                let full = share.points.unwrap_or(0);
                part(format!("Điểm (tối đa {full})"), CellKind::Points, share)
            }
            Self::Score => {
                let title = format!("Điểm (thang {})", ranking.full_points());
                TableColumn::new(title, CellKind::Points)
            }
            Self::Told(measure) => {
                let measure = facts.pipeline.measure(measure);
                let of = facts.pipeline.indicator_of(ranking).map(|value| &value.kind);
                let (kind, scale) = match of {
                    Some(IndicatorKind::Percent) => (CellKind::Rate, ""),
                    Some(IndicatorKind::Amount) => (CellKind::Tenths, measure.scale.as_str()),
                    Some(IndicatorKind::Answer(_)) | None => (CellKind::Mark, ""),
                    Some(IndicatorKind::Count) => (CellKind::Count, measure.scale.as_str()),
                };
                let unit = if scale.is_empty() { String::new() } else { format!(" ({scale})") };
                TableColumn::new(format!("{}{unit}", measure.title), kind)
            }
            Self::Change if ranking.shares.len() > 1 => {
                TableColumn::new("± điểm", CellKind::Change)
            }
            Self::Change => TableColumn::new("± điểm %", CellKind::Change),
            Self::Interval => TableColumn::new("Khoảng hạng (95%)", CellKind::Mark),
            Self::Class => TableColumn::new("Xếp loại", CellKind::Mark),
            Self::Needed => {
                let head = words::needed(facts, ranking).map_or(String::new(), |(head, _)| head);
                TableColumn::new(head, CellKind::Count)
            }
            Self::Mix(mix) => mix.column(ranking),
            Self::Shown(ix) => TableColumn::new(metric(ix).title.as_str(), CellKind::Rate),
            Self::Note => TableColumn::new("Ghi chú", CellKind::Words),
        }
    }
}

/// Whether the unit above is told with each unit: names repeat, and not all have the same one above them.
pub(in crate::publish) fn names_its_parents(facts: &Facts<'_>, ranking: &Ranking) -> bool {
    let league = facts.pipeline.register.iter().filter(|(_, unit)| unit.level == ranking.league);
    let mut parents = league.map(|(_, unit)| unit.parent);
    let first = parents.next();
    let differ = parents.any(|parent| Some(parent) != first);
    differ && ranking.league.shares_names() && ranking.grouping == Grouping::Whole
}

/// `(1)`, `(2)`, `(3) = (1) / (2)` …: which column follows from which.
pub(super) fn column_numbers(fields: &[RankingField], ranking: &Ranking) -> Vec<String> {
    use RankingField::{
        Denominator, Numerator, PartDenominator, PartNumerator, PartRate, PartScore, Rate, Score,
    };
    let number = |wanted: RankingField| {
        fields.iter().position(|&field| field == wanted).map_or(0, |index| index + 1)
    };
    let points = |share: &Share| share.points.unwrap_or(0);
    let label = |(index, field): (usize, &RankingField)| {
        let own = index + 1;
        match field {
            Rate => {
                format!("({own})=({})/({})", number(Numerator), number(Denominator))
            }
            PartRate(share) => {
                let above = number(PartNumerator(*share));
                format!("({own})=({above})/({})", number(PartDenominator(*share)))
            }
            PartScore(share) => {
                format!("({own})=({})×{}", number(PartRate(*share)), points(share))
            }
            Score => match ranking.shares.as_slice() {
                [share] => format!("({own})=({})×{}", number(Rate), points(share)),
                shares => {
                    let parts = shares.iter().map(|&share| number(PartScore(share)));
                    let parts = parts.map(|number| format!("({number})"));
                    format!("({own})={}", parts.collect::<Vec<_>>().join("+"))
                }
            },
            _ => format!("({own})"),
        }
    };
    fields.iter().enumerate().map(label).collect()
}
