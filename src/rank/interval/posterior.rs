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
    ln_good: f64,
    ln_bad: f64,
}

impl CurvePoint {
    pub(super) fn at(rate: f64) -> Self {
        Self { rate, ln_good: libm::log(rate), ln_bad: libm::log1p(-rate) }
    }

    /// The point of which these are the log-odds.
    fn of_odds(odds: f64) -> Self {
        let (ln_good, ln_bad) = (-libm::log1p(libm::exp(-odds)), -libm::log1p(libm::exp(odds)));
        Self { rate: libm::exp(ln_good), ln_good, ln_bad }
    }

    /// The point so many log-odds further.
    pub(super) fn moved(&self, by: f64) -> Self {
        Self::of_odds(self.odds() + by)
    }

    fn odds(&self) -> f64 {
        self.ln_good - self.ln_bad
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

    /// How probable a rate below a point is.
    pub(super) fn below(&self, point: &CurvePoint) -> f64 {
        if point.rate <= 0.0 {
            return 0.0;
        }
        if point.rate >= 1.0 {
            return 1.0;
        }
        let density = self.density(point);
        if point.rate < (self.good + 1.0) / (self.good + self.bad + 2.0) {
            density * fraction(self.good, self.bad, point.rate) / self.good
        } else {
            1.0 - density * fraction(self.bad, self.good, 1.0 - point.rate) / self.bad
        }
    }

    /// The density over the log-odds.
    pub(super) fn density(&self, point: &CurvePoint) -> f64 {
        libm::exp(self.good * point.ln_good + self.bad * point.ln_bad - self.ln_whole)
    }

    /// How many steps of the quadrature lie between two points.
    pub(super) fn steps(&self, from: &CurvePoint, to: &CurvePoint) -> f64 {
        let spread = |point: &CurvePoint| point.rate * (1.0 - point.rate);
        let sharpness = ((self.good + self.bad) * spread(from).max(spread(to))).sqrt().max(1.0);
        (to.odds() - from.odds()).abs() * sharpness / STEP
    }

    /// How probable a rate below `to` is, where that of one below `from` is known.
    pub(super) fn onward(&self, below: f64, from: &CurvePoint, to: &CurvePoint) -> f64 {
        let steps = self.steps(from, to).ceil();
        if steps > MOST_STEPS {
            return self.below(to);
        }
        let mut sum = below;
        let mut last = self.derivatives(from);
        let piece = (to.odds() - from.odds()) / steps.max(1.0);
        let mut step = 1.0;
        while step < steps {
            let next = self.derivatives(&CurvePoint::of_odds(from.odds() + piece * step));
            sum += between(&last, &next, piece);
            (last, step) = (next, step + 1.0);
        }
        (sum + between(&last, &self.derivatives(to), piece)).clamp(0.0, 1.0)
    }

    /// The density over the log-odds with its first three derivatives.
    fn derivatives(&self, point: &CurvePoint) -> [f64; 4] {
        let (density, whole, rate) = (self.density(point), self.good + self.bad, point.rate);
        let slope = self.good - whole * rate;
        let bend = whole * rate * (1.0 - rate);
        let third = slope * (slope * slope - 3.0 * bend) - bend * (1.0 - 2.0 * rate);
        [density, density * slope, density * (slope * slope - bend), density * third]
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
