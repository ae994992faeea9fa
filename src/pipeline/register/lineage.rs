//! What the units of now were in another period. A unit is its id and its vintage: name, unit above, first day. What was
//! merged or divided since is followed through the declared successions, and nothing is guessed beside them.

use std::collections::{BTreeMap, BTreeSet};

use super::origin::{NoOrigin, OldUnit, Origin};
use super::units::Register;
use crate::model::{Level, Period, Unit};
use crate::pipeline::succession::Succession;
use crate::text;

/// What the units of now were in another period.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lineage {
    origins: BTreeMap<String, Origin>,
    gone: Vec<GoneUnit>,
}

/// A unit of the other period that no unit of now is, and that went whole into none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoneUnit {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its tier.
    pub level: Level,
}

/// The units of a period.
pub type UnitsOf<'r> = (&'r Register, Period);

impl Lineage {
    /// What the units of now were then.
    #[must_use]
    pub fn of(then: UnitsOf<'_>, now: UnitsOf<'_>, successions: &[Succession]) -> Self {
        let walk = VintageWalk::through(then, now, successions);
        let origins = now.0.iter().map(|(_, unit)| (unit.id.clone(), walk.origin(unit)));
        let origins: BTreeMap<String, Origin> = origins.collect();
        let kept = origins.iter().flat_map(|(id, origin)| match origin {
            Origin::Same => vec![id.as_str()],
            Origin::Whole(olds) => olds.iter().map(|old| old.id.as_str()).collect(),
            Origin::Not(_) => Vec::new(),
        });
        let kept: BTreeSet<&str> = kept.collect();
        let gone = then.0.iter().filter(|(_, unit)| !kept.contains(unit.id.as_str()));
        let gone = gone.map(|(_, unit)| GoneUnit {
            id: unit.id.clone(),
            name: unit.name.clone(),
            level: unit.level,
        });
        let gone = gone.collect();
        Self { origins, gone }
    }

    /// What a unit of now was; `None` where the register of now does not have it.
    #[must_use]
    pub fn origin(&self, id: &str) -> Option<&Origin> {
        self.origins.get(id)
    }

    /// The units of now with what they were, by id.
    pub fn origins(&self) -> impl Iterator<Item = (&str, &Origin)> {
        self.origins.iter().map(|(id, origin)| (id.as_str(), origin))
    }

    /// Whether a unit of now was the same.
    #[must_use]
    pub fn is_same(&self, id: &str) -> bool {
        self.origin(id) == Some(&Origin::Same)
    }

    /// The units of then whose figures are those of a unit of now; none where they are not known.
    #[must_use]
    pub fn olds<'l>(&'l self, id: &'l str) -> Vec<&'l str> {
        match self.origin(id) {
            Some(Origin::Same) => vec![id],
            Some(Origin::Whole(olds)) => olds.iter().map(|old| old.id.as_str()).collect(),
            Some(Origin::Not(_)) | None => Vec::new(),
        }
    }

    /// Whether any unit of now is made of units of then.
    #[must_use]
    pub fn merges(&self) -> bool {
        self.origins.values().any(|origin| matches!(origin, Origin::Whole(_)))
    }

    /// Whether all units are what they were, and none is gone.
    #[must_use]
    pub fn is_identity(&self) -> bool {
        self.gone.is_empty() && self.origins.values().all(|origin| *origin == Origin::Same)
    }

    /// Units of then that nothing of now is compared with, in the order of their register.
    #[must_use]
    pub fn gone(&self) -> &[GoneUnit] {
        &self.gone
    }
}

/// What an id means at a day between the two periods.
#[derive(Debug, Clone)]
enum IdMeaning<'w> {
    /// What it meant then.
    Kept,
    /// What the successions made it mean, under this name.
    Made(&'w str, Result<Vec<OldUnit>, NoOrigin>),
}

/// The ids of then followed through what was changed until now.
struct VintageWalk<'w> {
    then: &'w Register,
    now: &'w Register,
    /// The first day after the earlier of the two periods: who is the same bore its id before.
    after: String,
    meanings: BTreeMap<&'w str, IdMeaning<'w>>,
}

impl<'w> VintageWalk<'w> {
    fn through(then: UnitsOf<'w>, now: UnitsOf<'w>, successions: &'w [Succession]) -> Self {
        let kept = then.0.iter().map(|(_, unit)| (unit.id.as_str(), IdMeaning::Kept));
        let after = then.1.min_by_end(now.1).day_after();
        let mut walk = Self { then: then.0, now: now.0, after, meanings: kept.collect() };
        let (begins, over) = (now.1.first_day(), now.1.day_after());
        let mut days: BTreeMap<&str, Vec<&Succession>> = BTreeMap::new();
        let between = successions.iter().filter(|row| {
            let since = row.since.as_str();
            since >= then.1.day_after().as_str() && since < over.as_str()
        });
        for row in between {
            days.entry(&row.since).or_default().push(row);
        }
        for (day, rows) in days {
            walk.pass(&rows, day > begins.as_str());
        }
        walk
    }

    /// What was changed on a day; `within` the later period nothing is comparable any more.
    fn pass(&mut self, rows: &[&'w Succession], within: bool) {
        let ended: BTreeSet<&str> = rows.iter().map(|row| row.old_id.as_str()).collect();
        let mut into: BTreeMap<&str, Vec<&'w Succession>> = BTreeMap::new();
        for row in rows {
            into.entry(&row.new_id).or_default().push(row);
        }
        let made = into.into_iter().filter_map(|(id, parts)| {
            let first = *parts.first()?;
            let goes_on = self.meanings.contains_key(id) && !ended.contains(id);
            let olds = if within {
                Err(NoOrigin::Within { since: first.since.clone() })
            } else if goes_on {
                // It has its own past, of which the successions say nothing.
                Err(NoOrigin::Lost { old: first.new_name.clone() })
            } else {
                self.made_of(&parts, rows)
            };
            Some((id, IdMeaning::Made(first.new_name.as_str(), olds)))
        });
        let made: Vec<(&str, IdMeaning)> = made.collect();
        self.meanings.retain(|id, _| !ended.contains(id));
        self.meanings.extend(made);
    }

    /// The units of then that went into a unit, where all of them did so whole.
    fn made_of(
        &self,
        parts: &[&Succession],
        rows: &[&Succession],
    ) -> Result<Vec<OldUnit>, NoOrigin> {
        let mut olds = Vec::new();
        for part in parts {
            if !part.whole {
                let others = rows.iter().filter(|row| row.old_id == part.old_id);
                let among = others.map(|row| row.new_name.clone()).collect();
                return Err(NoOrigin::Divided { old: part.old_name.clone(), among });
            }
            let lost = || NoOrigin::Lost { old: part.old_name.clone() };
            match self.meanings.get(part.old_id.as_str()) {
                Some(IdMeaning::Kept) => {
                    let unit = self.unit_then(&part.old_id).ok_or_else(lost)?;
                    if !is_named(unit, &part.old_name) {
                        return Err(lost());
                    }
                    olds.push(OldUnit { id: unit.id.clone(), name: unit.name.clone() });
                }
                Some(IdMeaning::Made(name, made))
                    if text::unit_key(name) == text::unit_key(&part.old_name) =>
                {
                    olds.extend(made.clone()?);
                }
                Some(IdMeaning::Made(..)) | None => return Err(lost()),
            }
        }
        Ok(olds)
    }

    fn unit_then(&self, id: &str) -> Option<&'w Unit> {
        self.then.find_id(id).map(|ix| self.then.get(ix))
    }

    fn origin(&self, unit: &Unit) -> Origin {
        let other = || match self.unit_then(&unit.id) {
            Some(then) => NoOrigin::Other { id: then.id.clone(), then: self.placed(then) },
            None => NoOrigin::New,
        };
        match self.meanings.get(unit.id.as_str()) {
            Some(IdMeaning::Kept) if self.is_same(unit) => Origin::Same,
            Some(IdMeaning::Made(name, made)) if is_named(unit, name) => match made {
                Ok(olds) if olds.len() == 1 && olds[0].id == unit.id && self.is_same(unit) => {
                    Origin::Same
                }
                Ok(olds) => Origin::Whole(olds.clone()),
                Err(why) => Origin::Not(why.clone()),
            },
            _ => Origin::Not(other()),
        }
    }

    /// Whether the id of a unit meant the same one then.
    fn is_same(&self, unit: &Unit) -> bool {
        let Some(then) = self.unit_then(&unit.id) else { return false };
        let above = |register: &'w Register, unit: &Unit| {
            unit.parent.map(|parent| register.get(parent).id.as_str())
        };
        let long_enough = |unit: &Unit| unit.since.as_ref().is_none_or(|day| *day < self.after);
        then.level == unit.level
            && above(self.then, then) == above(self.now, unit)
            && is_named(unit, &then.name)
            && [then, unit].into_iter().all(long_enough)
    }

    /// A unit of then with the one above it.
    fn placed(&self, unit: &Unit) -> String {
        match unit.parent {
            Some(parent) => format!("{} ({})", unit.name, self.then.get(parent).name),
            None => unit.name.clone(),
        }
    }
}

/// Whether a unit bears a name.
fn is_named(unit: &Unit, name: &str) -> bool {
    // Nearly every name is written as it was.
    if unit.name == name {
        return true;
    }
    let key = text::unit_key(name);
    std::iter::once(&unit.name).chain(&unit.aliases).any(|known| text::unit_key(known) == key)
}
