//! The class of a unit, the next better one, and how many files lie between: by exact fractions, never by rounded values.

use std::cmp::Ordering;

use crate::pipeline::{Better, Class, Ranking};
use crate::table::Sum;

use super::entry::Entry;

/// Where a unit stands among the classes of its ranking.
#[derive(Debug, Default)]
pub(super) struct ClassStanding<'r> {
    /// Its class.
    pub(super) class: Option<&'r Class>,
    /// The next better one.
    pub(super) next: Option<&'r Class>,
    /// The least number of files that would have to count otherwise to get there.
    pub(super) needed: Option<i64>,
}

/// The class of an entry; nothing where it is not ranked or no classes are declared.
pub(super) fn class_of<'r>(
    entry: &Entry,
    ranking: &'r Ranking,
    better: Better,
) -> ClassStanding<'r> {
    let Some(value) = entry.value.as_ref().filter(|_| entry.is_ranked()) else {
        return ClassStanding::default();
    };
    let outside = match better {
        Better::Higher => Ordering::Less,
        Better::Lower => Ordering::Greater,
    };
    let reaches = |class: &Class| value.compare_percent(class.percent, ranking) != outside;
    let own = ranking.classes.iter().position(reaches);
    // Who reaches none has the last before it.
    let next = own.unwrap_or(ranking.classes.len()).checked_sub(1);
    let next = next.and_then(|above| ranking.classes.get(above));
    let needed = match (next, entry.sums.as_slice()) {
        (Some(next), [Some(sum)]) => needed(*sum, next.percent, better),
        _ => None,
    };
    ClassStanding { class: own.and_then(|own| ranking.classes.get(own)), next, needed }
}

/// How many files more above the line, or fewer where less is better, reach a bound with the same sum below it.
fn needed(sum: Sum, percent: u8, better: Better) -> Option<i64> {
    let (above, below) = (i128::from(sum.numerator), i128::from(sum.denominator));
    let bound = below * i128::from(percent);
    let needed = match better {
        Better::Higher => (bound + 99).div_euclid(100) - above,
        Better::Lower => above - bound.div_euclid(100),
    };
    i64::try_from(needed).ok()
}
