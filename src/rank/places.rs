//! Places inside each group of a league: competition ranking 1-2-2-4.

use std::collections::BTreeMap;

use crate::model::UnitIx;

use super::entry::Entry;

/// The place of one entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LeaguePlace {
    /// From 1; `None` where the entry is not ranked.
    pub(super) place: Option<u32>,
    /// Another entry of the group has the same place.
    pub(super) tied: bool,
    /// How many entries of the group are ranked.
    pub(super) of: u32,
}

/// The places of a league whose exact order is known, in the order of the entries.
pub(super) fn places(league: &[Entry], orders: &[Option<u32>]) -> Vec<LeaguePlace> {
    let entries = league.iter().zip(orders).enumerate();
    let mut ranked: Vec<(Option<UnitIx>, u32, usize)> =
        entries.filter_map(|(index, (entry, &order))| Some((entry.group, order?, index))).collect();
    ranked.sort_unstable();
    let mut of: BTreeMap<Option<UnitIx>, u32> = BTreeMap::new();
    let mut placed = vec![LeaguePlace { place: None, tied: false, of: 0 }; league.len()];
    for tied in ranked.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let before = of.entry(tied[0].0).or_default();
        for &(_, _, index) in tied {
            placed[index].place = Some(*before + 1);
            placed[index].tied = tied.len() > 1;
        }
        *before += u32::try_from(tied.len()).unwrap_or(u32::MAX);
    }
    for (place, entry) in placed.iter_mut().zip(league) {
        place.of = of.get(&entry.group).copied().unwrap_or(0);
    }
    placed
}
