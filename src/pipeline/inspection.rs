//! A plan of inspection as meant: who is visited when, by which office, what is to be reported by when, and the draw.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

use crate::model::{Period, array_of};

/// A plan of inspection, as a decision of the province sets it: `pipelines/inspections/*.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InspectionPlan {
    /// Name of the plan, from its file name.
    pub id: String,
    /// What is inspected, for people.
    pub title: String,
    /// Number of the decision: `1234/QĐ-UBND`.
    pub number: String,
    /// Who is visited, in the order of the plan.
    pub targets: Vec<InspectionTarget>,
    /// By when everybody else has inspected himself and reports it.
    pub others_report_by: Option<Date>,
    /// The period whose forms the others report with.
    pub others_period: Option<Period>,
    /// Ids of the forms that the report of the others consists of; none where it is a text that nobody reads here.
    pub others_forms: Vec<String>,
    /// Ids of the forms that a report consists of; a unit owes those that its tier sends.
    pub forms: Vec<String>,
    /// How communes of inspected districts are chosen.
    pub draw: Option<DrawRule>,
    /// What a report is made up of, in the order of its outline.
    pub outline: Vec<OutlineSection>,
    /// Who was inspected before.
    pub inspected: Vec<PastInspection>,
    /// What was found at visits, and what came of it.
    pub results: Vec<InspectionResult>,
    /// Folder of each run of its period that holds the dossiers of its targets: `ho-so`; `None` where no night makes any.
    pub dossiers: Option<String>,
}

/// A unit that is visited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InspectionTarget {
    /// Id of the unit.
    pub unit: String,
    /// First day of the visit.
    pub from: Date,
    /// Last day of the visit, not before `from`.
    pub to: Date,
    /// The office that leads; never a person.
    pub lead: String,
    /// The office beside it; empty where none is declared.
    pub deputy: String,
    /// Last day on which its report is on time.
    pub report_by: Date,
    /// The period whose forms are its report: declared for it or for the plan, else the last one, of the length of that
    /// of the pipeline, that was over before `report_by`.
    pub period: Period,
    /// How many of its communes are drawn, where the plan has a draw and it is a district.
    pub communes: u8,
}

/// How communes of inspected districts are drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawRule {
    /// What the seed will be, announced before anybody can know it: `Giải đặc biệt xổ số … ngày 24/7/2023`.
    pub seed_source: String,
    /// Who was inspected within so many years before the first visit is left out; 0 leaves nobody out.
    pub not_within_years: u8,
    /// What a commune's chance goes by.
    pub weight: DrawWeight,
}

/// What the chance of a commune to be drawn goes by.
#[derive(IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DrawWeight {
    /// Every commune has one ticket.
    #[default]
    Equal,
    /// One ticket, and one more for each whole percent of its files that is overdue.
    Overdue,
}

impl DrawRule {
    /// Years in which who was inspected may be left out.
    pub(in crate::pipeline) const NOT_WITHIN: std::ops::RangeInclusive<i64> = 0..=20;
}

impl DrawWeight {
    /// All, the usual one first.
    pub const ALL: [Self; Self::VARIANTS.len()] = array_of(Self::VARIANTS);
}

/// A section of the outline of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutlineSection {
    /// As it is numbered: `II.2`.
    pub number: String,
    /// What it is about.
    pub title: String,
    /// Ids of indicators that answer it.
    pub indicators: Vec<String>,
    /// Ids of forms that answer it.
    pub forms: Vec<String>,
    /// What is asked of everybody.
    pub questions: Vec<String>,
}

/// An inspection of before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastInspection {
    /// Id of the unit.
    pub unit: String,
    /// The day it ended.
    pub on: Date,
    /// The document that says so.
    pub document: String,
}

/// What was found at a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InspectionResult {
    /// Id of the unit: a target, or a commune of one.
    pub unit: String,
    /// The day on which it was found.
    pub on: Date,
    /// Number of the section of the outline; empty where it is about none.
    pub section: String,
    /// What was found.
    pub found: String,
    /// By when it is to be mended.
    pub due: Option<Date>,
    /// What the unit answered.
    pub answered: Option<String>,
    /// The day on which it was mended.
    pub done: Option<Date>,
}

impl InspectionPlan {
    /// Communes of a district that are drawn, at least and at most.
    pub const COMMUNES: std::ops::RangeInclusive<i64> = 1..=3;

    /// The last day of which the plan says anything: what is due after it is of no concern.
    #[must_use]
    pub fn last_day(&self) -> Option<Date> {
        let targets = self.targets.iter().flat_map(|target| [target.to, target.report_by]);
        targets.chain(self.others_report_by).max()
    }

    /// Whether somebody reports by it with the forms of a period.
    #[must_use]
    pub fn serves(&self, period: Period) -> bool {
        let mut targets = self.targets.iter();
        targets.any(|target| target.period == period) || self.others_period == Some(period)
    }

    /// The day of which something is told today: from the day after its last one, when all that is due is over, nothing of
    /// it changes any more.
    #[must_use]
    pub fn told_on(&self, today: Date) -> Date {
        let after = self.last_day().and_then(|last| last.tomorrow().ok());
        after.map_or(today, |after| after.min(today))
    }

    /// The visit of a unit.
    #[must_use]
    pub fn target(&self, unit: &str) -> Option<&InspectionTarget> {
        self.targets.iter().find(|target| target.unit == unit)
    }
}
