//! The large tables between their stage and the store: what their parts are, and what each part is known by.

use std::ops::Range;

use rayon::prelude::*;

use crate::ingest::Parts;
use crate::measure::Measured;
use crate::model::Stage;
use crate::store::{Fingerprint, NewRun, Output, Parted, Run};
use crate::table::{Figures, Metrics, Table as _, TableError, Words};

use super::{RunError, plan};

fn refused(stage: Stage) -> impl Fn(TableError) -> RunError {
    move |source| RunError::Table { stage, source }
}

/// What all parts of the figures have in common: how they are stored, and the words they point to.
fn ground(parts: &Parts) -> Result<Fingerprint, RunError> {
    let Words { units, forms, measures, .. } = parts.words();
    let words = (units.as_slice(), forms.as_slice(), measures.as_slice());
    Ok(Fingerprint::of(&(plan::format(Stage::Ingest), parts.period(), words))?)
}

/// Stores the accepted numbers, and what is printed beside them, by groups of files.
pub(super) fn figures(
    draft: &NewRun,
    parts: &Parts,
    base: Option<&Run>,
) -> Result<[Output; 2], RunError> {
    let all = |group: Range<usize>| group.map(|part| parts.figures(part));
    let observations = Stored {
        name: Figures::OBSERVATIONS,
        has: |part| parts.numbers(part).0 > 0,
        columns: |group| Figures::observations_of(all(group)),
    };
    let printed = Stored {
        name: Figures::PRINTED,
        has: |part| parts.numbers(part).1 > 0,
        columns: |group| Figures::printed_of(all(group)),
    };
    let (observations, printed) = rayon::join(
        || observations.store(draft, parts, base),
        || printed.store(draft, parts, base),
    );
    Ok([observations?, printed?])
}

/// A table of figures.
struct Stored<H, C> {
    name: &'static str,
    /// Whether a file gives it any row.
    has: H,
    columns: C,
}

impl<H, C> Stored<H, C>
where
    H: Fn(usize) -> bool + Sync,
    C: Fn(Range<usize>) -> Result<polars::prelude::DataFrame, TableError> + Sync,
{
    fn store(&self, draft: &NewRun, parts: &Parts, base: Option<&Run>) -> Result<Output, RunError> {
        let ground = ground(parts)?;
        let mut groups = parts.groups();
        groups.retain(|group| group.clone().any(&self.has));
        let keys = groups.iter().map(|group| {
            let prints: Vec<String> = group.clone().map(|part| parts.print(part)).collect();
            let key = Fingerprint::of(&(&ground, prints))?;
            Ok(key.as_str().to_owned())
        });
        let keys = keys.collect::<Result<Vec<String>, RunError>>()?;
        let empty = (self.columns)(0..0).map_err(refused(Stage::Ingest))?;
        let part = |part: usize| (self.columns)(groups[part].clone());
        Ok(draft.table_of_parts(self.name, &Parted { empty, keys: &keys, part }, base)?)
    }
}

/// Stores the metrics by groups of units.
pub(super) fn metrics(
    draft: &NewRun,
    measured: &Measured,
    base: Option<&Run>,
) -> Result<Output, RunError> {
    let parts = measured.parts();
    let keys = parts.par_iter().map(|&part| {
        let key = Fingerprint::of(&(plan::format(Stage::Measure), measured.print(part)))?;
        Ok(key.as_str().to_owned())
    });
    let keys = keys.collect::<Result<Vec<String>, RunError>>()?;
    let empty = measured.empty().map_err(refused(Stage::Measure))?;
    let part = |place: usize| measured.part(parts[place]);
    Ok(draft.table_of_parts(Metrics::NAME, &Parted { empty, keys: &keys, part }, base)?)
}
