//! What a row of a list tells of its dossier, as counting takes it: whose it is, when it came in, is due and ended, by the
//! rules of Quyết định 766/QĐ-TTg, and why it cannot be counted.

use std::num::NonZeroI64;

use crate::ingest::lookups::Lookups;
use crate::model::{AskedNames, DossierFault, UnitIx};
use crate::pipeline::{DossierList, Form};

use super::cell_says::CellSays;
use super::moment::{DAY, DossierMoment};
use super::units::{ListUnits, RowUnit};
use super::words::{ListFields, ListWords, WordSays};

/// A dossier as counting takes it; times are minutes since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListedDossier {
    /// What tells its code from others; none where none is told.
    pub code: Option<NonZeroI64>,
    /// Who handles it: a place among [`ListUnits::named`].
    pub unit: u32,
    /// Its field: a place among [`ListFields::names`].
    pub field: Option<u32>,
    /// When it came in.
    pub received: Option<u32>,
    /// The last minute in which it is on time, as it was promised.
    pub due: Option<u32>,
    /// When it ended; none while it is open.
    pub ended: Option<u32>,
    /// For how long its clock stood.
    pub paused: u32,
    /// How often more was asked for.
    pub supplements: u32,
    /// Whether it was handed in online; none where nothing tells.
    pub online: Option<bool>,
    /// Why it cannot be counted.
    pub fault: Option<DossierFault>,
}

/// What the cells of a row tell.
#[derive(Debug, Clone, Copy)]
pub struct RowTold {
    /// Its code.
    pub code: Option<NonZeroI64>,
    /// Its unit.
    pub unit: RowUnit,
    /// Its field.
    pub field: Option<u32>,
    /// Whether the dossier has ended.
    pub state: WordSays,
    /// Whether it was handed in online.
    pub channel: WordSays,
    /// When it came in.
    pub received: CellSays<DossierMoment>,
    /// When it is due.
    pub due: CellSays<DossierMoment>,
    /// When it was finished.
    pub finished: CellSays<DossierMoment>,
    /// When its result was handed out.
    pub returned: CellSays<DossierMoment>,
    /// Since when its clock stood.
    pub paused_from: CellSays<DossierMoment>,
    /// Until when it stood.
    pub paused_to: CellSays<DossierMoment>,
    /// For how many days it stood.
    pub paused: CellSays<u32>,
    /// How often more was asked for.
    pub supplements: CellSays<u32>,
}

/// What the words of a list mean; each column of words remembers its own, so that they may be gone through side by side.
pub struct DossierRules<'p> {
    /// The units.
    pub units: ListUnits<'p>,
    /// The fields.
    pub fields: ListFields,
    /// Whether dossiers have ended.
    pub states: ListWords<'p>,
    /// Whether they were handed in online.
    pub channels: ListWords<'p>,
}

impl<'p> DossierRules<'p> {
    /// Rows may name units under a sender.
    pub(super) fn new(
        (form, list): (&'p Form, &'p DossierList),
        lookups: Lookups<'p>,
        sender: UnitIx,
    ) -> Self {
        Self {
            units: ListUnits::new(form, lookups, sender),
            fields: ListFields::default(),
            states: ListWords::of_states(list),
            channels: ListWords::of_channels(list),
        }
    }

    /// The names that were looked up.
    pub(super) fn into_asked(self) -> AskedNames {
        self.units.into_asked()
    }

    /// Words of states that nobody knows, and those of channels.
    pub(super) fn strangers(&self) -> [Vec<&str>; 2] {
        [self.states.strangers(), self.channels.strangers()]
    }
}

impl ListedDossier {
    /// The dossier of a row, in a period of which `last` is the last minute.
    #[inline]
    #[must_use]
    pub fn of(row: &RowTold, last: u32) -> Self {
        let mut faults = FirstFault(None);
        faults.unless(row.unit.known, DossierFault::Unit);
        let received = faults.read(row.received, DossierFault::Received);
        let due = faults.read(row.due, DossierFault::Due);
        let finished = faults.read(row.finished, DossierFault::Ended);
        let returned = faults.read(row.returned, DossierFault::Ended);
        let from = faults.read(row.paused_from, DossierFault::Paused);
        let to = faults.read(row.paused_to, DossierFault::Paused);
        faults.unless(received.is_some(), DossierFault::Received);
        // Where both are told, the end of handling counts, not when the result was fetched.
        let ended = finished.or(returned).map(|end| end.not_before(received));
        faults.of_state(row.state, ended.is_some());
        let days = faults.read(row.paused, DossierFault::Paused);
        let until = ended.unwrap_or(last + 1);
        let paused = days.map_or_else(|| stood(from, to, until), |days| Some(days * DAY));
        faults.unless(paused.is_some(), DossierFault::Paused);
        let supplements = faults.read(row.supplements, DossierFault::Supplements);
        Self {
            code: row.code,
            unit: row.unit.place,
            field: row.field,
            received: received.map(DossierMoment::first),
            due: due.map(DossierMoment::last),
            ended,
            paused: paused.unwrap_or(0),
            supplements: supplements.unwrap_or(0),
            online: match row.channel {
                WordSays::Yes => Some(true),
                WordSays::No => Some(false),
                WordSays::Blank | WordSays::Nothing => None,
            },
            fault: faults.0,
        }
    }
}

/// For how long the clock stood between two moments, up to `until` where it did not go on. `None` where it cannot be so.
fn stood(from: Option<DossierMoment>, to: Option<DossierMoment>, until: u32) -> Option<u32> {
    match (from.map(DossierMoment::first), to.map(DossierMoment::first)) {
        (None, None) => Some(0),
        (None, Some(_)) => None,
        (Some(from), Some(to)) => (from <= to).then_some(to - from),
        (Some(from), None) => Some(until.saturating_sub(from)),
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

    /// What a cell says; one that says nothing is at fault.
    fn read<T>(&mut self, told: CellSays<T>, fault: DossierFault) -> Option<T> {
        self.unless(!matches!(told, CellSays::Unread), fault);
        told.said()
    }

    /// A state has to fit to whether an end is told; one that says nothing leaves it to the dates.
    fn of_state(&mut self, state: WordSays, ended: bool) {
        match state {
            WordSays::Blank => {}
            WordSays::Nothing => self.unless(false, DossierFault::State),
            WordSays::No => self.unless(!ended, DossierFault::OpenEnd),
            WordSays::Yes => self.unless(ended, DossierFault::NoEnd),
        }
    }
}
