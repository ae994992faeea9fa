//! The steps between two runs: the figures of the earlier one counted and ranked anew by the declaration that the later
//! one went by. Only where this makes of the later run what it published is anything said of the way.

use std::collections::BTreeSet;

use crate::measure;
use crate::model::Stage;
use crate::pipeline::Pipeline;
use crate::query::Embedded;
use crate::rank::{Ranked, across, rank};
use crate::run::again::artifacts::tables_of;
use crate::table::{COLUMNS, CountedLines, PlaceOrders, Rankings, Ratios, Standing, TableError};

use super::difference::Unsplit;
use super::side::ComparedRun;

/// The tables of the steps between two runs.
pub(super) struct StepTables {
    /// The figures of the earlier run by the definition of the later one.
    pub(super) defined: Rankings,
    /// Those of the newest run of its period.
    pub(super) corrected: Ranked,
    /// What each unit is ranked by then and now, in one order.
    pub(super) orders: PlaceOrders,
}

/// The stages that make places of what was read.
const MAKE_PLACES: [Stage; 3] = [Stage::Validate, Stage::Measure, Stage::Rank];

/// The steps. The figures are those of the earlier run, then those that are known of its period now.
pub(super) fn between(
    [old, known]: [&ComparedRun; 2],
    new: &ComparedRun,
    then: &Pipeline,
) -> Result<StepTables, Unsplit> {
    if [old, known, new].iter().any(|run| run.is_stale(&MAKE_PLACES)) {
        return Err(Unsplit::Stale);
    }
    let (is_ratios, is) = retold(new, then)?;
    let published = new.rankings.as_ref().ok_or(Unsplit::Missing)?;
    if !is_same(&is.rankings, published) {
        return Err(Unsplit::Redefined);
    }
    let (was_ratios, was) = retold(old, then)?;
    let (known_ratios, corrected) =
        if std::ptr::eq(old, known) { (was_ratios, was.clone()) } else { retold(known, then)? };
    let orders = across(&known_ratios, &is_ratios, then);
    Ok(StepTables { defined: was.rankings, corrected, orders })
}

/// The figures of an earlier run, counted and ranked by the declaration of a later one that is being made.
pub(in crate::run) fn counted_by(
    run: &ComparedRun,
    then: &Pipeline,
) -> Result<(Ratios, Ranked), Unsplit> {
    if run.is_stale(&MAKE_PLACES) { Err(Unsplit::Stale) } else { retold(run, then) }
}

/// The figures of a run, counted and ranked by a declaration.
fn retold(run: &ComparedRun, then: &Pipeline) -> Result<(Ratios, Ranked), Unsplit> {
    let (Some(findings), Some(submissions)) = (&run.findings, &run.submissions) else {
        return Err(Unsplit::Missing);
    };
    if run.is_spoiled() {
        return Err(Unsplit::Missing);
    }
    if !run.run.is_of_this_layout() {
        // What its tables say may have another meaning now.
        return Err(Unsplit::Redefined);
    }
    let tables = match &run.tables {
        Some(tables) => tables.clone(),
        None => tables_of(&run.run, |name| name == COLUMNS).map_err(|_| Unsplit::Missing)?,
    };
    let counted = || -> Result<Ratios, TableError> {
        let (lines, columns) = (&tables.lines, &tables.columns);
        let told = CountedLines::of(lines, columns, findings.iter(), submissions, then)?;
        let metrics = measure::measure(&told, &Embedded, then)?;
        let told = measure::indicators(lines, columns, findings.iter(), then)?;
        Ok(Ratios::of(metrics.frame(), then)?.with_indicators(&told, then))
    };
    // What this program cannot count was written by another one.
    let ratios = counted().map_err(|_| Unsplit::Redefined)?;
    let ranked = rank(&ratios, None, then);
    Ok((ratios, ranked))
}

/// Whether both say the same of every unit.
fn is_same(one: &Rankings, other: &Rankings) -> bool {
    let of = |row: &Standing| (row.ranking.clone(), row.unit_id.clone(), row.status, row.place);
    let rows = |rankings: &Rankings| -> BTreeSet<_> { rankings.rows.iter().map(of).collect() };
    rows(one) == rows(other)
}
