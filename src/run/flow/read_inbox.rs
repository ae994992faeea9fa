//! What was read of an inbox: readings put together, or as a run kept them.

use polars::prelude::DataFrame;

use crate::ingest::{self, Gathered, TakenFiles, leave_superseded};
use crate::model::{Finding, Findings, Reading, Stage, Submissions};
use crate::pipeline::Pipeline;
use crate::run::again::artifacts::{READ_FINDINGS, READ_SUBMISSIONS, table, tables_of};
use crate::run::error::RunError;
use crate::store::Run;
use crate::table::{
    ANCESTORS, Artifact as _, COLUMNS, NAMES, ReadRecords, ReadTables, TEXTS, UNITS, ancestors,
    read_lines_of, recall, units,
};

/// What was read of an inbox.
#[derive(Debug, Default)]
pub(in crate::run) struct ReadInbox {
    /// Of each file, as far as it counts.
    pub(in crate::run) readings: Vec<Reading>,
    /// The same as tables.
    pub(in crate::run) tables: ReadTables,
    /// What became of each file.
    pub(in crate::run) submissions: Submissions,
    /// What reading found.
    pub(in crate::run) findings: Vec<Finding>,
}

impl ReadInbox {
    /// Of the files as they were taken.
    pub(in crate::run) fn of(taken: TakenFiles, pipeline: &Pipeline) -> Result<Self, RunError> {
        let TakenFiles { mut readings, receipts } = taken;
        let Gathered { submissions, findings, repeated } =
            ingest::gather(&readings, receipts, pipeline);
        let tables = ReadTables::of(&readings, &submissions, &repeated, pipeline)
            .map_err(|source| RunError::Table { stage: Stage::Ingest, source })?;
        leave_superseded(&mut readings, &submissions, pipeline);
        Ok(Self { readings, tables, submissions, findings })
    }

    /// What is kept of it, by the names of the tables.
    pub(in crate::run) fn frames(
        &self,
        pipeline: &Pipeline,
    ) -> Result<Vec<(String, DataFrame)>, RunError> {
        let findings = Findings::default().replace(Stage::Ingest, self.findings.clone());
        read_frames(&self.tables, &self.submissions, &findings, pipeline)
    }

    /// Of the files as a run kept them.
    pub(in crate::run) fn kept(run: &Run, pipeline: &Pipeline) -> Result<Self, RunError> {
        let tables = tables_of(run, |_| true)?;
        let submissions: Submissions = table(run, READ_SUBMISSIONS)?;
        let findings: Findings = table(run, READ_FINDINGS)?;
        let findings = findings.of_stage(Stage::Ingest);
        let readings = recalled(run, &tables, &submissions, &findings, pipeline)?;
        Ok(Self { readings, tables, submissions, findings })
    }
}

/// What is kept of what was read, by the names of the tables.
pub(in crate::run) fn read_frames(
    tables: &ReadTables,
    submissions: &Submissions,
    findings: &Findings,
    pipeline: &Pipeline,
) -> Result<Vec<(String, DataFrame)>, RunError> {
    let at = |source| RunError::Table { stage: Stage::Ingest, source };
    let lines = tables.lines.iter().map(|(form, frame)| (read_lines_of(form), frame.clone()));
    let mut frames: Vec<(String, DataFrame)> = lines.collect();
    let others = [
        (COLUMNS, tables.columns.clone()),
        (TEXTS, tables.texts.clone()),
        (NAMES, tables.names.clone()),
        (UNITS, units(pipeline).map_err(at)?),
        (ANCESTORS, ancestors(pipeline).map_err(at)?),
        (READ_SUBMISSIONS, submissions.to_frame().map_err(at)?),
        (READ_FINDINGS, findings.to_frame().map_err(at)?),
    ];
    frames.extend(others.map(|(name, frame)| (name.to_owned(), frame)));
    Ok(frames)
}

/// Readings as the tables of a run hold them, as far as they count.
pub(in crate::run) fn recalled(
    run: &Run,
    tables: &ReadTables,
    submissions: &Submissions,
    findings: &[Finding],
    pipeline: &Pipeline,
) -> Result<Vec<Reading>, RunError> {
    let kept = ReadRecords { submissions: &submissions.rows, findings };
    let mut readings = recall(tables, kept, pipeline).map_err(run.at_table(COLUMNS))?;
    leave_superseded(&mut readings, submissions, pipeline);
    Ok(readings)
}
