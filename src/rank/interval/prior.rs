//! How the true rates of a league are spread: a beta distribution, by maximum likelihood started from the moments
//! (Kleinman 1973). It is what a unit's own figures are drawn towards the more, the fewer they are.

use super::gamma::LnGamma;
use super::good::GoodOf;

/// Files of a prior that hold any unit to the mean of its league, and those that hold none.
const MOST_FILES: f64 = 1e6;
const FEWEST_FILES: f64 = 0.01;
/// Steps before the likelihood is taken as it stands.
const MOST_STEPS: u32 = 200;

/// Files, good and bad, in thousandths: what every unit of the league is taken to have had beside its own. Rounded, so
/// that what is printed is what was computed with, and rates with them compare as exact fractions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rank) struct Prior {
    good: u32,
    bad: u32,
}

impl Prior {
    fn of(spread: Spread) -> Self {
        let (good, bad) = spread.shares();
        let files = spread.files();
        Self { good: thousandths(good * files), bad: thousandths(bad * files) }
    }

    pub(in crate::rank) fn good(self) -> f64 {
        f64::from(self.good) / 1000.0
    }

    pub(in crate::rank) fn bad(self) -> f64 {
        f64::from(self.bad) / 1000.0
    }

    pub(in crate::rank) fn all(self) -> f64 {
        f64::from(self.good + self.bad) / 1000.0
    }

    /// A rate with the files of the prior beside its own, exactly: above and below the line, in thousandths.
    pub(super) fn shrunk(self, of: GoodOf) -> (i128, i128) {
        let (good, all) = of.counts();
        let below = i128::from(all) * 1000 + i128::from(self.good) + i128::from(self.bad);
        (i128::from(good) * 1000 + i128::from(self.good), below)
    }
}

/// No fewer than one thousandth: without any a whole league at 100 % would have no distribution.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 1 and a thousand times the most files"
)]
fn thousandths(files: f64) -> u32 {
    (files * 1000.0).round().clamp(1.0, MOST_FILES * 1000.0) as u32
}

/// The prior of a league.
pub(in crate::rank) fn prior(units: &[GoodOf]) -> Prior {
    let mut sorted = units.to_vec();
    sorted.sort_unstable();
    let likelihood = Likelihood::of(&sorted);
    let mut found = moments(&sorted);
    found.hold(likelihood.most_odds);
    let mut here = likelihood.at(found);
    let mut damping = 0.0;
    for _ in 0..MOST_STEPS {
        let mut next = found.moved(&here, damping, likelihood.most_odds);
        next.hold(likelihood.most_odds);
        let there = likelihood.at(next);
        if there.value < here.value {
            damping = if damping == 0.0 { 1e-3 } else { damping * 8.0 };
            if damping > 1e12 {
                break;
            }
            continue;
        }
        let moved = (next.odds - found.odds).abs() + (next.ln_files - found.ln_files).abs();
        (found, here, damping) = (next, there, if damping < 1e-6 { 0.0 } else { damping / 8.0 });
        if moved < 1e-9 {
            break;
        }
    }
    Prior::of(found)
}

/// A prior as the likelihood sees it: both numbers may be anything.
#[derive(Debug, Clone, Copy)]
struct Spread {
    /// Log-odds of the mean.
    odds: f64,
    /// How many files it weighs.
    ln_files: f64,
}

impl Spread {
    /// Of one file, what is good and what is bad in the mean.
    fn shares(self) -> (f64, f64) {
        (1.0 / (1.0 + libm::exp(-self.odds)), 1.0 / (1.0 + libm::exp(self.odds)))
    }

    fn files(self) -> f64 {
        libm::exp(self.ln_files)
    }

    /// Into what can be: a mean no nearer to 0 or 1 than half a file of all, and no more files than count.
    fn hold(&mut self, most_odds: f64) {
        self.odds = self.odds.clamp(-most_odds, most_odds);
        let (fewest, most) = (libm::log(FEWEST_FILES), libm::log(MOST_FILES));
        self.ln_files = self.ln_files.clamp(fewest, most);
    }

    /// A step of Newton towards the greatest likelihood, shortened by `damping`. What stands at its bound and would
    /// leave it stays there.
    fn moved(self, at: &Slopes, damping: f64, most_odds: f64) -> Self {
        let held = |value: f64, least: f64, most: f64, slope: f64| {
            (value <= least && slope < 0.0) || (value >= most && slope > 0.0)
        };
        let fixed_odds = held(self.odds, -most_odds, most_odds, at.odds);
        let (fewest, most) = (libm::log(FEWEST_FILES), libm::log(MOST_FILES));
        let fixed_files = held(self.ln_files, fewest, most, at.files);
        // Where the likelihood is not concave the step goes uphill by the size of the curvature.
        let (mut a, mut d) = (-at.odds_odds, -at.files_files);
        let mut both = -at.odds_files;
        if !(a > 0.0 && d > 0.0 && a * d > both * both) {
            (a, d, both) = (a.abs(), d.abs(), 0.0);
        }
        a += damping * a + 1e-12;
        d += damping * d + 1e-12;
        let (by_odds, by_files) = match (fixed_odds, fixed_files) {
            (true, true) => (0.0, 0.0),
            (true, false) => (0.0, at.files / d),
            (false, true) => (at.odds / a, 0.0),
            (false, false) => {
                let whole = a * d - both * both;
                ((d * at.odds - both * at.files) / whole, (a * at.files - both * at.odds) / whole)
            }
        };
        Self {
            odds: self.odds + by_odds.clamp(-2.0, 2.0),
            ln_files: self.ln_files + by_files.clamp(-2.0, 2.0),
        }
    }
}

/// Two passes of the moments, the second with weights by the first.
fn moments(units: &[GoodOf]) -> Spread {
    let rate = |unit: &GoodOf| unit.good() / unit.all();
    let mut weights: Vec<f64> = units.iter().map(|unit| unit.all()).collect();
    let (mut mean, mut alike) = (0.5, 1e-6);
    for _ in 0..2 {
        let all: f64 = weights.iter().sum();
        let sum = |of: &dyn Fn(&GoodOf, f64) -> f64| -> f64 {
            units.iter().zip(&weights).map(|(unit, &weight)| of(unit, weight)).sum()
        };
        mean = sum(&|unit, weight| weight * rate(unit)) / all;
        let squares = sum(&|unit, weight| weight * (rate(unit) - mean) * (rate(unit) - mean));
        let chance = sum(&|unit, weight| weight / unit.all() * (1.0 - weight / all));
        let whole = sum(&|_, weight| weight * (1.0 - weight / all));
        let binomial = mean * (1.0 - mean);
        let found = (squares - binomial * chance) / (binomial * (whole - chance));
        alike = if found.is_finite() { found.clamp(1e-6, 0.9) } else { 1e-6 };
        let weigh = |unit: &GoodOf| unit.all() / (1.0 + alike * (unit.all() - 1.0));
        weights = units.iter().map(weigh).collect();
    }
    let ln = libm::log;
    Spread { odds: ln(mean) - ln(1.0 - mean), ln_files: ln((1.0 - alike) / alike) }
}

/// The likelihood with its slopes.
#[derive(Debug, Clone, Copy, Default)]
struct Slopes {
    value: f64,
    odds: f64,
    files: f64,
    odds_odds: f64,
    odds_files: f64,
    files_files: f64,
}

/// The beta-binomial likelihood of a league. Good, bad and all files stand apart in it, so each number is asked for once.
struct Likelihood {
    good: Vec<(f64, f64)>,
    bad: Vec<(f64, f64)>,
    all: Vec<(f64, f64)>,
    most_odds: f64,
}

impl Likelihood {
    fn of(units: &[GoodOf]) -> Self {
        let files: f64 = units.iter().map(|unit| unit.all()).sum();
        Self {
            good: counted(units.iter().map(|unit| unit.good())),
            bad: counted(units.iter().map(|unit| unit.bad())),
            all: counted(units.iter().map(|unit| unit.all())),
            most_odds: libm::log(2.0 * files + 1.0),
        }
    }

    fn at(&self, spread: Spread) -> Slopes {
        let ((mean, rest), files) = (spread.shares(), spread.files());
        let (a, b) = (mean * files, rest * files);
        let good = growth(&self.good, a);
        let bad = growth(&self.bad, b);
        let all = growth(&self.all, files);
        let (by_a, by_b) = (good.slope - all.slope, bad.slope - all.slope);
        let (by_aa, by_bb, by_ab) = (good.bend - all.bend, bad.bend - all.bend, -all.bend);
        let turn = a * rest;
        let files_slope = a * by_a + b * by_b;
        let odds_slope = turn * (by_a - by_b);
        Slopes {
            value: good.value + bad.value - all.value,
            odds: odds_slope,
            files: files_slope,
            odds_odds: turn * turn * (by_aa - 2.0 * by_ab + by_bb)
                + turn * (rest - mean) * (by_a - by_b),
            odds_files: turn * (a * (by_aa - by_ab) + b * (by_ab - by_bb)) + odds_slope,
            files_files: a * a * by_aa + 2.0 * a * b * by_ab + b * b * by_bb + files_slope,
        }
    }
}

/// Each number with how often it comes.
fn counted(numbers: impl Iterator<Item = f64>) -> Vec<(f64, f64)> {
    let mut numbers: Vec<f64> = numbers.filter(|&number| number > 0.0).collect();
    numbers.sort_unstable_by(f64::total_cmp);
    let alike = numbers.chunk_by(|a, b| a.total_cmp(b).is_eq());
    let times = |alike: &[f64]| f64::from(u32::try_from(alike.len()).unwrap_or(u32::MAX));
    alike.map(|alike| (alike[0], times(alike))).collect()
}

/// The sum of ln Γ(number + from) − ln Γ(from), with its slopes by `from`.
fn growth(numbers: &[(f64, f64)], from: f64) -> LnGamma {
    let least = LnGamma::at(from);
    let mut sum = LnGamma { value: 0.0, slope: 0.0, bend: 0.0 };
    for &(number, times) in numbers {
        let there = LnGamma::at(number + from);
        sum.value += times * (there.value - least.value);
        sum.slope += times * (there.slope - least.slope);
        sum.bend += times * (there.bend - least.bend);
    }
    sum
}
