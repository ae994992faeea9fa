//! What came of the visits of a plan by a day: results of the plan given to the target that they belong to, and how each of
//! them stands. Told of the day itself, for what is to be mended is often due after the last day of the plan.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::model::{DrawRecord, UnitIx};
use crate::pipeline::{InspectionPlan, InspectionResult, InspectionTarget, Pipeline, Register};
use crate::table::{
    FoundAtVisit, FoundState, InspectionPart, Inspections, TargetVisit, UnitReport, VisitReport,
    VisitStage, VisitedCommune,
};

/// What came of the visits of a plan by a day. What was found after it is not told.
#[must_use]
pub fn report(
    plan: &InspectionPlan,
    pipeline: &Pipeline,
    draw: Option<&DrawRecord>,
    sent: &Inspections,
    today: Date,
) -> VisitReport {
    let visits = plan.targets.iter().filter_map(|target| {
        let unit = pipeline.register.find_id(&target.unit)?;
        Some(visit(plan, pipeline, draw, sent, (target, unit), today))
    });
    VisitReport { as_of: today.to_string(), visits: visits.collect(), drawn: draw.is_some() }
}

fn visit(
    plan: &InspectionPlan,
    pipeline: &Pipeline,
    draw: Option<&DrawRecord>,
    sent: &Inspections,
    (target, unit): (&InspectionTarget, UnitIx),
    today: Date,
) -> TargetVisit {
    let register = &pipeline.register;
    let below: BTreeSet<UnitIx> = register.under(unit).into_iter().collect();
    let of_visit = |result: &&InspectionResult| {
        let known = register.find_id(&result.unit).is_some_and(|found| below.contains(&found));
        known && belongs(plan, register, &result.unit, unit) && result.on <= today
    };
    let mut results: Vec<&InspectionResult> = plan.results.iter().filter(of_visit).collect();
    results.sort_by_key(|result| (place_of(plan, &result.section), result.on));
    let district = draw
        .and_then(|draw| draw.districts.iter().find(|district| district.unit_id == target.unit));
    let drawn = district.into_iter().flat_map(|district| &district.candidates);
    let drawn: Vec<_> = drawn.filter(|candidate| candidate.drawn).collect();
    let is_drawn = |id: &str| drawn.iter().any(|candidate| candidate.unit_id == id);
    let found = results.iter().map(|result| FoundAtVisit {
        unit_id: result.unit.clone(),
        unit_name: name(register, &result.unit),
        undrawn: district.is_some() && result.unit != target.unit && !is_drawn(&result.unit),
        on: result.on.to_string(),
        section: section(plan, &result.section),
        found: result.found.clone(),
        due: result.due.map(|due| due.to_string()),
        answered: result.answered.clone().filter(|answer| !answer.is_empty()),
        state: state(result, today),
    });
    let communes = drawn.iter().map(|candidate| VisitedCommune {
        unit_id: candidate.unit_id.clone(),
        unit_name: candidate.unit_name.clone(),
        found: results.iter().filter(|result| result.unit == candidate.unit_id).count(),
    });
    let mut reports = sent.reports(&plan.id, InspectionPart::Target);
    let report = reports.find(|report| report.first.unit_id == target.unit);
    // What can still come in time is missing nowhere.
    let lacking = report.iter().flat_map(UnitReport::lacking);
    let lacking = lacking.filter(|row| row.days_left.is_none()).map(|row| {
        pipeline.form(&row.form).map_or_else(|| row.form.clone(), |form| form.name.clone())
    });
    TargetVisit {
        unit_id: target.unit.clone(),
        unit_name: name(register, &target.unit),
        from: target.from.to_string(),
        to: target.to.to_string(),
        lead: target.lead.clone(),
        stage: match today {
            today if today < target.from => VisitStage::Ahead,
            today if today <= target.to => VisitStage::Now,
            _ => VisitStage::Over,
        },
        found: found.collect(),
        communes: communes.collect(),
        lacking: lacking.collect(),
    }
}

/// Whether a result belongs to a target: where one stands under another, to the nearer.
fn belongs(plan: &InspectionPlan, register: &Register, id: &str, target: UnitIx) -> bool {
    let Some(unit) = register.find_id(id) else { return false };
    let mut above = register.line_up(unit);
    above.find(|above| plan.target(&register.get(*above).id).is_some()) == Some(target)
}

fn name(register: &Register, id: &str) -> String {
    let unit = register.find_id(id);
    unit.map_or_else(|| id.to_owned(), |unit| register.get(unit).name.clone())
}

/// Where a section stands in the outline; what is about none stands last.
fn place_of(plan: &InspectionPlan, number: &str) -> usize {
    let mut outline = plan.outline.iter();
    outline.position(|section| section.number == number).unwrap_or(plan.outline.len())
}

/// Number and title of a section.
fn section(plan: &InspectionPlan, number: &str) -> String {
    match plan.outline.iter().find(|section| section.number == number) {
        Some(section) => format!("{}. {}", section.number, section.title),
        None => number.to_owned(),
    }
}

fn state(result: &InspectionResult, today: Date) -> FoundState {
    if let Some(done) = result.done.filter(|done| *done <= today) {
        let late = result.due.map(|due| days(due, done)).filter(|late| *late > 0);
        return FoundState::Mended { on: done.to_string(), late };
    }
    match result.due {
        None => FoundState::NoDate,
        Some(due) if due < today => FoundState::Overdue { late: days(due, today) },
        Some(due) => FoundState::Open { left: days(today, due) },
    }
}

/// From one day to another.
fn days(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}
