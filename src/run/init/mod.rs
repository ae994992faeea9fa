//! A province begun: from its units and filled examples to a folder that runs. Everything is put together in memory,
//! resolved and tried on the examples before a file is written, and the folder appears whole or not at all.
//!
//! `wish` is what is asked, `begun` what came of it, `error` why nothing did. `units` makes a register of what an office
//! has, `examples` reads the examples, `workshop` holds what is known so far and finds the form of each, `metrics` and
//! `rankings` say what is ranked, `compose` writes it down; `demonstration` is what is compiled in.

mod begun;
mod compose;
mod demonstration;
mod error;
mod examples;
mod metrics;
mod rankings;
mod units;
mod wish;
mod workshop;

use std::path::Path;

use crate::model::{Finding, Reading};
use crate::pipeline::{self, Pipeline};
use crate::run::doctor::examine;
use crate::run::workers::pool::{Worker, Workers};
use crate::run::workers::read_file::read_file;
use crate::store;

use super::error::RunError;
use compose::{ComposedProvince, compose};
use examples::{GivenExample, period_of};
use units::register_text;
use workshop::Workshop;

pub use begun::{BegunForm, BegunProvince, ExampleLeftOut, FormOrigin};
pub use demonstration::demonstration;
pub use error::InitError;
pub use wish::{ExampleGiven, InitWish, UnitsGiven};

/// Begins a province.
///
/// # Errors
/// The folder is there, something that was named cannot be read or is none, or the disk refuses; nothing is written.
pub fn init(wish: &InitWish, worker: &Worker) -> Result<BegunProvince, InitError> {
    let name = wish.name()?;
    let units = register_text(&wish.units)?;
    let examples = GivenExample::all(&wish.examples)?;
    let period = match wish.period {
        Some(period) => period,
        None => period_of(&examples, worker)?,
    };
    let mut workshop = Workshop::new(&units, period)?;
    let mut forms = Vec::new();
    for example in &examples {
        forms.push(workshop.understand(example, worker)?);
    }
    let composed = compose(&name, &units, &workshop, wish.lang)?;
    let (file, inbox) = (wish.folder.join(&composed.file), ComposedProvince::inbox(period));
    let pipeline = composed.resolved(&wish.folder)?;
    let declared = composed.files.into_iter().map(|(path, text)| (path, text.into_bytes()));
    let (mut files, mut left_out): (Vec<_>, _) = (declared.collect(), Vec::new());
    for example in &examples {
        match refused(example, &pipeline, worker)? {
            Some(reason) => left_out.push(ExampleLeftOut { file: example.name.clone(), reason }),
            None => files.push((format!("{inbox}/{}", example.name), example.bytes.clone())),
        }
    }
    store::write_new_folder(&wish.folder, &[inbox], &files).map_err(RunError::from)?;
    let pipeline = pipeline::load(&file).map_err(InitError::Composed)?;
    let checks = examine(&pipeline);
    let gaps = composed.gaps;
    let ignored = units.ignored.clone();
    Ok(BegunProvince { file, pipeline, forms, ignored, left_out, gaps, checks })
}

/// Why an example gives nothing for the period by what was composed; `None` where it does.
fn refused(
    example: &GivenExample,
    pipeline: &Pipeline,
    worker: &Worker,
) -> Result<Option<String>, InitError> {
    let readings = read(example, pipeline, worker)?;
    if items(&readings) > 0 {
        return Ok(None);
    }
    Ok(Some(worst(&readings).map_or_else(String::new, |finding| finding.message.clone())))
}

/// An example, read by a pipeline.
fn read(
    example: &GivenExample,
    pipeline: &Pipeline,
    worker: &Worker,
) -> Result<Vec<Reading>, RunError> {
    let workers =
        Workers::new(worker, Some(pipeline), pipeline.limits).map_err(RunError::Reader)?;
    read_file(&workers, &example.name, Ok(example.bytes.clone()), pipeline)
}

/// Numbers that were accepted.
fn items(readings: &[Reading]) -> usize {
    readings.iter().flat_map(|reading| &reading.tables).map(crate::model::Table::items).sum()
}

/// The gravest finding; of equals the first.
fn worst(readings: &[Reading]) -> Option<&Finding> {
    let findings = readings.iter().flat_map(|reading| &reading.findings);
    findings.rev().max_by_key(|finding| finding.severity)
}

/// Whether something stands at a path, whatever it is.
fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}
