//! How sure the places of a league are: intervals beside them, never instead.

use rayon::prelude::*;

use crate::model::Rate;
use crate::pipeline::Better;
use crate::table::{Band, Sum};

use super::entry::Entry;
use super::interval::{
    GoodOf, KnownBounds, PlaceEnds, Prior, RateBounds, band, ends, prior, shrunk,
};
use super::places::LeaguePlace;

/// How sure the place of a unit is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sure {
    /// The interval of its rate.
    pub(super) rate: RateBounds,
    /// The interval of its place.
    pub(super) places: PlaceEnds,
    /// The half of the list that it lies in.
    pub(super) band: Band,
    /// What is added above and below the line to shrink the rates of its list.
    pub(super) prior: (f64, f64),
    /// Its rate with that, and its place by it.
    pub(super) shrunk: (f64, u32),
}

/// A ranked unit of a league whose place is by one rate.
#[derive(Debug)]
pub(super) struct SingleRate {
    index: usize,
    rate: Rate,
    good: GoodOf,
}

impl SingleRate {
    pub(super) const fn good(&self) -> GoodOf {
        self.good
    }
}

/// A ranked unit whose rate is by itself, with the interval of it.
struct RankedRate {
    index: usize,
    place: LeaguePlace,
    rate: Rate,
    good: GoodOf,
    bounds: RateBounds,
}

/// The units of a league whose places have intervals, list by list: those with a place that is by one metric, for the parts
/// of a score are not independent.
pub(super) fn single_rates(
    league: &[Entry],
    placed: &[LeaguePlace],
    better: Better,
) -> Vec<SingleRate> {
    let ranked = (0..league.len()).filter(|&index| placed[index].place.is_some());
    let rates = ranked.filter_map(|index| {
        let rate = single(&league[index])?.rate();
        Some(SingleRate { index, rate, good: GoodOf::of(rate, better) })
    });
    let mut rates: Vec<SingleRate> = rates.collect();
    rates.sort_by_key(|unit| league[unit.index].group);
    rates
}

/// How sure each place is, in the order of the entries; `None` where it has no interval, and where its rate is no share of
/// a whole.
pub(super) fn sure(
    (league, placed): (&[Entry], &[LeaguePlace]),
    rates: &[SingleRate],
    better: Better,
    known: &KnownBounds,
) -> Vec<Option<Sure>> {
    let ranked = rates.iter().filter_map(|&SingleRate { index, rate, good }| {
        let (place, bounds) = (placed[index], known.get(good)?);
        Some(RankedRate { index, place, rate, good, bounds })
    });
    let ranked: Vec<RankedRate> = ranked.collect();
    let lists: Vec<&[RankedRate]> =
        ranked.chunk_by(|a, b| league[a.index].group == league[b.index].group).collect();
    let found: Vec<Vec<Option<Sure>>> =
        lists.par_iter().map(|list| of_list(list, better)).collect();
    let mut all = vec![None; league.len()];
    for (unit, sure) in ranked.iter().zip(found.into_iter().flatten()) {
        all[unit.index] = sure;
    }
    all
}

/// What a unit is ranked by, where that is one metric.
fn single(entry: &Entry) -> Option<Sum> {
    match entry.sums.as_slice() {
        [sum] => *sum,
        _ => None,
    }
}

/// The units of one list.
fn of_list(list: &[RankedRate], better: Better) -> Vec<Option<Sure>> {
    let figures: Vec<GoodOf> = list.iter().map(|unit| unit.good).collect();
    let units: Vec<(GoodOf, RateBounds)> =
        list.iter().map(|unit| (unit.good, unit.bounds)).collect();
    let places: Vec<u32> = list.iter().filter_map(|unit| unit.place.place).collect();
    let prior = prior(&figures);
    let (ends, shrunk) = (ends(&units, &places, prior), shrunk(&figures, prior));
    let sure = list.iter().zip(ends).zip(shrunk).map(|((unit, places), shrunk)| {
        let is_share = (0..=unit.rate.denominator).contains(&unit.rate.numerator);
        is_share.then(|| of_unit(unit, places, prior, shrunk, better))
    });
    sure.collect()
}

/// A unit, with its rate the way it is counted again.
fn of_unit(
    unit: &RankedRate,
    places: PlaceEnds,
    prior: Prior,
    shrunk: (f64, u32),
    better: Better,
) -> Sure {
    let band = band(places, unit.place.of);
    match better {
        Better::Higher => {
            Sure { rate: unit.bounds, places, band, prior: (prior.good(), prior.all()), shrunk }
        }
        Better::Lower => Sure {
            rate: unit.bounds.mirrored(),
            places,
            band,
            prior: (prior.bad(), prior.all()),
            shrunk: (1.0 - shrunk.0, shrunk.1),
        },
    }
}
