//! The first two stages of a pipeline that goes on from the runs of others: their tables are put together, and what is not
//! there of them is added to what they found.

use crate::model::{Checks, Findings, Stage, Submissions};
use crate::run::again::artifacts::{READ_CHECKS, READ_FINDINGS, READ_SUBMISSIONS, table};
use crate::run::error::RunError;
use crate::run::lake::joined::JoinedRuns;
use crate::run::reporter::Event;
use crate::store::{FileRead, Lake, Output, Reason};
use crate::table::{
    ANCESTORS, Artifact as _, COLUMNS, CountedLines, NAMES, TEXTS, UNITS, ancestors, read_lines_of,
    units,
};
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
        let names: Vec<String> = tables.lines.keys().map(|form| read_lines_of(form)).collect();
        let mut frames: Vec<(&str, _)> =
            names.iter().map(String::as_str).zip(tables.lines.values().cloned()).collect();
        frames.extend([
            (COLUMNS, tables.columns.clone()),
            (TEXTS, tables.texts.clone()),
            (NAMES, tables.names.clone()),
            (UNITS, units(pipeline).map_err(at)?),
            (ANCESTORS, ancestors(pipeline).map_err(at)?),
            (READ_SUBMISSIONS, submissions.to_frame().map_err(at)?),
            (READ_FINDINGS, findings.to_frame().map_err(at)?),
            (READ_CHECKS, checks.to_frame().map_err(at)?),
        ]);
        let outputs = self.save_all(Stage::Ingest, &frames)?;
        let rows = tables.lines.values().map(polars::prelude::DataFrame::height).sum();
        self.state.tables = Some(tables);
        self.state.read_submissions = Some(submissions);
        self.state.read_findings = Some(findings);
        self.state.read_checks = Some(checks);
        Ok((rows, outputs))
    }

    /// Adds what is not there of the runs to what they found.
    pub(super) fn validate_runs(&mut self) -> Result<(usize, Vec<Output>), RunError> {
        let at = |source| RunError::Table { stage: Stage::Validate, source };
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
        let frames = [
            (Submissions::NAME, submissions.to_frame().map_err(at)?),
            (Findings::NAME, findings.to_frame().map_err(at)?),
            (Checks::NAME, checks.to_frame().map_err(at)?),
        ];
        self.state.tables(&self.earlier_runs, true)?;
        let tables = self.state.tables.get_or_insert_default();
        let (lines, columns) = (&tables.lines, &tables.columns);
        let counted = CountedLines::of(lines, columns, findings.iter(), &submissions, pipeline);
        let counted = counted.map_err(at)?;
        let mut outputs = self.save_all(Stage::Validate, &frames)?;
        outputs.extend(self.save_counted(&counted)?);
        let rows = findings.rows.len();
        self.state.counted = Some(counted);
        self.state.submissions = Some(submissions);
        self.state.findings = Some(findings);
        Ok((rows, outputs))
    }

    /// The checks that the runs made which an earlier run put together.
    fn checks_kept(&self) -> Result<Checks, RunError> {
        let missing = RunError::NoEarlierRun { stage: Stage::Ingest };
        table(self.earlier_runs.of_stage(Stage::Ingest).ok_or(missing)?, READ_CHECKS)
    }
}
