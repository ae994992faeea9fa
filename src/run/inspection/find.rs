//! The plan that somebody names, and the pipeline that serves it: the one beside its folder that lists it.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::pipeline::{InspectionPlan, Overrides, Pipeline, load_with, plans_listed};
use crate::run::today::today;
use crate::text::nearest_word;

use super::error::InspectionError;

/// A plan and the pipeline that serves it.
#[derive(Debug, Clone)]
pub struct ServedPlan {
    /// The pipeline, of the period that is declared for it.
    pub pipeline: Pipeline,
    /// One of its plans.
    pub plan: InspectionPlan,
}

impl ServedPlan {
    /// The day that is told of: the one that is named, else that of the clock where the province is.
    #[must_use]
    pub fn today(&self, named: Option<Date>) -> Date {
        today(&self.pipeline, named)
    }
}

/// The plan of a file, with its pipeline: the one that is named, or the only one beside its folder that lists it.
///
/// # Errors
/// There is no such file, no pipeline lists it, several do, or one that does is wrong.
pub fn served(
    plan: &Path,
    named: Option<&Path>,
    overrides: &Overrides,
) -> Result<ServedPlan, InspectionError> {
    if !plan.is_file() {
        return Err(missing(plan));
    }
    let id = plan.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let file = match named {
        Some(named) => named.to_owned(),
        None => the_one_that_lists(plan)?,
    };
    let pipeline = load_with(&file, overrides)?;
    let lists = lists(&file, plan);
    let of_plan = pipeline.inspections.iter().position(|known| lists && known.id == id);
    let Some(place) = of_plan else {
        return Err(InspectionError::Unlisted { plan: plan.to_owned(), pipeline: Some(file) });
    };
    let plan = pipeline.inspections[place].clone();
    Ok(ServedPlan { pipeline, plan })
}

/// What is known of plans where one is not there.
fn missing(plan: &Path) -> InspectionError {
    let known = files_in(plan.parent().unwrap_or(Path::new(""))).into_iter();
    let known: Vec<String> =
        known.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned())).collect();
    let wanted = plan.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let near = nearest_word(&wanted, known.iter().map(String::as_str)).map(str::to_owned);
    InspectionError::NoPlan { plan: plan.to_owned(), near, known }
}

/// The only pipeline beside the folder of a plan that lists it.
fn the_one_that_lists(plan: &Path) -> Result<PathBuf, InspectionError> {
    let whole = std::path::absolute(plan).unwrap_or_else(|_| plan.to_owned());
    let above = whole.parent().and_then(Path::parent);
    // Its name is as it is typed where that can be said.
    let shown = plan.parent().and_then(Path::parent).filter(|_| plan.components().count() > 1);
    let folder = shown.or(above).unwrap_or(Path::new(""));
    let mut listing = files_in(folder);
    listing.retain(|file| lists(file, plan));
    match listing.len() {
        1 => Ok(listing.remove(0)),
        0 => Err(InspectionError::Unlisted { plan: plan.to_owned(), pipeline: None }),
        _ => Err(InspectionError::Several { plan: plan.to_owned(), pipelines: listing }),
    }
}

/// Whether a file is a pipeline that lists a plan.
fn lists(file: &Path, plan: &Path) -> bool {
    let Ok(plan) = plan.canonicalize() else { return false };
    plans_listed(file).iter().any(|listed| listed.canonicalize().is_ok_and(|one| one == plan))
}

/// The declarations of a folder, by name.
fn files_in(folder: &Path) -> Vec<PathBuf> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let files = entries.map(|entry| entry.path()).filter(|path| path.is_file());
    let mut files: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|ending| ending == "toml")).collect();
    files.sort();
    files
}
