//! A finding as data: the one struct behind every list of findings that a command prints as JSON or a page gets, and how
//! many there are by how bad they are.

use serde::Serialize;

use crate::model::{CellRef, Finding, Place, Severity};
use crate::pipeline::Register;

/// Something wrong or doubtful in the data.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "night", derive(schemars::JsonSchema))]
pub struct FindingJson<'f> {
    /// Which kind; `tthc explain CODE` says what it means.
    code: &'static str,
    /// How bad: `note`, `warning`, `error`, `blocking`.
    severity: &'static str,
    /// What was done about it: `kept`, `corrected`, `left_out`.
    action: &'static str,
    /// Id of the unit concerned.
    unit_id: Option<&'f str>,
    /// Its name.
    unit: Option<&'f str>,
    /// Id of the form concerned.
    form: Option<&'f str>,
    #[serde(flatten)]
    place: PlaceData<'f>,
    /// A plain Vietnamese sentence that does not repeat the place.
    message: &'f str,
    /// What was found.
    found: Option<&'f str>,
    /// What is right, where that is known.
    expected: Option<&'f str>,
    /// What it was held against, which may be as wrong.
    compared: Option<&'f str>,
}

/// Where something stands.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "night", derive(schemars::JsonSchema))]
pub struct PlaceData<'f> {
    /// The file, relative to the inbox.
    file: Option<&'f str>,
    /// The name on the tab.
    sheet: Option<&'f str>,
    /// The cell, as Excel names it.
    cell: Option<String>,
}

/// How many findings there are.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "night", derive(schemars::JsonSchema))]
pub struct SeverityCounts {
    notes: usize,
    warnings: usize,
    errors: usize,
    blocking: usize,
}

impl SeverityCounts {
    /// Counted one by one.
    #[must_use]
    pub fn of(count: impl Fn(Severity) -> usize) -> Self {
        Self {
            notes: count(Severity::Note),
            warnings: count(Severity::Warning),
            errors: count(Severity::Error),
            blocking: count(Severity::Blocking),
        }
    }
}

impl<'f> FindingJson<'f> {
    /// A finding, with the name that a register has for its unit.
    #[must_use]
    pub fn of(finding: &'f Finding, register: Option<&'f Register>) -> Self {
        Self {
            code: finding.code.id(),
            severity: finding.severity.word(),
            action: finding.action.word(),
            unit_id: finding.unit_id.as_deref(),
            unit: register.and_then(|register| unit_name(register, finding.unit_id.as_deref())),
            form: finding.form.as_deref(),
            place: PlaceData::at(&finding.place),
            message: &finding.message,
            found: finding.found.as_deref(),
            expected: finding.expected.as_deref(),
            compared: finding.compared.as_deref(),
        }
    }
}

/// The name of a unit.
#[must_use]
pub fn unit_name<'r>(register: &'r Register, id: Option<&str>) -> Option<&'r str> {
    let unit = register.find_id(id?)?;
    Some(&register.get(unit).name)
}

impl<'f> PlaceData<'f> {
    /// File, sheet and cell.
    #[must_use]
    pub fn at(place: &'f Place) -> Self {
        Self::of(place.file.as_deref(), place.sheet.as_deref(), place.cell)
    }

    /// Of its parts.
    #[must_use]
    pub fn of(file: Option<&'f str>, sheet: Option<&'f str>, cell: Option<CellRef>) -> Self {
        Self { file, sheet, cell: cell.map(|cell| cell.to_string()) }
    }
}
