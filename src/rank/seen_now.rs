//! The rankings of another period as the units of now see them. Where a list is made of the same units, its places are
//! those that were published. Where units were merged it is ranked anew from their sums of then: the places of then among
//! those units of now that can be compared.

use std::collections::BTreeSet;

use crate::pipeline::{Grouping, Lineage, Origin, Pipeline, Ranking};
use crate::table::{Rankings, Ratios, Scores};

use super::interval::KnownBounds;
use super::stage::{PlacedLeague, Ranked};

/// What is known of another period.
#[derive(Debug, Clone, Copy)]
pub struct RankedThen<'t> {
    /// The places as they were published.
    pub rankings: &'t Rankings,
    /// What they were made of.
    pub scores: &'t Scores,
    /// The metrics of then for the units of now, where any of these is made of several; see `measure::merged`.
    pub sums: &'t Ratios,
    /// What the units of now were then.
    pub lineage: &'t Lineage,
}

/// The rankings of then for the units of now. A unit without a row has none that it can be compared with.
#[must_use]
pub fn seen_now(then: RankedThen, pipeline: &Pipeline) -> Ranked {
    let mut seen = Ranked::default();
    for ranking in &pipeline.rankings {
        let merged = merged_lists(ranking, then.lineage, pipeline);
        let is_anew = |unit: &str| merged.contains(&group(ranking, unit, pipeline));
        let is_known = |unit: &str| !then.lineage.olds(unit).is_empty();
        let published = then.rankings.of(&ranking.id);
        let kept = |unit: &str| then.lineage.is_same(unit) && !is_anew(unit);
        let rows = published.filter(|row| kept(&row.unit_id)).cloned();
        seen.rankings.rows.extend(rows);
        let scores = then.scores.rows.iter().filter(|row| row.ranking == ranking.id);
        seen.scores.rows.extend(scores.filter(|row| kept(&row.unit_id)).cloned());
        if !merged.is_empty() {
            let league = PlacedLeague::of(ranking, then.sums, pipeline);
            let anew = league.list(&KnownBounds::of(league.figures()), None);
            let belongs = |unit: &str| is_anew(unit) && is_known(unit);
            let rows = anew.rankings.rows.into_iter().filter(|row| belongs(&row.unit_id));
            seen.rankings.rows.extend(rows);
            let rows = anew.scores.rows.into_iter().filter(|row| belongs(&row.unit_id));
            seen.scores.rows.extend(rows);
        }
    }
    // Of a list that is declared no longer there is what was published.
    let declared = |id: &str| pipeline.rankings.iter().any(|ranking| ranking.id == id);
    let is_left = |id: &str, unit: &str| !declared(id) && then.lineage.is_same(unit);
    let rows = then.rankings.rows.iter().filter(|row| is_left(&row.ranking, &row.unit_id));
    seen.rankings.rows.extend(rows.cloned());
    let rows = then.scores.rows.iter().filter(|row| is_left(&row.ranking, &row.unit_id));
    seen.scores.rows.extend(rows.cloned());
    seen
}

/// The lists of a ranking that have units made of others, by their group.
fn merged_lists<'p>(
    ranking: &Ranking,
    lineage: &Lineage,
    pipeline: &'p Pipeline,
) -> BTreeSet<Option<&'p str>> {
    let league = pipeline.register.iter().filter(|(_, unit)| unit.level == ranking.league);
    let merged =
        league.filter(|(_, unit)| matches!(lineage.origin(&unit.id), Some(Origin::Whole(_))));
    merged.map(|(_, unit)| group(ranking, &unit.id, pipeline)).collect()
}

/// The unit inside which the list of a unit is kept, where the league is split.
fn group<'p>(ranking: &Ranking, unit: &str, pipeline: &'p Pipeline) -> Option<&'p str> {
    let register = &pipeline.register;
    let parent = register.get(register.find_id(unit)?).parent?;
    (ranking.grouping == Grouping::Parent).then(|| register.get(parent).id.as_str())
}
