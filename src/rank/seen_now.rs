//! The rankings of another period as the units of now see them. Where a list is made of the same units, its places are
//! those that were published. Where units were merged it is ranked anew from their sums of then: the places of then among
//! the units of now. Where a unit of it cannot be compared there is no such list, and only who is the same keeps its place.

use std::collections::BTreeMap;

use crate::pipeline::{Grouping, Lineage, Origin, Pipeline, Ranking};
use crate::table::{Rankings, Ratios, ScoreRow, Scores, Standing};

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

/// How the units of a list were then.
#[derive(Debug, Clone, Copy, Default)]
struct ListThen {
    merged: bool,
    unknown: bool,
}

/// The rankings of then for the units of now. A unit without a row has none that it can be compared with.
#[must_use]
pub fn seen_now(then: RankedThen, pipeline: &Pipeline) -> Ranked {
    let mut seen = Ranked::default();
    for ranking in &pipeline.rankings {
        let lists = lists(ranking, then.lineage, pipeline);
        let is_anew = |group: Option<&str>| {
            lists.get(&group).is_some_and(|list| list.merged && !list.unknown)
        };
        let group_of = |unit: &str| group(ranking, unit, pipeline);
        let published = then.rankings.of(&ranking.id);
        let kept = |unit: &str| then.lineage.is_same(unit) && !is_anew(group_of(unit));
        let rows = published.filter(|row| kept(&row.unit_id)).cloned();
        seen.rankings.rows.extend(rows);
        let scores = then.scores.rows.iter().filter(|row| row.ranking == ranking.id);
        seen.scores.rows.extend(scores.filter(|row| kept(&row.unit_id)).cloned());
        if lists.keys().any(|group| is_anew(*group)) {
            let league = PlacedLeague::of(ranking, then.sums, pipeline);
            let anew = league.list(&KnownBounds::of(league.figures()), None);
            let belongs = |row: &Standing| is_anew(row.group.as_deref());
            seen.rankings.rows.extend(anew.rankings.rows.into_iter().filter(belongs));
            let belongs = |row: &ScoreRow| is_anew(group_of(&row.unit_id));
            seen.scores.rows.extend(anew.scores.rows.into_iter().filter(belongs));
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

/// The lists of a ranking by their group, with what their units were.
fn lists<'p>(
    ranking: &Ranking,
    lineage: &Lineage,
    pipeline: &'p Pipeline,
) -> BTreeMap<Option<&'p str>, ListThen> {
    let mut lists: BTreeMap<Option<&str>, ListThen> = BTreeMap::new();
    for (_, unit) in pipeline.register.iter().filter(|(_, unit)| unit.level == ranking.league) {
        let list = lists.entry(group(ranking, &unit.id, pipeline)).or_default();
        match lineage.origin(&unit.id) {
            Some(Origin::Same) => {}
            Some(Origin::Whole(_)) => list.merged = true,
            Some(Origin::Not(_)) | None => list.unknown = true,
        }
    }
    lists
}

/// The unit inside which the list of a unit is kept, where the league is split.
fn group<'p>(ranking: &Ranking, unit: &str, pipeline: &'p Pipeline) -> Option<&'p str> {
    let register = &pipeline.register;
    let parent = register.get(register.find_id(unit)?).parent?;
    (ranking.grouping == Grouping::Parent).then(|| register.get(parent).id.as_str())
}
