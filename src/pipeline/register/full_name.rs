//! Names that say more than the register has: what stands above a unit behind its name (`Sở Xây dựng tỉnh Bình
//! Phước`, `UBND xã Lộc Hòa, huyện Lộc Ninh`), or in front of it the office that reports for it (`Trung tâm Phục vụ hành
//! chính công xã Lộc Ninh`). What stands behind has to be above: another district's commune is another commune.

use super::keys::keys_above;
use super::units::Register;
use crate::model::{Level, Unit, UnitIx};
use crate::text;

/// Words between the name of a unit and that of the one above it.
const BETWEEN: [&str; 4] = ["thuộc ", "của ", "ubnd ", "ủy ban nhân dân "];

/// Short words for what a unit above is; those of communes have nothing below them.
const SHORT: [&str; 4] = ["h ", "tx ", "tp ", "t "];

impl Register {
    /// The units that a key names with what stands above them behind it.
    pub(super) fn placed(
        &self,
        key: &str,
        eligible: &impl Fn(UnitIx, &Unit) -> bool,
    ) -> Vec<UnitIx> {
        let Some((_, last)) = key.rsplit_once(' ') else { return Vec::new() };
        // Nearly every label ends here.
        if !self.ends_a_name_above(last) {
            return Vec::new();
        }
        for (at, _) in key.rmatch_indices(' ') {
            let mut found = self.known(&key[..at], eligible);
            found.retain(|&unit| self.stands_under(unit, &key[at + 1..]));
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// The units that a key names behind an office that stands for them.
    pub(super) fn by_office(
        &self,
        key: &str,
        eligible: &impl Fn(UnitIx, &Unit) -> bool,
    ) -> Vec<UnitIx> {
        let mut named = Vec::new();
        for (level, key) in self.behind_office(key) {
            let of_level = |ix: UnitIx, unit: &Unit| unit.level == level && eligible(ix, unit);
            let mut found = self.known(&key, &of_level);
            if found.is_empty() {
                found = self.placed(&key, &of_level);
            }
            named.extend(found);
        }
        named.sort_unstable();
        named.dedup();
        named
    }

    /// The units whose names stand at the end of a key, the longest name first; suggestions only.
    pub fn named_at_end(&self, key: &str, eligible: impl Fn(UnitIx, &Unit) -> bool) -> Vec<UnitIx> {
        let ends = key.match_indices(' ').map(|(at, _)| &key[at + 1..]);
        let mut named = ends.map(|end| self.known(end, &eligible));
        named.find(|found| !found.is_empty()).unwrap_or_default()
    }

    /// What a key says behind an office, for each level for whose units it stands.
    pub fn behind_office(&self, key: &str) -> impl Iterator<Item = (Level, String)> {
        self.offices().iter().filter_map(move |(level, office)| {
            let rest = key.strip_prefix(office.as_str())?.strip_prefix(' ')?;
            Some((*level, text::unit_key(rest)))
        })
    }

    /// Whether a text names what stands above a unit, from below, and nothing else.
    fn stands_under(&self, unit: UnitIx, rest: &str) -> bool {
        self.line_up(unit).skip(1).any(|above| {
            behind_name(rest, self.get(above))
                .into_iter()
                .any(|rest| rest.is_empty() || self.stands_under(above, rest))
        })
    }
}

/// What stands behind the name of a unit at the beginning of a text, in every way to read it.
fn behind_name<'t>(text: &'t str, unit: &Unit) -> Vec<&'t str> {
    let mut text = text;
    while let Some(rest) = BETWEEN.iter().find_map(|word| text.strip_prefix(word)) {
        text = rest;
    }
    let bare = SHORT.iter().find_map(|short| text.strip_prefix(short));
    let keys = keys_above(unit);
    let texts = std::iter::once(text).chain(bare);
    texts
        .flat_map(|text| keys.iter().filter_map(move |key| text.strip_prefix(key.as_str())))
        .filter_map(|rest| rest.strip_prefix(' ').or_else(|| rest.is_empty().then_some(rest)))
        .collect()
}
