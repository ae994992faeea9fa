//! What would be, were something else: a file not there, a key another, a unit gone, a rule in force. Two worlds are made in
//! memory from the same files, so that they differ in what is supposed alone. Reads only: takes no lock, leaves no run.
//!
//! `supposition` is what is supposed, `ground` the files that a world is made from, `effect` the difference of two worlds,
//! `published` how the world as it is stands to what is published, `replay` the same over runs that are kept.

mod effect;
mod error;
mod ground;
mod published;
mod replay;
mod supposition;
mod units;

pub use effect::{Effect, MovedPlace, UnitCount};
pub use error::WhatIfError;
pub use published::{PublishedRun, Since};
pub use replay::{NotReplayed, Replayed, replay};
pub use supposition::Supposition;
pub use units::TakenOut;

use std::path::Path;

use crate::pipeline::{Overrides, Pipeline, load_with};

use super::again::inbox::inputs_of;
use super::flow::world::World;
use super::folder::{folder_of, inbox_of};
use super::request::StopSignal;
use super::workers::pool::Worker;

use ground::{FileGround, named_files};
use units::take_out;

/// What would come of a supposition.
#[derive(Debug)]
pub struct WhatIf {
    /// What is declared then, with all units.
    pub pipeline: Pipeline,
    /// Files that are supposed not to be there.
    pub dropped: Vec<String>,
    /// Units that are supposed not to be there.
    pub taken_out: Vec<TakenOut>,
    /// Files that had to be read for it.
    pub read: usize,
    /// What is published, against what it is held.
    pub published: Option<PublishedRun>,
    /// What differs.
    pub effect: Effect,
}

/// Makes the world as it is, and as it is supposed, of the files of the inbox; what the published run read of them is
/// remembered.
///
/// # Errors
/// What is supposed names nothing that is there, or is no declaration; there is no inbox; or a table cannot be read.
pub fn what_if(
    file: &Path,
    overrides: &Overrides,
    supposition: &Supposition,
    worker: &Worker,
) -> Result<WhatIf, WhatIfError> {
    let now = load_with(file, overrides)?;
    let pipeline = supposition.declared(file, overrides)?;
    let run = folder_of(&now).latest().map_err(crate::run::error::RunError::from)?;
    let stop = StopSignal::default();
    let list = |pipeline: &Pipeline| {
        let mut inbox = inbox_of(pipeline);
        inputs_of(&mut inbox, pipeline.limits.file, &stop).map(|inputs| (inbox, inputs))
    };
    let (inbox, inputs) = list(&now)?;
    let ground = FileGround { run: run.as_ref(), inbox, inputs, worker };
    let (read, mut files) = ground.read(&now, &[])?;
    let before = World::of(&read, &now)?;
    let dropped = named_files(&supposition.drop, &ground.inputs, &read.readings)?;
    drop(read);
    let published = run.as_ref().map(|run| PublishedRun::of(run, &ground.inputs, &now, &before));
    let published = published.transpose()?;
    // Another inbox may be supposed, or a period that has another.
    let ground = if pipeline.inbox == now.inbox {
        ground
    } else {
        let (inbox, inputs) = list(&pipeline)?;
        FileGround { inbox, inputs, ..ground }
    };
    let (supposed, taken_out) = take_out(&pipeline, &supposition.without)?;
    let (read, more) = ground.read(&supposed, &dropped)?;
    files += more;
    let after = World::of(&read, &supposed)?;
    let effect = Effect::between(&before, &after)?;
    Ok(WhatIf { pipeline, dropped, taken_out, read: files, published, effect })
}
