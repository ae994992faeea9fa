//! How a unit stood and stands, and what moved it, as data.

use schemars::JsonSchema;
use serde::Serialize;

use crate::compare::{
    Crossing, Crossings, MoveReason, PartChange, PartSide, PlaceRelation, ShareChange, Spot,
};
use crate::pipeline::Register;
use crate::run::{Moved, Split, Unsplit};
use crate::table::MoveCause;

use super::figure_json::{KeyJson, NumberJson, SumsJson, key, number, sums};

#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::cli) struct ChangedPlaceJson<'d> {
    ranking: &'d str,
    unit_id: &'d str,
    unit: &'d str,
    old: Option<SpotJson<'d>>,
    new: Option<SpotJson<'d>>,
    /// By how many places it fell; less than 0 where it rose.
    fell: Option<i64>,
    /// What moved it; null where it lacks a place in one of the runs, or that is not known.
    move_parts: Option<Vec<MovePartJson>>,
    /// What made its status another one: a cause as in `move_parts`.
    status_cause: Option<&'static str>,
    /// Why there are no parts although it has both places: `undivided` where its earlier figures have no place by the
    /// definition of now, or `stale`, `redefined`, `missing` of a run.
    not_divided: Option<&'static str>,
    /// Metrics of its own that changed.
    own: Vec<OwnJson<'d>>,
    now_better: CrossingsJson<'d>,
    no_longer_better: CrossingsJson<'d>,
}

/// What moved a unit; all of them together are the move.
#[derive(Debug, Serialize, JsonSchema)]
struct MovePartJson {
    /// `definition` the same figures are read, counted or ranked in another way, `corrections` the period before is not what
    /// it was when it was published, `own` its own figures, `others` those of others, `came` others have a place that had
    /// none, `missing` others have none that had one.
    cause: &'static str,
    /// By how many places it fell for it; less than 0 where it rose.
    fell: i64,
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
    /// Why it cannot be split: `stale`, `redefined`, `missing`.
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
    /// What made it cross: a cause as in `move_parts`; null where that is not known.
    cause: Option<&'static str>,
    /// Whether what it is ranked by changed.
    figures_changed: bool,
}

pub(in crate::cli) fn place<'d>(
    moved: &'d Moved,
    unexplained: Option<Unsplit>,
    register: &'d Register,
) -> ChangedPlaceJson<'d> {
    let m = &moved.moved;
    let own = m.own.iter().enumerate();
    let own = own.map(|(place, change)| own_change(change, moved.splits.get(place), register));
    ChangedPlaceJson {
        ranking: &m.ranking,
        unit_id: &m.unit_id,
        unit: &m.unit_name,
        old: m.old.as_ref().map(spot),
        new: m.new.as_ref().map(spot),
        fell: m.fell(),
        move_parts: move_parts(&m.reason),
        status_cause: match &m.reason {
            MoveReason::Status(cause) => Some(cause.word()),
            _ => None,
        },
        not_divided: match &m.reason {
            MoveReason::Undivided => Some("undivided"),
            MoveReason::Unknown => unexplained.map(unsplit),
            _ => None,
        },
        own: own.collect(),
        now_better: crossings(&m.entered),
        no_longer_better: crossings(&m.left),
    }
}

fn move_parts(reason: &MoveReason) -> Option<Vec<MovePartJson>> {
    let MoveReason::Parts(parts) = reason else { return None };
    let part =
        |(cause, fell): (&MoveCause, &i64)| MovePartJson { cause: cause.word(), fell: *fell };
    Some(parts.iter().map(part).collect())
}

const fn unsplit(why: Unsplit) -> &'static str {
    match why {
        Unsplit::Stale => "stale",
        Unsplit::Redefined => "redefined",
        Unsplit::Missing => "missing",
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

/// Without a split nobody asked for the cells.
fn own_change<'d>(
    change: &'d ShareChange,
    split: Option<&'d Result<Split, Unsplit>>,
    register: &'d Register,
) -> OwnJson<'d> {
    let parts =
        |split: &'d Split| split.parts.iter().map(|change| part(change, register)).collect();
    OwnJson {
        metric: &change.metric,
        old: sums(change.old),
        new: sums(change.new),
        same_rate: change.same_rate(),
        cells: split.and_then(|split| split.as_ref().ok()).map(parts),
        not_split: split.and_then(|split| split.as_ref().err()).copied().map(unsplit),
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
        cause: crossing.cause.map(MoveCause::word),
        figures_changed: crossing.changed,
    }
}
