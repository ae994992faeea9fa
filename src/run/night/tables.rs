//! The tables of a run, in memory or loaded from the run it goes on from.

use crate::model::{Checks, Finding, Findings, Reading, Stage, Submissions};
use crate::pipeline::Pipeline;
use crate::run::again::artifacts::{
    READ_FINDINGS, READ_SUBMISSIONS, counted_of, tables_of, with_indicators,
};
use crate::run::again::earlier_runs::EarlierRuns;
use crate::run::error::RunError;
use crate::run::flow::read_inbox::recalled;
use crate::store::Run;
use crate::table::{
    Artifact, COLUMNS, CountedLines, Definitions, EditionTables, FieldMix, Headline,
    IndicatorFigures, Metrics, MixSums, Moves, Overall, Rankings, Ratios, ReadTables, Scores,
};

/// The tables of a run; each is loaded once, when first asked for.
pub(super) struct RunTables<'p> {
    pub(super) pipeline: &'p Pipeline,
    /// What was read of each file, as far as it counts.
    pub(super) readings: Option<Vec<Reading>>,
    /// The same as tables.
    pub(super) tables: Option<ReadTables>,
    /// What of them counts.
    pub(super) counted: Option<CountedLines>,
    pub(super) read_submissions: Option<Submissions>,
    pub(super) read_findings: Option<Findings>,
    /// The checks that runs of a lake made.
    pub(super) read_checks: Option<Checks>,
    pub(super) submissions: Option<Submissions>,
    pub(super) findings: Option<Findings>,
    /// The metrics over all fields.
    pub(super) ratios: Option<Ratios>,
    /// The metrics by field, as far as a ranking asks for them.
    pub(super) field_sums: Option<MixSums>,
    pub(super) field_mix: Option<FieldMix>,
    pub(super) moves: Option<Moves>,
    pub(super) overall: Option<Overall>,
    /// What units say of indicators.
    pub(super) indicators: Option<IndicatorFigures>,
    pub(super) scores: Option<Scores>,
    pub(super) rankings: Option<Rankings>,
    pub(super) definitions: Option<Definitions>,
    /// Metrics by field and cells, where what is published shows them and they were made in this run.
    pub(super) edition: Option<EditionTables>,
}

impl<'p> RunTables<'p> {
    pub(super) const fn new(pipeline: &'p Pipeline) -> Self {
        Self {
            pipeline,
            readings: None,
            tables: None,
            counted: None,
            read_submissions: None,
            read_findings: None,
            read_checks: None,
            submissions: None,
            findings: None,
            ratios: None,
            field_sums: None,
            field_mix: None,
            moves: None,
            overall: None,
            indicators: None,
            scores: None,
            rankings: None,
            definitions: None,
            edition: None,
        }
    }

    /// The tables of what was read; without texts and names where only lines are asked for.
    pub(super) fn tables(
        &mut self,
        earlier_runs: &EarlierRuns,
        all: bool,
    ) -> Result<&ReadTables, RunError> {
        if self.tables.is_none() {
            let run = earlier(earlier_runs, Stage::Ingest)?;
            self.tables = Some(tables_of(run, |name| all || name == COLUMNS)?);
        }
        Ok(self.tables.get_or_insert_default())
    }

    /// What counts.
    pub(super) fn counted(
        &mut self,
        earlier_runs: &EarlierRuns,
    ) -> Result<&CountedLines, RunError> {
        if self.counted.is_none() {
            self.counted = Some(counted_of(earlier(earlier_runs, Stage::Validate)?)?);
        }
        Ok(self.counted.get_or_insert_default())
    }

    /// Loads what was read of each file, with its tables.
    pub(super) fn load_readings(&mut self, earlier_runs: &EarlierRuns) -> Result<(), RunError> {
        if self.readings.is_none() {
            let findings = self.findings_of_reading(earlier_runs)?;
            let submissions = self.read_submissions(earlier_runs)?.clone();
            let run = earlier(earlier_runs, Stage::Ingest)?;
            let pipeline = self.pipeline;
            let tables = self.tables(earlier_runs, true)?;
            self.readings = Some(recalled(run, tables, &submissions, &findings, pipeline)?);
        } else {
            self.tables(earlier_runs, true)?;
        }
        Ok(())
    }

    pub(super) fn read_submissions(
        &mut self,
        earlier_runs: &EarlierRuns,
    ) -> Result<&Submissions, RunError> {
        load(&mut self.read_submissions, earlier_runs, Stage::Ingest, READ_SUBMISSIONS)
    }

    pub(super) fn read_findings(
        &mut self,
        earlier_runs: &EarlierRuns,
    ) -> Result<&Findings, RunError> {
        load(&mut self.read_findings, earlier_runs, Stage::Ingest, READ_FINDINGS)
    }

    pub(super) fn submissions(
        &mut self,
        earlier_runs: &EarlierRuns,
    ) -> Result<&Submissions, RunError> {
        load(&mut self.submissions, earlier_runs, Stage::Validate, Submissions::NAME)
    }

    pub(super) fn findings(&mut self, earlier_runs: &EarlierRuns) -> Result<&Findings, RunError> {
        load(&mut self.findings, earlier_runs, Stage::Validate, Findings::NAME)
    }

    pub(super) fn field_mix(&mut self, earlier_runs: &EarlierRuns) -> Result<&FieldMix, RunError> {
        load(&mut self.field_mix, earlier_runs, Stage::Rank, FieldMix::NAME)
    }

    pub(super) fn moves(&mut self, earlier_runs: &EarlierRuns) -> Result<&Moves, RunError> {
        load(&mut self.moves, earlier_runs, Stage::Rank, Moves::NAME)
    }

    pub(super) fn overall(&mut self, earlier_runs: &EarlierRuns) -> Result<&Overall, RunError> {
        load(&mut self.overall, earlier_runs, Stage::Rank, Overall::NAME)
    }

    /// What units say of indicators; nothing where no form is of indicators.
    pub(super) fn indicators(
        &mut self,
        earlier_runs: &EarlierRuns,
    ) -> Result<&IndicatorFigures, RunError> {
        if !self.pipeline.has_indicators() {
            return Ok(self.indicators.get_or_insert_default());
        }
        load(&mut self.indicators, earlier_runs, Stage::Measure, IndicatorFigures::NAME)
    }

    pub(super) fn scores(&mut self, earlier_runs: &EarlierRuns) -> Result<&Scores, RunError> {
        load(&mut self.scores, earlier_runs, Stage::Rank, Scores::NAME)
    }

    pub(super) fn rankings(&mut self, earlier_runs: &EarlierRuns) -> Result<&Rankings, RunError> {
        load(&mut self.rankings, earlier_runs, Stage::Rank, Rankings::NAME)
    }

    pub(super) fn definitions(
        &mut self,
        earlier_runs: &EarlierRuns,
    ) -> Result<&Definitions, RunError> {
        load(&mut self.definitions, earlier_runs, Stage::Rank, Definitions::NAME)
    }

    /// The metrics over all fields.
    pub(super) fn ratios(&mut self, earlier_runs: &EarlierRuns) -> Result<&Ratios, RunError> {
        if self.ratios.is_none() {
            let run = earlier(earlier_runs, Stage::Measure)?;
            let frame = run.columns(Metrics::NAME, &Ratios::COLUMNS)?;
            let ratios = Ratios::of(&frame, self.pipeline).map_err(run.at_table(Metrics::NAME))?;
            self.ratios = Some(with_indicators(ratios, run, self.pipeline)?);
        }
        Ok(self.ratios.get_or_insert_default())
    }

    /// Loads the metrics by field.
    pub(super) fn load_field_sums(&mut self, earlier_runs: &EarlierRuns) -> Result<(), RunError> {
        if self.field_sums.is_none() {
            let run = earlier(earlier_runs, Stage::Measure)?;
            let frame = run.table(Metrics::NAME)?;
            let sums = MixSums::of(&frame, self.pipeline).map_err(run.at_table(Metrics::NAME))?;
            self.field_sums = Some(sums);
        }
        Ok(())
    }

    /// The figures of the whole province.
    pub(super) fn headline(&mut self, earlier_runs: &EarlierRuns) -> Result<Headline, RunError> {
        self.ratios(earlier_runs)?;
        self.submissions(earlier_runs)?;
        self.findings(earlier_runs)?;
        let (ratios, pipeline) = (self.ratios.get_or_insert_default(), self.pipeline);
        let submissions = self.submissions.get_or_insert_default();
        let findings = self.findings.get_or_insert_default();
        Ok(Headline::of(ratios, submissions, findings, pipeline))
    }

    /// Metrics by field and cells; `None` where nothing that is published shows them.
    pub(super) fn edition(
        &mut self,
        earlier_runs: &EarlierRuns,
    ) -> Result<Option<EditionTables>, RunError> {
        if !self.pipeline.shows_cells() {
            return Ok(None);
        }
        if self.edition.is_none() {
            let run = earlier(earlier_runs, Stage::Measure)?;
            let at = run.at_table(Metrics::NAME);
            let metrics = Metrics::from_frame(&run.table(Metrics::NAME)?).map_err(at)?;
            let read = self.tables(earlier_runs, true)?;
            let edition = EditionTables::of(&metrics, read);
            self.edition = Some(edition.map_err(run.at_table(COLUMNS))?);
        }
        Ok(self.edition.take())
    }

    /// The findings that reading made.
    pub(super) fn findings_of_reading(
        &mut self,
        earlier_runs: &EarlierRuns,
    ) -> Result<Vec<Finding>, RunError> {
        Ok(self.read_findings(earlier_runs)?.of_stage(Stage::Ingest))
    }
}

fn earlier(earlier_runs: &EarlierRuns, stage: Stage) -> Result<&Run, RunError> {
    earlier_runs.of_stage(stage).ok_or(RunError::NoEarlierRun { stage })
}

fn load<'s, T: Artifact + Default>(
    slot: &'s mut Option<T>,
    earlier_runs: &EarlierRuns,
    stage: Stage,
    name: &str,
) -> Result<&'s T, RunError> {
    if slot.is_none() {
        let run = earlier(earlier_runs, stage)?;
        let frame = run.table(name)?;
        let table = T::from_frame(&frame).map_err(run.at_table(name))?;
        *slot = Some(table);
    }
    Ok(slot.get_or_insert_default())
}
