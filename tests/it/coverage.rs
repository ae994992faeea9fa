//! That the interval of a place holds the true place: leagues whose true rates are known, drawn with a seed and ranked by
//! the program itself. 95 of 100 units at least, on average and among the truly best and the truly worst; where several are truly equal the
//! interval has to hold all places that they share. Thirty leagues of 111 units, a hundred of 20 and two hundred of
//! 5 for each kind.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]
#![expect(clippy::cast_possible_truncation, reason = "counts of a simulation are small")]

use fastrand::Rng;
use tthc::model::Level;
use tthc::rank::rank;

use crate::properties::{MetricRow, pipeline, ratios};

/// How the true rates of a league are spread.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    /// 98 % ± 2.
    Near,
    /// 85 % ± 12.
    Wide,
    /// Thirty of a hundred units are never late.
    Ties,
    /// As near, but late files come in pairs: the method takes them as independent.
    Clustered,
    /// Nobody is better than anybody.
    Equal,
}

fn normal(dice: &mut Rng) -> f64 {
    let (radius, angle) = (dice.f64().max(1e-300), dice.f64());
    (-2.0 * radius.ln()).sqrt() * (std::f64::consts::TAU * angle).cos()
}

/// Marsaglia and Tsang 2000; the shape is above 1.
fn gamma(dice: &mut Rng, shape: f64) -> f64 {
    let d = shape - 1.0 / 3.0;
    loop {
        let z = normal(dice);
        let v = (1.0 + z / (9.0 * d).sqrt()).powi(3);
        if v > 0.0 && dice.f64().ln() < 0.5 * z * z + d - d * v + d * v.ln() {
            return d * v;
        }
    }
}

fn beta(dice: &mut Rng, good: f64, bad: f64) -> f64 {
    let (good, bad) = (gamma(dice, good), gamma(dice, bad));
    good / (good + bad)
}

impl Kind {
    fn rate(self, dice: &mut Rng) -> f64 {
        match self {
            Self::Equal => 0.98,
            Self::Wide => beta(dice, 6.7, 1.18),
            Self::Ties if dice.f64() < 0.3 => 1.0,
            _ => beta(dice, 58.3, 1.2),
        }
    }

    /// Good ones of so many, each with this chance.
    fn good(self, dice: &mut Rng, all: i64, rate: f64) -> i64 {
        let (mut late, mut left) = (0, all);
        while left > 0 {
            let size = if self == Self::Clustered { left.min(dice.i64(1..=2)) } else { 1 };
            if dice.f64() >= rate {
                late += size;
            }
            left -= size;
        }
        all - late
    }
}

/// Units that were looked at and intervals that held the true place.
#[derive(Debug, Default, Clone, Copy)]
struct Held(u32, u32);

impl Held {
    fn note(&mut self, held: bool) {
        self.0 += 1;
        self.1 += u32::from(held);
    }

    fn percent(self) -> f64 {
        100.0 * f64::from(self.1) / f64::from(self.0)
    }
}

/// What came of many leagues: all units, the truly best, the truly worst.
fn simulate(kind: Kind, size: usize, leagues: usize) -> [Held; 3] {
    let mut dice = Rng::with_seed(20_261_129 + size as u64);
    let mut pipeline = pipeline(0);
    pipeline.rankings[0].league = Level::Commune;
    let communes = pipeline.register.iter().filter(|(_, unit)| unit.level == Level::Commune);
    let ids: Vec<String> = communes.map(|(_, unit)| unit.id.clone()).take(size).collect();
    assert_eq!(ids.len(), size, "as many communes");
    let end = (size / 20).max(1);
    let mut held = [Held::default(); 3];
    for _ in 0..leagues {
        let rates: Vec<f64> = ids.iter().map(|_| kind.rate(&mut dice)).collect();
        let rows: Vec<MetricRow> = ids
            .iter()
            .zip(&rates)
            .map(|(id, &rate)| {
                let all =
                    (300f64.ln() + 1.3 * normal(&mut dice)).exp().clamp(30.0, 20_000.0) as i64;
                (id.clone(), "on_time_rate", kind.good(&mut dice, all, rate), all)
            })
            .collect();
        let ranked = rank(&ratios(&rows, &pipeline), None, &pipeline).rankings.rows;
        for (id, rate) in ids.iter().zip(&rates) {
            let row = ranked.iter().find(|row| row.unit_id == *id).unwrap();
            let best = 1 + rates.iter().filter(|&other| other > rate).count();
            let worst = size - rates.iter().filter(|&other| other < rate).count();
            let (low, high) = (row.place_low.unwrap() as usize, row.place_high.unwrap() as usize);
            let inside = low <= best && worst <= high;
            held[0].note(inside);
            if best <= end {
                held[1].note(inside);
            }
            if worst > size - end {
                held[2].note(inside);
            }
        }
    }
    held
}

fn holds(kind: Kind, least: f64) {
    for (size, leagues) in [(5, 200), (20, 100), (111, 30)] {
        let held = simulate(kind, size, leagues);
        let percents = held.map(Held::percent);
        assert!(
            percents.iter().all(|&percent| percent >= least),
            "{kind:?}, {leagues} leagues of {size}: all, best, worst: {percents:.1?}"
        );
    }
}

#[test]
fn the_true_place_is_inside_where_rates_are_near() {
    holds(Kind::Near, 95.0);
}

#[test]
fn the_true_place_is_inside_where_rates_are_wide_apart() {
    holds(Kind::Wide, 95.0);
}

#[test]
fn the_true_places_are_inside_where_many_are_never_late() {
    holds(Kind::Ties, 95.0);
}

#[test]
fn the_true_place_is_inside_where_lateness_comes_in_clusters() {
    holds(Kind::Clustered, 95.0);
}

/// The one kind in which fewer hold: all places from first to last would have to be inside.
#[test]
fn nine_of_ten_span_the_whole_league_where_all_are_equal() {
    holds(Kind::Equal, 90.0);
}
