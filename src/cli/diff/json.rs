//! What changed between two runs, as data: everything, whatever the text leaves out.

use schemars::JsonSchema;
use serde::Serialize;

use crate::cli::print::finding::{self, FindingJson, PlaceData};
use crate::cli::print::submission::InputsJson;
use crate::cli::status::json::inputs;
use crate::compare::{
    Crossing, Crossings, FindingChange, Move, NumberKey, PartChange, PartSide, PlaceRelation,
    PlacedNumber, RateChange, ShareChange, Spot, Sums, ValueChange,
};
use crate::model::{Lang, Rate};
use crate::pipeline::{KeyChange, Pipeline, Register};
use crate::run::{Difference, Moved, RunSide, Split, StageChange, Unsplit};
use crate::store::Verified;

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
struct SideJson<'d> {
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
struct ChangedKeyJson<'d> {
    file: &'d str,
    key: Option<&'d str>,
    /// `added`, `removed`, `changed`.
    how: &'static str,
    old: Option<&'d str>,
    new: Option<&'d str>,
}

/// What a number is about.
#[derive(Debug, Serialize, JsonSchema)]
struct KeyJson<'d> {
    unit_id: &'d str,
    /// Name of the unit.
    unit: Option<&'d str>,
    form: &'d str,
    field: Option<&'d str>,
    measure: &'d str,
    source: Option<&'d str>,
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

/// A number and where it stands.
#[derive(Debug, Serialize, JsonSchema)]
struct NumberJson<'d> {
    value: f64,
    #[serde(flatten)]
    place: PlaceData<'d>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct ChangedFindingJson<'d> {
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

#[derive(Debug, Serialize, JsonSchema)]
struct SumsJson {
    numerator: i64,
    denominator: i64,
    /// 0 to 1; null where there is nothing to divide by.
    rate: Option<f64>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::cli) struct ChangedPlaceJson<'d> {
    ranking: &'d str,
    unit_id: &'d str,
    unit: &'d str,
    old: Option<SpotJson<'d>>,
    new: Option<SpotJson<'d>>,
    /// By how many places it fell; less than 0 where it rose.
    fell: Option<i64>,
    /// Whether the ranking is another one by declaration.
    redefined: bool,
    minimum_changed: bool,
    /// Whether its own figures are what they were.
    by_others: bool,
    /// Metrics of its own that changed.
    own: Vec<OwnJson<'d>>,
    now_better: CrossingsJson<'d>,
    no_longer_better: CrossingsJson<'d>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct SpotJson<'d> {
    /// `ranked`, or why there is no place.
    status: &'static str,
    place: Option<u32>,
    of: u32,
    group: Option<&'d str>,
    value: Option<f64>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct OwnJson<'d> {
    metric: &'d str,
    old: Option<SumsJson>,
    new: Option<SumsJson>,
    same_rate: bool,
    /// The cells that make the change; null where it cannot be split.
    cells: Option<Vec<PartJson<'d>>>,
    /// Why it cannot be split: `stale`, `redefined`, `missing`; null where nothing is to be split.
    not_split: Option<&'static str>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct PartJson<'d> {
    #[serde(flatten)]
    key: KeyJson<'d>,
    old: Option<PartSideJson<'d>>,
    new: Option<PartSideJson<'d>>,
    /// What it adds above the line.
    numerator: i64,
    /// What it adds below the line.
    denominator: i64,
}

#[derive(Debug, Serialize, JsonSchema)]
struct PartSideJson<'d> {
    #[serde(flatten)]
    number: NumberJson<'d>,
    /// Whether it counts.
    is_counted: bool,
    numerator: i64,
    denominator: i64,
}

#[derive(Debug, Serialize, JsonSchema)]
struct CrossingsJson<'d> {
    counts: CrossingCounts,
    /// Those that are named.
    units: Vec<CrossingJson<'d>>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct CrossingCounts {
    units: usize,
}

#[derive(Debug, Serialize, JsonSchema)]
struct CrossingJson<'d> {
    unit_id: &'d str,
    unit: &'d str,
    /// How it stands in the other run: `behind`, `tied`, `absent`, `unranked`.
    otherwise: &'static str,
    /// Why it is unranked there.
    status: Option<&'static str>,
    /// Whether what it is ranked by changed.
    figures_changed: bool,
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
        changed_values: list(difference.values.as_deref(), |change| value(change, register)),
        changed_findings: list(difference.findings.as_deref(), |change| found(change, register)),
        changed_rates: list(difference.rates.as_deref(), rate),
        changed_places: list(difference.places.as_deref(), |moved| place(moved, register)),
        warnings: super::doubts::warnings(difference, lang),
    }
}

/// `null` where one run has no such table.
fn list<'d, T, J>(items: Option<&'d [T]>, one: impl Fn(&'d T) -> J) -> Option<Vec<J>> {
    items.map(|items| items.iter().map(one).collect())
}

fn side(side: &RunSide) -> SideJson<'_> {
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

fn key_change(change: &KeyChange) -> ChangedKeyJson<'_> {
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

fn number(number: &PlacedNumber) -> NumberJson<'_> {
    NumberJson { value: number.value, place: finding::place(&number.place) }
}

fn key<'d>(key: &'d NumberKey, register: &'d Register) -> KeyJson<'d> {
    KeyJson {
        unit_id: &key.unit_id,
        unit: finding::name(register, Some(&key.unit_id)),
        form: &key.form,
        field: key.field.as_deref(),
        measure: &key.measure,
        source: key.source.as_deref(),
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

fn found<'d>(change: &'d FindingChange, register: &'d Register) -> ChangedFindingJson<'d> {
    let data = |found| finding::data(found, Some(register));
    ChangedFindingJson { old: change.old.as_ref().map(data), new: change.new.as_ref().map(data) }
}

fn sums(sums: Option<Sums>) -> Option<SumsJson> {
    let (numerator, denominator) = sums?;
    let rate = Rate { numerator, denominator }.ratio();
    Some(SumsJson { numerator, denominator, rate })
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

fn place<'d>(moved: &'d Moved, register: &'d Register) -> ChangedPlaceJson<'d> {
    let splits = moved.moved.own.iter().zip(&moved.splits);
    let own = splits.map(|(change, split)| own(change, Some(split), register));
    ChangedPlaceJson { own: own.collect(), ..moved_unit(&moved.moved) }
}

/// A move whose own figures nobody splits into cells.
pub(in crate::cli) fn unsplit_move<'d>(
    moved: &'d Move,
    register: &'d Register,
) -> ChangedPlaceJson<'d> {
    let own = moved.own.iter().map(|change| own(change, None, register));
    ChangedPlaceJson { own: own.collect(), ..moved_unit(moved) }
}

fn moved_unit(m: &Move) -> ChangedPlaceJson<'_> {
    ChangedPlaceJson {
        ranking: &m.ranking,
        unit_id: &m.unit_id,
        unit: &m.unit_name,
        old: m.old.as_ref().map(spot),
        new: m.new.as_ref().map(spot),
        fell: m.fell(),
        redefined: m.redefined,
        minimum_changed: m.minimum_changed(),
        by_others: m.by_others(),
        own: Vec::new(),
        now_better: crossings(&m.entered),
        no_longer_better: crossings(&m.left),
    }
}

fn spot(spot: &Spot) -> SpotJson<'_> {
    SpotJson {
        status: spot.status.word(),
        place: spot.place,
        of: spot.of,
        group: spot.group.as_deref(),
        value: spot.value,
    }
}

fn own<'d>(
    change: &'d ShareChange,
    split: Option<&'d Result<Split, Unsplit>>,
    register: &'d Register,
) -> OwnJson<'d> {
    let why = |why: &Unsplit| match why {
        Unsplit::Stale => "stale",
        Unsplit::Redefined => "redefined",
        Unsplit::Missing => "missing",
    };
    let parts =
        |split: &'d Split| split.parts.iter().map(|change| part(change, register)).collect();
    OwnJson {
        metric: &change.metric,
        old: sums(change.old),
        new: sums(change.new),
        same_rate: change.same_rate(),
        cells: split.and_then(|split| split.as_ref().ok()).map(parts),
        not_split: split.and_then(|split| split.as_ref().err()).map(why),
    }
}

fn part<'d>(change: &'d PartChange, register: &'d Register) -> PartJson<'d> {
    let side = |side: &'d PartSide| PartSideJson {
        number: number(&side.number),
        is_counted: side.counts,
        numerator: side.above,
        denominator: side.below,
    };
    PartJson {
        key: key(&change.key, register),
        old: change.old.as_ref().map(side),
        new: change.new.as_ref().map(side),
        numerator: change.above(),
        denominator: change.below(),
    }
}

fn crossings(crossings: &Crossings) -> CrossingsJson<'_> {
    CrossingsJson {
        counts: CrossingCounts { units: crossings.count },
        units: crossings.named.iter().map(crossing).collect(),
    }
}

fn crossing(crossing: &Crossing) -> CrossingJson<'_> {
    let (otherwise, status) = match crossing.relation {
        PlaceRelation::Behind => ("behind", None),
        PlaceRelation::Tied => ("tied", None),
        PlaceRelation::Absent => ("absent", None),
        PlaceRelation::Unranked(status) => ("unranked", Some(status.word())),
    };
    CrossingJson {
        unit_id: &crossing.unit_id,
        unit: &crossing.unit_name,
        otherwise,
        status,
        figures_changed: crossing.changed,
    }
}
