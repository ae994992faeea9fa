//! A world: what the stages from checking to ranking make of what was read, by a declaration. Nothing is kept of it, so that
//! worlds which differ in one thing can be held against each other.

use crate::compare::RankingTables;
use crate::measure;
use crate::model::{Findings, Stage};
use crate::pipeline::Pipeline;
use crate::query::Embedded;
use crate::rank::{self, PreviousPeriod};
use crate::run::again::previous_run::PreviousRun;
use crate::run::error::RunError;
use crate::table::{CountedLines, Metrics, Rankings, Ratios, Scores, TableError};
use crate::validate::{PeriodBefore, Validated};

use super::read_inbox::ReadInbox;
use super::validated::validated;

/// What is found, measured and ranked.
#[derive(Debug, Default)]
pub(in crate::run) struct World {
    pub(in crate::run) findings: Findings,
    pub(in crate::run) metrics: Metrics,
    pub(in crate::run) scores: Scores,
    pub(in crate::run) rankings: Rankings,
}

impl World {
    /// Its places, with what they are made of.
    pub(in crate::run) const fn ranked(&self) -> RankingTables<'_> {
        RankingTables { rankings: &self.rankings, scores: &self.scores }
    }

    /// What a run would come to, had it read this.
    pub(in crate::run) fn of(read: &ReadInbox, pipeline: &Pipeline) -> Result<Self, RunError> {
        let previous = PreviousRun::of(pipeline)?;
        let sums = previous.as_ref().map(PreviousRun::sums).transpose()?.flatten();
        let lineage = previous.as_ref().and_then(PreviousRun::lineage);
        let earlier = lineage.map(|lineage| PeriodBefore { sums: sums.as_ref(), lineage });
        let ReadInbox { readings, tables, submissions, findings } = read;
        let Validated { read, findings, submissions, checks: _ } =
            validated(readings, &tables.lines, submissions, findings, earlier, pipeline)?;
        let findings =
            Findings::default().replace(Stage::Ingest, read).replace(Stage::Validate, findings);
        let at = |source: TableError| RunError::Table { stage: Stage::Measure, source };
        let (lines, columns) = (&tables.lines, &tables.columns);
        let counted = CountedLines::of(lines, columns, findings.iter(), &submissions, pipeline);
        let metrics = measure::measure(&counted.map_err(at)?, &Embedded, pipeline);
        let metrics = metrics.map_err(|error| at(error.into()))?;
        let told = measure::indicators(lines, columns, findings.iter(), pipeline).map_err(at)?;
        let ratios = Ratios::of(metrics.frame(), pipeline).map_err(at)?;
        let ratios = ratios.with_indicators(&told, pipeline);
        let before = previous.as_ref().map(PreviousRun::rankings).transpose()?.flatten();
        let before = before.as_ref().zip(lineage);
        let before = before.map(|(rankings, lineage)| PreviousPeriod { rankings, lineage });
        let ranked = rank::rank(&ratios, before, pipeline);
        Ok(Self { findings, metrics, scores: ranked.scores, rankings: ranked.rankings })
    }
}
