//! What a stage is made from: the files before it, the part of the declaration it reads, and what the period before
//! left. The program itself is in it too (`reads::program`).

use crate::measure;
use crate::model::Stage;
use crate::pipeline::Pipeline;
use crate::store::{Fingerprint, Folder, Input, Output, Run, StageRecord};
use crate::table::{Rankings, Table as _, UnitSums, lines_of};

use super::RunError;
use super::memory::{is_memory, tables_of};
use super::reads::Reads;

/// What a stage is made from.
#[derive(Debug, Clone)]
pub(super) struct Made {
    pub(super) input: Fingerprint,
    pub(super) declaration: Fingerprint,
}

/// What all stages are made from.
pub(super) struct Ground<'g> {
    pub(super) pipeline: &'g Pipeline,
    pub(super) reads: &'g Reads,
    /// The inbox as the run takes it.
    pub(super) inputs: &'g [Input],
    /// The inbox as it lies there.
    pub(super) lying: &'g [Input],
    pub(super) previous: Option<&'g Previous>,
}

impl Ground<'_> {
    /// What a stage would be made from, where these are the stages before it.
    pub(super) fn made(&self, stage: Stage, done: &[StageRecord]) -> Result<Made, RunError> {
        let outputs: Vec<&Output> = done
            .iter()
            .filter(|record| follows_from(stage).contains(&record.stage))
            .flat_map(|record| &record.outputs)
            .filter(|output| !is_memory(&output.file))
            .collect();
        let earlier = |table| self.previous.and_then(|previous| previous.sha256(table));
        let lines = || self.previous.map(Previous::lines);
        let input = match stage {
            Stage::Ingest => Fingerprint::of(&self.inputs)?,
            Stage::Validate => {
                let earlier = looks_back(self.pipeline).then(lines).flatten();
                Fingerprint::of(&(outputs, earlier))?
            }
            Stage::Measure => Fingerprint::of(&outputs)?,
            Stage::Rank => Fingerprint::of(&(outputs, earlier(Rankings::NAME)))?,
            Stage::Publish => {
                // Submitted files are opened again to be given back.
                let returns = self.pipeline.return_forms.least().is_some();
                Fingerprint::of(&(outputs, returns.then_some(self.lying)))?
            }
        };
        let declaration = self.reads.stage(stage).clone();
        Ok(Made { input, declaration })
    }
}

/// The stages whose files a stage reads.
pub(super) const fn follows_from(stage: Stage) -> &'static [Stage] {
    match stage {
        Stage::Ingest => &[],
        Stage::Validate => &[Stage::Ingest],
        Stage::Measure => &[Stage::Ingest, Stage::Validate],
        Stage::Rank => &[Stage::Measure],
        Stage::Publish => &[Stage::Validate, Stage::Measure, Stage::Rank],
    }
}

/// Whether a form is compared with the period before.
pub(super) fn looks_back(pipeline: &Pipeline) -> bool {
    pipeline.forms.iter().any(|form| form.previous.is_some())
}

/// The latest run of the period before.
pub(super) struct Previous {
    run: Run,
}

impl Previous {
    /// The latest run of the period before, where there is one.
    pub(super) fn of(pipeline: &Pipeline) -> Result<Option<Self>, RunError> {
        let period = pipeline.period.previous().to_string();
        let folder = Folder::new(&pipeline.output, &pipeline.id, &period);
        Ok(folder.latest()?.map(|run| Self { run }))
    }

    /// The run itself.
    pub(super) fn into_run(self) -> Run {
        self.run
    }

    /// The fingerprint of a table of that run, where it has one.
    pub(super) fn sha256(&self, table: &str) -> Option<&str> {
        let name = format!("data/{table}.parquet");
        let mut outputs = self.run.record().stages.iter().flat_map(|stage| &stage.outputs);
        outputs.find(|output| output.file == name).map(|output| output.sha256.as_str())
    }

    /// Its rankings, where it has them.
    pub(super) fn rankings(&self) -> Result<Option<Rankings>, RunError> {
        if self.sha256(Rankings::NAME).is_none() {
            return Ok(None);
        }
        let run = &self.run;
        let frame = run.table(Rankings::NAME)?;
        let rankings = Rankings::from_frame(&frame).map_err(run.at_table(Rankings::NAME))?;
        Ok(Some(rankings))
    }

    /// The fingerprints of the lines of each form.
    fn lines(&self) -> Vec<&Output> {
        let prefix = format!("data/{}", lines_of(""));
        let read = self.run.record().stage(Stage::Ingest);
        let outputs = read.into_iter().flat_map(|stage| &stage.outputs);
        outputs.filter(|output| output.file.starts_with(&prefix)).collect()
    }

    /// The sums of its lines, where it has them.
    pub(super) fn sums(&self) -> Result<Option<UnitSums>, RunError> {
        if self.lines().is_empty() {
            return Ok(None);
        }
        let tables = tables_of(&self.run, |_| false)?;
        let sums = measure::by_unit(&tables.lines);
        Ok(Some(sums.map_err(self.run.at_table("lines"))?))
    }
}
