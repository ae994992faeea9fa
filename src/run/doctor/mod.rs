//! Whether tonight's run has what it takes: folders, rights, room, lock, clock, register, and what earlier runs
//! left. Nothing is changed; what is written as a trial is cleared away.

mod clock;
mod engine;
mod facts;
mod folders;
mod past;

use crate::pipeline::Pipeline;
use crate::store::Folder;

use super::deliver::owed;
use super::doubts::Doubt;
use super::folder::folder_of;
use super::watch::JobWatch;
use crate::store::Run;

pub use clock::zone_is_known;
pub use facts::{Diagnosis, Fact, Health};

use facts::{good, warning};

/// Looks at everything that the next run of a pipeline needs.
#[must_use]
pub fn examine(pipeline: &Pipeline) -> Vec<Diagnosis> {
    let folder = folder_of(pipeline);
    let last = folder.newest_in_earnest();
    let newest = last.as_ref().ok().and_then(Option::as_ref);
    let mut checks = vec![good(Fact::Declared(pipeline.files.len()))];
    checks.extend(pipeline.relative.map(|by| good(Fact::Period(pipeline.period, by))));
    let doubts = Doubt::of_next(pipeline, &folder).into_iter();
    checks.extend(doubts.map(|doubt| warning(Fact::Doubtful(doubt))));
    checks.extend(pipeline.inspections.iter().flat_map(|plan| {
        let doubts = plan.doubts(&pipeline.register).into_iter();
        doubts.map(|doubt| warning(Fact::PlanDoubtful(plan.id.clone(), doubt)))
    }));
    checks.push(folders::inbox(pipeline));
    checks.push(folders::output(&folder));
    checks.extend(folders::disk(&folder, newest));
    let lock = folders::lock(&folder);
    let held = matches!(lock.fact, Fact::LockHeld(_));
    checks.push(lock);
    checks.push(clock::clock(newest));
    checks.push(clock::zone(pipeline.schedule.as_ref()));
    checks.push(register(pipeline));
    checks.extend(engine::engine(pipeline));
    // What is hidden while a run goes on is that run.
    if !held {
        checks.push(past::leftovers(&folder));
    }
    checks.extend(job(&JobWatch::of(pipeline, newest.map(Run::record))));
    checks.extend(past::last_run(&folder, last));
    checks.extend(deliveries(pipeline, &folder));
    checks
}

/// Whether the job is alive; nothing where it was never started.
fn job(watch: &JobWatch) -> Vec<Diagnosis> {
    let Some(looked) = watch.looked else { return Vec::new() };
    let missed = watch.missed.map(|due| warning(Fact::Missed(due, looked)));
    let cut_off = watch.cut_off.then(|| warning(Fact::CutOff(looked)));
    let ailing: Vec<Diagnosis> = missed.into_iter().chain(cut_off).collect();
    if ailing.is_empty() { vec![good(Fact::Looked(looked))] } else { ailing }
}

/// Whether everybody has got what is published; nothing where nobody is to.
fn deliveries(pipeline: &Pipeline, folder: &Folder) -> Option<Diagnosis> {
    let owed = owed(pipeline, folder);
    let all_have = owed.is_empty();
    let fact = Fact::Deliveries(pipeline.deliveries.len(), owed);
    let diagnosis = if all_have { good(fact) } else { warning(fact) };
    (!pipeline.deliveries.is_empty()).then_some(diagnosis)
}

/// Whether the register can be of the time that it is used for.
fn register(pipeline: &Pipeline) -> Diagnosis {
    let vintage = pipeline.register.vintage();
    let fact = Fact::Register(pipeline.register.len(), vintage.clone());
    if vintage.dated && vintage.ending == 0 { good(fact) } else { warning(fact) }
}
