//! Where what is made for a plan stands that belongs to no run: the draw, dossiers by command, the report.

use std::path::PathBuf;

use crate::pipeline::{InspectionPlan, Pipeline};

/// The folder of a plan; no period is called so.
pub(in crate::run) fn plan_home(pipeline: &Pipeline, plan: &InspectionPlan) -> PathBuf {
    pipeline.output.join(&pipeline.id).join("inspections").join(&plan.id)
}
