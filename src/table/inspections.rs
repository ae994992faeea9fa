//! `inspections.parquet`: what each unit owes by a plan of inspection, what came of it, and by how many days it is late or
//! not yet due. It tells of one day, which stands in every row.

use polars::prelude::DataFrame;
use strum::{IntoStaticStr, VariantArray};

use crate::model::Status;

use super::Artifact;
use super::column::{Columns, TableError, counts, flags, frame, texts};

/// What a plan has with a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum InspectionPart {
    /// It is visited.
    Target,
    /// It inspects itself.
    Other,
}

impl InspectionPart {
    /// Both.
    pub const ALL: [Self; Self::VARIANTS.len()] = crate::model::array_of(Self::VARIANTS);

    /// The word for programs.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// What became of a form that a unit owes by a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum ReportStatus {
    /// It came on the day on which it was due, or before.
    InTime,
    /// It came after that day.
    Late,
    /// It came, and nothing tells when.
    Undated,
    /// Nothing came that could be it.
    Missing,
    /// Something came that is it or may be it, of which nothing can be used.
    Unusable,
    /// It is of a period whose submissions are not at hand.
    NotJudged,
}

impl ReportStatus {
    /// All of them.
    pub const ALL: [Self; Self::VARIANTS.len()] = crate::model::array_of(Self::VARIANTS);

    /// The word for programs.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// Whether it is there and counts.
    #[must_use]
    pub const fn came(self) -> bool {
        matches!(self, Self::InTime | Self::Late | Self::Undated)
    }
}

/// A form that a unit owes by a plan. Days are `2023-07-30`, moments as `submissions` has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InspectionRow {
    /// Id of the plan.
    pub plan: String,
    /// What the plan has with the unit.
    pub part: InspectionPart,
    /// Id of the unit.
    pub unit_id: String,
    /// Its name.
    pub unit_name: String,
    /// The period that its report is of.
    pub period: String,
    /// Id of the form.
    pub form: String,
    /// First day of the visit, of a unit that is visited.
    pub from: Option<String>,
    /// Its last day.
    pub to: Option<String>,
    /// Last day on which the form is on time.
    pub report_by: String,
    /// What became of it.
    pub status: ReportStatus,
    /// What the register of submissions says of that by which this is told.
    pub submission: Option<Status>,
    /// The file by which it is told.
    pub file: Option<String>,
    /// When the form first came, where that is known.
    pub received_at: Option<String>,
    /// Another file took the place of that which came first.
    pub replaced: bool,
    /// When the file came that counts, where that is known.
    pub counted_at: Option<String>,
    /// By how many days it came late or, where nothing came, is late.
    pub days_late: Option<i64>,
    /// How many days are left, where it can still come in time.
    pub days_left: Option<i64>,
    /// How many days are left to the visit; 0 and less since it began.
    pub days_to_visit: Option<i64>,
    /// The day of which all this is told.
    pub as_of: String,
}

/// All plans that serve a period: targets in the order of their plan, other units in that of the register.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inspections {
    /// The rows.
    pub rows: Vec<InspectionRow>,
}

/// All that a unit owes by a plan.
#[derive(Debug, Clone, Copy)]
pub struct UnitReport<'t> {
    /// Its rows, one at least, in the order of the forms of the plan.
    pub rows: &'t [InspectionRow],
    /// The first of them, for what they have in common.
    pub first: &'t InspectionRow,
}

impl UnitReport<'_> {
    /// Whether its submissions were at hand.
    #[must_use]
    pub fn is_judged(&self) -> bool {
        self.rows.iter().all(|row| row.status != ReportStatus::NotJudged)
    }

    /// The forms that are not there, or of which nothing can be used; none of what was not judged.
    pub fn lacking(&self) -> impl Iterator<Item = &InspectionRow> {
        let judged = self.is_judged();
        self.rows.iter().filter(move |row| judged && !row.status.came())
    }

    /// Whether every form came.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.rows.iter().all(|row| row.status.came())
    }

    /// Whether somebody has to look after it now: a form is late, or what came of it cannot be used.
    #[must_use]
    pub fn asks_for_help(&self) -> bool {
        self.is_late() || self.rows.iter().any(|row| row.status == ReportStatus::Unusable)
    }

    /// Whether something is not as it was to be by now: a form came late or is late.
    #[must_use]
    pub fn is_late(&self) -> bool {
        self.rows.iter().any(|row| row.days_late.is_some())
    }
}

/// How many units of a part of a plan stand how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ReportTally {
    /// Units that report.
    pub units: usize,
    /// Units all of whose forms came.
    pub complete: usize,
    /// Units that lack a form.
    pub lacking: usize,
    /// Units whose report is of a period that is not at hand.
    pub unjudged: usize,
    /// Units of which a form came late or is overdue.
    pub late: usize,
}

impl Inspections {
    /// The sums of a part of a plan.
    #[must_use]
    pub fn tally(&self, plan: &str, part: InspectionPart) -> ReportTally {
        let mut tally = ReportTally::default();
        for report in self.reports(plan, part) {
            tally.units += 1;
            tally.unjudged += usize::from(!report.is_judged());
            tally.complete += usize::from(report.is_complete());
            tally.lacking += usize::from(report.is_judged() && !report.is_complete());
            tally.late += usize::from(report.is_late());
        }
        tally
    }

    /// The units of a part of a plan that have not sent all, or not in time; of those that were judged.
    #[must_use]
    pub fn behind(&self, plan: &str, part: InspectionPart) -> Vec<UnitReport<'_>> {
        let is_behind =
            |report: &UnitReport| report.is_judged() && (!report.is_complete() || report.is_late());
        self.reports(plan, part).filter(is_behind).collect()
    }

    /// The visits that are next, all that begin on the same day.
    #[must_use]
    pub fn next_visits(&self, plan: &str) -> Vec<UnitReport<'_>> {
        let ahead = |report: &UnitReport| report.first.days_to_visit.filter(|days| *days >= 0);
        let reports: Vec<UnitReport> = self.reports(plan, InspectionPart::Target).collect();
        let next = reports.iter().filter_map(ahead).min();
        reports.into_iter().filter(|report| next.is_some() && ahead(report) == next).collect()
    }

    /// What each unit owes by a plan, as far as it is of a part of it.
    pub fn reports(
        &self,
        plan: &str,
        part: InspectionPart,
    ) -> impl Iterator<Item = UnitReport<'_>> {
        let of_one_unit = |a: &InspectionRow, b: &InspectionRow| {
            (&a.plan, a.part, &a.unit_id) == (&b.plan, b.part, &b.unit_id)
        };
        let units = self.rows.chunk_by(of_one_unit);
        let units = units.filter_map(|rows| Some(UnitReport { rows, first: rows.first()? }));
        units.filter(move |unit| unit.first.plan == plan && unit.first.part == part)
    }
}

impl Artifact for Inspections {
    const NAME: &'static str = "inspections";

    fn to_frame(&self) -> Result<DataFrame, TableError> {
        let rows = &self.rows;
        frame(vec![
            texts("plan", rows.iter().map(|r| Some(r.plan.as_str()))),
            texts("part", rows.iter().map(|r| Some(r.part.word()))),
            texts("unit_id", rows.iter().map(|r| Some(r.unit_id.as_str()))),
            texts("unit_name", rows.iter().map(|r| Some(r.unit_name.as_str()))),
            texts("period", rows.iter().map(|r| Some(r.period.as_str()))),
            texts("form", rows.iter().map(|r| Some(r.form.as_str()))),
            texts("from", rows.iter().map(|r| r.from.as_deref())),
            texts("to", rows.iter().map(|r| r.to.as_deref())),
            texts("report_by", rows.iter().map(|r| Some(r.report_by.as_str()))),
            texts("status", rows.iter().map(|r| Some(r.status.word()))),
            texts("submission", rows.iter().map(|r| r.submission.map(Status::word))),
            texts("file", rows.iter().map(|r| r.file.as_deref())),
            texts("received_at", rows.iter().map(|r| r.received_at.as_deref())),
            flags("replaced", rows.iter().map(|r| r.replaced)),
            texts("counted_at", rows.iter().map(|r| r.counted_at.as_deref())),
            counts("days_late", rows.iter().map(|r| r.days_late)),
            counts("days_left", rows.iter().map(|r| r.days_left)),
            counts("days_to_visit", rows.iter().map(|r| r.days_to_visit)),
            texts("as_of", rows.iter().map(|r| Some(r.as_of.as_str()))),
        ])
    }

    fn from_frame(frame: &DataFrame) -> Result<Self, TableError> {
        let c = Columns::new(Self::NAME, frame);
        let (plan, part, unit_id) = (c.text("plan")?, c.text("part")?, c.text("unit_id")?);
        let (unit_name, period, form) = (c.text("unit_name")?, c.text("period")?, c.text("form")?);
        let (from, to, report_by) = (c.text("from")?, c.text("to")?, c.text("report_by")?);
        let (status, submission) = (c.text("status")?, c.text("submission")?);
        let (file, received_at) = (c.text("file")?, c.text("received_at")?);
        let (replaced, counted_at) = (c.flag("replaced")?, c.text("counted_at")?);
        let (days_late, days_left) = (c.count("days_late")?, c.count("days_left")?);
        let (days_to_visit, as_of) = (c.count("days_to_visit")?, c.text("as_of")?);
        let rows = (0..frame.height())
            .map(|i| {
                let known = submission.optional(i).is_some();
                let said = || submission.word(i, &Status::ALL, Status::word);
                Ok(InspectionRow {
                    plan: plan.required(i)?,
                    part: part.word(i, &InspectionPart::ALL, InspectionPart::word)?,
                    unit_id: unit_id.required(i)?,
                    unit_name: unit_name.required(i)?,
                    period: period.required(i)?,
                    form: form.required(i)?,
                    from: from.optional(i),
                    to: to.optional(i),
                    report_by: report_by.required(i)?,
                    status: status.word(i, &ReportStatus::ALL, ReportStatus::word)?,
                    submission: known.then(said).transpose()?,
                    file: file.optional(i),
                    received_at: received_at.optional(i),
                    replaced: replaced.get(i).unwrap_or(false),
                    counted_at: counted_at.optional(i),
                    days_late: days_late.get(i),
                    days_left: days_left.get(i),
                    days_to_visit: days_to_visit.get(i),
                    as_of: as_of.required(i)?,
                })
            })
            .collect::<Result<_, TableError>>()?;
        Ok(Self { rows })
    }
}
