//! How far the rate of a unit may lie from that of its league before it is out of the ordinary: the funnel of Spiegelhalter
//! (2005) with additive over-dispersion. Units differ by more than chance lets few files differ, so the limits of chance
//! alone would call half of a league extraordinary; τ is by how much they differ usually (DerSimonian and Laird, from
//! deviations of which the outer tenth at each end is drawn in, so that who is far off does not excuse himself).
//!
//! Near 0 and 100 % few files are far from any bell curve: there a unit has to lie outside the exact binomial limits too.

use super::rate::Rate;

/// Least units of a league that tell what is usual.
const LEAST: usize = 10;

/// Half the width of 99.8 % of a bell curve.
const WIDTH: f64 = 3.090_232_306_167_813;
/// What lies beyond at each end.
const BEYOND: f64 = 0.001;
/// The share of deviations that is drawn in at each end.
const DRAWN_IN: f64 = 0.1;

/// The limits of a league.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Funnel {
    /// All files of the league together.
    pub whole: Rate,
    /// The rate of the league.
    pub centre: f64,
    /// By how much the true rates of units differ usually: a standard deviation.
    pub tau: f64,
}

impl Funnel {
    /// The funnel of the rates of a league, each between 0 and 1; `None` where there are too few, or nothing varies.
    #[must_use]
    pub fn of(rates: &[Rate]) -> Option<Self> {
        if rates.len() < LEAST {
            return None;
        }
        let whole = Rate {
            numerator: rates.iter().map(|rate| rate.numerator).sum(),
            denominator: rates.iter().map(|rate| rate.denominator).sum(),
        };
        let centre = whole.ratio().filter(|centre| *centre > 0.0 && *centre < 1.0)?;
        let precisions: Vec<f64> =
            rates.iter().map(|rate| count(rate.denominator) / (centre * (1.0 - centre))).collect();
        let mut deviations = Vec::with_capacity(rates.len());
        for (rate, precision) in rates.iter().zip(&precisions) {
            deviations.push((rate.ratio()? - centre) * precision.sqrt());
        }
        let tau = spread(&deviations, &precisions).sqrt();
        Some(Self { whole, centre, tau })
    }

    /// The limits for a unit with so many files.
    #[must_use]
    pub fn limits(&self, files: i64) -> (f64, f64) {
        let chance = self.centre * (1.0 - self.centre) / count(files);
        let half = WIDTH * self.tau.mul_add(self.tau, chance).sqrt();
        ((self.centre - half).max(0.0), (self.centre + half).min(1.0))
    }

    /// Whether a unit lies out of the ordinary.
    #[must_use]
    pub fn is_beyond(&self, rate: Rate) -> bool {
        let Some(ratio) = rate.ratio() else { return false };
        let (low, high) = self.limits(rate.denominator);
        (ratio < low || ratio > high) && tail(rate, self.centre) < BEYOND
    }
}

/// τ² by the moments of DerSimonian and Laird, from deviations in units of chance.
fn spread(deviations: &[f64], precisions: &[f64]) -> f64 {
    let mut sorted = deviations.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (low, high) = (quantile(&sorted, DRAWN_IN), quantile(&sorted, 1.0 - DRAWN_IN));
    let drawn = deviations.iter().map(|z| z.clamp(low, high));
    let squares: f64 = drawn.map(|z| z * z).sum();
    let sum: f64 = precisions.iter().sum();
    let sum_of_squares: f64 = precisions.iter().map(|w| w * w).sum();
    let degrees = size(deviations.len()) - 1.0;
    ((squares - degrees) / (sum - sum_of_squares / sum)).max(0.0)
}

/// The value below which this share of the sorted values lies, between two neighbours in proportion.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let last = sorted.len().saturating_sub(1);
    let place = size(last) * share;
    // A share from 0 to 1 of a place in a list is a place in it.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "see above")]
    let before = (place.floor() as usize).min(last);
    let after = (before + 1).min(last);
    (sorted[after] - sorted[before]).mul_add(place - place.floor(), sorted[before])
}

/// How likely a count as far out as this one, or farther, is by chance alone, on its side of the centre: a sum of the
/// exact terms outwards, each from the one before.
fn tail(rate: Rate, centre: f64) -> f64 {
    let (files, ratio) = (count(rate.denominator), rate.ratio().unwrap_or(centre));
    // Above the centre the others are counted from below.
    let (mut counted, chance) = if ratio < centre {
        (count(rate.numerator), centre)
    } else {
        (files - count(rate.numerator), 1.0 - centre)
    };
    let ways = libm::lgamma(files + 1.0)
        - libm::lgamma(counted + 1.0)
        - libm::lgamma(files - counted + 1.0);
    let logarithm =
        ways + counted * libm::log(chance) + (files - counted) * libm::log(1.0 - chance);
    let mut term = libm::exp(logarithm);
    let mut sum = 0.0;
    while term > sum * f64::EPSILON {
        sum += term;
        term *= counted * (1.0 - chance) / ((files - counted + 1.0) * chance);
        counted -= 1.0;
    }
    sum
}

#[expect(clippy::cast_precision_loss, reason = "counts of files stay far below 2^53")]
const fn count(files: i64) -> f64 {
    files as f64
}

#[expect(clippy::cast_precision_loss, reason = "a league has no 2^53 units")]
const fn size(units: usize) -> f64 {
    units as f64
}

#[cfg(test)]
mod tests {
    use super::{Funnel, tail};
    use crate::model::Rate;

    fn rates(counts: &[(i64, i64)]) -> Vec<Rate> {
        let rate = |&(numerator, denominator): &(i64, i64)| Rate { numerator, denominator };
        counts.iter().map(rate).collect()
    }

    const LEAGUE: [(i64, i64); 12] = [
        (194, 200),
        (291, 300),
        (97, 100),
        (388, 400),
        (146, 150),
        (240, 250),
        (176, 180),
        (313, 320),
        (206, 210),
        (155, 160),
        (274, 280),
        (150, 200),
    ];

    /// Computed by another program from the formulas of the papers.
    #[test]
    fn the_spread_between_units_is_that_of_the_papers() {
        let funnel = Funnel::of(&rates(&LEAGUE)).unwrap();
        assert!((funnel.centre - 0.956_363_636_363_636_3).abs() < 1e-15, "{funnel:?}");
        assert!((funnel.tau - 0.010_723_210_030_859_208).abs() < 1e-12, "{funnel:?}");
        let beyond: Vec<bool> =
            rates(&LEAGUE).into_iter().map(|rate| funnel.is_beyond(rate)).collect();
        assert_eq!(beyond.iter().position(|&beyond| beyond), Some(11));
        assert_eq!(beyond.iter().filter(|&&beyond| beyond).count(), 1);
    }

    /// The other direction is the mirror: as many late as were on time.
    #[test]
    fn counting_the_late_files_finds_the_same_units() {
        let late: Vec<(i64, i64)> = LEAGUE.iter().map(|(x, n)| (n - x, *n)).collect();
        let (funnel, mirror) =
            (Funnel::of(&rates(&LEAGUE)).unwrap(), Funnel::of(&rates(&late)).unwrap());
        assert!((funnel.tau - mirror.tau).abs() < 1e-12);
        for (rate, late) in rates(&LEAGUE).into_iter().zip(rates(&late)) {
            assert_eq!(funnel.is_beyond(rate), mirror.is_beyond(late), "{rate:?}");
        }
    }

    #[test]
    fn the_tail_is_the_sum_of_the_exact_terms() {
        let of = |numerator, denominator, centre| tail(Rate { numerator, denominator }, centre);
        for (numerator, denominator, centre, exact) in [
            (0, 10, 0.5, 1.0 / 1_024.0),
            (10, 10, 0.5, 1.0 / 1_024.0),
            (2, 10, 0.5, 56.0 / 1_024.0),
            (1, 3, 0.9, 0.028),
            (27, 30, 0.98, 0.021_717_834_5),
        ] {
            let found = of(numerator, denominator, centre);
            assert!((found - exact).abs() < 1e-9, "{numerator}/{denominator}: {found}");
        }
        assert!(of(340_000, 400_000, 0.9) < 1e-300);
    }

    /// Where nobody is better than another, the limits of a bell curve alone accuse small units: one of two hundred and
    /// more.
    #[test]
    fn chance_alone_is_hardly_ever_out_of_the_ordinary() {
        let mut random = fastrand::Rng::with_seed(20_261_129);
        let (mut units, mut told) = (0, 0);
        for _ in 0..100 {
            let unit = |random: &mut fastrand::Rng| {
                let files = 30 + random.i64(0..40) * random.i64(0..40);
                let late: i64 = (0..files).map(|_| i64::from(random.u8(0..100) == 0)).sum();
                (files - late, files)
            };
            let league: Vec<(i64, i64)> = (0..111).map(|_| unit(&mut random)).collect();
            let Some(funnel) = Funnel::of(&rates(&league)) else { continue };
            units += league.len();
            told += rates(&league).into_iter().filter(|&rate| funnel.is_beyond(rate)).count();
        }
        assert!(units > 10_000 && told * 1_000 <= units, "{told} of {units}");
    }

    /// Where units truly differ, that is usual and no news: the limits of chance alone would tell of a third of them.
    /// As what is far out is drawn in, τ comes out a fifth too small, and one unit in a hundred is told.
    #[test]
    fn units_that_differ_as_units_do_are_seldom_told() {
        let mut random = fastrand::Rng::with_seed(5);
        let (mut units, mut told, mut by_chance) = (0, 0, 0);
        for _ in 0..50 {
            let unit = |random: &mut fastrand::Rng| {
                // Twelve dice of a thousand faces: nearly a bell curve, of 3.3 points.
                let thrown: i64 = (0..12).map(|_| random.i64(0..1_000)).sum();
                let files = random.i64(500..5_000);
                (files * (880_000 + 33 * (thrown - 6_000)) / 1_000_000, files)
            };
            let league: Vec<(i64, i64)> = (0..148).map(|_| unit(&mut random)).collect();
            let league = rates(&league);
            let funnel = Funnel::of(&league).unwrap();
            assert!((0.02..0.04).contains(&funnel.tau), "{funnel:?}");
            let beyond =
                |funnel: Funnel| league.iter().filter(|&&rate| funnel.is_beyond(rate)).count();
            units += league.len();
            told += beyond(funnel);
            by_chance += beyond(Funnel { tau: 0.0, ..funnel });
        }
        assert!(told * 50 <= units, "{told} of {units}");
        assert!(by_chance * 3 > units, "{by_chance} of {units}");
    }
}
