//! What changed between two runs: the tables of both are loaded and compared. Reads only; takes no lock.

mod across;
mod difference;
mod keys;
mod reread;
mod side;
mod split;
mod steps;

pub(super) use keys::changed_keys;
pub(super) use side::ComparedRun;
pub(super) use split::ComparedRuns;
pub(super) use steps::counted_by;

pub use difference::{Difference, Moved, RunSide, Split, StageChange, Unsplit};

use crate::compare;
use crate::model::Stage;
use crate::pipeline::Pipeline;

use super::error::RunError;
use super::kept::declared_then;
use super::named::{NamedError, named};
use super::status::Arrivals;

use across::leave_out;
/// Compares two runs, each named by an id, the beginning of one, `latest`, `latest~1` or its folder.
///
/// # Errors
/// A run is not known, or what it left cannot be read.
pub fn diff(pipeline: &Pipeline, old: &str, new: &str) -> Result<Difference, NamedError> {
    let (old, new) = (named(pipeline, old)?, named(pipeline, new)?);
    let (mut old, new) = (ComparedRun::of(old)?, ComparedRun::of(new)?);
    let then = declared_then(&new.run, pipeline, None);
    let lineage = old.see_from(&then)?;
    let (a, b) = (old.run.record(), new.run.record());
    let values = old.numbers.as_ref().zip(new.numbers.as_ref());
    let findings = old.findings.as_ref().zip(new.findings.as_ref());
    let rates = old.metrics.as_ref().zip(new.metrics.as_ref());
    let rates = rates.map(|(old, new)| compare::rates(old, new)).transpose();
    let reread = old.reread(&new);
    let known = reread.as_ref().unwrap_or(&old);
    let runs = ComparedRuns::of(&old, [known, known], &new, then);
    let (places, unexplained) = (runs.moved(), runs.unexplained());
    let mut difference = Difference {
        inputs: Arrivals::between(&b.inputs, &a.inputs),
        stages: Stage::ALL.iter().filter_map(|&stage| StageChange::of(stage, a, b)).collect(),
        keys: changed_keys(&old.run, &new.run),
        lineage: None,
        values: values.map(|(old, new)| compare::values(old, new)),
        findings: findings.map(|(old, new)| compare::findings(old.iter(), new.iter())),
        rates: rates.map_err(|source| RunError::Table { stage: Stage::Measure, source })?,
        places,
        unexplained,
        old: old.side(),
        new: new.side(),
    };
    if let Some(lineage) = lineage {
        leave_out(lineage, &mut difference);
    }
    Ok(difference)
}
