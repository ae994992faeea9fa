//! `[[inspected]]` and `[[result]]`: who was inspected before, and what was found at a visit.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::ground::PlanGround;
use super::values::{YEAR, day, later, line, one_line, span, within};
use crate::model::Period;
use crate::pipeline::fault::hint::hint;
use crate::pipeline::fault::place::At;
use crate::pipeline::fault::said::{InBoth, as_written};
use crate::pipeline::inspection::{
    DrawRule, InspectionResult, InspectionTarget, OutlineSection, PastInspection,
};
use crate::pipeline::resolve::names::Once;
use crate::pipeline::resolve::reach::A_UNIT_ID;
use crate::pipeline::written::inspection::{
    InspectionDeclaration, InspectionResultDeclaration, PastInspectionDeclaration,
};
use crate::pipeline::written::value::Declared;

const AN_INSPECTED_UNIT: InBoth = (
    "mã một đơn vị được kiểm tra, hoặc một đơn vị trực thuộc của nó",
    "the id of a target, or of a unit under one",
);

/// Inspections of before, each once: none later than the visits, none of a generation ago.
pub(super) fn inspected(
    declared: &InspectionDeclaration,
    at: &At,
    targets: &[InspectionTarget],
    ground: &PlanGround<'_>,
) -> Vec<PastInspection> {
    let begin = targets.iter().map(|target| target.from).min();
    let end = targets.iter().map(|target| target.to).max();
    let years = DrawRule::NOT_WITHIN.end() * YEAR;
    let known = begin.zip(end).map(|(begin, end)| (later(begin, -years), end));
    let mut once = Once::default();
    let items = declared.inspected.items(&at.key("inspected"));
    let inspected = items.iter().filter_map(|(at, declared)| {
        let one = past(declared, at, targets, ground)?;
        if let Some(known) = known {
            within(&at.key("on"), one.on, known);
        }
        let word = format!("{} {}", one.unit, one.on);
        let once = once.first(
            at,
            &word,
            ("mỗi lần kiểm tra nêu một lần", "an inspection that stands once"),
        );
        once.then_some(one)
    });
    inspected.collect()
}

fn past(
    declared: &PastInspectionDeclaration,
    at: &At,
    targets: &[InspectionTarget],
    ground: &PlanGround<'_>,
) -> Option<PastInspection> {
    let unit_at = at.key("unit");
    let unit = declared.unit.text(&unit_at);
    if let Some(unit) = &unit {
        known(unit, &unit_at, targets, ground);
    }
    let on = day(&declared.on, &at.key("on"));
    let document = line(&declared.document, &at.key("document"));
    Some(PastInspection { unit: unit?, on: on?, document: document? })
}

/// Looks for a unit in whichever period a report is on; where none is, nothing is known of units.
fn known(unit: &str, at: &At, targets: &[InspectionTarget], ground: &PlanGround<'_>) {
    let periods: BTreeSet<Period> = targets.iter().map(|target| target.period).collect();
    let registers = periods.iter().filter_map(|period| ground.units_of(*period));
    let registers: Vec<_> = registers.collect();
    if registers.iter().any(|units| units.find_id(unit).is_some()) {
        return;
    }
    if let Some(units) = registers.last() {
        ground.unit(at, unit, units);
    }
}

/// What was found, in the order of the plan.
pub(super) fn results(
    declared: &InspectionDeclaration,
    at: &At,
    targets: &[InspectionTarget],
    outline: &[OutlineSection],
    ground: &PlanGround<'_>,
) -> Vec<InspectionResult> {
    let items = declared.result.items(&at.key("result"));
    let results =
        items.iter().filter_map(|(at, declared)| result(declared, at, targets, outline, ground));
    results.collect()
}

fn result(
    declared: &InspectionResultDeclaration,
    at: &At,
    targets: &[InspectionTarget],
    outline: &[OutlineSection],
    ground: &PlanGround<'_>,
) -> Option<InspectionResult> {
    let unit_at = at.key("unit");
    let unit = declared.unit.text(&unit_at);
    let visit = unit.as_deref().and_then(|unit| visit(unit, &unit_at, targets, ground));
    let section_at = at.key("section");
    let section = declared.section.optional(&section_at).map(|word| word.trim());
    let section = section.filter(|word| !word.is_empty());
    if let Some(word) = section.filter(|word| !outline.iter().any(|one| one.number == **word)) {
        let known = outline.iter().map(|section| section.number.as_str());
        let expected = ("số một mục của đề cương", "the number of a section of the outline");
        section_at.wrong_hint(as_written(word), expected, hint(word, known));
    }
    let on = day(&declared.on, &at.key("on"));
    if let Some((on, visit)) = on.zip(visit) {
        within(&at.key("on"), on, (visit.from, later(visit.to, YEAR)));
    }
    let after = |declared: &Declared<String>, key: &str| -> Option<Date> {
        if declared.is_missing() {
            return None;
        }
        let at = at.key(key);
        let day = day(declared, &at)?;
        if let Some(span) = span(on, on) {
            within(&at, day, (span.0, later(span.1, YEAR * YEARS_TO_MEND)));
        }
        Some(day)
    };
    let (due, done) = (after(&declared.due, "due"), after(&declared.done, "done"));
    let found = line(&declared.found, &at.key("found"));
    let answered_at = at.key("answered");
    let answered = declared.answered.optional(&answered_at);
    let answered = answered.filter(|text| !text.trim().is_empty());
    let answered = answered.and_then(|text| one_line(text, &answered_at));
    let section = section.unwrap_or_default().to_owned();
    Some(InspectionResult { unit: unit?, on: on?, section, found: found?, due, answered, done })
}

/// Years in which what was found is mended, or never.
const YEARS_TO_MEND: i64 = 10;

/// The visit that a unit is looked at in: its own, or that of a unit above it.
fn visit<'t>(
    unit: &str,
    at: &At,
    targets: &'t [InspectionTarget],
    ground: &PlanGround<'_>,
) -> Option<&'t InspectionTarget> {
    let own = targets.iter().find(|target| target.unit == unit);
    if own.is_some() || targets.is_empty() {
        return own;
    }
    let above = targets.iter().find(|target| {
        let units = ground.units_of(target.period);
        let found = units.as_ref().and_then(|units| {
            let ix = units.find_id(unit)?;
            units.line_up(ix).find(|ix| units.get(*ix).id == target.unit)
        });
        found.is_some()
    });
    if above.is_none() {
        let known = targets.iter().map(|target| target.unit.as_str());
        let registers = targets.iter().filter_map(|target| ground.units_of(target.period)).next();
        let is_unit = registers.is_none_or(|units| units.find_id(unit).is_some());
        let expected = if is_unit { AN_INSPECTED_UNIT } else { A_UNIT_ID };
        at.wrong_hint(as_written(unit), expected, hint(unit, known));
    }
    above
}
