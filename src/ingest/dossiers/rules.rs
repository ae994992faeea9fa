//! What a row of a list tells of its dossier, as counting takes it: whose it is, when it came in, is due and ended, by the
//! rules of Quyết định 766/QĐ-TTg, and why it cannot be counted.

use crate::ingest::lookups::Lookups;
use crate::model::{AskedNames, DossierFault, UnitIx};
use crate::pipeline::{DossierColumn, DossierList, Form, Match, Register};

use super::list_cell::ListCell;
use super::moment::{DAY, DossierMoment};
use super::words::{ListFields, ListWords};

/// The places of units by their names.
#[expect(
    clippy::disallowed_types,
    reason = "names of units are looked up in it, for each of 10⁷ rows, and never listed"
)]
type PlaceByName = std::collections::HashMap<String, u32>;

/// Unknown units of one list for which near names are looked up.
const MOST_STRANGERS: usize = 500;

/// A dossier as counting takes it; times are minutes since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListedDossier {
    /// What tells its code from others; none where none is told.
    pub code: Option<i64>,
    /// Who handles it: a place among [`DossierRules::units`].
    pub unit: u32,
    /// Its field: a place among [`DossierRules::fields`].
    pub field: Option<u32>,
    /// When it came in.
    pub received: Option<i64>,
    /// The last minute in which it is on time, as it was promised.
    pub due: Option<i64>,
    /// When it ended; none while it is open.
    pub ended: Option<i64>,
    /// For how long its clock stood.
    pub paused: i64,
    /// How often more was asked for.
    pub supplements: i64,
    /// Whether it was handed in online; none where nothing tells.
    pub online: Option<bool>,
    /// Why it cannot be counted.
    pub fault: Option<DossierFault>,
}

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

/// The cells of a row, by [`DossierColumn::index`].
pub type ListedRow<'c> = [ListCell<'c>; DossierColumn::ALL.len()];

/// How rows are understood; it remembers what texts mean, of which lists have few.
pub struct DossierRules<'p> {
    form: &'p Form,
    lookups: Lookups<'p>,
    sender: UnitIx,
    /// The last minute of the period.
    last: i64,
    units: Vec<DossierUnit>,
    unit_of: PlaceByName,
    fields: ListFields,
    states: ListWords<'p>,
    channels: ListWords<'p>,
}

impl<'p> DossierRules<'p> {
    /// Rows may name units under a sender; `last` is the last minute of the period.
    pub(super) fn new(
        (form, list): (&'p Form, &'p DossierList),
        lookups: Lookups<'p>,
        sender: UnitIx,
        last: i64,
    ) -> Self {
        Self {
            form,
            lookups,
            sender,
            last,
            units: Vec::new(),
            unit_of: PlaceByName::new(),
            fields: ListFields::default(),
            states: ListWords::of_states(list),
            channels: ListWords::of_channels(list),
        }
    }

    /// The register whose units are named.
    #[must_use]
    pub fn register(&self) -> &Register {
        &self.lookups
    }

    /// The names that were looked up.
    pub(super) fn into_asked(self) -> AskedNames {
        self.lookups.into_asked()
    }

    /// Words of states that nobody knows, and those of channels.
    pub(super) fn strangers(&self) -> [Vec<&str>; 2] {
        [self.states.strangers(), self.channels.strangers()]
    }

    /// The units that rows named so far.
    #[must_use]
    pub fn units(&self) -> &[DossierUnit] {
        &self.units
    }

    /// The fields that rows named so far.
    #[must_use]
    pub fn fields(&self) -> &[String] {
        self.fields.names()
    }

    /// The dossier of a row; `None` where nothing stands in it.
    pub fn dossier(&mut self, cells: &ListedRow<'_>) -> Option<ListedDossier> {
        use DossierColumn as C;
        if cells.iter().all(|cell| cell.is_blank()) {
            return None;
        }
        let cell = |of: C| cells[of.index()];
        let unit = self.unit(cell(C::Unit));
        let mut faults = FirstFault(None);
        faults.unless(self.units[unit as usize].unit.is_some(), DossierFault::Unit);
        let mut moment = |of: C, what: DossierFault| {
            let told = cell(of).moment();
            faults.unless(told.is_some() || cell(of).is_blank(), what);
            told
        };
        let received = moment(C::Received, DossierFault::Received);
        let due = moment(C::Due, DossierFault::Due);
        let finished = moment(C::Finished, DossierFault::Ended);
        let returned = moment(C::Returned, DossierFault::Ended);
        let from = moment(C::PausedFrom, DossierFault::Paused);
        let to = moment(C::PausedTo, DossierFault::Paused);
        faults.unless(received.is_some(), DossierFault::Received);
        // Where both are told, the end of handling counts, not when the result was fetched.
        let end = finished.or(returned).map(|end| end.not_before(received));
        let ended = self.ended(cell(C::State), end, &mut faults);
        let days = cell(C::Paused).count();
        faults.unless(days.is_some() || cell(C::Paused).is_blank(), DossierFault::Paused);
        let paused = days.map_or_else(|| self.stood(from, to, ended), |days| Some(days * DAY));
        faults.unless(paused.is_some(), DossierFault::Paused);
        let supplements = cell(C::Supplements).count();
        let read = supplements.is_some() || cell(C::Supplements).is_blank();
        faults.unless(read, DossierFault::Supplements);
        Some(ListedDossier {
            code: cell(C::Code).code(),
            unit,
            field: cell(C::Field).text().and_then(|field| self.fields.place(&field)),
            received: received.map(DossierMoment::first),
            due: due.map(DossierMoment::last),
            ended,
            paused: paused.unwrap_or(0),
            supplements: supplements.unwrap_or(0),
            online: cell(C::Channel).text().and_then(|channel| self.channels.say(&channel)),
            fault: faults.0,
        })
    }

    /// When it ended, by its state and by what is told of its end; a state that says nothing leaves it to the dates.
    fn ended(
        &mut self,
        state: ListCell<'_>,
        end: Option<i64>,
        faults: &mut FirstFault,
    ) -> Option<i64> {
        let Some(word) = state.text() else {
            faults.unless(state.is_blank(), DossierFault::State);
            return end;
        };
        match self.states.say(&word) {
            Some(true) => faults.unless(end.is_some(), DossierFault::NoEnd),
            Some(false) => faults.unless(end.is_none(), DossierFault::OpenEnd),
            None => faults.unless(false, DossierFault::State),
        }
        end
    }

    /// For how long the clock stood between two moments: up to its end, or that of the period, where it did not go on.
    /// `None` where it cannot be so.
    fn stood(
        &self,
        from: Option<DossierMoment>,
        to: Option<DossierMoment>,
        ended: Option<i64>,
    ) -> Option<i64> {
        match (from.map(DossierMoment::first), to.map(DossierMoment::first)) {
            (None, None) => Some(0),
            (None, Some(_)) => None,
            (Some(from), Some(to)) => (from <= to).then_some(to - from),
            (Some(from), None) => Some((ended.unwrap_or(self.last + 1) - from).max(0)),
        }
    }

    fn unit(&mut self, cell: ListCell<'_>) -> u32 {
        let raw = cell.text().unwrap_or_default();
        if let Some(place) = self.unit_of.get(raw.as_ref()) {
            return *place;
        }
        let place = u32::try_from(self.units.len()).unwrap_or(u32::MAX);
        let strangers = self.units.iter().filter(|unit| unit.unit.is_none()).count();
        let found = self.found(raw.trim(), strangers < MOST_STRANGERS);
        self.units.push(DossierUnit { raw: raw.clone().into_owned(), ..found });
        self.unit_of.insert(raw.into_owned(), place);
        place
    }

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

/// The first thing that is wrong with a row.
struct FirstFault(Option<DossierFault>);

impl FirstFault {
    fn unless(&mut self, fits: bool, fault: DossierFault) {
        if !fits {
            self.0 = self.0.or(Some(fault));
        }
    }
}
