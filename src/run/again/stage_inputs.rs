//! What a stage is made from: the files before it, the part of the declaration it reads, and what the period before
//! left. The program itself is in it too (`program`).

use jiff::civil::Date;

use crate::inspection;
use crate::model::Stage;
use crate::pipeline::Pipeline;
use crate::run::error::RunError;
use crate::run::inspection::dossier::known::ground;
use crate::store::{Fingerprint, Input, Output, StageRecord};

use super::artifacts::{is_counted, is_memory};
use super::declaration::DeclarationPrints;
use super::previous_run::PreviousRun;

/// What a stage is made from.
#[derive(Debug, Clone)]
pub(in crate::run) struct MadeFrom {
    pub(in crate::run) input: Fingerprint,
    pub(in crate::run) declaration: Fingerprint,
    /// The day that it tells of, where it tells of one.
    pub(in crate::run) day: Option<Date>,
}

/// What all stages are made from.
pub(in crate::run) struct StageInputs<'g> {
    pub(in crate::run) pipeline: &'g Pipeline,
    pub(in crate::run) prints: &'g DeclarationPrints,
    /// The inbox as the run takes it.
    pub(in crate::run) inputs: &'g [Input],
    /// The inbox as it lies there.
    pub(in crate::run) lying: &'g [Input],
    pub(in crate::run) previous: Option<&'g PreviousRun<'g>>,
    /// The day of the run.
    pub(in crate::run) today: Date,
}

impl StageInputs<'_> {
    /// What a stage would be made from, where these are the stages before it.
    pub(in crate::run) fn made_from(
        &self,
        stage: Stage,
        done: &[StageRecord],
    ) -> Result<MadeFrom, RunError> {
        let outputs = tables_for(stage, done, self.pipeline);
        let ranked = self.previous.map(|run| [run.of_rankings(), run.of_moves()].concat());
        let ranked = ranked.unwrap_or_default();
        let ranked: Vec<&str> = ranked.iter().map(|output| output.sha256.as_str()).collect();
        let checked = || self.previous.map(PreviousRun::of_checks);
        let input = match stage {
            Stage::Ingest => Fingerprint::of(&self.inputs)?,
            Stage::Validate => Fingerprint::of(&(outputs, checked()))?,
            Stage::Measure => Fingerprint::of(&outputs)?,
            Stage::Rank => Fingerprint::of(&(outputs, ranked))?,
            Stage::Publish => {
                // Submitted files are opened again to be given back.
                let returns = self.pipeline.return_forms.least().is_some();
                let dossiers = ground(self.pipeline, &outputs)?;
                match dossiers {
                    Some(ground) => {
                        Fingerprint::of(&(outputs, returns.then_some(self.lying), ground))?
                    }
                    None => Fingerprint::of(&(outputs, returns.then_some(self.lying)))?,
                }
            }
        };
        let declaration = self.prints.stage(stage).clone();
        let day = || inspection::day_told(self.pipeline, self.today);
        let day = if stage == Stage::Publish { day() } else { None };
        Ok(MadeFrom { input, declaration, day })
    }
}

/// The files of the stages before it that a stage reads.
pub(in crate::run) fn tables_for<'d>(
    stage: Stage,
    done: &'d [StageRecord],
    pipeline: &Pipeline,
) -> Vec<&'d Output> {
    // Some of what is published shows cells, which no other table of publishing knows.
    let cells = stage == Stage::Publish && pipeline.shows_cells();
    let is_read = |of: Stage| follows_from(stage).contains(&of) || cells && of == Stage::Ingest;
    let before = done.iter().filter(|record| is_read(record.stage));
    let outputs = before.flat_map(|record| &record.outputs);
    let concerns = |file: &str| !is_memory(file) && (stage == Stage::Measure || !is_counted(file));
    outputs.filter(|output| concerns(&output.file)).collect()
}

/// The stages whose files a stage reads.
pub(in crate::run) const fn follows_from(stage: Stage) -> &'static [Stage] {
    match stage {
        Stage::Ingest => &[],
        Stage::Validate => &[Stage::Ingest],
        Stage::Measure => &[Stage::Ingest, Stage::Validate],
        Stage::Rank => &[Stage::Measure],
        Stage::Publish => &[Stage::Validate, Stage::Measure, Stage::Rank],
    }
}
