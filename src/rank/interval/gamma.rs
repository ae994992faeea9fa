//! `ln Γ` with its first two derivatives.

/// From here on the series of Stirling is exact to a double.
const FAR: f64 = 10.0;

/// `ln Γ`, its slope ψ and the slope of that ψ′, at one point above 0.
#[derive(Debug, Clone, Copy)]
pub(super) struct LnGamma {
    pub(super) value: f64,
    pub(super) slope: f64,
    pub(super) bend: f64,
}

impl LnGamma {
    /// At one point: moved up to where the series holds by Γ(x + 1) = x Γ(x).
    pub(super) fn at(here: f64) -> Self {
        let (mut x, mut product, mut slope, mut bend) = (here, 1.0, 0.0, 0.0);
        while x < FAR {
            product *= x;
            slope -= 1.0 / x;
            bend += 1.0 / (x * x);
            x += 1.0;
        }
        let (one, log) = (1.0 / x, libm::log(x));
        let two = one * one;
        let value = (x - 0.5) * log - x + HALF_LN_TAU + one * even(two, &STIRLING);
        Self {
            value: if x > here { value - libm::log(product) } else { value },
            slope: slope + log - 0.5 * one - two * even(two, &DIGAMMA),
            bend: bend + one + 0.5 * two + one * two * even(two, &TRIGAMMA),
        }
    }
}

/// ½ ln 2π.
const HALF_LN_TAU: f64 = 0.918_938_533_204_672_7;
/// B₂ₖ / 2k(2k − 1), B₂ₖ / 2k and B₂ₖ of the Bernoulli numbers.
const STIRLING: [f64; 6] =
    [1.0 / 12.0, -1.0 / 360.0, 1.0 / 1260.0, -1.0 / 1680.0, 1.0 / 1188.0, -691.0 / 360_360.0];
const DIGAMMA: [f64; 6] =
    [1.0 / 12.0, -1.0 / 120.0, 1.0 / 252.0, -1.0 / 240.0, 1.0 / 132.0, -691.0 / 32_760.0];
const TRIGAMMA: [f64; 6] =
    [1.0 / 6.0, -1.0 / 30.0, 1.0 / 42.0, -1.0 / 30.0, 5.0 / 66.0, -691.0 / 2730.0];

/// A polynomial of `square`.
fn even(square: f64, coefficients: &[f64]) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, coefficient| sum * square + coefficient)
}

#[cfg(test)]
mod tests {
    use super::LnGamma;

    /// Closed forms, and at 101 the sums over the whole numbers up to 100.
    #[test]
    fn the_values_are_those_of_the_tables() {
        let pi = std::f64::consts::PI;
        let euler = 0.577_215_664_901_532_9;
        let cases = [
            (0.5, 0.5 * pi.ln(), -euler - 2.0 * 2f64.ln(), pi * pi / 2.0),
            (1.0, 0.0, -euler, pi * pi / 6.0),
            (2.0, 0.0, 1.0 - euler, pi * pi / 6.0 - 1.0),
            (101.0, 363.739_375_555_563_5, 4.610_161_852_738_087, 0.009_950_166_663_333),
        ];
        for (x, value, slope, bend) in cases {
            let found = LnGamma::at(x);
            assert!((found.value - value).abs() < 1e-12 * (1.0 + value.abs()), "{x}: {found:?}");
            assert!((found.slope - slope).abs() < 1e-10, "{x}: {found:?}");
            assert!((found.bend - bend).abs() < 1e-10, "{x}: {found:?}");
        }
    }
}
