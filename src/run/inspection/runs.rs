//! What was read for a plan: the published run of each period that a report of it is on.

use std::collections::BTreeSet;
use std::path::Path;

use crate::model::Period;
use crate::pipeline::{Overrides, Pipeline, load_with};
use crate::run::folder::folder_of;
use crate::store::Run;

use super::error::InspectionError;
use super::find::ServedPlan;

/// A period that reports of a plan are on.
#[derive(Debug)]
pub struct PlanPeriod {
    /// The pipeline of the period, as it is declared now.
    pub pipeline: Pipeline,
    /// What is published of the period; none where nothing was yet.
    pub run: Option<Run>,
}

/// The periods of a plan, the earliest first.
///
/// # Errors
/// The pipeline is wrong for one of them, or its runs cannot be looked at.
pub fn plan_periods(
    served: &ServedPlan,
    overrides: &Overrides,
) -> Result<Vec<PlanPeriod>, InspectionError> {
    let ServedPlan { pipeline, plan } = served;
    let file = pipeline.files.first().map_or(Path::new(""), |file| file.path.as_path());
    let of_targets = plan.targets.iter().map(|target| target.period);
    let periods: BTreeSet<Period> = of_targets.chain(plan.others_period).collect();
    let periods = periods.into_iter().map(|period| {
        let pipeline = if period == pipeline.period {
            pipeline.clone()
        } else {
            // Runs of all periods lie in one place.
            let output = Some(pipeline.output.clone());
            let overrides = Overrides { period: Some(period), output, ..overrides.clone() };
            load_with(file, &overrides)?
        };
        let run = folder_of(&pipeline).latest().map_err(crate::run::error::RunError::from)?;
        Ok(PlanPeriod { pipeline, run })
    });
    periods.collect()
}
