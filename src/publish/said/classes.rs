//! How many units are in each class of a ranking, and how many more than in the period before.

use crate::pipeline::Ranking;
use crate::text::group_thousands;

use crate::publish::workbook::facts::Facts;
use crate::publish::workbook::words::size;

/// A class with its units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::publish) struct ClassTally<'a> {
    /// Its title.
    pub(in crate::publish) title: &'a str,
    /// How many units are in it.
    pub(in crate::publish) count: usize,
    /// How many more than in the period before; `None` where that has no classes by this definition.
    pub(in crate::publish) change: Option<i64>,
}

/// The classes of a ranking that has any, the best first; none where nobody is ranked.
pub(in crate::publish) fn class_counts<'a>(
    facts: &Facts<'a>,
    ranking: &'a Ranking,
) -> Vec<ClassTally<'a>> {
    let rows = || facts.inputs.rankings.of(&ranking.id);
    if rows().all(|row| row.class.is_none()) {
        return Vec::new();
    }
    let known = rows().any(|row| row.previous_class.is_some());
    let count = |class: &str, of: fn(&crate::table::Standing) -> &Option<String>| {
        rows().filter(|row| of(row).as_deref() == Some(class)).count()
    };
    let counts = ranking.classes.iter().map(|class| {
        let now = count(&class.title, |row| &row.class);
        let then = count(&class.title, |row| &row.previous_class);
        let change = |then| i64::try_from(now).unwrap_or(0) - i64::try_from(then).unwrap_or(0);
        ClassTally { title: &class.title, count: now, change: known.then(|| change(then)) }
    });
    counts.collect()
}

/// `6 Xuất sắc (+1), 2 Tốt, 3 Khá (−1)`
pub(in crate::publish) fn counted(classes: &[ClassTally<'_>]) -> String {
    let told = classes.iter().filter(|class| class.count > 0 || class.change.unwrap_or(0) != 0);
    let words = told.map(|class| {
        let change = match class.change {
            None | Some(0) => String::new(),
            Some(by @ 1..) => format!(" (+{})", group_thousands(by)),
            Some(by) => format!(" (−{})", group_thousands(by.saturating_abs())),
        };
        format!("{} {}{change}", size(class.count), class.title)
    });
    words.collect::<Vec<_>>().join(", ")
}
