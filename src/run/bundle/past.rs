//! The period before: a run looks back at its rankings and figures, so a bundle brings them along.

use crate::model::Stage;
use crate::pipeline::Pipeline;
use crate::run::again::artifacts::is_read_lines;
use crate::run::again::declaration::DeclarationPrints;
use crate::run::again::previous_run::PreviousRun;
use crate::run::again::stage_inputs::StageInputs;
use crate::run::error::RunError;
use crate::run::today::today;
use crate::store::{Package, Record};
use crate::table::{Artifact, Metrics, Rankings, UNITS};

use super::lack::BundleLack;

/// The run that was looked back at, as a bundle holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Past {
    /// Folder of its period inside the bundle.
    pub(super) folder: String,
    /// Its id.
    pub(super) run: String,
}

/// Packs what the run looked back at, if it did and that is still there.
pub(super) fn pack(
    package: &mut Package,
    pipeline: &Pipeline,
    record: &Record,
    lacks: &mut Vec<BundleLack>,
) -> Result<Option<Past>, RunError> {
    let period = pipeline.period.previous().to_string();
    let past = match PreviousRun::of(pipeline)? {
        Some(before) if follows(record, Some(&before), pipeline)? => Some(before.into_run()),
        _ => None,
    };
    let Some(run) = past else {
        if !follows(record, None, pipeline)? {
            lacks.push(BundleLack::Past);
        }
        return Ok(None);
    };
    let folder = format!("output/{}/{period}", pipeline.id);
    let tables = [Rankings::NAME, Metrics::NAME, UNITS].map(|name| format!("data/{name}.parquet"));
    let id = run.record().run.clone();
    let read = run.record().stage(Stage::Ingest).map_or(&[][..], |record| &record.outputs);
    let lines = read.iter().filter(|output| is_read_lines(output));
    let lines: Vec<&str> = lines.map(|output| output.file.as_str()).collect();
    for file in run.files() {
        let table = tables.iter().any(|table| table == file);
        let lines = lines.contains(&file);
        if file == "run.json" || table || lines {
            package.file(&format!("{folder}/runs/{id}/{file}"), &run.bytes(file)?)?;
        }
    }
    Ok(Some(Past { folder, run: id }))
}

/// Whether a run was made while this was the latest run of the period before.
fn follows(
    record: &Record,
    before: Option<&PreviousRun>,
    pipeline: &Pipeline,
) -> Result<bool, RunError> {
    let prints = &DeclarationPrints::of(pipeline)?;
    let (inputs, lying) = (&record.inputs, &record.inputs);
    // Neither of the stages below goes by the day.
    let today = today(pipeline, None);
    let stage_inputs = StageInputs { pipeline, prints, inputs, lying, previous: before, today };
    for stage in [Stage::Validate, Stage::Rank] {
        let Some(then) = record.stage(stage).filter(|then| !then.stale) else { continue };
        if stage_inputs.made_from(stage, &record.stages)?.input != then.input {
            return Ok(false);
        }
    }
    Ok(true)
}
