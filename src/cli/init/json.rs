//! What was begun, as data.

use schemars::JsonSchema;
use serde::Serialize;

use crate::cli::doctor;
use crate::cli::doctor::json::DoctorJson;
use crate::model::Lang;
use crate::run::{BegunProvince, FormOrigin};

/// A province that was begun.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::cli) struct InitJson<'b> {
    /// Its pipeline file.
    pipeline_file: String,
    examples: Vec<InitExampleJson<'b>>,
    /// Ids of its rankings.
    ranking_ids: Vec<&'b str>,
    /// Columns of the register that are not used.
    ignored_columns: &'b [String],
    /// Examples that are not in the inbox.
    left_out: Vec<InitLeftOutJson<'b>>,
    /// What a person still has to say, a sentence each.
    unsaid: Vec<&'b str>,
    /// Whether a run has what it needs.
    doctor: DoctorJson<'b>,
    /// The command that runs it.
    next: &'b str,
}

/// The form of an example.
#[derive(Debug, Serialize, JsonSchema)]
struct InitExampleJson<'b> {
    example: &'b str,
    /// Names of the forms in it.
    names: &'b [String],
    /// The file of the draft below `pipelines/`; null where the form is known.
    drafted: Option<&'b str>,
    /// What had to be assumed, a sentence each.
    assumptions: Vec<String>,
    counts: InitCounts,
}

/// What reading makes of an example.
#[derive(Debug, Serialize, JsonSchema)]
struct InitCounts {
    /// Numbers that were accepted.
    observations: usize,
    errors: usize,
}

/// An example that gives nothing for the period.
#[derive(Debug, Serialize, JsonSchema)]
struct InitLeftOutJson<'b> {
    file: &'b str,
    /// Why.
    message: &'b str,
}

pub(super) fn json<'b>(begun: &'b BegunProvince, next: &'b str, lang: Lang) -> InitJson<'b> {
    let examples = begun.forms.iter().map(|form| {
        let (drafted, assumptions) = match &form.origin {
            FormOrigin::Known => (None, Vec::new()),
            FormOrigin::Drafted(file, draft) => (Some(file.as_str()), draft.assumptions(lang)),
        };
        let counts = InitCounts { observations: form.values, errors: form.errors };
        InitExampleJson { example: &form.example, names: &form.names, drafted, assumptions, counts }
    });
    let left_out = begun.left_out.iter();
    InitJson {
        pipeline_file: begun.file.display().to_string(),
        examples: examples.collect(),
        ranking_ids: begun.pipeline.rankings.iter().map(|ranking| ranking.id.as_str()).collect(),
        ignored_columns: &begun.ignored,
        left_out: left_out
            .map(|out| InitLeftOutJson { file: &out.file, message: &out.reason })
            .collect(),
        unsaid: begun.gaps.iter().map(|gap| gap.say(lang)).collect(),
        doctor: doctor::json::json(&begun.checks, &begun.pipeline, lang),
        next,
    }
}
