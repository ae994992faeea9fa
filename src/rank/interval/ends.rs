//! The places that a rate spans in its league.

use super::bounds::RateBounds;
use super::curve::others_above;
use super::good::GoodOf;
use super::prior::Prior;

/// Best and worst place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rank) struct PlaceEnds {
    pub(in crate::rank) low: u32,
    pub(in crate::rank) high: u32,
}

/// The best and the worst place of each unit of a league: how many of the others truly stand above the ends of the
/// interval of its rate, as far as their figures tell; stretched to hold the place that it has. In their order.
pub(in crate::rank) fn ends(
    units: &[(GoodOf, RateBounds)],
    places: &[u32],
    prior: Prior,
) -> Vec<PlaceEnds> {
    let of = u32::try_from(units.len()).unwrap_or(u32::MAX);
    let above = others_above(units, prior);
    let ends = above.into_iter().zip(places).map(|((least, most), &place)| PlaceEnds {
        low: least.saturating_add(1).min(place),
        high: most.saturating_add(1).min(of).max(place),
    });
    ends.collect()
}

#[cfg(test)]
mod tests {
    use super::{PlaceEnds, ends};
    use crate::model::Rate;
    use crate::pipeline::Better;
    use crate::rank::interval::{GoodOf, KnownBounds, prior};

    /// A generator with a seed (xorshift).
    struct Dice(u64);

    impl Dice {
        fn below(&mut self, most: i64) -> i64 {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            i64::try_from(self.0 >> 33).unwrap_or(0) % most
        }
    }

    fn good(figures: (i64, i64)) -> GoodOf {
        GoodOf::of(Rate { numerator: figures.0, denominator: figures.1 }, Better::Higher)
    }

    /// The ends of a unit, where the league is drawn towards the prior of `drawn`.
    fn ends_of(which: usize, league: &[(i64, i64)], drawn: &[(i64, i64)]) -> PlaceEnds {
        let figures: Vec<GoodOf> = league.iter().map(|&figures| good(figures)).collect();
        let known = KnownBounds::of(figures.iter().copied());
        let bounds = figures.iter().filter_map(|&unit| known.get(unit));
        let units: Vec<_> = figures.iter().copied().zip(bounds).collect();
        let of = league[which];
        let better = |other: &&(i64, i64)| other.0 * of.1 > of.0 * other.1;
        let place = u32::try_from(league.iter().filter(better).count()).unwrap_or(0) + 1;
        let places = vec![place; league.len()];
        let drawn: Vec<GoodOf> = drawn.iter().map(|&figures| good(figures)).collect();
        ends(&units, &places, prior(&drawn))[which]
    }

    /// Whatever the league: the chance of each other to stand above falls, so neither end gets worse.
    #[test]
    fn one_more_on_time_makes_no_end_worse_in_any_league() {
        let mut dice = Dice(20_261_129);
        let mut moved = 0;
        for _ in 0..300 {
            let units = 2 + dice.below(18);
            let mut league: Vec<(i64, i64)> = Vec::new();
            for _ in 0..units {
                let scale = usize::try_from(dice.below(4)).unwrap_or(0);
                let all = 1 + dice.below([60, 300, 5_000, 400_000][scale]);
                let bad = match dice.below(3) {
                    0 => 0,
                    1 => dice.below(40),
                    _ => dice.below(all + 1),
                };
                league.push((all - bad.min(all), all));
            }
            let Some(which) = league.iter().position(|unit| unit.0 < unit.1) else { continue };
            let before = ends_of(which, &league, &league);
            let mut better = league.clone();
            better[which].0 += 1;
            let after = ends_of(which, &better, &league);
            assert!(after.low <= before.low && after.high <= before.high, "{league:?} {which}");
            moved += usize::from(after != before);
        }
        assert!(moved > 30, "only {moved} intervals moved at all");
    }
}
