//! A finding as data: the one struct behind every list of findings that a command prints as JSON.

use serde::Serialize;
use serde_json::{Value, json};

use crate::model::{Finding, Place};

/// A finding as data, with its place in the shape that a command has for it.
#[derive(Debug, Serialize)]
struct FindingData<'f, P> {
    code: &'static str,
    severity: &'static str,
    action: &'static str,
    unit_id: Option<&'f str>,
    form: Option<&'f str>,
    #[serde(flatten)]
    place: P,
    message: &'f str,
    found: Option<&'f str>,
    expected: Option<&'f str>,
    compared: Option<&'f str>,
}

/// A place as data.
#[derive(Debug, Serialize)]
struct PlaceData<'f> {
    file: Option<&'f str>,
    sheet: Option<&'f str>,
    cell: Option<String>,
}

/// A place under a key of its own.
#[derive(Debug, Serialize)]
struct AtPlace<'f> {
    at: PlaceData<'f>,
}

/// A finding whose file, sheet and cell stand beside its other keys.
pub(in crate::cli) fn flat(finding: &Finding) -> Value {
    value(finding, place_data(&finding.place))
}

/// A finding whose file, sheet and cell stand together under `at`.
pub(in crate::cli) fn nested(finding: &Finding) -> Value {
    value(finding, AtPlace { at: place_data(&finding.place) })
}

/// File, sheet and cell.
pub(in crate::cli) fn place(place: &Place) -> Value {
    json!(place_data(place))
}

fn value(finding: &Finding, place: impl Serialize) -> Value {
    json!(FindingData {
        code: finding.code.id(),
        severity: finding.severity.word(),
        action: finding.action.word(),
        unit_id: finding.unit_id.as_deref(),
        form: finding.form.as_deref(),
        place,
        message: &finding.message,
        found: finding.found.as_deref(),
        expected: finding.expected.as_deref(),
        compared: finding.compared.as_deref(),
    })
}

fn place_data(place: &Place) -> PlaceData<'_> {
    PlaceData {
        file: place.file.as_deref(),
        sheet: place.sheet.as_deref(),
        cell: place.cell.map(|cell| cell.to_string()),
    }
}
