//! What a plan is held against: the forms, their indicators, and the units of whichever period it speaks of.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;

use jiff::civil::Date;

use crate::model::{Period, UnitIx};
use crate::pipeline::fault::Faults;
use crate::pipeline::fault::hint::{did_you_mean, hint};
use crate::pipeline::fault::place::At;
use crate::pipeline::fault::said::as_written;
use crate::pipeline::form::Form;
use crate::pipeline::measure::Measure;
use crate::pipeline::register::{Match, Register};
use crate::pipeline::resolve::reach::A_UNIT_ID;
use crate::pipeline::resolve::register::register;

/// The units of a period; none where they could not be read.
type UnitsThen = Option<Rc<Register>>;

/// What a plan is held against.
pub(in crate::pipeline::resolve) struct PlanGround<'a> {
    pub(super) forms: &'a [Form],
    pub(super) measures: &'a [Measure],
    /// The period to run: reports are on periods of its length.
    period: Option<Period>,
    /// The file of units, which holds those of every period.
    source: Option<(&'a str, &'a Path)>,
    /// The units of each period that was asked for.
    known: RefCell<BTreeMap<Period, UnitsThen>>,
}

impl<'a> PlanGround<'a> {
    pub(in crate::pipeline::resolve) const fn new(
        forms: &'a [Form],
        measures: &'a [Measure],
        period: Option<Period>,
        source: Option<(&'a str, &'a Path)>,
    ) -> Self {
        Self { forms, measures, period, source, known: RefCell::new(BTreeMap::new()) }
    }

    /// The last period, of the length of that to run, that was over before the month of a day began.
    pub(super) fn period_before(&self, day: Date) -> Option<Period> {
        let (year, month) = (day.year().unsigned_abs(), day.month().unsigned_abs());
        self.period.map(|period| period.over_in(year, month))
    }

    /// The units of a period; what is wrong in their file is told where it is read.
    pub(super) fn units_of(&self, period: Period) -> UnitsThen {
        let mut known = self.known.borrow_mut();
        let units = known.entry(period).or_insert_with(|| {
            let (source, path) = self.source?;
            register(source, path, Some(period), &Faults::default()).map(Rc::new)
        });
        units.clone()
    }
}

/// The unit with an id; another word is a fault, and the hint knows names too.
pub(super) fn unit_at(at: &At, word: &str, units: &Register) -> Option<UnitIx> {
    let unit = units.find_id(word);
    if unit.is_none() {
        let named = units.find(word, |_, _| true);
        let near = match named {
            Match::One(ix) => Some(ix),
            Match::Many(found) | Match::None(found) => found.first().copied(),
        };
        let near = near.map(|ix| did_you_mean(&units.get(ix).id));
        let ids = || units.iter().map(|(_, unit)| unit.id.as_str());
        at.wrong_hint(as_written(word), A_UNIT_ID, near.or_else(|| hint(word, ids())));
    }
    unit
}
