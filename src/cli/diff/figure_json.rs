//! Numbers, what they are about and sums, as data.

use schemars::JsonSchema;
use serde::Serialize;

use crate::check::{PlaceData, unit_name};
use crate::compare::{NumberKey, PlacedNumber, Sums};
use crate::model::Rate;
use crate::pipeline::Register;

/// What a number is about.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::cli) struct KeyJson<'d> {
    unit_id: &'d str,
    /// Name of the unit.
    unit: Option<&'d str>,
    form: &'d str,
    field: Option<&'d str>,
    measure: &'d str,
    source: Option<&'d str>,
}

/// A number and where it stands.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::cli) struct NumberJson<'d> {
    value: f64,
    #[serde(flatten)]
    place: PlaceData<'d>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::cli) struct SumsJson {
    numerator: i64,
    denominator: i64,
    /// 0 to 1; null where there is nothing to divide by.
    rate: Option<f64>,
}

pub(in crate::cli) fn number(number: &PlacedNumber) -> NumberJson<'_> {
    NumberJson { value: number.value, place: PlaceData::at(&number.place) }
}

pub(in crate::cli) fn key<'d>(key: &'d NumberKey, register: &'d Register) -> KeyJson<'d> {
    KeyJson {
        unit_id: &key.unit_id,
        unit: unit_name(register, Some(&key.unit_id)),
        form: &key.form,
        field: key.field.as_deref(),
        measure: &key.measure,
        source: key.source.as_deref(),
    }
}

pub(in crate::cli) fn sums(sums: Option<Sums>) -> Option<SumsJson> {
    let (numerator, denominator) = sums?;
    let rate = Rate { numerator, denominator }.ratio();
    Some(SumsJson { numerator, denominator, rate })
}
