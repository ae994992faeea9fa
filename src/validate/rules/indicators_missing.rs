//! F304: indicators that a form was sent without. One finding a form lists them.

use crate::model::{Code, Finding};
use crate::validate::file_context::FileContext;
use crate::validate::indicators::{Reported, reported};
use crate::validate::rule::{Check, Rule};
use crate::validate::verdicts::Verdicts;

pub(super) const RULE: Rule =
    Rule { codes: &[Code::IndicatorsMissing], check: Check::OfFile(check) };

/// Indicators that are named; the others are counted.
const NAMED: usize = 20;

fn check(context: &FileContext, verdicts: &mut Verdicts) {
    for one in reported(context.reading, context.pipeline) {
        let subject = context.subject(one.ix);
        verdicts.compared(Code::IndicatorsMissing, subject, missing(context, &one));
    }
}

fn missing(context: &FileContext, reported: &Reported) -> Option<Finding> {
    let sender = context.pipeline.register.get(reported.sender);
    let missing: Vec<String> = reported
        .asked()
        .filter(|(_, value)| !value.optional && reported.figure(value.measure).is_none())
        .filter(|(_, value)| value.asked_of.is_empty() || value.asked_of.contains(&sender.level))
        .map(|(indicator, _)| reported.form.named(indicator))
        .collect();
    if missing.is_empty() {
        return None;
    }
    let mut names = missing.iter().take(NAMED).cloned().collect::<Vec<_>>().join("; ");
    if missing.len() > NAMED {
        names = format!("{names}; và {} chỉ tiêu khác", missing.len() - NAMED);
    }
    let message = format!("{} chỉ tiêu không có số liệu: {names}", missing.len());
    let first = reported.first()?;
    let finding = Finding::new(Code::IndicatorsMissing, message)
        .in_file(&context.reading.file)
        .in_sheet(&first.table.sheet)
        .about(&sender.id)
        .of_form(&reported.form.id);
    Some(finding.expected("số liệu của mỗi chỉ tiêu, kể cả 0"))
}
