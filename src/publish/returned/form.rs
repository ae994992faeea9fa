//! What one unit gets back, before its workbook is made; and what is said of it in more than one place.

use serde::{Deserialize, Serialize};

use crate::model::{DataCode, Finding, Severity, Unit, UnitIx, Wanted};
use crate::pipeline::Pipeline;

/// What one unit gets back.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Return {
    /// File inside the run: `phan-hoi/692-huyen-loc-ninh.xlsx`.
    pub file: String,
    /// The unit; `None` for files of which it is not known who sent them.
    pub unit: Option<UnitIx>,
    /// Everything found, by file, sheet and cell.
    pub findings: Vec<Finding>,
    /// The sheets that it sent, by file.
    pub wanted: Vec<Wanted>,
    /// What its sheets bear for the data they are made from; `None` before that is known.
    pub code: Option<DataCode>,
}

/// How many findings have each severity, the worst first.
pub(super) fn counts<'f>(findings: impl Iterator<Item = &'f Finding>) -> Vec<(Severity, usize)> {
    let mut counts = [0; Severity::ALL.len()];
    findings.for_each(|finding| counts[finding.severity as usize] += 1);
    Severity::ALL.into_iter().zip(counts).rev().collect()
}

pub(super) fn unit(pipeline: &Pipeline, unit: Option<UnitIx>) -> Option<&Unit> {
    unit.map(|unit| pipeline.register.get(unit))
}
