//! What changed since the period before, by the comparison of `why`: from the places that its newest run gives the units of
//! now, which the rankings show beside those of now. That they were corrected since is not told here.

use crate::compare::{MoveSteps, RankingTables, StepsBetween};
use crate::pipeline::Pipeline;
use crate::rank::{Ranked, across};
use crate::run::again::previous_run::PreviousRun;
use crate::run::diff::{ComparedRun, counted_by};
use crate::run::error::RunError;
use crate::table::{Moves, Overall, Rankings, Ratios, Scores};

/// The moves from the places of then to those of now, which are by these metrics, and the whole province beside.
pub(super) fn changes(
    before: Option<(&PreviousRun<'_>, &Rankings)>,
    (ratios, now): (&Ratios, &Rankings),
    pipeline: &Pipeline,
) -> Result<(Moves, Overall), RunError> {
    let Some((previous, then)) = before else {
        return Ok((Moves::default(), Overall::of(ratios, None, pipeline)));
    };
    let alike = previous.counted_alike()?;
    let overall = Overall::of(ratios, alike.as_ref(), pipeline);
    let counted = match alike {
        Some(ratios) => Some((ratios, then.clone())),
        None => counted_again(previous, pipeline)?,
    };
    // What the sums of single units were is no part of a move.
    let scores = &Scores::default();
    let tables = |rankings| RankingTables { rankings, scores };
    let orders = counted.as_ref().map(|(then, _)| across(then, ratios, pipeline));
    let between = counted.as_ref().zip(orders.as_ref()).map(|((_, rankings), orders)| {
        StepsBetween { defined: rankings, corrected: tables(rankings), orders }
    });
    let mut moves = MoveSteps { old: tables(then), between, new: tables(now) }.table();
    if let Some(lineage) = previous.lineage() {
        // A list that a unit was in as another one is no list of then.
        moves.rows.retain(|row| !lineage.olds(&row.unit_id).is_empty());
    }
    Ok((moves, overall))
}

/// Its figures, counted and ranked by what is declared now; nothing where that cannot be known.
fn counted_again(
    previous: &PreviousRun<'_>,
    pipeline: &Pipeline,
) -> Result<Option<(Ratios, Rankings)>, RunError> {
    let mut run = ComparedRun::without_numbers(previous.run().clone())?;
    run.see_from(pipeline)?;
    let counted = counted_by(&run, pipeline).ok();
    Ok(counted.map(|(ratios, Ranked { rankings, .. })| (ratios, rankings)))
}
