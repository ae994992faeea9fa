//! The communes that were drawn in an inspected district, each in short.

use crate::model::{Finding, Level, Severity, UnitIx};
use crate::pipeline::Pipeline;
use crate::publish::late::LateNumber;
use crate::publish::workbook::facts::Facts;

use super::inputs::{DossierInputs, KnownDraw};
use super::overdue::{LateField, late_fields};
use super::questions::{Question, QuestionGround, questions};
use super::stands::{StandingThen, stands};

/// What is known of the communes of a district.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum DrawnCommunes<'a> {
    /// None are drawn here: it is no district, or the plan draws none.
    NotAsked,
    /// The draw was not made yet.
    NotDrawn,
    /// The record of the draw cannot be read.
    Unread,
    /// Those that were drawn, in the order of the draw.
    Drawn(Vec<CommuneInShort<'a>>),
}

/// A commune that was drawn.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct CommuneInShort<'a> {
    pub(super) unit: UnitIx,
    /// Its places, period by period.
    pub(super) stands: Vec<StandingThen<'a>>,
    /// What is late of it, most first.
    pub(super) late: Vec<LateField<'a>>,
    /// What was found about it, but for notes.
    pub(super) findings: Vec<&'a Finding>,
    pub(super) questions: Vec<Question>,
}

/// The communes of a target; one that the register no longer knows is left out, which the draw record itself tells.
pub(super) fn communes<'a>(
    facts: &Facts<'a>,
    inputs: &DossierInputs<'a>,
    unit: UnitIx,
    late: &[LateNumber<'a>],
) -> DrawnCommunes<'a> {
    let pipeline: &'a Pipeline = inputs.run.pipeline;
    let district = pipeline.register.get(unit);
    let target = inputs.plan.target(&district.id);
    let asked = inputs.plan.draw.is_some() && target.is_some_and(|target| target.communes > 0);
    if !asked || district.level != Level::District {
        return DrawnCommunes::NotAsked;
    }
    let drawn = match &inputs.known.draw {
        KnownDraw::None => return DrawnCommunes::NotDrawn,
        KnownDraw::Unread => return DrawnCommunes::Unread,
        KnownDraw::Made(drawn) => drawn,
    };
    let ids = drawn.get(&district.id).map_or(&[][..], Vec::as_slice);
    let units = ids.iter().filter_map(|id| pipeline.register.find_id(id));
    DrawnCommunes::Drawn(units.map(|unit| in_short(facts, inputs, unit, late)).collect())
}

fn in_short<'a>(
    facts: &Facts<'a>,
    inputs: &DossierInputs<'a>,
    unit: UnitIx,
    late: &[LateNumber<'a>],
) -> CommuneInShort<'a> {
    let commune = facts.pipeline.register.get(unit);
    let stands = stands(inputs, commune);
    let late = late_fields(late, |of| of == unit);
    let about = |finding: &&Finding| finding.unit_id.as_ref() == Some(&commune.id);
    let findings = inputs.run.findings.iter().filter(about);
    let findings: Vec<&Finding> =
        findings.filter(|finding| finding.severity >= Severity::Warning).collect();
    let asked =
        QuestionGround { unit, owed: &[], stands: &stands, late: &late, findings: &findings };
    let questions = questions(facts, &asked);
    CommuneInShort { unit, stands, late, findings, questions }
}
