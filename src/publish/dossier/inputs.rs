//! What a dossier is composed from beside the tables of the run: the plan, the periods before, what became of the findings
//! within the period, and the draw.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Finding, Findings, Period, Submissions};
use crate::pipeline::InspectionPlan;
use crate::publish::inputs::Inputs;
use crate::table::Rankings;

/// What the dossiers of a plan are composed from.
#[derive(Debug, Clone, Copy)]
pub struct DossierInputs<'a> {
    /// The plan.
    pub plan: &'a InspectionPlan,
    /// The run of the period that the targets report about.
    pub run: &'a Inputs<'a>,
    /// What else is known.
    pub known: &'a DossierKnown,
}

/// What is known beside the plan and the run.
#[derive(Debug, Clone, Default)]
pub struct DossierKnown {
    /// Earlier periods of which a run is kept, oldest first.
    pub past: Vec<PeriodThen>,
    /// Earlier periods whose tables cannot be read.
    pub unread: Vec<Period>,
    /// How the findings of a unit developed within the period, by its id: a step for each published run with others.
    pub steps: BTreeMap<String, Vec<FindingsStep>>,
    /// The draw.
    pub draw: KnownDraw,
}

/// What is known of the draw of a plan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum KnownDraw {
    /// There was none yet.
    #[default]
    None,
    /// Its record cannot be read.
    Unread,
    /// The communes that were drawn, by the id of their district, in the order of the draw.
    Made(BTreeMap<String, Vec<String>>),
}

/// An earlier period, by the run that is published of it.
#[derive(Debug, Clone)]
pub struct PeriodThen {
    /// The period.
    pub period: Period,
    /// Its places.
    pub rankings: Rankings,
    /// Who sent what.
    pub submissions: Submissions,
    /// What was found.
    pub findings: Findings,
    /// Ids that meant another unit then.
    pub others: BTreeSet<String>,
}

/// A published run whose findings of a unit are not those of the run before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingsStep {
    /// The day of the run, as `2023-08-02`; `None` of the one that the dossier is made from.
    pub on: Option<String>,
    /// What it found and the run before it did not.
    pub came: Vec<Finding>,
    /// What it no longer found.
    pub mended: Vec<Finding>,
    /// How many it found as the run before it had.
    pub still: usize,
}
