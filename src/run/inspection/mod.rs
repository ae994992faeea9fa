//! Plans of inspection, asked for by name: `find` has the plan and the pipeline that it belongs to, `runs` what was read for
//! it in each period, `today` the day that is told of. A file for each verb stands beside them.

pub(in crate::run) mod dossier;
pub(in crate::run) mod draw;
mod error;
mod find;
mod home;
mod report;
mod runs;
mod status;

pub use dossier::{DossierWish, MadeDossiers, dossiers};
pub use draw::{DrawError, MadeDraw, VerifiedDraw, draw_communes, verify_draw};
pub use error::InspectionError;
pub use find::{ServedPlan, served};
pub use report::{MadeReport, visit_report};
pub use runs::{PlanPeriod, plan_periods};
pub use status::{PlanStanding, ReadPeriod, plan_status};
