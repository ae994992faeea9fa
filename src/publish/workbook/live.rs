//! Formulas of a ranking: rates, scores, places and classes follow from the counts beside them, wherever what a formula
//! gives is exactly what the program computed. Elsewhere the value stands alone.

use std::ops::Range;

use crate::pipeline::{Better, Pipeline, Ranking, Share, TieBreak};
use crate::table::{Standing, StandingStatus};

use crate::publish::book::live::{RatioColumns, cell, quoted, rows_of};
use crate::publish::book::plan::SheetPlan;

/// Columns of a ranking whose figures hang together; those that it has.
#[derive(Debug, Clone, Default)]
pub(super) struct LiveColumns {
    pub(super) place: Option<u16>,
    pub(super) moved: Option<u16>,
    pub(super) numerator: Option<u16>,
    pub(super) denominator: Option<u16>,
    pub(super) rate: Option<u16>,
    pub(super) score: Option<u16>,
    pub(super) change: Option<u16>,
    pub(super) class: Option<u16>,
    pub(super) needed: Option<u16>,
    /// Of a score of several metrics.
    pub(super) parts: Vec<PartColumns>,
}

/// Columns of a part of a score.
#[derive(Debug, Clone, Copy)]
pub(super) struct PartColumns {
    pub(super) share: Share,
    pub(super) ratio: RatioColumns,
    pub(super) score: u16,
}

/// The rows of one list of a ranking.
struct ListRows<'s, 'a> {
    standings: &'s [&'a Standing],
    all: Range<u32>,
    /// Those of them that have a place, which come first.
    ranked: Range<u32>,
    /// Whether two rates of it that differ are two numbers that differ.
    is_exact: bool,
}

/// Rates of sums up to this one that differ do so by 2^-46 of themselves: every program that compares the quotients, even
/// one that takes numbers for equal that lie 2^-48 apart, sees what the fractions say.
const LARGEST_EXACT: i64 = 1 << 23;

/// The names by which formulas call the bounds of the classes of a ranking and their titles, worst first.
pub(super) struct ClassNames {
    pub(super) bounds: String,
    pub(super) titles: String,
}

impl ClassNames {
    /// `None` where there are no classes, or where they do not follow from one rate.
    pub(super) fn of(pipeline: &Pipeline, ranking: &Ranking) -> Option<Self> {
        let alike = |other: &&Ranking| other.id.eq_ignore_ascii_case(&ranking.id);
        let alone = pipeline.rankings.iter().filter(alike).count() == 1;
        let words = ranking.classes.iter().all(|class| reads_as_text(&class.title));
        let asked = ranking.shares.len() == 1 && !ranking.classes.is_empty();
        // A name has no hyphen, an id no point.
        let id = ranking.id.replace('-', ".");
        let names = Self { bounds: format!("nguong_{id}"), titles: format!("loai_{id}") };
        (asked && alone && words).then_some(names)
    }
}

/// Whether a text that a formula gives is read as one, and not as a number, a flag or a fault.
fn reads_as_text(text: &str) -> bool {
    let is_word = text.parse::<f64>().is_err() && !text.starts_with('#') && !text.is_empty();
    is_word && !["TRUE", "FALSE"].contains(&text)
}

/// Makes the figures of a ranking follow from its counts. Its rows begin at `first`; its classes follow where the workbook
/// has the sheet that names their bounds.
pub(super) fn follow(
    plan: &mut SheetPlan<'_>,
    ranking: &Ranking,
    better: Better,
    columns: &LiveColumns,
    (standings, first): (&[&Standing], u32),
    classes: Option<&ClassNames>,
) {
    for list in lists(standings, first) {
        match (columns.numerator, columns.denominator, columns.rate) {
            (Some(above), Some(below), Some(ratio)) => {
                let of = RatioColumns { above, below, ratio };
                whole(plan, &list, of);
                plan.ratios(list.all.clone(), of);
                points(plan, ranking, &list, (ratio, columns.score));
                changes(plan, &list, (ratio, columns.change));
                if list.is_exact {
                    places(plan, ranking, better, &list, (ratio, columns));
                    if let Some(classes) = classes {
                        class_columns(plan, better, &list.ranked, (of, columns), classes);
                    }
                }
            }
            _ => parts(plan, columns, &list),
        }
    }
}

/// The lists of a ranking, each below a row that says what it comes to.
fn lists<'s, 'a>(standings: &'s [&'a Standing], first: u32) -> Vec<ListRows<'s, 'a>> {
    let mut next = first;
    let groups = standings.chunk_by(|a, b| a.group == b.group).map(|group| {
        let size = |rows: usize| u32::try_from(rows).unwrap_or(u32::MAX);
        let is_ranked = |standing: &&&Standing| standing.status == StandingStatus::Ranked;
        let ranked: Vec<&&Standing> = group.iter().take_while(is_ranked).collect();
        let exact = |sum: Option<i64>| sum.is_some_and(|sum| (0..=LARGEST_EXACT).contains(&sum));
        let is_exact = ranked.iter().all(|row| exact(row.numerator) && exact(row.denominator));
        let from = next + 1;
        next = from + size(group.len());
        let ranked = from..from + size(ranked.len());
        ListRows { standings: group, all: from..next, ranked, is_exact }
    });
    groups.collect()
}

/// What a list comes to, above its units.
fn whole(plan: &mut SheetPlan<'_>, list: &ListRows<'_, '_>, of: RatioColumns) {
    let row = list.all.start - 1;
    plan.sums(row, &list.all, [of.above, of.below]);
    plan.ratios(row..list.all.start, of);
}

/// The points of the one metric of a ranking by points.
fn points(
    plan: &mut SheetPlan<'_>,
    ranking: &Ranking,
    list: &ListRows<'_, '_>,
    (rate, score): (u16, Option<u16>),
) {
    let (Some(score), [share]) = (score, ranking.shares.as_slice()) else { return };
    for row in list.all.clone().filter(|_| share.points.is_some()) {
        times(plan, row, (rate, score), *share);
    }
}

/// Points of a rate.
fn times(plan: &mut SheetPlan<'_>, row: u32, (rate, score): (u16, u16), share: Share) {
    if plan.holds_figure(row, rate) && plan.holds_figure(row, score) {
        plan.follows(row, score, format!("{}*{}", cell(row, rate), share.points.unwrap_or(1)));
    }
}

/// By how many percentage points a rate changed: what it was is told by its counts of then, which stand on no sheet.
fn changes(plan: &mut SheetPlan<'_>, list: &ListRows<'_, '_>, (rate, change): (u16, Option<u16>)) {
    let Some(change) = change else { return };
    for (row, standing) in list.all.clone().zip(list.standings) {
        let then = standing.previous_numerator.zip(standing.previous_denominator);
        if let Some((above, below)) = then.filter(|_| plan.holds_figure(row, change)) {
            plan.follows(row, change, format!("({}-{above}/{below})*100", cell(row, rate)));
        }
    }
}

/// Places by one rate, and by how many each moved; where something else decides between equals they stay values.
fn places(
    plan: &mut SheetPlan<'_>,
    ranking: &Ranking,
    better: Better,
    list: &ListRows<'_, '_>,
    (rate, columns): (u16, &LiveColumns),
) {
    let Some(place) = columns.place.filter(|_| ranking.tie_break == TieBreak::None) else { return };
    let order = match better {
        Better::Higher => 0,
        Better::Lower => 1,
    };
    let among = rows_of(rate, &list.ranked);
    for (row, standing) in list.ranked.clone().zip(list.standings) {
        plan.follows(row, place, format!("RANK({},{among},{order})", cell(row, rate)));
        let moved = columns.moved.filter(|moved| plan.holds_figure(row, *moved));
        if let Some((moved, before)) = moved.zip(standing.previous_place) {
            plan.follows(row, moved, format!("{before}-{}", cell(row, place)));
        }
    }
}

/// The parts of a score, and the score where none is missing; its place compares sums exactly and stays a value.
fn parts(plan: &mut SheetPlan<'_>, columns: &LiveColumns, list: &ListRows<'_, '_>) {
    for part in &columns.parts {
        whole(plan, list, part.ratio);
        plan.ratios(list.all.clone(), part.ratio);
        for row in list.all.clone() {
            times(plan, row, (part.ratio.ratio, part.score), part.share);
        }
    }
    let Some(score) = columns.score else { return };
    for row in list.all.clone() {
        let whole = columns.parts.iter().all(|part| plan.holds_figure(row, part.score));
        if whole && plan.holds_figure(row, score) {
            let parts: Vec<String> =
                columns.parts.iter().map(|part| cell(row, part.score)).collect();
            plan.follows(row, score, parts.join("+"));
        }
    }
}

/// The class of a rate, and how many files lie between it and the next better one. A bound is reached exactly where the quotient
/// reaches it; a bound times a sum is a whole number of hundredths, to which it is rounded first.
fn class_columns(
    plan: &mut SheetPlan<'_>,
    better: Better,
    rows: &Range<u32>,
    (of, columns): (RatioColumns, &LiveColumns),
    names: &ClassNames,
) {
    let ClassNames { bounds, titles } = names;
    let or_nothing = |formula: String| format!("IFERROR({formula},{})", quoted("–"));
    let direction = match better {
        Better::Higher => 1,
        Better::Lower => -1,
    };
    for row in rows.clone() {
        let [above, below, rate] = [of.above, of.below, of.ratio].map(|column| cell(row, column));
        let own = format!("MATCH({rate},{bounds},{direction})");
        // Who reaches no class has the worst before it.
        let next = format!("IFERROR({own},0)+1");
        let bound = format!("ROUND(INDEX({bounds},{next})*{below},6)");
        let needed = match better {
            Better::Higher => format!("ROUNDUP({bound},0)-{above}"),
            Better::Lower => format!("{above}-ROUNDDOWN({bound},0)"),
        };
        let formulas =
            [(columns.class, format!("INDEX({titles},{own})")), (columns.needed, needed)];
        for (column, formula) in formulas {
            if let Some(column) = column {
                plan.follows(row, column, or_nothing(formula));
            }
        }
    }
}
