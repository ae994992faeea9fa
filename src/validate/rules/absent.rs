//! F302: units that belong in a form that was sent and have no line in it.

use crate::model::{Code, Finding, Status};
use crate::table::SubmissionRow;
use crate::validate::Rule;
use crate::validate::context::Context;

pub(super) const RULE: Rule = Rule { codes: &[Code::UnitMissing], check };

fn check(context: &Context) -> Vec<Finding> {
    let used = |row: &&SubmissionRow| {
        matches!(row.status, Status::Accepted | Status::AcceptedWithFindings | Status::Late)
    };
    context.submissions.rows.iter().filter(used).flat_map(|row| absent(context, row)).collect()
}

fn absent(context: &Context, row: &SubmissionRow) -> Vec<Finding> {
    let register = &context.pipeline.register;
    let (Some(form), Some(file), Some(sender)) = (
        row.form.as_deref().and_then(|form| context.pipeline.form(form)),
        row.file.as_deref(),
        row.unit_id.as_deref().and_then(|unit| register.find_id(unit)),
    ) else {
        return Vec::new();
    };
    let sheets = context.sheets_of(file, &form.id);
    form.expected_units(register, sender)
        .into_iter()
        .filter(|(ix, _)| !context.has_items(file, &form.id, *ix))
        .map(|(_, unit)| {
            let message = format!("{} không có số liệu trong {}", unit.name, form.name);
            let finding = Finding::new(Code::UnitMissing, message)
                .in_file(file)
                .about(&unit.id)
                .of_form(&form.id);
            match sheets.first() {
                Some(sheet) => finding.in_sheet(sheet),
                None => finding,
            }
            .left_out()
        })
        .collect()
}
