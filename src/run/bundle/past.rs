//! The period before: a run looks back at its rankings and figures, so a bundle brings them along.

use crate::model::Stage;
use crate::pipeline::Pipeline;
use crate::store::{Fingerprint, Folder, Output, Package, Record, Run};
use crate::table::{Figures, Rankings, Table};

use super::super::RunError;
use super::Lack;

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
    lacks: &mut Vec<Lack>,
) -> Result<Option<Past>, RunError> {
    let period = pipeline.period.previous().to_string();
    let before = Folder::new(&pipeline.output, &pipeline.id, &period).latest()?;
    let looks_back = pipeline.forms.iter().any(|form| form.previous.is_some());
    let past = before.filter(|run| follows(record, Some(run), looks_back).unwrap_or(false));
    let Some(run) = past else {
        if !follows(record, None, looks_back)? {
            lacks.push(Lack::Past);
        }
        return Ok(None);
    };
    let folder = format!("output/{}/{period}", pipeline.id);
    let id = run.record().run.clone();
    for file in run.files() {
        let table = |name: &str| file == format!("data/{name}.parquet");
        let read = [Figures::OBSERVATIONS, Figures::PRINTED, Rankings::NAME];
        if file == "run.json" || read.iter().any(|name| table(name)) {
            package.file(&format!("{folder}/runs/{id}/{file}"), &run.bytes(file)?)?;
        }
    }
    Ok(Some(Past { folder, run: id }))
}

/// Whether a run was made while this was the latest run of the period before.
fn follows(record: &Record, before: Option<&Run>, looks_back: bool) -> Result<bool, RunError> {
    let sum = |table: &str| {
        let file = format!("data/{table}.parquet");
        let stages = before.map(|run| &run.record().stages);
        let mut outputs = stages.into_iter().flatten().flat_map(|stage| &stage.outputs);
        outputs.find(|output| output.file == file).map(|output| output.sha256.as_str())
    };
    let outputs = |stage: Stage| -> Vec<&Output> {
        record.stage(stage).map(|record| record.outputs.iter().collect()).unwrap_or_default()
    };
    let figures = sum(Figures::OBSERVATIONS).filter(|_| looks_back);
    let now = [
        (Stage::Validate, Fingerprint::of(&(outputs(Stage::Ingest), figures))?),
        (Stage::Rank, Fingerprint::of(&(outputs(Stage::Measure), sum(Rankings::NAME)))?),
    ];
    let same = |(stage, input): &(Stage, Fingerprint)| {
        record.stage(*stage).is_none_or(|record| record.stale || record.input == *input)
    };
    Ok(now.iter().all(same))
}
