//! The period before: its latest run, as far as this program can still read and use it.

use crate::measure;
use crate::model::Stage;
use crate::pipeline::Pipeline;
use crate::run::error::RunError;
use crate::run::folder::folder_of_period;
use crate::store::{Output, Run, Verified};
use crate::table::{Artifact as _, Rankings, UNITS, UnitSums, lines_of, names_of};

use super::artifacts::tables_of;
use super::declaration::DeclarationPrints;
use super::program::program;

/// Whether a form is compared with the period before.
pub(in crate::run) fn looks_back(pipeline: &Pipeline) -> bool {
    pipeline.forms.iter().any(|form| form.previous.is_some())
}

/// The latest run of the period before. Its tables may be of another program, and be spoiled as any: those that cannot
/// be used are as if they had not been made.
pub(in crate::run) struct PreviousRun<'p> {
    pipeline: &'p Pipeline,
    run: Run,
    uses_rankings: bool,
    uses_lines: bool,
}

impl<'p> PreviousRun<'p> {
    /// The latest run of the period before, where there is one.
    pub(in crate::run) fn of(pipeline: &'p Pipeline) -> Result<Option<Self>, RunError> {
        let folder = folder_of_period(pipeline, pipeline.period.previous());
        let Some(run) = folder.latest()? else { return Ok(None) };
        let mut previous = Self { pipeline, run, uses_rankings: true, uses_lines: true };
        let rankings = previous.of_rankings().into_iter().collect();
        previous.uses_rankings =
            previous.can_use(Stage::Rank, rankings, || previous.rankings().is_ok());
        previous.uses_lines = !looks_back(pipeline)
            || previous.can_use(Stage::Ingest, previous.lines(), || previous.sums().is_ok());
        Ok(Some(previous))
    }

    /// Whether tables of a stage are what was written, and this program can read them.
    fn can_use(&self, stage: Stage, outputs: Vec<&Output>, reads: impl Fn() -> bool) -> bool {
        let own = self.run.record().stage(stage).is_some_and(|record| record.program == program());
        self.run.is_of_this_layout()
            && outputs.into_iter().all(|output| self.run.verify(output) == Verified::Whole)
            && (own || reads())
    }

    /// The id of the run, where tables of it cannot be used.
    pub(in crate::run) fn unused(&self) -> Option<&str> {
        let all = self.uses_rankings && self.uses_lines;
        (!all).then_some(self.run.record().run.as_str())
    }

    /// The run itself.
    pub(in crate::run) fn into_run(self) -> Run {
        self.run
    }

    /// Its table of rankings, where it has one.
    pub(super) fn of_rankings(&self) -> Option<&Output> {
        let name = format!("data/{}.parquet", Rankings::NAME);
        let mut outputs = self.run.record().stages.iter().flat_map(|stage| &stage.outputs);
        outputs.find(|output| output.file == name).filter(|_| self.uses_rankings)
    }

    /// Its rankings, where it has them.
    pub(in crate::run) fn rankings(&self) -> Result<Option<Rankings>, RunError> {
        if self.of_rankings().is_none() {
            return Ok(None);
        }
        let run = &self.run;
        let frame = run.table(Rankings::NAME)?;
        let mut rankings = Rankings::from_frame(&frame).map_err(run.at_table(Rankings::NAME))?;
        rankings.rows.retain(|row| self.is_same(&row.unit_id, Some(&row.unit_name)));
        if !self.is_defined_alike()? {
            for row in &mut rankings.rows {
                (row.place_low, row.place_high) = (None, None);
            }
        }
        Ok(Some(rankings))
    }

    /// Whether what is ranked by, and how, was declared then as it is now: a place of another definition is told, but
    /// that a new one lies within what the old figures went with would say nothing.
    fn is_defined_alike(&self) -> Result<bool, RunError> {
        let now = DeclarationPrints::in_period(self.pipeline, self.pipeline.period.previous())?;
        let alike = |stage| {
            let then = self.run.record().stage(stage);
            then.is_some_and(|then| then.declaration == *now.stage(stage))
        };
        Ok(alike(Stage::Measure) && alike(Stage::Rank))
    }

    /// Whether an id that it knows under a name means the same unit now: of others nothing can be compared.
    fn is_same(&self, id: &str, name: Option<&str>) -> bool {
        self.pipeline.register.is_same_since(id, name, self.pipeline.period)
    }

    /// The lines of each form.
    pub(super) fn lines(&self) -> Vec<&Output> {
        let prefix = format!("data/{}", lines_of(""));
        let read = self.run.record().stage(Stage::Ingest).filter(|_| self.uses_lines);
        let outputs = read.into_iter().flat_map(|stage| &stage.outputs);
        outputs.filter(|output| output.file.starts_with(&prefix)).collect()
    }

    /// The sums of its lines, where it has them.
    pub(in crate::run) fn sums(&self) -> Result<Option<UnitSums>, RunError> {
        if self.lines().is_empty() {
            return Ok(None);
        }
        let tables = tables_of(&self.run, |_| false)?;
        let sums = measure::by_unit(&tables.lines).map_err(self.run.at_table("lines"))?;
        // A register of then that is lost tells no names; what this one says of its units still holds.
        let names = self.run.table(UNITS).ok().and_then(|units| names_of(&units).ok());
        let names = names.unwrap_or_default();
        Ok(Some(sums.only(|unit| self.is_same(unit, names.get(unit).map(String::as_str)))))
    }
}
