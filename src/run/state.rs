//! The tables of a run, in memory or loaded from the run it goes on from.

use crate::ingest::{Parts, Shelf};
use crate::model::{Finding, Stage};
use crate::pipeline::Pipeline;
use crate::store::Run;
use crate::table::{Figures, Findings, MetricRow, Metrics, Rankings, Scores, Submissions, Table};

use super::bases::Bases;
use super::reads::Reads;
use super::{RunError, reading};

/// File name of the findings of reading alone.
pub(super) const READ_FINDINGS: &str = "read_findings";
/// File name of the submissions as reading left them.
pub(super) const READ_SUBMISSIONS: &str = "read_submissions";

/// The tables of a run; each is loaded once, when first asked for.
pub(super) struct State<'p> {
    pub(super) pipeline: &'p Pipeline,
    /// The figures, file by file.
    pub(super) parts: Option<Parts>,
    pub(super) read_submissions: Option<Submissions>,
    pub(super) read_findings: Option<Findings>,
    pub(super) submissions: Option<Submissions>,
    pub(super) findings: Option<Findings>,
    /// The metrics over all fields.
    pub(super) all_fields: Option<Vec<MetricRow>>,
    pub(super) scores: Option<Scores>,
    pub(super) rankings: Option<Rankings>,
}

impl<'p> State<'p> {
    pub(super) const fn new(pipeline: &'p Pipeline) -> Self {
        Self {
            pipeline,
            parts: None,
            read_submissions: None,
            read_findings: None,
            submissions: None,
            findings: None,
            all_fields: None,
            scores: None,
            rankings: None,
        }
    }

    /// The figures, file by file: from what is kept of each where it was read by what is declared now.
    pub(super) fn parts(&mut self, bases: &Bases, reads: &Reads) -> Result<&Parts, RunError> {
        if self.parts.is_none() {
            let pipeline = self.pipeline;
            let run = earlier(bases, Stage::Ingest)?;
            let file = reading::KEPT.to_owned();
            let spoiled = RunError::Spoiled { stage: Stage::Ingest, file };
            let shelf = Shelf::from_bytes(run.bytes(reading::KEPT)?).ok_or(spoiled)?;
            let submissions = self.read_submissions(bases)?.clone();
            let parts = if shelf.ground == reads.ground.as_str() {
                Parts::of(shelf.files, &submissions, pipeline)
            } else {
                let observations = run.table(Figures::OBSERVATIONS)?;
                let printed = run.table(Figures::PRINTED)?;
                let figures = Figures::from_frames(&observations, &printed)
                    .map_err(run.at_table(Figures::OBSERVATIONS))?;
                let findings = self.findings_of_reading(bases)?;
                Parts::stored(&figures, &submissions, findings, pipeline)
            };
            self.parts = Some(parts);
        }
        Ok(self.parts.get_or_insert_default())
    }

    pub(super) fn read_submissions(&mut self, bases: &Bases) -> Result<&Submissions, RunError> {
        load(&mut self.read_submissions, bases, Stage::Ingest, READ_SUBMISSIONS)
    }

    pub(super) fn read_findings(&mut self, bases: &Bases) -> Result<&Findings, RunError> {
        load(&mut self.read_findings, bases, Stage::Ingest, READ_FINDINGS)
    }

    pub(super) fn submissions(&mut self, bases: &Bases) -> Result<&Submissions, RunError> {
        load(&mut self.submissions, bases, Stage::Validate, Submissions::NAME)
    }

    pub(super) fn findings(&mut self, bases: &Bases) -> Result<&Findings, RunError> {
        load(&mut self.findings, bases, Stage::Validate, Findings::NAME)
    }

    pub(super) fn scores(&mut self, bases: &Bases) -> Result<&Scores, RunError> {
        load(&mut self.scores, bases, Stage::Rank, Scores::NAME)
    }

    pub(super) fn rankings(&mut self, bases: &Bases) -> Result<&Rankings, RunError> {
        load(&mut self.rankings, bases, Stage::Rank, Rankings::NAME)
    }

    /// The metrics over all fields, as rows.
    pub(super) fn all_fields(&mut self, bases: &Bases) -> Result<&[MetricRow], RunError> {
        if self.all_fields.is_none() {
            let run = earlier(bases, Stage::Measure)?;
            let mut rows = Vec::new();
            run.pieces(Metrics::NAME, &MetricRow::COLUMNS, |metrics| {
                rows.extend(MetricRow::over_all_fields(metrics)?);
                Ok(())
            })?;
            self.all_fields = Some(rows);
        }
        Ok(self.all_fields.get_or_insert_default())
    }

    /// The findings that reading made.
    pub(super) fn findings_of_reading(&mut self, bases: &Bases) -> Result<Vec<Finding>, RunError> {
        Ok(self.read_findings(bases)?.of_stage(Stage::Ingest))
    }
}

fn earlier(bases: &Bases, stage: Stage) -> Result<&Run, RunError> {
    bases.of_stage(stage).ok_or(RunError::NoEarlierRun { stage })
}

fn load<'s, T: Table + Default>(
    slot: &'s mut Option<T>,
    bases: &Bases,
    stage: Stage,
    name: &str,
) -> Result<&'s T, RunError> {
    if slot.is_none() {
        let run = earlier(bases, stage)?;
        let frame = run.table(name)?;
        let table = T::from_frame(&frame).map_err(run.at_table(name))?;
        *slot = Some(table);
    }
    Ok(slot.get_or_insert_default())
}
