//! F301: forms that were expected and not sent.

use crate::model::{Code, Finding, Status};
use crate::table::SubmissionRow;
use crate::validate::context::Context;
use crate::validate::{Rule, Verdicts};

pub(super) const RULE: Rule = Rule { codes: &[Code::SubmissionMissing], check };

fn check(context: &Context, verdicts: &mut Verdicts) {
    for (place, row) in context.submissions.rows.iter().enumerate() {
        if row.form.is_none() || row.unit_id.is_none() {
            continue;
        }
        let missing = row.status == Status::Missing;
        let finding = if missing { not_sent(context, row) } else { None };
        verdicts.compared(Code::SubmissionMissing, Some(place), finding);
    }
}

fn not_sent(context: &Context, row: &SubmissionRow) -> Option<Finding> {
    let form = context.pipeline.form(row.form.as_deref()?)?;
    let register = &context.pipeline.register;
    let unit = register.get(register.find_id(row.unit_id.as_deref()?)?);
    let message = format!(
        "{} chưa gửi {} ({}) cho {}",
        unit.name,
        form.name,
        form.title,
        context.pipeline.period.title()
    );
    let finding = Finding::new(Code::SubmissionMissing, message).about(&unit.id).of_form(&form.id);
    Some(finding.expected(&form.name).left_out())
}
