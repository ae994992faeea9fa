//! What came of the visits of a plan: what was found at each unit, what it answered and what was mended by a day. Handed from
//! who reckons it to who writes it; no run stores it, for a plan declares what was found.

/// What came of the visits of a plan. Days are `2023-08-01`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitReport {
    /// The day of which it is told.
    pub as_of: String,
    /// The targets, in the order of the plan.
    pub visits: Vec<TargetVisit>,
    /// Whether there was a draw.
    pub drawn: bool,
}

/// A target and what came of its visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetVisit {
    /// Id of the unit.
    pub unit_id: String,
    /// Its name.
    pub unit_name: String,
    /// First day of the visit.
    pub from: String,
    /// Last day of the visit.
    pub to: String,
    /// The office that leads.
    pub lead: String,
    /// How far the visit is.
    pub stage: VisitStage,
    /// What was found at it and at its communes, by the order of the outline.
    pub found: Vec<FoundAtVisit>,
    /// Its communes that were drawn.
    pub communes: Vec<VisitedCommune>,
    /// Names of forms of its report that are not there.
    pub lacking: Vec<String>,
}

/// How far a visit is on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VisitStage {
    /// It has not begun.
    Ahead,
    /// It is going on.
    Now,
    /// Its last day is over.
    Over,
}

/// A commune that was drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitedCommune {
    /// Id of the unit.
    pub unit_id: String,
    /// Its name.
    pub unit_name: String,
    /// How many results there are of it.
    pub found: usize,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundAtVisit {
    /// Id of the unit: the target, or a commune of it.
    pub unit_id: String,
    /// Its name.
    pub unit_name: String,
    /// Whether it is a commune that was not drawn although others were.
    pub undrawn: bool,
    /// The day on which it was found.
    pub on: String,
    /// Number and title of the section of the outline: `II.2. Cải cách thủ tục hành chính`; empty where it is about none.
    pub section: String,
    /// What was found.
    pub found: String,
    /// By when it is to be mended.
    pub due: Option<String>,
    /// What the unit answered.
    pub answered: Option<String>,
    /// What became of it.
    pub state: FoundState,
}

/// What became of something that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FoundState {
    /// It was mended on a day, so many days after it was due.
    Mended {
        /// The day.
        on: String,
        /// Days, where it was late.
        late: Option<i64>,
    },
    /// It is to be mended within so many days.
    Open {
        /// Days, from 0 on.
        left: i64,
    },
    /// It was to be mended so many days ago.
    Overdue {
        /// Days, from 1 on.
        late: i64,
    },
    /// It is not mended, and nothing says by when it is to be.
    NoDate,
}

/// How many results stand how. `mended + open + overdue + no_date == found`, and `answered <= found`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FoundTally {
    /// All of them.
    pub found: usize,
    /// Those that the unit answered.
    pub answered: usize,
    /// Those that were mended.
    pub mended: usize,
    /// Those that are not and still have time.
    pub open: usize,
    /// Those that are not and should be.
    pub overdue: usize,
    /// Those that are not and have no date.
    pub no_date: usize,
}

impl FoundTally {
    /// The sums of some results.
    pub fn of<'f>(found: impl IntoIterator<Item = &'f FoundAtVisit>) -> Self {
        let mut tally = Self::default();
        for one in found {
            tally.found += 1;
            tally.answered += usize::from(one.answered.is_some());
            let place = match one.state {
                FoundState::Mended { .. } => &mut tally.mended,
                FoundState::Open { .. } => &mut tally.open,
                FoundState::Overdue { .. } => &mut tally.overdue,
                FoundState::NoDate => &mut tally.no_date,
            };
            *place += 1;
        }
        tally
    }

    /// Those that are not mended.
    #[must_use]
    pub const fn unmended(&self) -> usize {
        self.open + self.overdue + self.no_date
    }
}

impl VisitReport {
    /// The sums of all visits.
    #[must_use]
    pub fn tally(&self) -> FoundTally {
        FoundTally::of(self.visits.iter().flat_map(|visit| &visit.found))
    }

    /// How many visits are so far.
    #[must_use]
    pub fn count(&self, stage: VisitStage) -> usize {
        self.visits.iter().filter(|visit| visit.stage == stage).count()
    }
}

impl TargetVisit {
    /// The sums of its results.
    #[must_use]
    pub fn tally(&self) -> FoundTally {
        FoundTally::of(&self.found)
    }

    /// Whether its visit is over and nothing at all is written of it.
    #[must_use]
    pub fn without_result(&self) -> bool {
        self.stage == VisitStage::Over && self.found.is_empty()
    }

    /// Drawn communes of which nothing is written although the visit is over.
    pub fn communes_without_result(&self) -> impl Iterator<Item = &VisitedCommune> {
        let over = self.stage == VisitStage::Over;
        self.communes.iter().filter(move |commune| over && commune.found == 0)
    }

    /// Whether there is nothing left to do for it: all was sent, visited, answered and mended.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        let tally = self.tally();
        self.stage == VisitStage::Over
            && self.lacking.is_empty()
            && !self.without_result()
            && self.communes_without_result().next().is_none()
            && tally.answered == tally.found
            && tally.unmended() == 0
    }
}
