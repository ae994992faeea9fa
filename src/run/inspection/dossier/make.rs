//! Dossiers that somebody asks for: of all targets of a plan, or of one, from what is published of the period of each.

use std::path::PathBuf;

use crate::model::{DataCode, Period};
use crate::pipeline::{InspectionPlan, InspectionTarget, Overrides, Pipeline};
use crate::publish::{DossierFile, DossierInputs, Published, for_each_dossier};
use crate::run::again::declaration::DeclarationPrints;
use crate::run::code::code_of;
use crate::run::error::RunError;
use crate::run::inspection::error::InspectionError;
use crate::run::inspection::find::ServedPlan;
use crate::run::inspection::home::plan_home;
use crate::run::inspection::runs::{PlanPeriod, plan_periods};
use crate::run::kept::declared_then;
use crate::run::show::unit_meant;
use crate::store::{Fingerprint, Run, write_files_together};
use crate::table::Artifact as _;

use super::known::{FoundNow, known};
use super::tables::DossierTables;

/// Which dossiers, and where they are put.
#[derive(Debug, Clone, Default)]
pub struct DossierWish {
    /// One target, by its id or name; all where it is none.
    pub target: Option<String>,
    /// The folder; that of the plan in the output where it is none.
    pub out: Option<PathBuf>,
}

/// What was made.
#[derive(Debug, Clone)]
pub struct MadeDossiers {
    /// The files, in the order of the plan.
    pub files: Vec<PathBuf>,
    /// Targets of whose period nothing is published, so that they have no dossier: id, name, period.
    pub without: Vec<(String, String, Period)>,
}

/// Makes dossiers of a plan. Nothing is written before all of them are made.
///
/// # Errors
/// The target is none of the plan, nothing is published of any period that is asked for, a run cannot be read, or the disk
/// refuses.
pub fn dossiers(
    served: &ServedPlan,
    overrides: &Overrides,
    wish: &DossierWish,
) -> Result<MadeDossiers, InspectionError> {
    let ServedPlan { pipeline, plan } = served;
    let wanted = match &wish.target {
        Some(word) => vec![target_meant(pipeline, plan, word)?],
        None => plan.targets.iter().collect(),
    };
    let plan = &InspectionPlan { targets: wanted.into_iter().cloned().collect(), ..plan.clone() };
    let narrowed = ServedPlan { pipeline: pipeline.clone(), plan: plan.clone() };
    let (mut made, mut without) = (Vec::new(), Vec::new());
    for PlanPeriod { pipeline, run } in plan_periods(&narrowed, overrides)? {
        let targets = || plan.targets.iter().filter(|target| target.period == pipeline.period);
        match run {
            Some(run) => made.extend(of_period(&pipeline, plan, &run)?),
            None => without.extend(targets().map(|target| lacking(&pipeline, target))),
        }
    }
    if made.is_empty() {
        let periods = without.iter().map(|(_, _, period)| *period).collect();
        return Err(InspectionError::NothingPublished { periods });
    }
    let folder = wish.out.clone().unwrap_or_else(|| plan_home(pipeline, plan).join(FOLDER));
    let files: Vec<(&str, &[u8])> =
        made.iter().map(|one| (one.file.as_str(), one.bytes.as_slice())).collect();
    let files = write_files_together(&folder, &files).map_err(RunError::from)?;
    Ok(MadeDossiers { files, without })
}

/// The folder of dossiers inside that of their plan.
const FOLDER: &str = "ho-so";

fn lacking(pipeline: &Pipeline, target: &InspectionTarget) -> (String, String, Period) {
    let unit = pipeline.register.find_id(&target.unit);
    let name = unit.map_or(target.unit.clone(), |unit| pipeline.register.name_apart(unit));
    (target.unit.clone(), name, target.period)
}

/// The target of an id or a name.
fn target_meant<'p>(
    pipeline: &Pipeline,
    plan: &'p InspectionPlan,
    word: &str,
) -> Result<&'p InspectionTarget, InspectionError> {
    let known = plan.targets.iter().filter_map(|target| {
        let unit = pipeline.register.find_id(&target.unit)?;
        Some((target.unit.as_str(), pipeline.register.get(unit).name.as_str()))
    });
    let meant = unit_meant(word, known.clone(), pipeline).ok();
    meant.and_then(|id| plan.target(&id)).ok_or_else(|| {
        let names = known.map(|(_, name)| name.to_owned()).collect::<Vec<_>>();
        InspectionError::no_target(word, names)
    })
}

/// The files of the dossiers of a period.
fn of_period(
    pipeline: &Pipeline,
    plan: &InspectionPlan,
    run: &Run,
) -> Result<Vec<Published>, RunError> {
    let pipeline = &declared_then(run, pipeline, None);
    let tables = DossierTables::load(run, pipeline)?;
    let prints = DeclarationPrints::of(pipeline)?;
    let record = run.record();
    let findings = format!("data/{}.parquet", crate::model::Findings::NAME);
    let own = record.outputs().find(|output| output.file == findings);
    let now = FoundNow {
        submissions: &tables.submissions,
        findings: &tables.findings,
        sha256: own.map(|output| output.sha256.as_str()),
        run: Some(&record.run),
    };
    let known = known(pipeline, plan, now)?;
    // Each file bears the code of what it alone is made from.
    let inputs = tables.inputs(pipeline, DataCode::of(prints.sheets.as_str()));
    let inputs = DossierInputs { plan, run: &inputs, known: &known };
    for_each_dossier(&inputs, |file: DossierFile<'_>| {
        let code = code_of(&Fingerprint::of_parts(&file.print()), &prints.sheets);
        file.publish(code).map_err(RunError::from)
    })
}
