//! The first two stages of a pipeline that goes on from the runs of others: their tables are put together, and what is not
//! there of them is added to what they found.

use polars::prelude::DataFrame;

use crate::model::{Checks, Findings, Stage};
use crate::run::again::artifacts::{READ_CHECKS, table};
use crate::run::error::RunError;
use crate::run::flow::read_inbox::read_frames;
use crate::run::lake::joined::JoinedRuns;
use crate::run::reporter::Event;
use crate::store::{FileRead, Lake, Output, Reason};
use crate::table::Artifact as _;
use crate::validate;

use super::conductor::Conductor;

impl Conductor<'_> {
    /// Puts the runs of all pipelines together, in place of reading files.
    pub(super) fn put_together(
        &mut self,
        reason: Reason,
    ) -> Result<(usize, Vec<Output>), RunError> {
        let at = |source| RunError::Table { stage: Stage::Ingest, source };
        let pipeline = &self.request.pipeline;
        let records: Vec<String> = self.record.inputs.iter().map(|i| i.file.clone()).collect();
        let read = records.iter().map(|file| FileRead { file: file.clone(), reason });
        self.files_read = read.collect();
        let country = JoinedRuns::of(&Lake::new(&pipeline.inbox), &records, pipeline)?;
        let JoinedRuns { tables, submissions, findings, checks } = country;
        let mut frames = read_frames(&tables, &submissions, &findings, pipeline)?;
        frames.push((READ_CHECKS.to_owned(), checks.to_frame().map_err(at)?));
        let frames: Vec<(&str, DataFrame)> =
            frames.iter().map(|(name, frame)| (name.as_str(), frame.clone())).collect();
        let outputs = self.save_all(Stage::Ingest, &frames)?;
        let rows = tables.lines.values().map(DataFrame::height).sum();
        self.state.tables = Some(tables);
        self.state.read_submissions = Some(submissions);
        self.state.read_findings = Some(findings);
        self.state.read_checks = Some(checks);
        Ok((rows, outputs))
    }

    /// Adds what is not there of the runs to what they found.
    pub(super) fn validate_runs(&mut self) -> Result<(usize, Vec<Output>), RunError> {
        let pipeline = &self.request.pipeline;
        let mut submissions = self.state.read_submissions(&self.earlier_runs)?.clone();
        let read = self.state.read_findings(&self.earlier_runs)?.clone();
        let absent = validate::absent(&submissions, pipeline);
        submissions.rows.extend(absent.submissions);
        self.journal.tell(&Event::Checked { findings: &absent.findings });
        let mut of_rules = read.of_stage(Stage::Validate);
        of_rules.extend(absent.findings);
        let findings = Findings::default()
            .replace(Stage::Ingest, read.of_stage(Stage::Ingest))
            .replace(Stage::Validate, of_rules);
        let checks = self.state.read_checks.take().map_or_else(|| self.checks_kept(), Ok)?;
        self.state.tables(&self.earlier_runs, true)?;
        self.save_checked(submissions, findings, &checks)
    }

    /// The checks that the runs made which an earlier run put together.
    fn checks_kept(&self) -> Result<Checks, RunError> {
        let missing = RunError::NoEarlierRun { stage: Stage::Ingest };
        table(self.earlier_runs.of_stage(Stage::Ingest).ok_or(missing)?, READ_CHECKS)
    }
}
