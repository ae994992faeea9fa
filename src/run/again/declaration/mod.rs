//! What each stage reads of a declaration, as a fingerprint: what it does not read is no reason to run it again. Which
//! key concerns which stage is said in `parts` and `form`.

mod form;
mod parts;

use serde_json::{Value, json};

use crate::model::{Period, Stage};
use crate::pipeline::{Pipeline, Register};
use crate::run::error::RunError;
use crate::store::Fingerprint;

use parts::{DeclarationParts, aliases, places};

/// The fingerprints of what each stage reads of a declaration, taken once.
#[derive(Debug, Clone)]
pub(in crate::run) struct DeclarationPrints {
    stages: [Fingerprint; Stage::ALL.len()],
    /// Of all that reading goes by, but for the further names of units: of those it is known which file asked for
    /// them.
    pub(in crate::run) ground: Fingerprint,
    /// Of what is published: all that publishing reads but for what a file may cost.
    pub(in crate::run) sheets: Fingerprint,
    /// Of all that any stage reads.
    pub(in crate::run) whole: Fingerprint,
}

impl DeclarationPrints {
    pub(in crate::run) fn of(pipeline: &Pipeline) -> Result<Self, RunError> {
        Self::in_period(pipeline, pipeline.period, &pipeline.register)
    }

    /// The same as they would be in another period, with the units of that.
    pub(in crate::run) fn in_period(
        pipeline: &Pipeline,
        period: Period,
        register: &Register,
    ) -> Result<Self, RunError> {
        // A register is by far the largest part, and every stage reads it.
        let places = Fingerprint::of(&places(register))?;
        let print = |part: Value| Fingerprint::of(&json!([period, places, part]));
        let parts = DeclarationParts::of(pipeline);
        let reading = json!([parts.of_reading(&pipeline.limits), pipeline.register.offices()]);
        let stages = [
            print(json!([reading, Fingerprint::of(&aliases(register))?]))?,
            print(parts.of_checking())?,
            print(parts.of_measuring())?,
            print(parts.of_ranking())?,
            print(parts.of_publishing())?,
        ];
        let (ground, whole) = (print(reading)?, Fingerprint::of(&stages)?);
        let sheets = print(parts.of_sheets())?;
        Ok(Self { stages, ground, sheets, whole })
    }

    /// Of the part that a stage reads.
    pub(in crate::run) const fn stage(&self, stage: Stage) -> &Fingerprint {
        &self.stages[stage as usize]
    }
}
