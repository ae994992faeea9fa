//! The draw of a plan: once, under a lock, its record and its paper whole or not at all; and records held against what is
//! declared now. Which files give further tickets is told by `weights`.

mod error;
pub(in crate::run) mod kept;
mod weights;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::check::PROGRAM;
use crate::inspection::{
    DrawAgainst, DrawAsked, DrawDifference, DrawPeriod, DrawSeed, check_record, compare_draws,
};
use crate::model::{DrawRecord, Sentence};
use crate::pipeline::{DrawWeight, Overrides};
use crate::run::error::RunError;
use crate::{inspection, publish, store};

use super::error::InspectionError;
use super::find::ServedPlan;
use super::home::plan_home;
use super::runs::plan_periods;

pub use error::DrawError;
use kept::{PAPER, RECORD, read};
use weights::{late_metric, late_title, published_files};

/// A draw that was made, or would be.
#[derive(Debug, Clone)]
pub struct MadeDraw {
    /// What came of it.
    pub record: DrawRecord,
    /// Its record and its paper; nothing of a draw that was only tried.
    pub files: Option<[PathBuf; 2]>,
}

/// A record that was looked at.
#[derive(Debug, Clone)]
pub struct VerifiedDraw {
    /// Where it is.
    pub path: PathBuf,
    /// What it says.
    pub record: DrawRecord,
    /// What is otherwise: of itself first.
    pub differences: Vec<DrawDifference>,
}

impl VerifiedDraw {
    /// Whether it follows from its own seed and rule.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.differences.iter().all(|told| told.against != DrawAgainst::Itself)
    }
}

/// Draws the communes of a plan, or tells what would come of it. The record is written last: where it is, there was a draw.
///
/// # Errors
/// The plan has no draw, nobody may be drawn, or there was a draw; the disk refuses, and then there was none.
pub fn draw_communes(
    served: &ServedPlan,
    overrides: &Overrides,
    seed: &DrawSeed,
    today: Date,
    tried: bool,
) -> Result<MadeDraw, DrawError> {
    let home = plan_home(&served.pipeline, &served.plan);
    let (path, paper) = (home.join(RECORD), home.join(PAPER));
    let _lock = if tried {
        None
    } else {
        let taken = store::Lock::of_folder(&home).map_err(RunError::from)?;
        Some(taken.map_err(|holder| RunError::Locked { holder })?)
    };
    if path.exists() {
        return Err(match read(&path) {
            Ok(record) => DrawError::Drawn { path, record: Box::new(record) },
            Err(DrawError::Unreadable { path, reason }) => DrawError::Unreadable { path, reason },
            Err(other) => other,
        });
    }
    let record = drawn(served, overrides, seed, today, &program())?;
    if record.districts.iter().all(|district| district.candidates.is_empty()) {
        return Err(DrawError::Nobody);
    }
    if tried {
        return Ok(MadeDraw { record, files: None });
    }
    let published =
        publish::draw_paper(&served.pipeline, &record, PAPER).map_err(RunError::from)?;
    let text = kept::text(&record, &path)?;
    store::write_file(&paper, &published.bytes).map_err(RunError::from)?;
    store::write_file(&path, text.as_bytes()).map_err(RunError::from)?;
    Ok(MadeDraw { record, files: Some([path, paper]) })
}

/// The program, for people and for whoever looks for the very one.
fn program() -> String {
    format!("tthc {} ({PROGRAM})", env!("CARGO_PKG_VERSION"))
}

/// The draw of a plan by what is declared and published now.
fn drawn(
    served: &ServedPlan,
    overrides: &Overrides,
    seed: &DrawSeed,
    on: Date,
    program: &str,
) -> Result<DrawRecord, DrawError> {
    let plan = &served.plan;
    let rule = plan.draw.as_ref().ok_or(DrawError::NoRule)?;
    let periods = plan_periods(served, overrides)?;
    let mut known = Vec::new();
    let mut weights = None;
    for one in &periods {
        let (mut run, mut files) = (None, BTreeMap::new());
        if rule.weight == DrawWeight::Overdue {
            let metric = late_metric(&one.pipeline).ok_or(DrawError::NoMetric)?;
            weights.get_or_insert_with(|| late_title(one.pipeline.metric(metric)));
            if let Some(published) = &one.run {
                files = published_files(&one.pipeline, published, metric)?;
                run = Some(published.record().run.clone());
            }
        }
        let (period, register) = (one.pipeline.period, &one.pipeline.register);
        known.push(DrawPeriod { period, register, run, files });
    }
    let asked = DrawAsked { seed, on, program, weights, periods: &known };
    Ok(inspection::draw(plan, rule, &asked))
}

/// Holds a record against itself and against what is declared now; without a path that of the plan.
///
/// # Errors
/// There is none, it cannot be read, or what is declared cannot.
pub fn verify_draw(
    served: &ServedPlan,
    overrides: &Overrides,
    path: Option<&Path>,
) -> Result<VerifiedDraw, DrawError> {
    let own = plan_home(&served.pipeline, &served.plan).join(RECORD);
    let path = path.map_or(own, Path::to_owned);
    if !path.is_file() {
        return Err(DrawError::NoRecord { path });
    }
    let record = read(&path)?;
    let mut differences = check_record(&record);
    let seed = DrawSeed::new(&record.seed).ok();
    if let Some(seed) = seed.filter(|_| record.version == DrawRecord::VERSION) {
        let on = record.drawn_on.parse().unwrap_or_default();
        match drawn(served, overrides, &seed, on, &record.program) {
            Ok(now) => differences.extend(compare_draws(&record, &now)),
            Err(DrawError::NoRule) => differences.push(DrawDifference {
                against: DrawAgainst::Now,
                district: None,
                said: Sentence::new(
                    "kế hoạch nay không bốc thăm (không có [draw])",
                    "the plan has no draw now (no [draw])",
                ),
            }),
            Err(other) => return Err(other),
        }
    }
    Ok(VerifiedDraw { path, record, differences })
}

impl From<InspectionError> for DrawError {
    fn from(error: InspectionError) -> Self {
        Self::Inspection(error)
    }
}

impl From<RunError> for DrawError {
    fn from(error: RunError) -> Self {
        Self::Inspection(InspectionError::Run(error))
    }
}
