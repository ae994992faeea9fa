//! Single cells behind what a sheet shows, as data: counts that ask for a reason, and indicators.

use schemars::JsonSchema;
use serde::Serialize;

use crate::check::PlaceData;
use crate::pipeline::Pipeline;
use crate::run::{LateCell, ReportedCell};

/// What a unit says of an indicator.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct ReportedCellJson<'t> {
    #[serde(flatten)]
    place: PlaceData<'t>,
    unit_id: &'t str,
    unit: &'t str,
    indicator: &'t str,
    value: f64,
}

/// A count that asks for a reason.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct LateCellJson<'t> {
    #[serde(flatten)]
    place: PlaceData<'t>,
    unit_id: &'t str,
    unit: &'t str,
    measure: &'t str,
    count: i64,
    /// What the unit writes beside it; null where it says nothing.
    reason: Option<&'t str>,
}

pub(super) fn indicator_cell<'t>(
    cell: &'t ReportedCell,
    pipeline: &'t Pipeline,
) -> ReportedCellJson<'t> {
    let unit = pipeline.register.get(cell.unit);
    ReportedCellJson {
        place: PlaceData::at(&cell.place),
        unit_id: &unit.id,
        unit: &unit.name,
        indicator: &pipeline.measure(cell.measure).id,
        value: cell.value,
    }
}

pub(super) fn late_cell<'t>(cell: &'t LateCell, pipeline: &'t Pipeline) -> LateCellJson<'t> {
    let unit = pipeline.register.get(cell.unit);
    LateCellJson {
        place: PlaceData::at(&cell.place),
        unit_id: &unit.id,
        unit: &unit.name,
        measure: &pipeline.measure(cell.measure).id,
        count: cell.count,
        reason: cell.reason.as_deref(),
    }
}
