//! The units that report: who is above whom, and which unit a name means.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::keys::{keys_above, keys_of};
use super::offices::{LevelOffice, usual_offices};
use super::vintage::Vintage;
use crate::model::{Level, Unit, UnitIx};
use crate::text::{self, Numbered};

/// The units of a pipeline in the order of their file, and the names they go by.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(from = "RegisterData")]
pub struct Register {
    units: Vec<Unit>,
    /// What stands in front of the name of a unit of a level and means the unit.
    offices: Vec<LevelOffice>,
    /// Made when a name is first looked up: a night with nothing new looks up none.
    #[serde(skip)]
    names: OnceLock<NameIndex>,
    /// Made when a name is first looked for in the name of a file.
    #[serde(skip)]
    unmarked: OnceLock<Unmarked>,
    /// Names that several units bear, made when first asked for.
    #[serde(skip)]
    shared: OnceLock<BTreeSet<String>>,
    #[serde(skip)]
    by_id: BTreeMap<String, UnitIx>,
    #[serde(skip)]
    children: Vec<Vec<UnitIx>>,
    #[serde(skip)]
    levels: BTreeSet<Level>,
    #[serde(skip)]
    vintage: Vintage,
}

/// A register as another process tells it: what finds things in it is made anew.
#[derive(Deserialize)]
struct RegisterData {
    units: Vec<Unit>,
    offices: Vec<LevelOffice>,
}

impl From<RegisterData> for Register {
    fn from(listed: RegisterData) -> Self {
        Self { offices: listed.offices, ..Self::new(listed.units) }
    }
}

/// The names of the units as they are looked up.
#[derive(Debug, Clone, Default)]
struct NameIndex {
    by_key: Numbered<Vec<UnitIx>>,
    /// Last words of the names of units with others below them.
    last_above: BTreeSet<String>,
}

/// Names without marks and the units that bear them, by their first words.
type Unmarked = BTreeMap<String, Vec<(String, UnitIx)>>;

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
        let levels = units.iter().map(|unit| unit.level).collect();
        Self {
            units,
            levels,
            offices: usual_offices(),
            names: OnceLock::new(),
            unmarked: OnceLock::new(),
            shared: OnceLock::new(),
            by_id,
            children,
            vintage: Vintage::default(),
        }
    }

    fn names(&self) -> &NameIndex {
        self.names.get_or_init(|| {
            let mut names = NameIndex::default();
            for (ix, unit) in self.iter() {
                for key in keys_of(unit) {
                    let named = names.by_key.of(key);
                    if !named.contains(&ix) {
                        named.push(ix);
                    }
                }
                if self.has_units_below(ix) {
                    let keys = keys_above(unit);
                    let last = keys.iter().filter_map(|key| key.rsplit(' ').next());
                    names.last_above.extend(last.map(str::to_owned));
                }
            }
            names
        })
    }

    /// Names that several units bear.
    pub(super) fn shared_names(&self) -> &BTreeSet<String> {
        self.shared.get_or_init(|| {
            let mut names: Vec<&str> = self.units.iter().map(|unit| unit.name.as_str()).collect();
            names.sort_unstable();
            let several = names.chunk_by(|a, b| a == b).filter(|same| same.len() > 1);
            several.map(|same| same[0].to_owned()).collect()
        })
    }

    fn unmarked(&self) -> &Unmarked {
        self.unmarked.get_or_init(|| {
            let mut unmarked = Unmarked::new();
            for (ix, unit) in self.iter() {
                for name in std::iter::once(&unit.name).chain(&unit.aliases) {
                    let name = text::unmarked(name);
                    let first = name.split(' ').next().unwrap_or_default().to_owned();
                    unmarked.entry(first).or_default().push((name, ix));
                }
            }
            unmarked
        })
    }

    /// The same register with more names, by the id of their unit.
    pub(in crate::pipeline) fn with_aliases(
        mut self,
        more: &BTreeMap<String, Vec<String>>,
    ) -> Self {
        for unit in &mut self.units {
            unit.aliases.extend(more.get(&unit.id).into_iter().flatten().cloned());
        }
        let Self { units, offices, vintage, .. } = self;
        Self { offices, vintage, ..Self::new(units) }
    }

    /// The same register without some units and whatever stands under them.
    #[must_use]
    pub fn without(self, units: &[UnitIx]) -> Self {
        let gone: BTreeSet<UnitIx> = units.iter().flat_map(|&unit| self.under(unit)).collect();
        let left: Vec<UnitIx> =
            self.iter().map(|(ix, _)| ix).filter(|ix| !gone.contains(ix)).collect();
        let Self { units, offices, vintage, .. } = self;
        let place = |ix: UnitIx| {
            let place = left.binary_search(&ix).ok()?;
            u32::try_from(place).ok().map(UnitIx)
        };
        let units = (0u32..).map(UnitIx).zip(units).filter(|(ix, _)| !gone.contains(ix));
        let units = units.map(|(_, unit)| Unit { parent: unit.parent.and_then(place), ..unit });
        Self { offices, vintage, ..Self::new(units.collect()) }
    }

    /// The same register, in which these offices stand for the units of a level.
    pub(in crate::pipeline) fn with_offices(self, offices: Vec<LevelOffice>) -> Self {
        Self { offices, ..self }
    }

    /// What stands in front of the name of a unit of a level and means the unit, as keys.
    #[must_use]
    pub fn offices(&self) -> &[(Level, String)] {
        &self.offices
    }

    /// The same register, of this time.
    pub(in crate::pipeline) fn with_vintage(self, vintage: Vintage) -> Self {
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

    /// Whether there are units of a tier.
    #[must_use]
    pub fn has_level(&self, level: Level) -> bool {
        self.levels.contains(&level)
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
        let mut named = self.known(key, &eligible);
        if named.is_empty() {
            named = self.placed(key, &eligible);
        }
        if named.is_empty() {
            named = self.by_office(key, &eligible);
        }
        match named.as_slice() {
            [one] => Match::One(*one),
            [] => Match::None(Vec::new()),
            _ => Match::Many(named),
        }
    }

    /// The units that bear a name by its key.
    pub(super) fn known(
        &self,
        key: &str,
        eligible: &impl Fn(UnitIx, &Unit) -> bool,
    ) -> Vec<UnitIx> {
        let named = self.names().by_key.get(key).into_iter().flatten().copied();
        named.filter(|&ix| eligible(ix, self.get(ix))).collect()
    }

    /// Whether the name of a unit with others below it ends in a word.
    pub(super) fn ends_a_name_above(&self, word: &str) -> bool {
        self.names().last_above.contains(word)
    }

    /// Names without marks that stand in a text without marks, and their units, in the order of the text.
    pub fn named_in<'r>(&'r self, words: &'r str) -> impl Iterator<Item = (&'r str, UnitIx)> {
        let starts = std::iter::once(0).chain(words.match_indices(' ').map(|(at, _)| at + 1));
        starts.flat_map(move |start| {
            let rest = &words[start..];
            let first = rest.split(' ').next().unwrap_or_default();
            let named = self.unmarked().get(first).into_iter().flatten();
            named
                .filter(move |(name, _)| text::begins_with_word(rest, name))
                .map(|(name, ix)| (name.as_str(), *ix))
        })
    }

    /// The units whose names come nearest to a key, best first; suggestions only.
    pub fn nearest(&self, key: &str, eligible: impl Fn(UnitIx, &Unit) -> bool) -> Vec<UnitIx> {
        let mut nearest: BTreeMap<UnitIx, usize> = BTreeMap::new();
        for (known, units) in self.names().by_key.iter() {
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
