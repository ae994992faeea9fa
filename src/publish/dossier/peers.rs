//! A unit beside those of its list that are nearest to it in size.

use std::cmp::Ordering;

use crate::model::{Level, UnitIx};
use crate::pipeline::Ranking;
use crate::publish::workbook::facts::Facts;
use crate::table::Standing;

/// So many units stand beside it.
const PEERS: usize = 4;

/// A unit and its peers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PeersOf<'a> {
    /// The ranking by whose sum below the line size is told.
    pub(super) by: &'a Ranking,
    /// The rankings of the league by one metric, in which all of them stand.
    pub(super) rankings: Vec<&'a Ranking>,
    /// The unit first, then its peers by place.
    pub(super) rows: Vec<PeerRow<'a>>,
}

/// A unit in each of the rankings.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PeerRow<'a> {
    pub(super) unit: UnitIx,
    pub(super) size: i64,
    pub(super) standings: Vec<Option<&'a Standing>>,
}

/// The peers of a unit: those of the first ranking of its league by one metric whose sum below the line is nearest to its
/// own, as a ratio, so that half as many are as far away as twice as many. Of two that are as near the first of the register;
/// `None` where there is nobody else.
pub(super) fn peers<'a>(facts: &Facts<'a>, unit: UnitIx, level: Level) -> Option<PeersOf<'a>> {
    let pipeline = facts.pipeline;
    let of_league = pipeline.rankings.iter();
    let rankings: Vec<&'a Ranking> = of_league
        .filter(|ranking| ranking.league == level && ranking.shares.len() == 1)
        .filter(|ranking| facts.inputs.rankings.of(&ranking.id).all(|row| row.group.is_none()))
        .collect();
    let by = *rankings.first()?;
    let rows: Vec<&'a Standing> = facts.inputs.rankings.of(&by.id).collect();
    let sized = |row: &&'a Standing| {
        let files = row.denominator.filter(|files| *files > 0)?;
        Some((pipeline.register.find_id(&row.unit_id)?, files))
    };
    let mut sizes: Vec<(UnitIx, i64)> = rows.iter().filter_map(sized).collect();
    let own = sizes.iter().find(|(of, _)| *of == unit)?.1;
    sizes.retain(|(of, _)| *of != unit);
    sizes.sort_by(|a, b| further(a.1, b.1, own).then(a.0.cmp(&b.0)));
    sizes.truncate(PEERS);
    if sizes.is_empty() {
        return None;
    }
    let place = |of: UnitIx| {
        let id = &pipeline.register.get(of).id;
        rows.iter().position(|row| row.unit_id == *id)
    };
    sizes.sort_by_key(|(of, _)| place(*of));
    sizes.insert(0, (unit, own));
    let row = |(unit, size)| {
        let id = &pipeline.register.get(unit).id;
        let standing = |ranking: &&Ranking| {
            facts.inputs.rankings.of(&ranking.id).find(|row| row.unit_id == *id)
        };
        PeerRow { unit, size, standings: rankings.iter().map(standing).collect() }
    };
    Some(PeersOf { by, rows: sizes.into_iter().map(row).collect(), rankings })
}

/// Which of two sizes is further from a third, as a ratio, exactly.
fn further(a: i64, b: i64, own: i64) -> Ordering {
    let ends = |size: i64| (i128::from(size.max(own)), i128::from(size.min(own)));
    let ((a_most, a_least), (b_most, b_least)) = (ends(a), ends(b));
    (a_most * b_least).cmp(&(b_most * a_least))
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::further;

    #[test]
    fn half_as_many_are_as_far_as_twice_as_many() {
        assert_eq!(further(50, 200, 100), Ordering::Equal);
        assert_eq!(further(49, 200, 100), Ordering::Greater);
        assert_eq!(further(100, 101, 100), Ordering::Less);
        assert_eq!(further(i64::MAX, 1, i64::MAX / 2), Ordering::Less);
    }
}
