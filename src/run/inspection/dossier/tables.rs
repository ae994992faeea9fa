//! The tables of a published run as dossiers read them.

use crate::check::CATALOGUE;
use crate::model::{DataCode, Findings, Submissions};
use crate::pipeline::Pipeline;
use crate::publish;
use crate::run::again::artifacts::{table, tables_of};
use crate::run::error::RunError;
use crate::store::Run;
use crate::table::{
    Artifact, COLUMNS, Definitions, EditionTables, FieldMix, IndicatorFigures, Inspections,
    Metrics, Moves, Overall, Rankings, Ratios, Scores, TEXTS,
};

/// What a run left.
pub(super) struct DossierTables {
    metrics: Ratios,
    rankings: Rankings,
    scores: Scores,
    definitions: Definitions,
    field_mix: FieldMix,
    moves: Moves,
    overall: Overall,
    pub(super) findings: Findings,
    pub(super) submissions: Submissions,
    inspections: Inspections,
    indicators: IndicatorFigures,
    edition: EditionTables,
}

impl DossierTables {
    /// Loads them.
    pub(super) fn load(run: &Run, pipeline: &Pipeline) -> Result<Self, RunError> {
        let metrics: Metrics = table(run, Metrics::NAME)?;
        let read = tables_of(run, |name| name == COLUMNS || name == TEXTS)?;
        let ratios = Ratios::of(metrics.frame(), pipeline);
        Ok(Self {
            metrics: ratios.map_err(run.at_table(Metrics::NAME))?,
            rankings: table(run, Rankings::NAME)?,
            scores: table(run, Scores::NAME)?,
            definitions: where_made(run)?,
            field_mix: where_made(run)?,
            moves: where_made(run)?,
            overall: where_made(run)?,
            findings: table(run, Findings::NAME)?,
            submissions: table(run, Submissions::NAME)?,
            inspections: where_made(run)?,
            indicators: where_made(run)?,
            edition: EditionTables::of(&metrics, &read).map_err(run.at_table(COLUMNS))?,
        })
    }

    /// The same as what is published from.
    pub(super) const fn inputs<'a>(
        &'a self,
        pipeline: &'a Pipeline,
        code: DataCode,
    ) -> publish::Inputs<'a> {
        publish::Inputs {
            pipeline,
            code,
            metrics: &self.metrics,
            rankings: &self.rankings,
            scores: &self.scores,
            definitions: &self.definitions,
            field_mix: &self.field_mix,
            moves: &self.moves,
            overall: &self.overall,
            findings: &self.findings,
            catalogue: &CATALOGUE,
            submissions: &self.submissions,
            inspections: &self.inspections,
            indicators: &self.indicators,
            edition: Some(&self.edition),
        }
    }
}

/// A table that earlier programs did not make, or that no plan asked for.
fn where_made<T: Artifact + Default>(run: &Run) -> Result<T, RunError> {
    let file = format!("data/{}.parquet", T::NAME);
    if run.files().contains(&file.as_str()) { table(run, T::NAME) } else { Ok(T::default()) }
}
