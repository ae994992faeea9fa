//! What changed between two runs, as data: everything, whatever the text leaves out.

use schemars::JsonSchema;
use serde::Serialize;

use crate::check::FindingJson;
use crate::cli::print::inputs::InputsJson;
use crate::cli::status::json::inputs;
use crate::compare::{FindingChange, RateChange, ValueChange};
use crate::model::Lang;
use crate::pipeline::{KeyChange, Pipeline, Register};
use crate::run::{Difference, RunSide, StageChange};
use crate::store::Verified;

use super::figure_json::{KeyJson, NumberJson, SumsJson, key, number, sums};
use super::place_json::{ChangedPlaceJson, place};
use super::units::{self, ChangedUnitsJson};

/// What changed from one run to another. A list is null where one of them has no such table.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::cli) struct DiffJson<'d> {
    /// Id of the pipeline.
    pipeline: &'d str,
    /// Null where nothing tells.
    different: Option<bool>,
    /// The earlier run.
    old: SideJson<'d>,
    /// The later run.
    new: SideJson<'d>,
    /// The files that they read.
    inputs: InputsJson<'d>,
    /// Stages that were declared or programmed otherwise.
    changed_stages: Vec<ChangedStageJson>,
    /// Keys of the declaration; null where one of the runs kept none.
    changed_keys: Option<Vec<ChangedKeyJson<'d>>>,
    /// Units that are not what they were in the earlier period; null where they all are, or it is one period.
    changed_units: Option<ChangedUnitsJson<'d>>,
    /// Accepted numbers.
    changed_values: Option<Vec<ChangedValueJson<'d>>>,
    changed_findings: Option<Vec<ChangedFindingJson<'d>>>,
    changed_rates: Option<Vec<ChangedRateJson<'d>>>,
    /// Units whose place is another one, each with what moved it.
    changed_places: Option<Vec<ChangedPlaceJson<'d>>>,
    /// What should not be relied on in either run.
    warnings: Vec<String>,
}

/// One of the two runs.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::cli) struct SideJson<'d> {
    /// Its id.
    run: &'d str,
    period: &'d str,
    /// Id of its pipeline.
    pipeline: &'d str,
    /// Fingerprint of the program that made it.
    program: &'d str,
    started: &'d str,
    complete: bool,
    exit_code: u8,
    /// Files of it that are not what it wrote.
    spoiled: Vec<SpoiledJson<'d>>,
    /// Stages that were made of older data than the stages before.
    stale_stages: Vec<&'static str>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct SpoiledJson<'d> {
    file: &'d str,
    /// `missing` or `changed`.
    state: &'static str,
}

#[derive(Debug, Serialize, JsonSchema)]
struct ChangedStageJson {
    stage: &'static str,
    /// Null where one of them does not tell.
    declaration_changed: Option<bool>,
    program_changed: bool,
}

/// A key as it was and is written; of a file that came or went there is none.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::cli) struct ChangedKeyJson<'d> {
    file: &'d str,
    key: Option<&'d str>,
    /// `added`, `removed`, `changed`.
    how: &'static str,
    old: Option<&'d str>,
    new: Option<&'d str>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct ChangedValueJson<'d> {
    #[serde(flatten)]
    key: KeyJson<'d>,
    old: Option<NumberJson<'d>>,
    new: Option<NumberJson<'d>>,
    /// By how much it grew.
    change: f64,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::cli) struct ChangedFindingJson<'d> {
    old: Option<FindingJson<'d>>,
    new: Option<FindingJson<'d>>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::cli) struct ChangedRateJson<'d> {
    metric: &'d str,
    /// `own` or `total`.
    scope: &'d str,
    unit_id: &'d str,
    unit: &'d str,
    /// The field; null for all together.
    field: Option<&'d str>,
    old: Option<SumsJson>,
    new: Option<SumsJson>,
}

/// The whole.
pub(super) fn json<'d>(
    difference: &'d Difference,
    pipeline: &'d Pipeline,
    lang: Lang,
) -> DiffJson<'d> {
    let register = &pipeline.register;
    DiffJson {
        pipeline: &pipeline.id,
        different: difference.is_different(),
        old: side(&difference.old),
        new: side(&difference.new),
        inputs: inputs(&difference.inputs),
        changed_stages: difference.stages.iter().copied().map(stage).collect(),
        changed_keys: difference.keys.as_deref().map(|keys| keys.iter().map(key_change).collect()),
        changed_units: difference
            .lineage
            .as_ref()
            .map(|lineage| units::json(lineage, register, lang)),
        changed_values: list(difference.values.as_deref(), |change| value(change, register)),
        changed_findings: list(difference.findings.as_deref(), |change| found(change, register)),
        changed_rates: list(difference.rates.as_deref(), rate),
        changed_places: list(difference.places.as_deref(), |moved| {
            place(moved, difference.unexplained, register)
        }),
        warnings: super::doubts::warnings(difference, lang),
    }
}

/// `null` where one run has no such table.
fn list<'d, T, J>(items: Option<&'d [T]>, one: impl Fn(&'d T) -> J) -> Option<Vec<J>> {
    items.map(|items| items.iter().map(one).collect())
}

pub(in crate::cli) fn side(side: &RunSide) -> SideJson<'_> {
    let record = &side.record;
    let spoiled = side.spoiled.iter().map(|(file, verified)| {
        let missing = *verified == Verified::Missing;
        SpoiledJson { file, state: if missing { "missing" } else { "changed" } }
    });
    SideJson {
        run: &record.run,
        period: &record.period,
        pipeline: &record.pipeline,
        program: &record.program,
        started: &record.started,
        complete: record.complete,
        exit_code: record.exit_code,
        spoiled: spoiled.collect(),
        stale_stages: side.stale.iter().map(|stage| stage.word()).collect(),
    }
}

fn stage(change: StageChange) -> ChangedStageJson {
    ChangedStageJson {
        stage: change.stage.word(),
        declaration_changed: change.declaration,
        program_changed: change.program,
    }
}

pub(in crate::cli) fn key_change(change: &KeyChange) -> ChangedKeyJson<'_> {
    ChangedKeyJson {
        file: &change.file,
        key: change.key.as_deref(),
        how: match (&change.old, &change.new) {
            (None, _) => "added",
            (_, None) => "removed",
            _ => "changed",
        },
        old: change.old.as_deref().filter(|_| change.key.is_some()),
        new: change.new.as_deref().filter(|_| change.key.is_some()),
    }
}

fn value<'d>(change: &'d ValueChange, register: &'d Register) -> ChangedValueJson<'d> {
    ChangedValueJson {
        key: key(&change.key, register),
        old: change.old.as_ref().map(number),
        new: change.new.as_ref().map(number),
        change: change.by(),
    }
}

pub(in crate::cli) fn found<'d>(
    change: &'d FindingChange,
    register: &'d Register,
) -> ChangedFindingJson<'d> {
    let data = |found| FindingJson::of(found, Some(register));
    ChangedFindingJson { old: change.old.as_ref().map(data), new: change.new.as_ref().map(data) }
}

pub(in crate::cli) fn rate(change: &RateChange) -> ChangedRateJson<'_> {
    ChangedRateJson {
        metric: &change.metric,
        scope: &change.scope,
        unit_id: &change.unit_id,
        unit: &change.unit_name,
        field: change.field.as_deref(),
        old: sums(change.old),
        new: sums(change.new),
    }
}
