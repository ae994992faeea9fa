//! A dossier as plain data: what is known of one target of a plan, put together once for the document and the workbook.

use crate::model::UnitIx;
use crate::pipeline::{InspectionPlan, InspectionTarget, Pipeline};
use crate::publish::late::{LateNumber, late_numbers};
use crate::publish::returned::names::UsedNames;
use crate::publish::workbook::facts::Facts;

use super::answers::{SectionAnswer, answers};
use super::communes::{DrawnCommunes, communes};
use super::forms::{OwedForm, owed};
use super::inputs::DossierInputs;
use super::overdue::{LateField, late_fields};
use super::peers::{PeersOf, peers};
use super::quality::{QualityOf, quality};
use super::questions::{Question, QuestionGround, questions};
use super::stands::{StandingThen, stands};
use super::weak_fields::{FieldSumsOf, WeakFields};

/// What is known of a target.
pub(in crate::publish) struct Dossier<'a> {
    /// Name of its files inside their folder, without an ending: `696-huyen-bu-dang`.
    pub(super) name: String,
    pub(super) plan: &'a InspectionPlan,
    pub(super) target: &'a InspectionTarget,
    pub(super) unit: UnitIx,
    pub(super) owed: Vec<OwedForm<'a>>,
    pub(super) questions: Vec<Question>,
    pub(super) stands: Vec<StandingThen<'a>>,
    pub(super) fields: Option<WeakFields<'a>>,
    pub(super) late: Vec<LateField<'a>>,
    pub(super) answers: Vec<SectionAnswer<'a>>,
    pub(super) quality: QualityOf<'a>,
    pub(super) peers: Option<PeersOf<'a>>,
    pub(super) communes: DrawnCommunes<'a>,
    /// What could not be read of earlier periods, and that its id meant another unit then.
    pub(super) lacks: Vec<String>,
}

impl Dossier<'_> {
    /// That nothing is known of indicators that the outline asks for, and why.
    pub(super) fn no_indicators(&self) -> Option<String> {
        let asked = self.answers.iter().any(|answer| !answer.section.indicators.is_empty());
        let known = self.answers.iter().any(|answer| !answer.indicators.is_empty());
        let owed = self.owed.iter().find(|owed| !owed.form.indicators.is_empty());
        let owed = owed.filter(|_| asked && !known)?;
        Some(format!(
            "{}: {}; các mục dưới đây chưa có số liệu của biểu này.",
            owed.form.name,
            owed.said()
        ))
    }
}

/// The dossiers of the targets of a plan whose report is of the period of the run, in the order of the plan.
pub(in crate::publish) fn dossiers<'a>(
    facts: &Facts<'a>,
    inputs: &DossierInputs<'a>,
) -> Vec<Dossier<'a>> {
    let pipeline: &'a Pipeline = inputs.run.pipeline;
    let tables = inputs.run.edition;
    let late =
        tables.map_or_else(Vec::new, |tables| late_numbers(pipeline, inputs.run.findings, tables));
    let sums = FieldSumsOf::of(facts);
    // Every unit takes its name, so that a file is called as the workbook of its district is.
    let mut used = UsedNames::with(&[]);
    let names: Vec<String> = pipeline.register.iter().map(|(_, unit)| used.of_unit(unit)).collect();
    let plan: &'a InspectionPlan = inputs.plan;
    let targets = plan.targets.iter().filter(|target| target.period == pipeline.period);
    let targets = targets.filter_map(|target| {
        let unit = pipeline.register.find_id(&target.unit)?;
        let name = names.get(unit.index())?.clone();
        Some((target, unit, name))
    });
    let dossier = |(target, unit, name)| one(facts, inputs, (target, unit, name), (&late, &sums));
    targets.map(dossier).collect()
}

fn one<'a>(
    facts: &Facts<'a>,
    inputs: &DossierInputs<'a>,
    (target, unit, name): (&'a InspectionTarget, UnitIx, String),
    (numbers, sums): (&[LateNumber<'a>], &FieldSumsOf<'a>),
) -> Dossier<'a> {
    let register = &facts.pipeline.register;
    let of = register.get(unit);
    let owed = owed(inputs, unit);
    let stands = stands(inputs, of);
    let late = late_fields(numbers, |late| register.line_up(late).any(|above| above == unit));
    let quality = quality(inputs, unit);
    let asked = QuestionGround {
        unit,
        owed: &owed,
        stands: &stands,
        late: &late,
        findings: &quality.findings,
    };
    Dossier {
        name,
        plan: inputs.plan,
        target,
        unit,
        questions: questions(facts, &asked),
        fields: sums.beside(facts, unit),
        answers: answers(inputs, unit, &owed),
        peers: peers(facts, unit, of.level),
        communes: communes(facts, inputs, unit, numbers),
        lacks: lacks(inputs, &of.id),
        owed,
        stands,
        late,
        quality,
    }
}

/// Earlier periods that say nothing of a unit, and why.
fn lacks(inputs: &DossierInputs<'_>, id: &str) -> Vec<String> {
    let known = inputs.known;
    let unread = known
        .unread
        .iter()
        .map(|period| format!("{}: không đọc được số liệu đã lưu", period.title()));
    let others = known.past.iter().filter(|then| then.others.contains(id)).map(|then| {
        format!(
            "{}: đơn vị khi ấy khác đơn vị hiện nay (sắp xếp lại), không so sánh",
            then.period.title()
        )
    });
    let none = (known.past.is_empty() && known.unread.is_empty())
        .then(|| "Chưa lưu kỳ nào trước kỳ này: không có gì để so sánh".to_owned());
    unread.chain(others).chain(none).collect()
}
