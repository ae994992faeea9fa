//! Printed percentages and scores: which ratio of two sums of counts gives them on every line.

use crate::ingest::drafting::columns::naming::NamedColumn;
use crate::ingest::drafting::example::kinds::ColumnKind;

use super::figures::LineFigures;
use super::shape;
use super::support::Support;

/// What a ratio may be multiplied by before it is printed; 1 where a cell is formatted as a percentage.
const SCALES: [u32; 4] = [100, 20, 10, 1];

/// Columns of counts that may stand above or below the line; a form has some dozens.
const MOST_COUNTS: usize = 60;

/// Most decimals that were typed; more are the noise of a computed cell.
const MOST_DECIMALS: usize = 6;

/// A ratio of the counts of a line, by the places of its columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::ingest::drafting) struct PrintedRatio {
    /// Above the line.
    pub(in crate::ingest::drafting) numerator: Vec<usize>,
    /// Below it.
    pub(in crate::ingest::drafting) denominator: Vec<usize>,
    /// What it is multiplied by.
    pub(in crate::ingest::drafting) scale: u32,
    /// On how many lines it was seen.
    pub(in crate::ingest::drafting) support: Support,
}

/// The ratio that a column of rates prints, or the percentages behind its counts.
pub(in crate::ingest::drafting) fn ratio(
    named: &[NamedColumn],
    lines: &[LineFigures],
    column: usize,
) -> Option<PrintedRatio> {
    let behind = named[column].kind == ColumnKind::Count;
    let printed = |line: &LineFigures| {
        if behind { line.percentages[column] } else { line.values[column] }
    };
    if !lines.iter().any(|line| printed(line).is_some()) {
        return None;
    }
    let mut counts = shape::counts(named);
    counts.truncate(MOST_COUNTS);
    let numerators: Vec<Vec<usize>> =
        if behind { vec![vec![column]] } else { counts.iter().map(|count| vec![*count]).collect() };
    let mut best: Option<PrintedRatio> = None;
    for denominator in denominators(named, &counts) {
        for numerator in &numerators {
            if *numerator == denominator {
                continue;
            }
            for scale in SCALES {
                let support = support(lines, numerator, &denominator, scale, &printed);
                let better = best.as_ref().is_none_or(|best| rank(&support) > rank(&best.support));
                if (support.is_whole() || support.is_likely()) && better {
                    let (numerator, denominator) = (numerator.clone(), denominator.clone());
                    best = Some(PrintedRatio { numerator, denominator, scale, support });
                }
            }
        }
    }
    best
}

/// Fewer failures first, then more lines that show it.
fn rank(support: &Support) -> (std::cmp::Reverse<usize>, usize) {
    (std::cmp::Reverse(support.fails), support.holds)
}

/// Sums that a share is taken of: totals first, then any count, then all counts below one text.
fn denominators(named: &[NamedColumn], counts: &[usize]) -> Vec<Vec<usize>> {
    let (totals, others): (Vec<usize>, Vec<usize>) =
        counts.iter().partition(|count| shape::heads_a_total(&named[**count]));
    let single = totals.into_iter().chain(others).map(|count| vec![count]);
    let mut all: Vec<Vec<usize>> = single.collect();
    all.extend(shape::groups(named, counts).into_iter().filter(|group| group.len() > 1));
    all.push(counts.to_vec());
    all
}

/// Lines on which the numerator is neither nothing nor everything show a ratio; others only can contradict it.
fn support(
    lines: &[LineFigures],
    numerator: &[usize],
    denominator: &[usize],
    scale: u32,
    printed: &impl Fn(&LineFigures) -> Option<f64>,
) -> Support {
    let mut support = Support::default();
    for line in lines {
        let (Some(printed), Some(above), Some(below)) =
            (printed(line), shape::sum(line, numerator), shape::sum(line, denominator))
        else {
            continue;
        };
        if below == 0.0 {
            continue;
        }
        let holds = agrees(printed, above / below * f64::from(scale));
        if !holds || (above > 0.0 && above < below) {
            support.take(holds, line.at);
        }
        if support.is_lost(lines.len()) {
            break;
        }
    }
    support
}

/// Right when rounded to the decimals it is printed with.
fn agrees(printed: f64, exact: f64) -> bool {
    let text = printed.to_string();
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let places = i32::try_from(decimals.min(MOST_DECIMALS)).unwrap_or(0);
    (printed - exact).abs() <= 0.5 * 10f64.powi(-places) + 1e-9
}
