//! What would come of a supposition, as data: everything, whatever the text leaves out.

use schemars::JsonSchema;
use serde::Serialize;

use crate::cli::diff::json::{ChangedFindingJson, ChangedRateJson, found, rate};
use crate::cli::diff::place_json::{ChangedPlaceJson, place};
use crate::cli::print::inputs::InputsJson;
use crate::cli::status::json::inputs;
use crate::compare::Move;
use crate::model::{Lang, Severity};
use crate::pipeline::{Pipeline, Register, Setting};
use crate::run::{Effect, PublishedRun, Replayed, Supposition, TakenOut, UnitCount, WhatIf};

use super::replayed::not_replayed;

/// What would come of a supposition: of the world as it is, or of runs that are kept.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::cli) struct WhatIfJson<'w> {
    /// Id of the pipeline.
    pipeline: &'w str,
    /// The period that is declared.
    period: String,
    supposed: SupposedJson<'w>,
    /// The world as it is against the one that is supposed; null with `--replay`.
    what_if: Option<SupposedWorldJson<'w>>,
    /// Runs that are kept, newest first; null without `--replay`.
    replayed: Option<Vec<ReplayedJson<'w>>>,
}

/// What is supposed.
#[derive(Debug, Serialize, JsonSchema)]
struct SupposedJson<'w> {
    /// Files that are not there.
    drop: &'w [String],
    /// Keys that are declared otherwise.
    set: Vec<&'w str>,
    /// Units that are not there, as they were named.
    without: &'w [String],
    /// Files of rules that are added.
    rules: Vec<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct SupposedWorldJson<'w> {
    /// What is published; null where nothing is.
    published_run: Option<PublishedRunJson<'w>>,
    /// Units that are supposed not to be there.
    taken_out: Vec<TakenOutJson<'w>>,
    counts: ReadCounts,
    effect: EffectJson<'w>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct ReadCounts {
    /// Files that had to be read.
    read: usize,
}

/// What is published, and what is not any more as it was for it.
#[derive(Debug, Serialize, JsonSchema)]
struct PublishedRunJson<'w> {
    run: &'w str,
    /// Whether it is what stands before.
    is_before: bool,
    inputs: InputsJson<'w>,
    declaration_changed: bool,
    program_changed: bool,
    counts: PublishedCounts,
}

#[derive(Debug, Serialize, JsonSchema)]
struct PublishedCounts {
    /// Units whose place would be another one today; null where its places cannot be read.
    moved: Option<usize>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct TakenOutJson<'w> {
    unit_id: &'w str,
    unit: &'w str,
    /// Ids of the units under it, which go with it.
    below: &'w [String],
    /// Names of the units above, whose totals lose its figures.
    above: &'w [String],
}

/// What differs.
#[derive(Debug, Serialize, JsonSchema)]
struct EffectJson<'w> {
    /// Whether anything does.
    different: bool,
    rankings: Vec<RankingMovesJson<'w>>,
    counts: EffectCounts,
    /// Files with an error that is not there now.
    failed_files: Vec<&'w str>,
    /// Those of them that could not be used.
    blocked_files: Vec<&'w str>,
    /// Units whose place is another one, each with what moved it.
    changed_places: Vec<ChangedPlaceJson<'w>>,
    changed_findings: Vec<ChangedFindingJson<'w>>,
    changed_rates: Vec<ChangedRateJson<'w>>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct EffectCounts {
    /// Units that have a place and would have none.
    places_lost: usize,
    /// Units that have none and would have one.
    places_gained: usize,
    /// The most places by which one moves.
    furthest: u64,
}

#[derive(Debug, Serialize, JsonSchema)]
struct RankingMovesJson<'w> {
    ranking: &'w str,
    counts: MoveCounts,
}

#[derive(Debug, Serialize, JsonSchema)]
struct MoveCounts {
    /// Units whose place or status is another one.
    moved: usize,
    /// Units that are not in the list any more.
    gone: usize,
    /// Units that stand where they stood.
    still: usize,
}

/// A run that is kept.
#[derive(Debug, Serialize, JsonSchema)]
struct ReplayedJson<'w> {
    run: &'w str,
    period: &'w str,
    /// Whether another program read its files.
    program_changed: bool,
    /// What would differ; null where that cannot be told.
    effect: Option<EffectJson<'w>>,
    /// Why it cannot.
    why_not: Option<String>,
}

/// Of the world as it is.
pub(super) fn supposed<'w>(what_if: &'w WhatIf, supposition: &'w Supposition) -> WhatIfJson<'w> {
    let pipeline = &what_if.pipeline;
    let world = SupposedWorldJson {
        published_run: what_if.published.as_ref().map(published),
        taken_out: what_if.taken_out.iter().map(taken_out).collect(),
        counts: ReadCounts { read: what_if.read },
        effect: effect(&what_if.effect, &pipeline.register),
    };
    WhatIfJson { what_if: Some(world), ..head(pipeline, supposition) }
}

/// Of runs that are kept.
pub(super) fn replayed<'w>(
    replayed: &'w [Replayed],
    pipeline: &'w Pipeline,
    supposition: &'w Supposition,
    lang: Lang,
) -> WhatIfJson<'w> {
    let runs = replayed.iter().map(|one| ReplayedJson {
        run: &one.run,
        period: &one.period,
        program_changed: one.other_program,
        effect: one.effect.as_ref().ok().map(|changes| effect(changes, &pipeline.register)),
        why_not: one.effect.as_ref().err().map(|why| not_replayed(why, lang)),
    });
    WhatIfJson { replayed: Some(runs.collect()), ..head(pipeline, supposition) }
}

fn head<'w>(pipeline: &'w Pipeline, supposition: &'w Supposition) -> WhatIfJson<'w> {
    let Supposition { drop, set, without, rules } = supposition;
    let supposed = SupposedJson {
        drop,
        set: set.iter().map(Setting::typed).collect(),
        without,
        rules: rules.iter().map(|file| file.display().to_string()).collect(),
    };
    WhatIfJson {
        pipeline: &pipeline.id,
        period: pipeline.period.to_string(),
        supposed,
        what_if: None,
        replayed: None,
    }
}

fn published(published: &PublishedRun) -> PublishedRunJson<'_> {
    let since = &published.since;
    PublishedRunJson {
        run: &published.run,
        is_before: since.is_nothing(),
        inputs: inputs(&since.files),
        declaration_changed: since.redeclared,
        program_changed: since.program,
        counts: PublishedCounts { moved: since.moved },
    }
}

fn taken_out(unit: &TakenOut) -> TakenOutJson<'_> {
    let TakenOut { id, name, below, above } = unit;
    TakenOutJson { unit_id: id, unit: name, below, above }
}

fn effect<'w>(effect: &'w Effect, register: &'w Register) -> EffectJson<'w> {
    let moves = |count: &'w UnitCount| {
        let UnitCount { ranking, moved, gone, still } = count;
        let counts = MoveCounts { moved: *moved, gone: *gone, still: *still };
        RankingMovesJson { ranking, counts }
    };
    let furthest = effect.furthest().and_then(Move::fell).map_or(0, i64::unsigned_abs);
    let counts =
        EffectCounts { places_lost: effect.lost(), places_gained: effect.gained(), furthest };
    EffectJson {
        different: !effect.is_nothing(),
        rankings: effect.counts.iter().map(moves).collect(),
        counts,
        failed_files: effect.failed(Severity::Error).into_iter().collect(),
        blocked_files: effect.failed(Severity::Blocking).into_iter().collect(),
        changed_places: effect.moves.iter().map(|at| place(&at.moved, None, register)).collect(),
        changed_findings: effect.findings.iter().map(|change| found(change, register)).collect(),
        changed_rates: effect.rates.iter().map(rate).collect(),
    }
}
