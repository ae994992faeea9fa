//! The units of a league with what they are ranked by, and why some are not.

use crate::model::UnitIx;
use crate::pipeline::{Grouping, Pipeline, Ranking};
use crate::table::{RankedFigure, Ratios, StandingStatus, Sum};

use super::value::RankValue;

/// A unit of a league with what it is ranked by.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) unit: UnitIx,
    pub(super) group: Option<UnitIx>,
    pub(super) status: StandingStatus,
    pub(super) value: Option<RankValue>,
    /// Sums of each share of the ranking, in its order.
    pub(super) sums: Vec<Option<Sum>>,
    /// What it says of the indicator of the ranking, where that goes by one.
    pub(super) figure: Option<RankedFigure>,
}

impl Entry {
    pub(super) fn is_ranked(&self) -> bool {
        self.status == StandingStatus::Ranked
    }

    /// How many of the metrics it is ranked by it has a rate of.
    pub(super) fn parts(&self) -> usize {
        self.sums.iter().flatten().filter(|sum| sum.denominator > 0).count()
    }
}

/// The units of the league of a ranking.
pub(super) fn league(ranking: &Ranking, sums: &Ratios, pipeline: &Pipeline) -> Vec<Entry> {
    let units = pipeline.register.iter().filter(|(_, unit)| unit.level == ranking.league);
    units
        .map(|(ix, unit)| {
            let own: Vec<Option<Sum>> = ranking
                .shares
                .iter()
                .map(|share| sums.get(ranking.scope, ix, share.metric))
                .collect();
            let told = ranking.indicator.map(|indicator| sums.figure(ix, indicator.measure));
            let value = match told {
                Some(figure) => figure.and_then(|figure| RankValue::told(figure.value?)),
                None => RankValue::of(ranking, &own),
            };
            let group = (ranking.grouping == Grouping::Parent).then_some(unit.parent).flatten();
            Entry {
                unit: ix,
                group,
                status: match told {
                    Some(figure) => status_of(figure),
                    None => status(ranking, &own, value.as_ref()),
                },
                figure: told.flatten(),
                value,
                sums: own,
            }
        })
        .collect()
}

/// Of a unit that is ranked by what it says of an indicator.
fn status_of(figure: Option<RankedFigure>) -> StandingStatus {
    match figure {
        None => StandingStatus::NotSubmitted,
        Some(RankedFigure { value: Some(_), .. }) => StandingStatus::Ranked,
        Some(RankedFigure { left_out: true, .. }) => StandingStatus::Incomplete,
        Some(_) => StandingStatus::NoData,
    }
}

fn status(ranking: &Ranking, own: &[Option<Sum>], value: Option<&RankValue>) -> StandingStatus {
    // A part that is left out has nothing below the line, which is no smallness.
    let counted = own.iter().flatten().map(|sum| sum.denominator).filter(|&below| below > 0);
    let smallest = counted.min();
    let lacks = own.iter().flatten().any(|sum| sum.gaps > 0);
    match (value, smallest) {
        (Some(_), _) if lacks && !ranking.incomplete.is_ranked() => StandingStatus::Incomplete,
        (Some(_), Some(smallest)) if smallest >= ranking.minimum_denominator => {
            StandingStatus::Ranked
        }
        (Some(_), _) => StandingStatus::BelowMinimum,
        (None, _) if own.iter().any(Option::is_none) => StandingStatus::NotSubmitted,
        (None, _) if lacks => StandingStatus::Incomplete,
        (None, _) => StandingStatus::NoData,
    }
}
