//! What a cell of a published sheet shows, as data: composed with the sheet, so that an address leads back to the unit, the
//! metric or the list that a figure is about. Nothing of it is in the file.

use crate::model::{
    Code, Finding, FormIx, Level, MeasureIx, Scope, Severity, SubmissionRow, UnitIx,
};
use crate::pipeline::{MetricIx, Ranking};
use crate::table::MoveCause;

/// What a cell shows.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Meaning<'a> {
    /// Words about the sheet or its figures: a title, the head of a column, a remark.
    #[default]
    Words,
    /// The number of a row in its list.
    RowNumber,
    /// A sum or the rate of a metric of a unit over all fields.
    Rate {
        /// Which files count.
        scope: Scope,
        /// The unit.
        unit: UnitIx,
        /// The metric.
        metric: MetricIx,
        /// Which of its figures.
        shows: RateFigure,
    },
    /// The same of all units together.
    Overall {
        /// The metric.
        metric: MetricIx,
        /// Which of its figures.
        shows: RateFigure,
    },
    /// The same of all units of a list together.
    List {
        /// The ranking.
        ranking: &'a Ranking,
        /// The unit inside which the list is kept.
        group: Option<UnitIx>,
        /// The metric.
        metric: MetricIx,
        /// Which of its figures.
        shows: RateFigure,
    },
    /// How a unit stands in a ranking.
    Standing {
        /// The ranking.
        ranking: &'a Ranking,
        /// The unit.
        unit: UnitIx,
        /// What of it.
        shows: StandingFigure,
    },
    /// How many units a list has.
    Units {
        /// The ranking.
        ranking: &'a Ranking,
        /// The unit inside which the list is kept.
        group: Option<UnitIx>,
    },
    /// How many units a tie at the end of a list has beyond those that are named.
    Others(&'a Ranking),
    /// How many units of a ranking have a place.
    Ranked(&'a Ranking),
    /// What counts against all units but those that hold most of it.
    RestMissed {
        /// The metric.
        metric: MetricIx,
        /// How many these are.
        largest: usize,
    },
    /// How many forms are owed, or came; of one form or of all.
    Forms {
        /// The form.
        form: Option<FormIx>,
        /// What is counted.
        shows: FormsFigure,
    },
    /// A form that came or did not.
    Submission(&'a SubmissionRow),
    /// How many findings there are.
    Findings {
        /// How bad they are; of any kind where it is none.
        severity: Option<Severity>,
        /// Those alone by which figures do not count.
        left_out: bool,
    },
    /// How many findings of a kind go to a unit.
    FindingsOf {
        /// The unit; `None` where nobody is known.
        unit: Option<UnitIx>,
        /// The kind.
        code: Code,
        /// Those alone by which figures do not count.
        left_out: bool,
    },
    /// A finding.
    Finding(&'a Finding),
    /// How many files a unit needs to be ranked.
    Minimum(&'a Ranking),
    /// Where a class begins.
    Bound {
        /// The ranking.
        ranking: &'a Ranking,
        /// The place of the class among those of the ranking.
        class: usize,
    },
    /// A figure of a metric by field.
    Field(FieldFigure<'a>),
    /// What a form asks a reason for.
    Late(LateFigure<'a>),
    /// What units say of an indicator.
    Indicator {
        /// The unit; all of the tier that sent the form where it is none.
        unit: Option<UnitIx>,
        /// The indicator.
        measure: MeasureIx,
        /// The tier.
        level: Level,
    },
}

/// The units that a sheet tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Circle {
    /// Every unit.
    Everyone,
    /// The units of a tier.
    Level(Level),
    /// A unit and those under it.
    Under(UnitIx),
}

/// One of several, or several together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OneOf<T> {
    /// This one.
    One(T),
    /// All of them.
    All,
    /// Those that have no row or column of their own.
    Rest,
}

/// A figure of a metric in a table of fields and units; a field that is none is that of lines which name none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldFigure<'a> {
    /// The units of the table.
    pub among: Circle,
    /// Which files count.
    pub scope: Scope,
    /// Whose it is.
    pub unit: OneOf<UnitIx>,
    /// In which field.
    pub field: OneOf<Option<&'a str>>,
    /// The metric.
    pub metric: MetricIx,
    /// Which of its figures.
    pub shows: FieldShows,
}

/// Which figure of a metric by field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldShows {
    /// What counts against a unit.
    Late,
    /// The rate.
    Ratio,
}

/// Counts that ask for a reason, with the reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LateFigure<'a> {
    /// The units of the table.
    pub among: Circle,
    /// Whose they are.
    pub unit: OneOf<UnitIx>,
    /// In which field.
    pub field: OneOf<Option<&'a str>>,
    /// The count; all of them where it is none.
    pub measure: Option<MeasureIx>,
}

/// Which figure of a rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RateFigure {
    /// The sum above the line.
    Numerator,
    /// The sum below the line.
    Denominator,
    /// Their ratio.
    Ratio,
    /// What counts against it: what is below the line and not above, or where less is better what is above.
    Missed,
    /// The ratio in the period before.
    RatioBefore,
    /// By how many points the ratio is more than that.
    Change,
}

/// What of how a unit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StandingFigure {
    /// Its place.
    Place,
    /// The places that its figures go with.
    Interval,
    /// Its place among those of its list that stand under the same unit.
    Within,
    /// By how many places it came up since the period before.
    Move,
    /// By how much the rate or the score changed since.
    Change,
    /// The rate or the score it is ranked by.
    Value,
    /// The points that a metric brings it.
    Points(MetricIx),
    /// Its class.
    Class,
    /// How many files are needed to get into the next better class.
    Needed,
    /// What counts against it.
    Late,
    /// What would if each of its fields was as in the whole list.
    ExpectedLate,
    /// Its place under another definition.
    Under(MetricIx),
    /// How far apart its places under all definitions are.
    Spread,
    /// Its name, or what is said beside its place.
    Note,
    /// Its place in the period before, beside a move.
    PlaceBefore,
    /// What it was ranked by in the period before.
    ValueBefore,
    /// The least rate that its figures go with.
    RateLow,
    /// The greatest such rate.
    RateHigh,
    /// How many places a cause moved it.
    MovedBy(MoveCause),
}

/// Which forms are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormsFigure {
    /// Those that are owed.
    Owed,
    /// Those of them that came and can be used.
    Received,
    /// Those of them that are not there.
    Missing,
}
