//! What a run has an engine compute: the one inside of this program, or one apart, over the tables of the run as they stand
//! on disk. Either gives the same.

use crate::measure;
use crate::model::{Sentence, Stage};
use crate::query::{Embedded, Engine, EngineError, QueryTable};
use crate::rank::{self, PreviousPeriod, Ranked};
use crate::run::engine::chosen;
use crate::run::error::RunError;
use crate::run::request::Request;
use crate::store::NewRun;
use crate::table::{Artifact as _, CountedLines, IndicatorFigures, Metrics, Ratios, UNITS};

/// Who computes a run.
pub(super) struct Computing<'r> {
    request: &'r Request,
    /// `None` where this program does.
    apart: Option<Box<dyn Engine>>,
}

impl<'r> Computing<'r> {
    pub(super) fn of(request: &'r Request, draft: &NewRun) -> Result<Self, RunError> {
        let apart = chosen(&request.pipeline, &draft.tables(), &request.stop)?;
        Ok(Self { request, apart })
    }

    /// The metrics of what counts, which stands on disk already.
    pub(super) fn measure(&self, counted: &CountedLines) -> Result<Metrics, RunError> {
        let engine = self.apart.as_deref().unwrap_or(&Embedded);
        let metrics = measure::measure(counted, engine, &self.request.pipeline);
        metrics.map_err(|error| self.failed(Stage::Measure, error))
    }

    /// Who stands where, by metrics that stand on disk already. This program takes places from what it holds itself.
    pub(super) fn rank(
        &self,
        sums: &Ratios,
        before: Option<PreviousPeriod>,
        draft: &NewRun,
    ) -> Result<Ranked, RunError> {
        let pipeline = &self.request.pipeline;
        let Some(engine) = self.apart.as_deref() else {
            return Ok(rank::rank(sums, before, pipeline));
        };
        let indicators = pipeline.has_indicators().then_some(IndicatorFigures::NAME);
        let names = [UNITS, Metrics::NAME].into_iter().chain(indicators);
        let given = names.map(|name| Ok(QueryTable::new(name, draft.read(name)?)));
        let given = given.collect::<Result<Vec<QueryTable>, RunError>>()?;
        let places = rank::engine_places(&given, engine, sums, pipeline);
        let places = places.map_err(|error| self.failed(Stage::Rank, error))?;
        Ok(rank::rank_placed(places, sums, before, pipeline))
    }

    /// Why a stage could not be computed: a run that is to end ends by that.
    fn failed(&self, stage: Stage, error: EngineError) -> RunError {
        if let Err(stopped) = self.request.stop.check() {
            return stopped;
        }
        let remote = self.request.pipeline.engine.as_ref();
        match (error, remote) {
            (EngineError::Apart { url, reason }, _) => RunError::Engine { stage, url, reason },
            (error, Some(remote)) => {
                let (url, reason) = (remote.told().to_owned(), Sentence::same(error.to_string()));
                RunError::Engine { stage, url, reason }
            }
            (error, None) => RunError::Table { stage, source: error.into() },
        }
    }
}
