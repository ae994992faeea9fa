//! F302: units that belong in a form that was sent and have no line in it.

use crate::model::{Code, Finding, Unit};
use crate::pipeline::Form;
use crate::validate::context::Context;
use crate::validate::{Check, Rule, Verdicts};

pub(super) const RULE: Rule = Rule { codes: &[Code::UnitMissing], check: Check::OfFile(check) };

fn check(context: &Context, verdicts: &mut Verdicts) {
    for (place, row) in context.used() {
        let register = &context.pipeline.register;
        let (Some((ix, form)), Some(file), Some(sender)) = (
            row.form.as_deref().and_then(|form| context.form_of(form)),
            row.file.as_deref(),
            row.unit_id.as_deref().and_then(|unit| register.find_id(unit)),
        ) else {
            continue;
        };
        for (unit_ix, unit) in form.expected_units(register, sender) {
            let there = context.has_items(ix, unit_ix);
            let finding = (!there).then(|| absent(context, form, file, unit));
            verdicts.compared(Code::UnitMissing, Some(place), finding);
        }
    }
}

fn absent(context: &Context, form: &Form, file: &str, unit: &Unit) -> Finding {
    let message = format!("{} không có số liệu trong {}", unit.name, form.name);
    let finding =
        Finding::new(Code::UnitMissing, message).in_file(file).about(&unit.id).of_form(&form.id);
    match context.sheets_of(&form.id).first() {
        Some(sheet) => finding.in_sheet(sheet),
        None => finding,
    }
    .left_out()
}
