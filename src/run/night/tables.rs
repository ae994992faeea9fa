//! The tables of a run, in memory or loaded from the run it goes on from.

use crate::model::{Finding, Reading, Stage};
use crate::pipeline::Pipeline;
use crate::run::again::artifacts::{READ_FINDINGS, READ_SUBMISSIONS, tables_of};
use crate::run::again::earlier_runs::Bases;
use crate::run::error::RunError;
use crate::run::readings::leave_superseded;
use crate::store::Run;
use crate::table::{
    COLUMNS, Findings, Kept, Metrics, Rankings, Ratios, ReadTables, Scores, Submissions, Table,
    recall,
};

/// The tables of a run; each is loaded once, when first asked for.
pub(in crate::run) struct State<'p> {
    pub(in crate::run) pipeline: &'p Pipeline,
    /// What was read of each file, as far as it counts.
    pub(in crate::run) readings: Option<Vec<Reading>>,
    /// The same as tables.
    pub(in crate::run) tables: Option<ReadTables>,
    pub(in crate::run) read_submissions: Option<Submissions>,
    pub(in crate::run) read_findings: Option<Findings>,
    pub(in crate::run) submissions: Option<Submissions>,
    pub(in crate::run) findings: Option<Findings>,
    /// The metrics over all fields.
    pub(in crate::run) ratios: Option<Ratios>,
    pub(in crate::run) scores: Option<Scores>,
    pub(in crate::run) rankings: Option<Rankings>,
}

impl<'p> State<'p> {
    pub(in crate::run) const fn new(pipeline: &'p Pipeline) -> Self {
        Self {
            pipeline,
            readings: None,
            tables: None,
            read_submissions: None,
            read_findings: None,
            submissions: None,
            findings: None,
            ratios: None,
            scores: None,
            rankings: None,
        }
    }

    /// The tables of what was read; without texts and names where only lines are asked for.
    pub(in crate::run) fn tables(
        &mut self,
        bases: &Bases,
        all: bool,
    ) -> Result<&ReadTables, RunError> {
        if self.tables.is_none() {
            let run = earlier(bases, Stage::Ingest)?;
            self.tables = Some(tables_of(run, |name| all || name == COLUMNS)?);
        }
        Ok(self.tables.get_or_insert_default())
    }

    /// Loads what was read of each file, with its tables.
    pub(in crate::run) fn load_readings(&mut self, bases: &Bases) -> Result<(), RunError> {
        if self.readings.is_none() {
            let findings = self.findings_of_reading(bases)?;
            let submissions = self.read_submissions(bases)?.clone();
            let run = earlier(bases, Stage::Ingest)?;
            let pipeline = self.pipeline;
            let tables = self.tables(bases, true)?;
            let kept = Kept { submissions: &submissions.rows, findings: &findings };
            let mut readings = recall(tables, kept, pipeline).map_err(run.at_table(COLUMNS))?;
            leave_superseded(&mut readings, &submissions, pipeline);
            self.readings = Some(readings);
        } else {
            self.tables(bases, true)?;
        }
        Ok(())
    }

    pub(in crate::run) fn read_submissions(
        &mut self,
        bases: &Bases,
    ) -> Result<&Submissions, RunError> {
        load(&mut self.read_submissions, bases, Stage::Ingest, READ_SUBMISSIONS)
    }

    pub(in crate::run) fn read_findings(&mut self, bases: &Bases) -> Result<&Findings, RunError> {
        load(&mut self.read_findings, bases, Stage::Ingest, READ_FINDINGS)
    }

    pub(in crate::run) fn submissions(&mut self, bases: &Bases) -> Result<&Submissions, RunError> {
        load(&mut self.submissions, bases, Stage::Validate, Submissions::NAME)
    }

    pub(in crate::run) fn findings(&mut self, bases: &Bases) -> Result<&Findings, RunError> {
        load(&mut self.findings, bases, Stage::Validate, Findings::NAME)
    }

    pub(in crate::run) fn scores(&mut self, bases: &Bases) -> Result<&Scores, RunError> {
        load(&mut self.scores, bases, Stage::Rank, Scores::NAME)
    }

    pub(in crate::run) fn rankings(&mut self, bases: &Bases) -> Result<&Rankings, RunError> {
        load(&mut self.rankings, bases, Stage::Rank, Rankings::NAME)
    }

    /// The metrics over all fields.
    pub(in crate::run) fn ratios(&mut self, bases: &Bases) -> Result<&Ratios, RunError> {
        if self.ratios.is_none() {
            let run = earlier(bases, Stage::Measure)?;
            let frame = run.table(Metrics::NAME)?;
            let ratios = Ratios::of(&frame, self.pipeline).map_err(run.at_table(Metrics::NAME))?;
            self.ratios = Some(ratios);
        }
        Ok(self.ratios.get_or_insert_default())
    }

    /// The findings that reading made.
    pub(in crate::run) fn findings_of_reading(
        &mut self,
        bases: &Bases,
    ) -> Result<Vec<Finding>, RunError> {
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
