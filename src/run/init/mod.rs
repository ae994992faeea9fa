//! A province begun: from its units and filled examples to a folder that runs. Everything is put together in memory,
//! resolved and tried on the examples before a file is written, and the folder appears whole or not at all.
//!
//! `wish` is what is asked, `begun` what came of it, `error` why nothing did. `units` makes a register of what an office
//! has, `examples` reads the examples, `tried` tells what reading makes of one,
//! `workshop` holds what is known so far and finds the form of each, `metrics` and
//! `rankings` say what is ranked, `compose` writes it down; `demonstration` is what is compiled in.

mod begun;
mod compose;
mod demonstration;
mod error;
mod examples;
mod metrics;
mod rankings;
mod tried;
mod units;
mod wish;
mod workshop;

use std::collections::BTreeSet;

use crate::pipeline;
use crate::run::doctor::examine;
use crate::run::workers::pool::Worker;
use crate::store;

use super::error::RunError;
use compose::{ComposedProvince, compose};
use examples::{GivenExample, period_of};
use tried::{given, owed};
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
    let mut sent = BTreeSet::new();
    for example in &examples {
        match given(example, &pipeline, worker)? {
            Err(reason) => left_out.push(ExampleLeftOut { file: example.name.clone(), reason }),
            Ok(forms) => {
                sent.extend(forms);
                files.push((format!("{inbox}/{}", example.name), example.bytes.clone()));
            }
        }
    }
    store::write_new_folder(&wish.folder, &[inbox], &files).map_err(RunError::from)?;
    let pipeline = pipeline::load(&file).map_err(InitError::Composed)?;
    let checks = examine(&pipeline);
    let gaps = composed.gaps.into_iter().chain(owed(&pipeline, &sent)).collect();
    let ignored = units.ignored.clone();
    Ok(BegunProvince { file, pipeline, forms, ignored, left_out, gaps, checks })
}
