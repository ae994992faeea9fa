//! Sums inside a line that the header suggests, and on how many lines of the example each holds.
//!
//! A header suggests a sum where a text above several columns has a column "Tổng…" among them, where a column
//! "Tổng…" stands before others, where one total may be two others together, and where columns without such a
//! text may be all that stands below one.

use std::collections::BTreeSet;

use crate::ingest::drafting::columns::naming::NamedColumn;
use crate::pipeline::{IdentityDraft, Noted, Relation};

use super::figures::LineFigures;
use super::shape::{counts, groups, heads_a_total, sum};
use super::support::Support;

/// Totals of which each pair is tried; a form has three or four.
const MOST_TOTALS: usize = 12;

/// Sums that hold on every line, and those that a few lines contradict.
#[derive(Debug, Default)]
pub(in crate::ingest::drafting) struct SuggestedSums {
    pub(in crate::ingest::drafting) certain: Vec<Noted<IdentityDraft>>,
    pub(in crate::ingest::drafting) doubtful: Vec<Noted<IdentityDraft>>,
}

/// The sums of a table.
pub(in crate::ingest::drafting) fn sums(
    named: &[NamedColumn],
    lines: &[LineFigures],
) -> SuggestedSums {
    let counts = counts(named);
    let mut finder = Finder { named, lines, found: SuggestedSums::default() };
    let top = finder.below(&counts, 0);
    finder.flow(&top.totals);
    finder.across(&counts, &top.totals);
    finder.found
}

/// What stands for some columns in the sum above them, and the totals among them.
#[derive(Debug, Default)]
struct SumSide {
    stand_for: Vec<usize>,
    totals: Vec<usize>,
}

struct Finder<'a> {
    named: &'a [NamedColumn],
    lines: &'a [LineFigures],
    found: SuggestedSums,
}

impl Finder<'_> {
    /// The columns whose texts agree down to `depth`: a total is the sum of what stands for the others.
    fn below(&mut self, columns: &[usize], depth: usize) -> SumSide {
        let mut sides: Vec<SumSide> = Vec::new();
        let mut rest = columns;
        while let Some(&first) = rest.first() {
            let path = &self.named[first].found;
            let leaf = path.len() <= depth + 1;
            let same = |other: &&usize| {
                let theirs = &self.named[**other].found;
                theirs.len() > depth + 1 && theirs[depth] == path[depth]
            };
            let taken = if leaf { 1 } else { rest.iter().take_while(same).count() };
            let (group, behind) = rest.split_at(taken);
            rest = behind;
            sides.push(if leaf {
                let total = heads_a_total(&self.named[first]);
                SumSide { stand_for: vec![first], totals: if total { vec![first] } else { vec![] } }
            } else {
                let inner = self.below(group, depth + 1);
                let stand_for = inner.totals.first().map_or(inner.stand_for, |total| vec![*total]);
                SumSide {
                    totals: if stand_for.len() == 1 { stand_for.clone() } else { vec![] },
                    stand_for,
                }
            });
        }
        self.totals_of(&sides, depth)
    }

    /// A total among columns: below a common text of all others, at the top of those up to the next total.
    fn totals_of(&mut self, sides: &[SumSide], depth: usize) -> SumSide {
        let is_leaf_total = |side: &SumSide| {
            side.stand_for.len() == 1
                && side.totals == side.stand_for
                && self.named[side.stand_for[0]].found.len() <= depth + 1
        };
        let totals: Vec<usize> = (0..sides.len()).filter(|at| is_leaf_total(&sides[*at])).collect();
        for (number, &at) in totals.iter().enumerate() {
            let others: Vec<usize> = if depth > 0 && totals.len() == 1 {
                (0..sides.len()).filter(|other| *other != at).collect()
            } else {
                let end = totals.get(number + 1).copied().unwrap_or(sides.len());
                (at + 1..end).collect()
            };
            let parts: Vec<usize> =
                others.iter().flat_map(|other| sides[*other].stand_for.clone()).collect();
            if parts.len() >= 2 {
                self.try_sum(&sides[at].stand_for, &parts, None);
            }
        }
        SumSide {
            stand_for: sides.iter().flat_map(|side| side.stand_for.clone()).collect(),
            totals: if depth > 0 {
                totals.first().map(|at| sides[*at].stand_for[0]).into_iter().collect()
            } else {
                sides.iter().flat_map(|side| side.totals.clone()).collect()
            },
        }
    }

    /// One total that is two others together: what came in is either resolved or still open.
    fn flow(&mut self, totals: &[usize]) {
        let totals = &totals[..totals.len().min(MOST_TOTALS)];
        for &whole in totals {
            for (index, &one) in totals.iter().enumerate() {
                for &other in &totals[index + 1..] {
                    if whole != one && whole != other {
                        self.try_equal(&[whole], &[one, other], "flow");
                    }
                }
            }
        }
    }

    /// A total, or columns without a common text, that are together all that stands below one without a total.
    fn across(&mut self, counts: &[usize], totals: &[usize]) {
        let alone: Vec<usize> = counts
            .iter()
            .copied()
            .filter(|count| self.named[*count].found.len() == 1)
            .filter(|count| !heads_a_total(&self.named[*count]))
            .collect();
        for group in groups(self.named, counts) {
            let no_total = group.iter().all(|count| !heads_a_total(&self.named[*count]));
            if !no_total || group.len() < 2 {
                continue;
            }
            for total in totals {
                let id = self.common_id(&group);
                self.try_equal(&[*total], &group, &id);
            }
            if !alone.is_empty() {
                let id = self.common_id(&alone);
                self.try_equal(&alone, &group, &id);
            }
        }
    }

    /// A sum that the header states: kept as an inequality where no line has less than its parts.
    fn try_sum(&mut self, whole: &[usize], parts: &[usize], id: Option<&str>) {
        let id = id.map_or_else(|| self.common_id(&[whole, parts].concat()), str::to_owned);
        if self.try_equal(whole, parts, &id) {
            return;
        }
        let support = self.support(whole, parts, |whole, parts| whole >= parts);
        if support.is_whole() {
            let noted = self.noted(whole, parts, &id, Relation::AtLeast);
            let seen = format!(
                "Tổng không nhỏ hơn cộng các cột con ở cả {} dòng, nhưng không luôn bằng.",
                support.holds
            );
            self.found.certain.push(noted.seen(seen).assumed(
                "biểu thiếu một cột con; nếu không phải thì bỏ mục này",
                "the form lacks one of the parts; if it does not, drop this entry",
            ));
        }
    }

    /// Keeps an equation where the lines keep it; whether they do, or nearly do.
    fn try_equal(&mut self, whole: &[usize], parts: &[usize], id: &str) -> bool {
        #[expect(clippy::float_cmp, reason = "counts are whole numbers, exact in a float")]
        let support = self.support(whole, parts, |whole, parts| whole == parts);
        if support.is_whole() {
            let noted = self.noted(whole, parts, id, Relation::Equal);
            let seen = format!("Đúng ở cả {} dòng có số.", support.holds);
            let noted = noted.seen(seen);
            self.found.certain.push(if support.holds < 3 {
                noted.assumed(
                    "ví dụ có quá ít dòng để chắc chắn",
                    "the example has too few lines to be sure",
                )
            } else {
                noted
            });
        } else if support.is_likely() {
            let noted = self.noted(whole, parts, id, Relation::Equal);
            let at =
                support.first_failure.map_or(String::new(), |at| format!(", dòng đầu tiên ở {at}"));
            let (holds, fails) = (support.holds, support.fails);
            let seen = format!("Đúng ở {holds} dòng, sai ở {fails} dòng{at}.");
            self.found.doubtful.push(noted.seen(seen).assumed(
                "đẳng thức này chưa được dùng vì ví dụ có dòng sai; nếu dòng đó gõ nhầm thì bỏ dấu #",
                "not in use, for lines of the example break it; if they are mistyped, take away the #",
            ));
        }
        support.is_whole() || support.is_likely()
    }

    /// On how many lines with all the numbers a relation holds; lines of nothing but zeros say nothing.
    fn support(
        &self,
        whole: &[usize],
        parts: &[usize],
        holds: impl Fn(f64, f64) -> bool,
    ) -> Support {
        let mut support = Support::default();
        for line in self.lines {
            let (Some(above), Some(below)) = (sum(line, whole), sum(line, parts)) else { continue };
            if above != 0.0 || below != 0.0 {
                support.take(holds(above, below), line.at);
            }
        }
        support
    }

    fn noted(
        &self,
        whole: &[usize],
        parts: &[usize],
        id: &str,
        relation: Relation,
    ) -> Noted<IdentityDraft> {
        let ids = |columns: &[usize]| -> Vec<String> {
            columns.iter().map(|column| self.named[*column].id.clone()).collect()
        };
        let all = self.found.certain.iter().chain(&self.found.doubtful);
        let known: BTreeSet<&str> = all.map(|noted| noted.value.id.as_str()).collect();
        let mut unique = id.to_owned();
        let mut count = 2;
        while known.contains(unique.as_str()) {
            unique = format!("{id}-{count}");
            count += 1;
        }
        Noted::plain(IdentityDraft { id: unique, whole: ids(whole), parts: ids(parts), relation })
    }

    /// The words with which the ids of columns begin, or else the first id.
    fn common_id(&self, columns: &[usize]) -> String {
        let ids: Vec<Vec<&str>> =
            columns.iter().map(|column| self.named[*column].id.split('_').collect()).collect();
        let first = &ids[0];
        let common = (0..first.len())
            .take_while(|at| ids.iter().all(|id| id.get(*at) == first.get(*at)))
            .count();
        let words = if common == 0 { first.as_slice() } else { &first[..common] };
        words.join("-")
    }
}
