//! The units that a list names, each name looked up once.

use std::collections::BTreeMap;

use crate::ingest::lookups::Lookups;
use crate::model::{AskedNames, UnitIx};
use crate::pipeline::{Form, Match, Register};

use super::list_cell::ListCell;
use super::meant::Meant;

/// Unknown units of one list for which near names are looked up.
const MOST_STRANGERS: usize = 500;

/// A unit that rows name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DossierUnit {
    /// As it stands there first.
    pub raw: String,
    /// The unit of the register.
    pub unit: Option<UnitIx>,
    /// The unit that may be meant, where it is none.
    pub near: Option<UnitIx>,
}

/// The unit of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowUnit {
    /// Its place among [`ListUnits::named`].
    pub place: u32,
    /// Whether the register has it.
    pub(super) known: bool,
}

/// The units of a list.
pub struct ListUnits<'p> {
    known: UnitsUnder<'p>,
    named: Vec<DossierUnit>,
    by_unit: BTreeMap<UnitIx, u32>,
    meant: Meant<RowUnit>,
}

impl<'p> ListUnits<'p> {
    /// Of units under a sender.
    pub(super) fn new(form: &'p Form, lookups: Lookups<'p>, sender: UnitIx) -> Self {
        let known = UnitsUnder { form, lookups, sender };
        Self { known, named: Vec::new(), by_unit: BTreeMap::new(), meant: Meant::default() }
    }

    /// The register whose units are named.
    #[must_use]
    pub fn register(&self) -> &Register {
        &self.known.lookups
    }

    /// The names that were looked up.
    pub(super) fn into_asked(self) -> AskedNames {
        self.known.lookups.into_asked()
    }

    /// Those that rows named so far, a unit of the register once.
    #[must_use]
    pub fn named(&self) -> &[DossierUnit] {
        &self.named
    }

    /// The unit that was named like this.
    pub(super) fn named_as(&self, raw: &str) -> Option<&DossierUnit> {
        self.named.get(self.meant.met(raw)?.place as usize)
    }

    /// The unit of a cell; where it names none, that of no name.
    pub fn place(&mut self, cell: ListCell<'_>) -> RowUnit {
        let Self { known, named, by_unit, meant } = self;
        let mut look_up = |name: &str| {
            let strangers = named.len() - by_unit.len();
            let found = known.found(name, strangers < MOST_STRANGERS);
            let next = u32::try_from(named.len()).unwrap_or(u32::MAX);
            let place = found.unit.map_or(next, |unit| *by_unit.entry(unit).or_insert(next));
            let unit = RowUnit { place, known: found.unit.is_some() };
            if place == next {
                named.push(DossierUnit { raw: name.to_owned(), ..found });
            }
            unit
        };
        let text = cell.text().unwrap_or_default();
        if let Some(unit) = meant.met(&text) {
            return unit;
        }
        // With spaces around it, it is the same.
        let unit = meant.of(text.trim(), &mut look_up);
        meant.of(&text, |_| unit)
    }
}

/// The units that rows may name: those under the sender.
struct UnitsUnder<'p> {
    form: &'p Form,
    lookups: Lookups<'p>,
    sender: UnitIx,
}

impl UnitsUnder<'_> {
    /// The unit of a name or an id.
    fn found(&self, name: &str, look_near: bool) -> DossierUnit {
        let covered = |ix, unit: &_| self.lookups.is_covered(self.form, self.sender, ix, unit);
        let known = |unit| DossierUnit { raw: String::new(), unit, near: None };
        let by_id = self.lookups.find_id(name);
        let by_id = by_id.filter(|&ix| covered(ix, self.lookups.get(ix)));
        if by_id.is_some() || name.is_empty() {
            return known(by_id);
        }
        let found = if look_near {
            self.lookups.find(name, covered)
        } else {
            self.lookups.find_exact(name, covered)
        };
        match found {
            Match::One(unit) => known(Some(unit)),
            Match::Many(_) => known(None),
            Match::None(near) => DossierUnit { near: near.first().copied(), ..known(None) },
        }
    }
}
