//! Why a unit stands where it does, as data: everything, whatever the text leaves out.

use schemars::JsonSchema;
use serde::Serialize;

use crate::cli::diff::figure_json::{SumsJson, sums};
use crate::cli::diff::json::{ChangedKeyJson, SideJson, key_change, side};
use crate::cli::diff::place_json::{ChangedPlaceJson, place};
use crate::compare::ShareChange;
use crate::pipeline::{Pipeline, Register};
use crate::run::{ExplainedUnit, PastPlace, Unsplit, WhyPlace};

/// Why a unit stands where it does.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::cli) struct WhyJson<'w> {
    /// Id of the pipeline.
    pipeline: &'w str,
    /// Id of the unit.
    unit_id: &'w str,
    /// Its name.
    unit: &'w str,
    /// Whether the later run is the one that is published.
    published: bool,
    /// The run that it is compared with, as it was published; null where there is none.
    old: Option<SideJson<'w>>,
    /// The newest run of that period, where it is another one by now.
    corrected: Option<SideJson<'w>>,
    /// The run that is explained.
    new: SideJson<'w>,
    /// Keys in which the declarations of both differ; null where one of them is not known.
    changed_keys: Option<Vec<ChangedKeyJson<'w>>>,
    /// Each ranking that knows the unit.
    explained: Vec<WhyPlaceJson<'w>>,
    /// What should not be relied on: files that were changed since their run, stages that are out of date.
    warnings: &'w [String],
}

/// A unit in a ranking.
#[derive(Debug, Serialize, JsonSchema)]
struct WhyPlaceJson<'w> {
    /// Title of the ranking; null where it is declared no longer.
    title: Option<&'w str>,
    #[serde(flatten)]
    place: ChangedPlaceJson<'w>,
    /// The sums that changed of those who are named as better now, or no longer.
    changed_others: Vec<OtherJson<'w>>,
    /// A row each period that is kept, the oldest first.
    history: Vec<PastPlaceJson<'w>>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct OtherJson<'w> {
    unit_id: &'w str,
    metric: &'w str,
    old: Option<SumsJson>,
    new: Option<SumsJson>,
    same_rate: bool,
}

/// The place of the unit in a period.
#[derive(Debug, Serialize, JsonSchema)]
struct PastPlaceJson<'w> {
    period: &'w str,
    /// The run that is published of it.
    run: &'w str,
    /// Name of the unit then.
    unit: &'w str,
    /// Whether the id was that of another unit then.
    other_unit: bool,
    /// `ranked`, or why there is no place.
    status: &'static str,
    place: Option<u32>,
    /// Bounds of the place; null where none are computed.
    place_low: Option<u32>,
    place_high: Option<u32>,
    /// Whether its place lies in the interval that it had in the period before: chance alone may have moved it.
    moved_within_chance: bool,
    of: u32,
    /// The rate (0 to 1) or the score (points) it was ranked by.
    value: Option<f64>,
    numerator: Option<i64>,
    denominator: Option<i64>,
}

/// The whole.
pub(super) fn json<'w>(
    why: &'w ExplainedUnit,
    pipeline: &'w Pipeline,
    warnings: &'w [String],
) -> WhyJson<'w> {
    let before = why.before.as_ref();
    let keys = before.and_then(|before| before.keys.as_deref());
    let unexplained = before.and_then(|before| before.unexplained);
    WhyJson {
        pipeline: &pipeline.id,
        unit_id: &why.unit_id,
        unit: &why.unit_name,
        published: why.published,
        old: before.map(|before| side(&before.published)),
        corrected: before.and_then(|before| before.newest.as_ref()).map(side),
        new: side(&why.run),
        changed_keys: keys.map(|keys| keys.iter().map(key_change).collect()),
        explained: { why.places.iter() }
            .map(|place| of_place(place, unexplained, pipeline))
            .collect(),
        warnings,
    }
}

fn of_place<'w>(
    of: &'w WhyPlace,
    unexplained: Option<Unsplit>,
    pipeline: &'w Pipeline,
) -> WhyPlaceJson<'w> {
    let register: &Register = &pipeline.register;
    let ranking = &of.moved.moved.ranking;
    let declared = pipeline.rankings.iter().find(|known| known.id == *ranking);
    let others = of
        .others
        .iter()
        .flat_map(|(unit, changes)| changes.iter().map(move |change| other(unit, change)));
    WhyPlaceJson {
        title: declared.map(|ranking| ranking.title.as_str()),
        place: place(&of.moved, unexplained, register),
        changed_others: others.collect(),
        history: of.history.iter().map(past).collect(),
    }
}

fn other<'w>(unit_id: &'w str, change: &'w ShareChange) -> OtherJson<'w> {
    OtherJson {
        unit_id,
        metric: &change.metric,
        old: sums(change.old),
        new: sums(change.new),
        same_rate: change.same_rate(),
    }
}

fn past(past: &PastPlace) -> PastPlaceJson<'_> {
    let row = &past.standing;
    PastPlaceJson {
        period: &past.period,
        run: &past.run,
        unit: &row.unit_name,
        other_unit: past.foreign,
        status: row.status.word(),
        place: row.place,
        place_low: row.place_low,
        place_high: row.place_high,
        moved_within_chance: row.moved_within_chance(),
        of: row.of,
        value: row.value,
        numerator: row.numerator,
        denominator: row.denominator,
    }
}
