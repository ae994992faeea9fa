//! The dossiers in a run: of the targets of each plan that asks for them and whose report is of the period.

use crate::model::Findings;
use crate::pipeline::{InspectionPlan, Pipeline};
use crate::publish::{DossierInputs, Inputs, for_each_dossier};
use crate::run::error::RunError;
use crate::run::inspection::dossier::known::{FoundNow, known};
use crate::store::{Fingerprint, Record};
use crate::table::Artifact as _;

use super::one_by_one::{OneByOne, OneFile};

/// All of them, in the order of the plans.
pub(super) fn dossier_files(
    inputs: &Inputs<'_>,
    record: &Record,
    files: OneByOne<'_>,
) -> Result<Vec<OneFile>, RunError> {
    let mut made = Vec::new();
    let findings = format!("data/{}.parquet", Findings::NAME);
    let own = record.outputs().find(|output| output.file == findings);
    let now = FoundNow {
        submissions: inputs.submissions,
        findings: inputs.findings,
        sha256: own.map(|output| output.sha256.as_str()),
        run: None,
    };
    for (plan, folder) in plans(inputs.pipeline) {
        let known = known(inputs.pipeline, plan, now)?;
        let inputs = DossierInputs { plan, run: inputs, known: &known };
        made.extend(for_each_dossier(&inputs, |dossier| {
            let input = Fingerprint::of_parts(&dossier.print());
            files.put(format!("{folder}/{}", dossier.file), input, |code| dossier.publish(code))
        })?);
    }
    Ok(made)
}

/// The plans whose dossiers stand in the runs of the period, with their folders.
fn plans(pipeline: &Pipeline) -> impl Iterator<Item = (&InspectionPlan, &str)> {
    pipeline.inspections.iter().filter_map(|plan| Some((plan, plan.dossiers.as_deref()?)))
}

/// How many files they are at most.
pub(super) fn dossier_count(pipeline: &Pipeline) -> usize {
    let targets = plans(pipeline).flat_map(|(plan, _)| &plan.targets);
    targets.filter(|target| target.period == pipeline.period).count() * 2
}
