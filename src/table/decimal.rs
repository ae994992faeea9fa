//! A number with decimals as an exact fraction: what was typed, not the double that lies next to it.

use crate::model::Rate;

/// The fraction that a number was typed as: the shortest decimal that is read as this double; `None` where it is too long for
/// whole numbers.
pub(super) fn decimal(value: f64) -> Option<Rate> {
    let shown = value.to_string();
    let (whole, decimals) = shown.split_once('.').unwrap_or((&shown, ""));
    let numerator = format!("{whole}{decimals}").parse().ok()?;
    let denominator = 10i64.checked_pow(u32::try_from(decimals.len()).ok()?)?;
    Some(Rate { numerator, denominator })
}

/// One fraction divided by another; `None` where the other is not positive.
pub(super) fn divided(above: Rate, below: Rate) -> Option<Rate> {
    let numerator = above.numerator.checked_mul(below.denominator)?;
    let denominator = above.denominator.checked_mul(below.numerator)?;
    (denominator > 0).then_some(Rate { numerator, denominator })
}

#[cfg(test)]
mod tests {
    use super::{decimal, divided};
    use crate::model::Rate;

    const fn rate(numerator: i64, denominator: i64) -> Rate {
        Rate { numerator, denominator }
    }

    #[test]
    fn a_number_is_the_decimal_that_was_typed() {
        assert_eq!(decimal(1012.0), Some(rate(1012, 1)));
        assert_eq!(decimal(12_500.5), Some(rate(125_005, 10)));
        assert_eq!(decimal(0.1), Some(rate(1, 10)));
        assert_eq!(
            decimal(14.299_999_999_999_999),
            Some(rate(14_299_999_999_999_999, 1_000_000_000_000_000))
        );
        assert_eq!(decimal(1e300), None);
        assert_eq!(decimal(f64::NAN), None);
    }

    #[test]
    fn amounts_are_divided_as_they_were_typed() {
        let parts = |above, below| divided(decimal(above)?, decimal(below)?);
        assert_eq!(parts(9375.375, 12_500.5), Some(rate(93_753_750, 125_005_000)));
        assert_eq!(parts(3.0, 4.0), Some(rate(3, 4)));
        assert_eq!(parts(1.0, 0.0), None);
    }
}
