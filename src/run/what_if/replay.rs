//! The same supposition over runs that are kept: each with what was declared when it was made, and with what it read. Where
//! another way of reading is supposed, the files of then are read again, as long as they are at hand.

use crate::model::Stage;
use crate::pipeline::{DeclarationError, Pipeline, load_with};
use crate::run::again::artifacts::spoiled;
use crate::run::again::declaration::DeclarationPrints;
use crate::run::again::inbox::inputs_of;
use crate::run::again::program::program;
use crate::run::error::RunError;
use crate::run::flow::read_inbox::ReadInbox;
use crate::run::flow::world::World;
use crate::run::folder::inbox_of;
use crate::run::kept::read_then;
use crate::run::request::StopSignal;
use crate::run::show::ShowError;
use crate::run::workers::pool::Worker;
use crate::store::{Folder, Run};

use super::effect::Effect;
use super::ground::FileGround;
use super::supposition::Supposition;
use super::units::take_out;

/// A run that is kept, and what the supposition would have come to.
#[derive(Debug)]
pub struct Replayed {
    /// Its id.
    pub run: String,
    /// Its period.
    pub period: String,
    /// Whether another program read its files.
    pub other_program: bool,
    /// What differs, or why that cannot be told.
    pub effect: Result<Effect, NotReplayed>,
}

/// Why nothing can be told of a run.
#[derive(Debug)]
pub enum NotReplayed {
    /// It did not keep its declaration, or that was changed.
    NotKept,
    /// What was declared, or what is supposed of it, is no declaration.
    Declaration(DeclarationError),
    /// Its tables are those of another layout, or are not what was written.
    Spoiled,
    /// The files would have to be read otherwise, and so many are not as they were.
    FilesGone(usize),
    /// It knew no such unit.
    Unit(ShowError),
    /// What it left cannot be read.
    Run(RunError),
}

impl From<DeclarationError> for NotReplayed {
    fn from(error: DeclarationError) -> Self {
        Self::Declaration(error)
    }
}

impl From<RunError> for NotReplayed {
    fn from(error: RunError) -> Self {
        Self::Run(error)
    }
}

impl From<ShowError> for NotReplayed {
    fn from(error: ShowError) -> Self {
        Self::Unit(error)
    }
}

/// Supposes the same of the last published runs of all periods, no more than `most`, newest first.
///
/// # Errors
/// The runs cannot be listed.
pub fn replay(
    now: &Pipeline,
    supposition: &Supposition,
    most: usize,
    worker: &Worker,
) -> Result<Vec<Replayed>, RunError> {
    let mut runs = Vec::new();
    for (_, folder) in Folder::of_all_periods(&now.output, &now.id)? {
        for run in folder.newest_first()? {
            runs.extend(Some(run?).filter(|run| run.record().may_be_published()));
        }
    }
    runs.sort_by(|a: &Run, b| b.record().run.cmp(&a.record().run));
    runs.truncate(most);
    let replayed = runs.iter().map(|run| Replayed {
        run: run.record().run.clone(),
        period: run.record().period.clone(),
        other_program: run
            .record()
            .stage(Stage::Ingest)
            .is_some_and(|stage| stage.program != program()),
        effect: effect(run, now, supposition, worker),
    });
    Ok(replayed.collect())
}

fn effect(
    run: &Run,
    now: &Pipeline,
    supposition: &Supposition,
    worker: &Worker,
) -> Result<Effect, NotReplayed> {
    let (file, overrides) = read_then(run, now, None);
    let file = file.ok_or(NotReplayed::NotKept)?;
    let then = load_with(&file, &overrides)?;
    let supposed = supposition.declared(&file, &overrides)?;
    let (supposed, _) = take_out(&supposed, &supposition.without)?;
    let whole = run.record().stage(Stage::Ingest).filter(|record| spoiled(run, record).is_none());
    if !run.is_of_this_layout() || whole.is_none() {
        return Err(NotReplayed::Spoiled);
    }
    let reading = |pipeline: &Pipeline| {
        let prints = DeclarationPrints::of(pipeline).map_err(NotReplayed::Run);
        prints.map(|prints| prints.stage(Stage::Ingest).clone())
    };
    let is_read_alike = reading(&then)? == reading(&supposed)?;
    let ground = if is_read_alike { None } else { Some(files_of(run, &then, worker)?) };
    let world = |pipeline: &Pipeline| -> Result<World, RunError> {
        let read = match &ground {
            None => ReadInbox::kept(run, pipeline)?,
            Some(ground) => ground.read(pipeline, &[])?.0,
        };
        World::of(&read, pipeline)
    };
    Ok(Effect::between(&world(&then)?, &world(&supposed)?)?)
}

/// The files that a run read, where all of them are still what they were.
fn files_of<'g>(
    run: &'g Run,
    then: &Pipeline,
    worker: &'g Worker,
) -> Result<FileGround<'g>, NotReplayed> {
    let inputs = run.record().inputs.clone();
    let mut inbox = inbox_of(then);
    let lying = match inputs_of(&mut inbox, then.limits.file, &StopSignal::default()) {
        Err(RunError::NoInbox { .. }) => Vec::new(),
        lying => lying?,
    };
    match inputs.iter().filter(|input| !lying.contains(input)).count() {
        0 => Ok(FileGround { run: Some(run), inbox, inputs, worker }),
        gone => Err(NotReplayed::FilesGone(gone)),
    }
}
