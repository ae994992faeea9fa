//! The beta distribution: how probable it is that a rate lies below a point. Dear at one point by itself (a continued
//! fraction), cheap from a point near by, since the density is simple and smooth over the log-odds.

use super::gamma::LnGamma;

/// Terms of the continued fraction before it is given up: enough for some millions of files.
const MOST_TERMS: u32 = 2_000;
/// A step of the quadrature in spreads of the distribution, and in log-odds: with these an eighth-order formula errs by
/// some 10⁻⁹.
const STEP: f64 = 0.5;
/// Further than so many steps the continued fraction is cheaper.
const MOST_STEPS: f64 = 16.0;

/// A rate with what is asked of it again and again.
#[derive(Debug, Clone, Copy)]
pub(super) struct CurvePoint {
    /// The rate, 0 to 1.
    pub(super) rate: f64,
    odds: f64,
    ln_good: f64,
    ln_bad: f64,
}

impl CurvePoint {
    pub(super) fn at(rate: f64) -> Self {
        let (ln_good, ln_bad) = (libm::log(rate), libm::log1p(-rate));
        Self { rate, odds: ln_good - ln_bad, ln_good, ln_bad }
    }

    /// The point of which these are the log-odds.
    fn of_odds(odds: f64) -> Self {
        let small = libm::exp(-odds.abs());
        let ln_larger = -libm::log1p(small);
        let ln_smaller = ln_larger - odds.abs();
        let (ln_good, ln_bad) =
            if odds < 0.0 { (ln_smaller, ln_larger) } else { (ln_larger, ln_smaller) };
        let rate = if odds < 0.0 { small / (1.0 + small) } else { 1.0 / (1.0 + small) };
        Self { rate, odds, ln_good, ln_bad }
    }
}

/// A beta distribution; both parameters are above 0.
#[derive(Debug, Clone, Copy)]
pub(super) struct Posterior {
    good: f64,
    bad: f64,
    ln_whole: f64,
}

impl Posterior {
    pub(super) fn new(good: f64, bad: f64) -> Self {
        let ln = |x| LnGamma::at(x).value;
        Self { good, bad, ln_whole: ln(good) + ln(bad) - ln(good + bad) }
    }

    pub(super) fn mean(&self) -> f64 {
        self.good / (self.good + self.bad)
    }

    /// What it says of a point, by itself.
    pub(super) fn read(&self, point: CurvePoint) -> Read {
        let slopes = self.slopes(&point);
        let below = if point.rate <= 0.0 {
            0.0
        } else if point.rate >= 1.0 {
            1.0
        } else if point.rate < (self.good + 1.0) / (self.good + self.bad + 2.0) {
            slopes[0] * fraction(self.good, self.bad, point.rate) / self.good
        } else {
            1.0 - slopes[0] * fraction(self.bad, self.good, 1.0 - point.rate) / self.bad
        };
        Read { point, below, slopes }
    }

    /// What it says of a point, from what it says of another one.
    pub(super) fn read_on(&self, from: &Read, to: CurvePoint) -> Read {
        let steps = self.steps(&from.point, &to).ceil();
        if steps > MOST_STEPS {
            return self.read(to);
        }
        let (mut below, mut last) = (from.below, from.slopes);
        let piece = (to.odds - from.point.odds) / steps.max(1.0);
        let mut step = 1.0;
        while step < steps {
            let next = self.slopes(&CurvePoint::of_odds(from.point.odds + piece * step));
            below += between(&last, &next, piece);
            (last, step) = (next, step + 1.0);
        }
        let slopes = self.slopes(&to);
        below += between(&last, &slopes, piece);
        Read { point: to, below: below.clamp(0.0, 1.0), slopes }
    }

    /// How many steps of the quadrature lie between two points.
    fn steps(&self, from: &CurvePoint, to: &CurvePoint) -> f64 {
        let spread = |point: &CurvePoint| point.rate * (1.0 - point.rate);
        let sharpness = ((self.good + self.bad) * spread(from).max(spread(to))).sqrt().max(1.0);
        (to.odds - from.odds).abs() * sharpness / STEP
    }

    /// The density over the log-odds with its first three derivatives.
    fn slopes(&self, point: &CurvePoint) -> [f64; 4] {
        let exponent = self.good * point.ln_good + self.bad * point.ln_bad - self.ln_whole;
        let (density, whole, rate) = (libm::exp(exponent), self.good + self.bad, point.rate);
        let slope = self.good - whole * rate;
        let bend = whole * rate * (1.0 - rate);
        let third = slope * (slope * slope - 3.0 * bend) - bend * (1.0 - 2.0 * rate);
        [density, density * slope, density * (slope * slope - bend), density * third]
    }
}

/// What a distribution says of a point.
#[derive(Debug, Clone, Copy)]
pub(super) struct Read {
    point: CurvePoint,
    /// How probable a rate below it is.
    pub(super) below: f64,
    /// The density over the log-odds there, with its first three derivatives.
    slopes: [f64; 4],
}

impl Read {
    pub(super) const fn density(&self) -> f64 {
        self.slopes[0]
    }

    /// The point so many log-odds further.
    pub(super) fn further(&self, by: f64) -> CurvePoint {
        CurvePoint::of_odds(self.point.odds + by)
    }

    pub(super) const fn rate(&self) -> f64 {
        self.point.rate
    }
}

/// The integral over a short piece from the density and its derivatives at both ends (Hermite, eighth order).
fn between(from: &[f64; 4], to: &[f64; 4], piece: f64) -> f64 {
    let even = |k: usize| from[k] + to[k];
    let odd = |k: usize| from[k] - to[k];
    piece
        * (even(0) / 2.0
            + piece * (odd(1) * 3.0 / 28.0 + piece * (even(2) / 84.0 + piece * (odd(3) / 1680.0))))
}

/// The continued fraction of the incomplete beta function, by the method of Lentz.
fn fraction(a: f64, b: f64, x: f64) -> f64 {
    let whole = |value: f64| if value.abs() < 1e-300 { 1e-300 } else { value };
    let mut upper = 1.0;
    let mut lower = 1.0 / whole(1.0 - (a + b) * x / (a + 1.0));
    let mut product = lower;
    for term in 1..MOST_TERMS {
        let m = f64::from(term);
        let last = a + 2.0 * m;
        let even = m * (b - m) * x / ((last - 1.0) * last);
        lower = 1.0 / whole(1.0 + even * lower);
        upper = whole(1.0 + even / upper);
        product *= lower * upper;
        let odd = -(a + m) * (a + b + m) * x / (last * (last + 1.0));
        lower = 1.0 / whole(1.0 + odd * lower);
        upper = whole(1.0 + odd / upper);
        let change = lower * upper;
        product *= change;
        if (change - 1.0).abs() < 1e-15 {
            break;
        }
    }
    product
}
