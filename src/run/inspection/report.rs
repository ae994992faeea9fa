//! The report after the visits: what the plan says was found, the draw, and what was sent, put together and written.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::pipeline::Overrides;
use crate::run::error::RunError;
use crate::table::{Inspections, VisitReport};
use crate::{inspection, publish, store};

use super::draw::DrawError;
use super::draw::kept::kept_draw;
use super::find::ServedPlan;
use super::home::plan_home;
use super::status::plan_status;

/// Name of the report in the folder of its plan.
const REPORT: &str = "bao-cao-ket-qua.docx";

/// A report that was written.
#[derive(Debug, Clone)]
pub struct MadeReport {
    /// What it tells.
    pub report: VisitReport,
    /// What was sent by the plan.
    pub sent: Inspections,
    /// Where the paper is.
    pub path: PathBuf,
}

/// Reports what came of the visits of a plan by a day, and writes it: in the folder of the plan, or where it is asked for.
///
/// # Errors
/// What was read, or the record of the draw, cannot be read; or the disk refuses.
pub fn visit_report(
    served: &ServedPlan,
    overrides: &Overrides,
    today: Date,
    out: Option<&Path>,
) -> Result<MadeReport, DrawError> {
    let ServedPlan { pipeline, plan } = served;
    let sent = plan_status(served, overrides, today)?.inspections;
    let draw = kept_draw(pipeline, plan)?;
    let report = inspection::report(plan, pipeline, draw.as_ref(), &sent, today);
    let paper = publish::visit_paper(pipeline, plan, &report, &sent, REPORT);
    let bytes = paper.map_err(RunError::from)?.bytes;
    let path = if let Some(out) = out {
        store::write_file(out, &bytes).map_err(RunError::from)?;
        out.to_owned()
    } else {
        let home = plan_home(pipeline, plan);
        store::write_files(&home, &[(REPORT, &bytes)]).map_err(RunError::from)?;
        home.join(REPORT)
    };
    Ok(MadeReport { report, sent, path })
}
