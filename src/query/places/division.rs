//! Quotients written out by long division, some digits at a time, in whole numbers: engines differ in decimals and in how they
//! divide, and not in `%` and in `/` of a whole multiple.
//!
//! Two fractions a/b and c/d that are not equal differ by at least 1/(b × d), so that enough digits tell them apart. A sum of
//! n fractions is written out as the sums of their digits, which is less than it by less than n in the last digit. It is a whole
//! multiple of 1/D, D being the product of its denominators: with digits to guard, n added to the last of them and
//! carried over, what stands before the guard is exact, for no multiple of 1/D lies between it and the sum.

use crate::query::step::Step;

use super::named_ranking::NamedRanking;

/// Whole thousandths of an amount.
pub(super) const AMOUNT: u32 = 1000;

/// Up to here a double is every whole number.
const WHOLE: i64 = 1 << 53;

/// How sums of fractions are written out.
pub(super) struct Division {
    /// How many fractions are added up.
    parts: usize,
    /// One more than the largest number that a group of digits holds.
    base: i64,
    /// Groups behind the point that values are told apart by.
    kept: usize,
    /// Groups behind these that a carry may come from.
    guard: usize,
    /// Amounts, whose decimals are to be whole thousandths.
    amounts: bool,
}

impl Division {
    /// Of counts: denominators up to 2^53 / 10^6, that is nine thousand millions.
    pub(super) fn of_counts(parts: usize) -> Self {
        Self::new(parts, 1_000_000, false)
    }

    /// Of amounts in thousandths, which are longer: denominators up to 2^53 / 10^3.
    pub(super) fn of_amounts() -> Self {
        Self::new(1, 1000, true)
    }

    fn new(parts: usize, base: i64, amounts: bool) -> Self {
        // In digits: what a denominator has at most, what one group holds.
        let (below, group) = (decimals(WHOLE / base), decimals(base) - 1);
        let guard =
            if parts > 1 { (below * parts + decimals_of(parts)).div_ceil(group) } else { 0 };
        Self { parts, base, kept: (2 * below * parts).div_ceil(group), guard, amounts }
    }

    /// The columns that values are ordered by, the first before the point.
    pub(super) fn digits(&self) -> Vec<String> {
        (0..=self.kept).map(digit).collect()
    }

    /// The step that has them.
    pub(super) fn last(&self, named: &NamedRanking<'_>) -> String {
        if self.parts > 1 {
            named.name("carried0")
        } else {
            named.name(&format!("digits{}", self.kept))
        }
    }

    /// The steps that write the fractions `n`/`d` of `…_ranked` out.
    pub(super) fn steps(&self, named: &NamedRanking<'_>) -> Vec<Step> {
        let groups = self.kept + self.guard;
        let mut steps: Vec<Step> = (0..=groups).map(|group| self.divided(group, named)).collect();
        if self.parts > 1 {
            steps.extend((0..=groups).rev().map(|group| self.carried(group, named)));
        }
        steps
    }

    /// What stands beside the digits in every step.
    fn beside(named: &NamedRanking<'_>) -> Vec<String> {
        let key = ["period", "grp", "unit_id"].into_iter();
        let ties = named.ties().into_iter().map(|(name, _)| name);
        key.chain(ties).map(str::to_owned).collect()
    }

    fn divided(&self, group: usize, named: &NamedRanking<'_>) -> Step {
        let from = match group {
            0 => named.name("ranked"),
            _ => named.name(&format!("digits{}", group - 1)),
        };
        let rest = |part: usize| match group {
            0 => format!("n{part}"),
            _ => format!("(r{part} * {})", self.base),
        };
        let parts = 0..self.parts;
        let quotient = |part: usize| {
            let rest = rest(part);
            format!("CAST(({rest} - {rest} % d{part}) / d{part} AS BIGINT)")
        };
        let quotients: Vec<String> = parts.clone().map(quotient).collect();
        let mut columns = Self::beside(named);
        columns.extend((0..group).map(digit));
        columns.push(format!("{} AS q{group}", quotients.join(" + ")));
        columns.extend(parts.map(|part| format!("d{part}, {} % d{part} AS r{part}", rest(part))));
        let select = format!("SELECT {}\nFROM {from}", columns.join(", "));
        named.step(&format!("digits{group}"), "digits by long division", select)
    }

    /// Carries from the last group to the first; those that guard are then let go of.
    fn carried(&self, group: usize, named: &NamedRanking<'_>) -> Step {
        let (base, last) = (self.base, self.kept + self.guard);
        let (from, carry) = if group == last {
            (named.name(&format!("digits{last}")), self.parts.to_string())
        } else {
            (named.name(&format!("carried{}", group + 1)), "carry".to_owned())
        };
        let sum = format!("(q{group} + {carry})");
        let mut columns = Self::beside(named);
        columns.extend((0..group).map(digit));
        match group {
            // Before the point there is room.
            0 => columns.push(format!("{sum} AS q0")),
            _ if group > self.kept => {}
            _ => columns.push(format!("{sum} % {base} AS q{group}")),
        }
        columns.extend((group + 1..=self.kept).map(digit));
        if group > 0 {
            columns.push(format!("CAST(({sum} - {sum} % {base}) / {base} AS BIGINT) AS carry"));
        }
        let select = format!("SELECT {}\nFROM {from}", columns.join(", "));
        named.step(&format!("carried{group}"), "digits carried over", select)
    }

    /// What is too large to be divided exactly, or has more decimals than thousandths.
    pub(super) fn too_large(&self) -> String {
        let most = WHOLE / self.base;
        let part = |at: usize| format!("d{at} > {most} OR n{at} > {WHOLE} OR n{at} < 0");
        let mut wrong: Vec<String> = (0..self.parts).map(part).collect();
        if self.amounts {
            let finer =
                |whole: &str, told: &str| format!("CAST({whole} AS DOUBLE) / {AMOUNT} <> {told}");
            wrong.extend([finer("n0", "numerator"), finer("d0", "denominator")]);
        }
        wrong.join(" OR ")
    }
}

/// The column of a group of digits.
fn digit(group: usize) -> String {
    format!("q{group}")
}

/// How many decimal digits a number has.
fn decimals(number: i64) -> usize {
    number.to_string().len()
}

fn decimals_of(number: usize) -> usize {
    number.to_string().len()
}

#[cfg(test)]
mod tests {
    use super::Division;

    #[test]
    fn there_are_digits_enough_for_the_largest_denominators() {
        let Division { kept, guard, .. } = Division::of_counts(1);
        // 2^53 / 10^6 has ten digits: twenty tell two such fractions apart.
        assert_eq!((kept * 6 >= 20, guard), (true, 0));
        let Division { kept, guard, .. } = Division::of_counts(3);
        assert!(kept * 6 >= 60 && guard * 6 > 30);
        assert_eq!(Division::of_amounts().kept * 3, 27);
    }
}
