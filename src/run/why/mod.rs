//! Why a unit stands where it does and not where it stood: the period before, or a run that is named, against a run;
//! each ranking with the parts of the move, who passed it, and how it stood in every period that is kept. By the same
//! comparison as `diff`. Reads only; takes no lock.

mod before;
mod past;

use std::collections::BTreeMap;

use crate::compare::ShareChange;
use crate::pipeline::{KeyChange, Lineage, Origin, Pipeline};
use crate::store::Verified;

use super::diff::{ComparedRun, ComparedRuns, Moved, RunSide, Unsplit, changed_keys};
use super::error::RunError;
use super::folder::folder_of;
use super::kept::declared_then;
use super::named::named;
use super::show::{ShowError, unit_meant};

use before::{RunsBefore, runs_before};
use past::past;

pub use past::PastPlace;

/// Why a unit stands where it does.
#[derive(Debug, Clone)]
pub struct ExplainedUnit {
    /// Id of the unit.
    pub unit_id: String,
    /// Its name.
    pub unit_name: String,
    /// The run that is explained.
    pub run: RunSide,
    /// Whether it is the one that is published.
    pub published: bool,
    /// What it is compared with; `None` where there is nothing before it.
    pub before: Option<WhyBefore>,
    /// Each ranking that knows the unit.
    pub places: Vec<WhyPlace>,
    /// Runs of other periods whose places cannot be read.
    pub unread: Vec<String>,
    /// Places of other periods that were changed since: run, file.
    pub changed: Vec<(String, String, Verified)>,
}

/// What a run is compared with.
#[derive(Debug, Clone)]
pub struct WhyBefore {
    /// The run as it was published.
    pub published: RunSide,
    /// The newest run of its period, where that says something else by now.
    pub newest: Option<RunSide>,
    /// What the unit was then, where its id is another one's or it is made of others.
    pub origin: Option<Origin>,
    /// Why nothing is known of the way from there.
    pub unexplained: Option<Unsplit>,
    /// Keys in which the declarations differ; `None` where one is not kept.
    pub keys: Option<Vec<KeyChange>>,
}

/// A unit in a ranking.
#[derive(Debug, Clone)]
pub struct WhyPlace {
    /// How it stood and stands, and why; without a run before it stood nowhere.
    pub moved: Moved,
    /// The sums that changed of those who came before it or went, by their ids.
    pub others: BTreeMap<String, Vec<ShareChange>>,
    /// How it stood in each period that is kept, the oldest first.
    pub history: Vec<PastPlace>,
}

/// Explains the places of a unit in a run; `since` is the run that it is compared with, else the period before.
///
/// # Errors
/// A run or the unit is not known, or what a run left cannot be read.
pub fn why(
    pipeline: &Pipeline,
    run: &str,
    unit: &str,
    since: Option<&str>,
) -> Result<ExplainedUnit, ShowError> {
    let new = ComparedRun::of(named(pipeline, run)?)?;
    let since = since.map(|since| named(pipeline, since)).transpose()?;
    let then = declared_then(&new.run, pipeline, None);
    let Some(rankings) = &new.rankings else {
        return Err(ShowError::NotMade { run: new.run.record().run.clone(), table: "rankings" });
    };
    let known = rankings.rows.iter().map(|row| (row.unit_id.as_str(), row.unit_name.as_str()));
    let register = then.register.iter().map(|(_, unit)| (unit.id.as_str(), unit.name.as_str()));
    let unit_id = unit_meant(unit, known.chain(register), &then)?;
    let found = match since {
        Some(run) => Some(RunsBefore { published: run, newest: None }),
        None => runs_before(pipeline, &new.run)?,
    };
    let before = found.map(|found| RunsThen::of(found, &then)).transpose()?;
    let lineage = before.as_ref().and_then(|then| then.lineage.as_ref());
    let origin = lineage.and_then(|lineage| lineage.origin(&unit_id).cloned());
    let keys = before.as_ref().and_then(|then| changed_keys(&then.published.run, &new.run));
    let past = past(pipeline, &unit_id)?;
    let nothing = ComparedRun::without_places(&new.run);
    let (old, newest) = match &before {
        Some(then) => (&then.published, then.newest.as_ref()),
        None => (&nothing, None),
    };
    let reread = old.reread(&new);
    let first = reread.as_ref().unwrap_or(old);
    let runs = ComparedRuns::of(old, [first, newest.unwrap_or(first)], &new, then);
    let moved = runs.of_unit(&unit_id).unwrap_or_default().into_iter();
    let places: Vec<WhyPlace> = moved
        .map(|moved| WhyPlace {
            others: runs.own_of_named(&moved.moved),
            history: past.of_ranking(&moved.moved.ranking),
            moved,
        })
        .collect();
    let unexplained = runs.unexplained();
    let unit = pipeline.register.find_id(&unit_id).map(|unit| pipeline.register.get(unit));
    let name = places.first().map(|place| place.moved.moved.unit_name.clone());
    let latest = folder_of(pipeline).latest().map_err(RunError::from)?;
    Ok(ExplainedUnit {
        unit_name: name.or(unit.map(|unit| unit.name.clone())).unwrap_or(unit_id.clone()),
        unit_id,
        published: latest.is_some_and(|latest| latest.record().run == new.run.record().run),
        places,
        before: before.map(|then| WhyBefore {
            published: then.published.side(),
            newest: then.newest.map(ComparedRun::side),
            origin,
            unexplained,
            keys,
        }),
        unread: past.unread,
        changed: past.changed,
        run: new.side(),
    })
}

/// Runs before with their tables, and what the units of now were then.
struct RunsThen {
    published: ComparedRun,
    newest: Option<ComparedRun>,
    lineage: Option<Lineage>,
}

impl RunsThen {
    fn of(found: RunsBefore, then: &Pipeline) -> Result<Self, RunError> {
        let mut published = ComparedRun::of(found.published)?;
        let lineage = published.see_from(then)?;
        let mut newest = found.newest.map(ComparedRun::of).transpose()?;
        if let Some(newest) = &mut newest {
            newest.see_from(then)?;
        }
        Ok(Self { published, newest, lineage })
    }
}
