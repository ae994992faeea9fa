//! `forms` and `[[section]]`: what a report is made up of, and what answers the sections of its outline.

use super::ground::PlanGround;
use super::values::{line, one_line};
use crate::pipeline::fault::hint::hint;
use crate::pipeline::fault::place::At;
use crate::pipeline::fault::said::{InBoth, as_written};
use crate::pipeline::form::Form;
use crate::pipeline::inspection::OutlineSection;
use crate::pipeline::resolve::names::Once;
use crate::pipeline::resolve::reach::form_ids;
use crate::pipeline::written::inspection::{InspectionDeclaration, OutlineDeclaration};
use crate::pipeline::written::value::{Declared, List};

const AN_ASKED_FORM: InBoth =
    ("mã một biểu nêu ở `forms` của kế hoạch", "the id of a form that `forms` of the plan names");
const AN_INDICATOR: InBoth = (
    "mã một chỉ tiêu của các biểu nêu ở `forms` của kế hoạch",
    "the id of an indicator of the forms that `forms` of the plan names",
);

/// The forms that a report is made up of: at least one, each once.
pub(super) fn asked_forms(
    declared: &Declared<List<String>>,
    at: &At,
    forms: &[Form],
) -> Vec<String> {
    declared.some_items(at);
    others_forms(declared, at, forms)
}

/// The same of a list that may be empty.
pub(super) fn others_forms(
    declared: &Declared<List<String>>,
    at: &At,
    forms: &[Form],
) -> Vec<String> {
    let mut once = Once::default();
    for (at, id) in declared.items(at) {
        once.first(&at, id, ("mỗi biểu nêu một lần", "a form named once"));
    }
    let mut asked = form_ids(declared, at, forms);
    asked.retain(|id| forms.iter().any(|form| form.id == *id));
    asked.dedup();
    asked
}

/// The sections, in the order of the outline.
pub(super) fn outline(
    declared: &InspectionDeclaration,
    at: &At,
    asked: &[String],
    ground: &PlanGround<'_>,
) -> Vec<OutlineSection> {
    let forms: Vec<&Form> = ground.forms.iter().filter(|form| asked.contains(&form.id)).collect();
    let indicators = forms.iter().flat_map(|form| &form.indicators);
    let measures = indicators.filter_map(|indicator| indicator.value.as_ref());
    let known: Vec<&str> = measures
        .filter_map(|value| ground.measures.get(value.measure.index()))
        .map(|measure| measure.id.as_str())
        .collect();
    let mut numbers = Once::default();
    let items = declared.section.items(&at.key("section"));
    let sections = items
        .iter()
        .filter_map(|(at, declared)| section(declared, at, asked, &known, &mut numbers));
    sections.collect()
}

fn section(
    declared: &OutlineDeclaration,
    at: &At,
    asked: &[String],
    known: &[&str],
    numbers: &mut Once,
) -> Option<OutlineSection> {
    let number = line(&declared.number, &at.key("number"));
    if let Some(number) = &number {
        numbers.first(&at.key("number"), number, ("mỗi mục một số", "a number of its own"));
    }
    let title = line(&declared.title, &at.key("title"));
    let asked: Vec<&str> = asked.iter().map(String::as_str).collect();
    let indicators = names(&declared.indicators, &at.key("indicators"), known, AN_INDICATOR);
    let forms = names(&declared.forms, &at.key("forms"), &asked, AN_ASKED_FORM);
    let questions = declared.questions.items(&at.key("questions"));
    let questions = questions.iter().filter_map(|(at, text)| one_line(text, at)).collect();
    Some(OutlineSection { number: number?, title: title?, indicators, forms, questions })
}

/// Names that are known, each once.
fn names(
    declared: &Declared<List<String>>,
    at: &At,
    known: &[&str],
    expected: InBoth,
) -> Vec<String> {
    let mut once = Once::default();
    let items = declared.items(at).into_iter().filter(|(at, word)| {
        let there = known.contains(&word.as_str());
        if !there {
            at.wrong_hint(as_written(word), expected, hint(word, known.iter().copied()));
        }
        there && once.first(at, word, ("mỗi mã nêu một lần", "an id that stands once"))
    });
    items.map(|(_, word)| word.clone()).collect()
}
