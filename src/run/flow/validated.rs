//! What was read → what all rules say of it.

use crate::check::CATALOGUE;
use crate::measure;
use crate::model::{Finding, Reading, Stage, Submissions};
use crate::pipeline::Pipeline;
use crate::run::error::RunError;
use crate::run::many_hands::ManyHands;
use crate::table::Lines;
use crate::validate::{self, Given, PeriodBefore, Validated};

/// Checks what was read: its lines, what became of each file, and what reading found; `earlier` is the period
/// before, where there is one to compare with.
pub(in crate::run) fn validated(
    readings: &[Reading],
    lines: &Lines,
    submissions: &Submissions,
    read: &[Finding],
    earlier: Option<PeriodBefore<'_>>,
    pipeline: &Pipeline,
) -> Result<Validated, RunError> {
    let submissions = validate::register(submissions, pipeline);
    let sums = measure::by_unit(lines)
        .map_err(|source| RunError::Table { stage: Stage::Validate, source })?;
    let given = Given {
        readings,
        sums: &sums,
        submissions: &submissions,
        read,
        earlier,
        pipeline,
        catalogue: &CATALOGUE,
    };
    Ok(validate::validate(&given, &ManyHands))
}
