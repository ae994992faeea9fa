//! How a unit stood in each period that is kept, by the run that is published of it.

use crate::model::Period;
use crate::pipeline::{Lineage, Pipeline};
use crate::run::error::RunError;
use crate::run::export::doubts;
use crate::store::{Folder, Run, Verified};
use crate::table::{Artifact as _, Rankings, Standing, UNITS, register_of};

/// A unit in a ranking of a period.
#[derive(Debug, Clone, PartialEq)]
pub struct PastPlace {
    /// The period.
    pub period: String,
    /// The run that is published of it.
    pub run: String,
    /// Its row; of another unit that bore the id then, only its name holds.
    pub standing: Standing,
    /// Whether the id meant another unit then.
    pub foreign: bool,
}

/// The places of a unit in all periods.
pub(super) struct PastPlaces {
    /// By period, oldest first.
    places: Vec<PastPlace>,
    /// Runs whose places cannot be read.
    pub(super) unread: Vec<String>,
    /// Tables of places that were changed since: run, file.
    pub(super) changed: Vec<(String, String, Verified)>,
}

impl PastPlaces {
    /// Those in one ranking.
    pub(super) fn of_ranking(&self, ranking: &str) -> Vec<PastPlace> {
        self.places.iter().filter(|place| place.standing.ranking == ranking).cloned().collect()
    }
}

/// How a unit stood in every period of which there is a published run.
pub(super) fn past(pipeline: &Pipeline, unit: &str) -> Result<PastPlaces, RunError> {
    let mut past = PastPlaces { places: Vec::new(), unread: Vec::new(), changed: Vec::new() };
    for (period, folder) in Folder::of_all_periods(&pipeline.output, &pipeline.id)? {
        let Some(run) = folder.latest()? else { continue };
        let id = run.record().run.clone();
        let Some(rankings) = rankings(&run) else {
            past.unread.push(id);
            continue;
        };
        let changed = doubts(&run, Rankings::NAME).map(|doubts| doubts.changed);
        let changed = changed.unwrap_or_default().into_iter();
        past.changed.extend(changed.map(|(file, how)| (id.clone(), file, how)));
        let foreign = is_other(&run, &period, unit, pipeline);
        let rows = rankings.rows.into_iter().filter(|row| row.unit_id == unit);
        past.places.extend(rows.map(|standing| PastPlace {
            period: period.clone(),
            run: id.clone(),
            foreign,
            standing,
        }));
    }
    Ok(past)
}

/// Whether an id meant another unit in an earlier period.
fn is_other(run: &Run, period: &str, unit: &str, pipeline: &Pipeline) -> bool {
    let then = period.parse::<Period>().ok().filter(|then| *then < pipeline.period);
    let units = then.and_then(|_| register_of(&run.table(UNITS).ok()?).ok());
    let Some((then, units)) = then.zip(units) else { return then.is_some() };
    let now = (&pipeline.register, pipeline.period);
    let lineage = Lineage::of((&units, then), now, &pipeline.successions);
    pipeline.register.find_id(unit).is_some() && !lineage.is_same(unit)
}

fn rankings(run: &Run) -> Option<Rankings> {
    let frame = run.table(Rankings::NAME).ok()?;
    Rankings::from_frame(&frame).ok()
}
