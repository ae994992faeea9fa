//! How a plan stands: by what is published of each period that a report of it is of, and what came since.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::inspection;
use crate::model::{Period, Submissions};
use crate::pipeline::Overrides;
use crate::run::again::inbox::inputs_of;
use crate::run::error::RunError;
use crate::run::folder::inbox_of;
use crate::run::request::StopSignal;
use crate::run::status::Arrivals;
use crate::table::{Artifact, Inspections};

use super::error::InspectionError;
use super::find::ServedPlan;
use super::runs::{PlanPeriod, plan_periods};

/// How a plan stands.
#[derive(Debug, Clone)]
pub struct PlanStanding {
    /// What each unit owes and what became of it.
    pub inspections: Inspections,
    /// The day of which that is told.
    pub as_of: Date,
    /// What was read of each period, the earliest first.
    pub periods: Vec<ReadPeriod>,
    /// Files of which nobody knows whose they are: any unit may have sent them.
    pub unclear: BTreeSet<String>,
}

/// What was read of a period.
#[derive(Debug, Clone)]
pub struct ReadPeriod {
    /// The period.
    pub period: Period,
    /// Id of the run by which it is told; `None` where nothing is published yet.
    pub run: Option<String>,
    /// What came into the inbox since; `None` where there is no inbox.
    pub inbox: Option<Arrivals>,
}

/// How a plan stands on a day. Reads only.
///
/// # Errors
/// The pipeline is wrong for one of its periods, or what a run left cannot be read.
pub fn plan_status(
    served: &ServedPlan,
    overrides: &Overrides,
    today: Date,
) -> Result<PlanStanding, InspectionError> {
    let ServedPlan { pipeline, plan } = served;
    let mut sent: BTreeMap<Period, Submissions> = BTreeMap::new();
    let mut periods = Vec::new();
    for of_plan in plan_periods(served, overrides)? {
        let period = of_plan.pipeline.period;
        if let Some(run) = &of_plan.run {
            let frame = run.table(Submissions::NAME).map_err(RunError::from)?;
            let table = Submissions::from_frame(&frame).map_err(run.at_table(Submissions::NAME));
            sent.insert(period, table.map_err(RunError::from)?);
        }
        let run = of_plan.run.as_ref().map(|run| run.record().run.clone());
        periods.push(ReadPeriod { period, run, inbox: arrivals(&of_plan)? });
    }
    let rows = inspection::status(plan, pipeline, |period| sent.get(&period), today);
    let nobodys = sent.values().flat_map(|sent| &sent.rows).filter(|row| row.unit_id.is_none());
    Ok(PlanStanding {
        inspections: Inspections { rows },
        as_of: plan.told_on(today),
        periods,
        unclear: nobodys.filter_map(|row| row.file.clone()).collect(),
    })
}

/// What lies in the inbox of a period against what was read of it.
fn arrivals(of_plan: &PlanPeriod) -> Result<Option<Arrivals>, RunError> {
    let PlanPeriod { pipeline, run } = of_plan;
    let mut inbox = inbox_of(pipeline);
    let then = run.as_ref().map_or(&[][..], |run| &run.record().inputs);
    match inputs_of(&mut inbox, pipeline.limits.file, &StopSignal::default()) {
        Ok(now) => Ok(Some(Arrivals::between(&now, then))),
        Err(RunError::NoInbox { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}
