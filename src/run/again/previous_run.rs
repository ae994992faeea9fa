//! The period before: its latest run, as far as this program can still read and use it, as the units of now see it.

use crate::measure;
use crate::model::{Stage, UnitSums};
use crate::pipeline::{Lineage, Pipeline};
use crate::rank::{RankedThen, seen_now};
use crate::run::error::RunError;
use crate::run::folder::folder_of_period;
use crate::store::{Output, Run, Verified};
use crate::table::{Artifact as _, Metrics, Rankings, Ratios, Scores, UNITS, register_of};

use super::artifacts::{is_memory, is_read_lines, table, tables_of, with_indicators};
use super::declaration::DeclarationPrints;
use super::program::program;

/// Whether a form is compared with the period before.
fn looks_back(pipeline: &Pipeline) -> bool {
    pipeline.forms.iter().any(|form| form.previous.is_some())
}

/// The latest run of the period before. Its tables may be of another program, and be spoiled as any: those that cannot
/// be used are as if they had not been made. Without its register nobody knows whose the figures are.
pub(in crate::run) struct PreviousRun<'p> {
    pipeline: &'p Pipeline,
    run: Run,
    /// What the units of now were then; `None` where its register cannot be used.
    lineage: Option<Lineage>,
    uses_rankings: bool,
    uses_lines: bool,
}

impl<'p> PreviousRun<'p> {
    /// The latest run of the period before, where there is one.
    pub(in crate::run) fn of(pipeline: &'p Pipeline) -> Result<Option<Self>, RunError> {
        let period = pipeline.period.previous();
        let folder = folder_of_period(pipeline, period);
        let Some(run) = folder.latest()? else { return Ok(None) };
        let (uses_rankings, uses_lines) = (true, looks_back(pipeline));
        let mut previous = Self { pipeline, run, lineage: None, uses_rankings, uses_lines };
        let units = previous.table(UNITS);
        let units = units.filter(|output| previous.is_whole(output));
        let units = units.and_then(|_| register_of(&previous.run.table(UNITS).ok()?).ok());
        previous.lineage = units.map(|units| {
            let now = (&pipeline.register, pipeline.period);
            Lineage::of((&units, period), now, &pipeline.successions)
        });
        previous.uses_rankings = previous.lineage.is_some()
            && previous
                .can_use(Stage::Rank, &previous.of_rankings(), || previous.rankings().is_ok());
        previous.uses_lines = uses_lines
            && previous.lineage.is_some()
            && previous.can_use(Stage::Ingest, &previous.of_lines(), || previous.sums().is_ok());
        Ok(Some(previous))
    }

    /// Whether tables of a stage are what was written, and this program can read them.
    fn can_use(&self, stage: Stage, outputs: &[&Output], reads: impl Fn() -> bool) -> bool {
        let own = self.run.record().stage(stage).is_some_and(|record| record.program == program());
        outputs.iter().all(|output| self.is_whole(output)) && (own || reads())
    }

    fn is_whole(&self, output: &Output) -> bool {
        self.run.is_of_this_layout() && self.run.verify(output) == Verified::Whole
    }

    /// The id of the run, where tables of it cannot be used.
    pub(in crate::run) fn unused(&self) -> Option<&str> {
        let all = self.uses_rankings && (self.uses_lines || !looks_back(self.pipeline));
        (!all).then_some(self.run.record().run.as_str())
    }

    /// The run itself.
    pub(in crate::run) const fn run(&self) -> &Run {
        &self.run
    }

    /// The same, kept.
    pub(in crate::run) fn into_run(self) -> Run {
        self.run
    }

    /// What the units of now were then.
    pub(in crate::run) const fn lineage(&self) -> Option<&Lineage> {
        self.lineage.as_ref()
    }

    fn merges(&self) -> bool {
        self.lineage.as_ref().is_some_and(Lineage::merges)
    }

    fn table(&self, name: &str) -> Option<&Output> {
        let name = format!("data/{name}.parquet");
        let mut outputs = self.run.record().stages.iter().flat_map(|stage| &stage.outputs);
        outputs.find(|output| output.file == name)
    }

    /// The tables that its rankings are taken from; none where it has none.
    pub(super) fn of_rankings(&self) -> Vec<&Output> {
        let Some(rankings) = self.table(Rankings::NAME).filter(|_| self.uses_rankings) else {
            return Vec::new();
        };
        let sums = self.merges().then(|| self.table(Metrics::NAME)).flatten();
        [Some(rankings), self.table(UNITS), sums].into_iter().flatten().collect()
    }

    /// The tables that its figures can be counted from once more, with what it counted itself; none where nothing is
    /// compared with its rankings.
    pub(super) fn of_moves(&self) -> Vec<&Output> {
        if self.of_rankings().is_empty() {
            return Vec::new();
        }
        let stages = [Stage::Ingest, Stage::Validate, Stage::Measure];
        let made = stages.iter().filter_map(|stage| self.run.record().stage(*stage));
        made.flat_map(|record| &record.outputs).filter(|output| !is_memory(&output.file)).collect()
    }

    /// Its metrics, where this program would count and rank the same figures the same by what is declared now.
    pub(in crate::run) fn counted_alike(&self) -> Result<Option<Ratios>, RunError> {
        let record = self.run.record();
        let own = |stage| record.stage(stage).is_some_and(|record| record.program == program());
        let same = self.lineage.as_ref().is_some_and(Lineage::is_identity);
        let whole = self.table(Metrics::NAME).is_some_and(|output| self.is_whole(output));
        if !(same && whole && own(Stage::Measure) && own(Stage::Rank) && self.is_defined_alike()?) {
            return Ok(None);
        }
        let frame = self.run.table(Metrics::NAME)?;
        let ratios = Ratios::of(&frame, self.pipeline).map_err(self.run.at_table(Metrics::NAME))?;
        Ok(Some(with_indicators(ratios, &self.run, self.pipeline)?))
    }

    /// Its rankings for the units of now, where it has them.
    pub(in crate::run) fn rankings(&self) -> Result<Option<Rankings>, RunError> {
        let Some(lineage) = self.lineage.as_ref().filter(|_| !self.of_rankings().is_empty()) else {
            return Ok(None);
        };
        let rankings: Rankings = table(&self.run, Rankings::NAME)?;
        let sums = if lineage.merges() { self.merged(lineage)? } else { Ratios::default() };
        let scores = &Scores::default();
        let then = RankedThen { rankings: &rankings, scores, sums: &sums, lineage };
        let mut seen = seen_now(then, self.pipeline).rankings;
        if !self.is_defined_alike()? {
            for row in &mut seen.rows {
                (row.place_low, row.place_high) = (None, None);
                (row.value, row.numerator, row.denominator) = (None, None, None);
                row.class = None;
            }
        }
        Ok(Some(seen))
    }

    /// Its metrics for the units of now.
    fn merged(&self, lineage: &Lineage) -> Result<Ratios, RunError> {
        let at = || self.run.at_table(Metrics::NAME);
        let metrics: Metrics = table(&self.run, Metrics::NAME)?;
        let merged = measure::merged(&metrics, lineage, &self.pipeline.register);
        Ok(Ratios::of(merged.map_err(at())?.frame(), self.pipeline).map_err(at())?)
    }

    /// Whether what is ranked by, and how, was declared then as it is now: a place of another definition is told, but
    /// that a new one lies within what the old figures went with, or a rate above the old one, would say nothing.
    fn is_defined_alike(&self) -> Result<bool, RunError> {
        let (pipeline, period) = (self.pipeline, self.pipeline.period.previous());
        // Units that became others by what is declared are no other definition.
        let units = self
            .merges()
            .then(|| register_of(&self.run.table(UNITS)?).map_err(self.run.at_table(UNITS)))
            .transpose()?;
        let register = units.as_ref().unwrap_or(&pipeline.register);
        let now = DeclarationPrints::in_period(pipeline, period, register)?;
        let alike = |stage| {
            let then = self.run.record().stage(stage);
            then.is_some_and(|then| then.declaration == *now.stage(stage))
        };
        Ok(alike(Stage::Measure) && alike(Stage::Rank))
    }

    /// The tables that checks compare with: its register, and its lines where a form is compared.
    pub(super) fn of_checks(&self) -> Vec<&Output> {
        let units = self.lineage.as_ref().and_then(|_| self.table(UNITS));
        units.into_iter().chain(self.of_lines()).collect()
    }

    /// Its lines; none where they cannot be used, or no form is compared with them.
    fn of_lines(&self) -> Vec<&Output> {
        let read = self.run.record().stage(Stage::Ingest).filter(|_| self.uses_lines);
        let outputs = read.into_iter().flat_map(|stage| &stage.outputs);
        outputs.filter(|output| is_read_lines(output)).collect()
    }

    /// The sums of its lines for the units of now, where it has them.
    pub(in crate::run) fn sums(&self) -> Result<Option<UnitSums>, RunError> {
        let Some(lineage) = self.lineage.as_ref().filter(|_| !self.of_lines().is_empty()) else {
            return Ok(None);
        };
        let tables = tables_of(&self.run, |_| false)?;
        let sums = measure::by_unit(&tables.lines).map_err(self.run.at_table("lines"))?;
        let units = lineage.origins().map(|(unit, _)| (unit, lineage.olds(unit)));
        Ok(Some(sums.regrouped(&units.collect::<Vec<_>>())))
    }
}
