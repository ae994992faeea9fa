//! The units that report: who is above whom, and which unit a name means.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::Vintage;
use crate::model::{Level, Unit, UnitIx};
use crate::text;

/// The units of a pipeline in the order of their file, and the names they go by.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(from = "Listed")]
pub struct Register {
    units: Vec<Unit>,
    /// Made when a name is first looked up: a night with nothing new looks up none.
    #[serde(skip)]
    by_key: OnceLock<BTreeMap<String, Vec<UnitIx>>>,
    #[serde(skip)]
    by_id: BTreeMap<String, UnitIx>,
    #[serde(skip)]
    children: Vec<Vec<UnitIx>>,
    #[serde(skip)]
    vintage: Vintage,
}

/// A register as another process tells it: what finds things in it is made anew.
#[derive(Deserialize)]
struct Listed {
    units: Vec<Unit>,
}

impl From<Listed> for Register {
    fn from(listed: Listed) -> Self {
        Self::new(listed.units)
    }
}

/// What a name turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Match {
    /// Exactly one unit.
    One(UnitIx),
    /// Several units bear the name.
    Many(Vec<UnitIx>),
    /// No unit bears it; the nearest names, best first, as suggestions only.
    None(Vec<UnitIx>),
}

impl Register {
    /// A register of units whose ids differ and whose parents exist.
    #[must_use]
    pub fn new(units: Vec<Unit>) -> Self {
        let mut by_id = BTreeMap::new();
        let mut children = vec![Vec::new(); units.len()];
        for (index, unit) in units.iter().enumerate() {
            let ix = UnitIx(u32::try_from(index).unwrap_or(u32::MAX));
            by_id.insert(unit.id.clone(), ix);
            if let Some(parent) = unit.parent {
                children[parent.index()].push(ix);
            }
        }
        Self { units, by_key: OnceLock::new(), by_id, children, vintage: Vintage::default() }
    }

    fn by_key(&self) -> &BTreeMap<String, Vec<UnitIx>> {
        self.by_key.get_or_init(|| {
            let mut by_key: BTreeMap<String, Vec<UnitIx>> = BTreeMap::new();
            for (ix, unit) in self.iter() {
                for key in keys_of(unit) {
                    let named = by_key.entry(key).or_default();
                    if !named.contains(&ix) {
                        named.push(ix);
                    }
                }
            }
            by_key
        })
    }

    /// The same register with more names, by the id of their unit.
    pub(super) fn with_aliases(mut self, more: &BTreeMap<String, Vec<String>>) -> Self {
        for unit in &mut self.units {
            unit.aliases.extend(more.get(&unit.id).into_iter().flatten().cloned());
        }
        let vintage = self.vintage;
        Self { vintage, ..Self::new(self.units) }
    }

    /// The same register, of this time.
    pub(super) fn with_vintage(self, vintage: Vintage) -> Self {
        Self { vintage, ..self }
    }

    /// Of which time it is.
    #[must_use]
    pub const fn vintage(&self) -> &Vintage {
        &self.vintage
    }

    /// The unit at an index.
    #[must_use]
    pub fn get(&self, ix: UnitIx) -> &Unit {
        &self.units[ix.index()]
    }

    /// All units with their index, in the order of the register.
    pub fn iter(&self) -> impl Iterator<Item = (UnitIx, &Unit)> {
        (0u32..).map(UnitIx).zip(&self.units)
    }

    /// Number of units.
    #[must_use]
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// Whether there is no unit.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// The unit with this id.
    #[must_use]
    pub fn find_id(&self, id: &str) -> Option<UnitIx> {
        self.by_id.get(id).copied()
    }

    /// A unit and every unit under it, in the order of the register.
    #[must_use]
    pub fn under(&self, top: UnitIx) -> Vec<UnitIx> {
        let mut found = vec![top];
        let mut next = 0;
        while let Some(&unit) = found.get(next) {
            found.extend(&self.children[unit.index()]);
            next += 1;
        }
        found.sort_unstable();
        found
    }

    /// Whether any unit stands under a unit.
    #[must_use]
    pub fn has_units_below(&self, unit: UnitIx) -> bool {
        !self.children[unit.index()].is_empty()
    }

    /// A unit, the unit above it, and so on to the top.
    pub fn line_up(&self, ix: UnitIx) -> impl Iterator<Item = UnitIx> {
        std::iter::successors(Some(ix), |&at| self.get(at).parent)
    }

    /// The unit that a text names among those that `eligible` lets stand there.
    ///
    /// Exact after normalising (case, spaces, place of the tone mark, `UBND`, short type words); marks
    /// count. A near miss is never a match.
    pub fn find(&self, name: &str, eligible: impl Fn(UnitIx, &Unit) -> bool) -> Match {
        match self.find_exact(name, &eligible) {
            Match::None(_) => Match::None(self.nearest(&text::unit_key(name), eligible)),
            found => found,
        }
    }

    /// Like [`Register::find`], without looking for near names.
    pub fn find_exact(&self, name: &str, eligible: impl Fn(UnitIx, &Unit) -> bool) -> Match {
        self.find_key(&text::unit_key(name), eligible)
    }

    /// Like [`Register::find_exact`], by the key ([`text::unit_key`]) of a name.
    pub fn find_key(&self, key: &str, eligible: impl Fn(UnitIx, &Unit) -> bool) -> Match {
        let named: Vec<UnitIx> = self
            .by_key()
            .get(key)
            .into_iter()
            .flatten()
            .copied()
            .filter(|&ix| eligible(ix, self.get(ix)))
            .collect();
        match named.as_slice() {
            [one] => Match::One(*one),
            [] => Match::None(Vec::new()),
            _ => Match::Many(named),
        }
    }

    /// The units whose names come nearest to a key, best first; suggestions only.
    pub fn nearest(&self, key: &str, eligible: impl Fn(UnitIx, &Unit) -> bool) -> Vec<UnitIx> {
        let mut nearest: BTreeMap<UnitIx, usize> = BTreeMap::new();
        for (known, units) in self.by_key() {
            let Some(distance) = Self::is_near(key, known) else { continue };
            for &ix in units.iter().filter(|&&ix| eligible(ix, self.get(ix))) {
                let nearer = nearest.entry(ix).or_insert(distance);
                *nearer = distance.min(*nearer);
            }
        }
        let mut near: Vec<(usize, UnitIx)> =
            nearest.into_iter().map(|(ix, distance)| (distance, ix)).collect();
        near.sort();
        near.into_iter().take(3).map(|(_, ix)| ix).collect()
    }

    /// How far a key is from one that is asked for, where that is near enough to be suggested.
    #[must_use]
    pub fn is_near(asked: &str, known: &str) -> Option<usize> {
        let (letters, others) = (asked.chars().count(), known.chars().count());
        // Each letter that is there too many has to go.
        if letters.abs_diff(others) * 3 > letters {
            return None;
        }
        let distance = strsim::levenshtein(asked, known);
        (distance * 3 <= letters).then_some(distance)
    }
}

/// Keys under which a unit is found: its name, its aliases, and for districts and communes the bare
/// name without the type word.
fn keys_of(unit: &Unit) -> Vec<String> {
    let mut keys = vec![text::unit_key(&unit.name)];
    if matches!(unit.level, Level::District | Level::Commune) {
        let bare = text::bare_of(&keys[0]).map(str::to_owned);
        keys.extend(bare);
    }
    keys.extend(unit.aliases.iter().map(|alias| text::unit_key(alias)));
    keys
}
