//! What is published from: the tables of a run and what is declared.

use crate::model::{Catalogue, DataCode, Findings, Submissions};
use crate::pipeline::Pipeline;
use crate::table::{
    Definitions, EditionTables, FieldMix, IndicatorFigures, Inspections, Moves, Overall, Rankings,
    Ratios, Scores,
};

/// What the stage reads.
#[derive(Debug, Clone, Copy)]
pub struct Inputs<'a> {
    /// What is published, and how.
    pub pipeline: &'a Pipeline,
    /// What stands on every sheet for the data it is made from.
    pub code: DataCode,
    /// Metrics over all fields.
    pub metrics: &'a Ratios,
    /// Places.
    pub rankings: &'a Rankings,
    /// Parts of scores.
    pub scores: &'a Scores,
    /// Places under each definition.
    pub definitions: &'a Definitions,
    /// What counts against units, by field.
    pub field_mix: &'a FieldMix,
    /// What moved units since the period before.
    pub moves: &'a Moves,
    /// The whole province beside the period before.
    pub overall: &'a Overall,
    /// What units say of indicators.
    pub indicators: &'a IndicatorFigures,
    /// What is wrong in the submissions.
    pub findings: &'a Findings,
    /// What the codes of findings mean.
    pub catalogue: &'a Catalogue,
    /// Who sent what.
    pub submissions: &'a Submissions,
    /// What is owed by plans of inspection, and what came of it.
    pub inspections: &'a Inspections,
    /// Metrics by field and cells; `None` where nothing that is published shows them.
    pub edition: Option<&'a EditionTables>,
}
