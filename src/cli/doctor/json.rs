//! What the doctor found, as data.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::Lang;
use crate::pipeline::Pipeline;
use crate::run::Diagnosis;

use super::facts::{advice, says};

/// Whether the next run has what it needs.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::cli) struct DoctorJson<'d> {
    /// Id of the pipeline.
    pipeline: &'d str,
    /// The period.
    period: String,
    diagnoses: Vec<DiagnosisJson>,
}

/// What was found of one thing that a run needs.
#[derive(Debug, Serialize, JsonSchema)]
struct DiagnosisJson {
    /// What it is about, in a word: `inbox`, `disk`, `lock` …
    about: &'static str,
    /// How it is, in a word.
    state: &'static str,
    /// A sentence for people.
    message: String,
    /// What to do about it.
    advice: Option<String>,
}

pub(in crate::cli) fn json<'d>(
    checks: &[Diagnosis],
    pipeline: &'d Pipeline,
    lang: Lang,
) -> DoctorJson<'d> {
    let diagnoses = checks.iter().map(|Diagnosis { state, fact }| DiagnosisJson {
        about: fact.about(),
        state: state.word(),
        message: says(fact, pipeline, lang),
        advice: advice(*state, fact, lang),
    });
    DoctorJson {
        pipeline: &pipeline.id,
        period: pipeline.period.to_string(),
        diagnoses: diagnoses.collect(),
    }
}
