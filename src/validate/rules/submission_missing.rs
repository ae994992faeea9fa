//! F301: forms that were expected and not sent.

use crate::model::{Code, Finding, Status, SubmissionRow};
use crate::validate::period_context::PeriodContext;
use crate::validate::rule::{Check, Rule};
use crate::validate::verdicts::Verdicts;

pub(super) const RULE: Rule =
    Rule { codes: &[Code::SubmissionMissing], check: Check::OfAll(check) };

fn check(period: &PeriodContext, verdicts: &mut Verdicts) {
    for (place, row) in period.submissions.rows.iter().enumerate() {
        if row.form.is_none() || row.unit_id.is_none() {
            continue;
        }
        let missing = row.status == Status::Missing;
        let finding = if missing { not_sent(period, row) } else { None };
        verdicts.compared(Code::SubmissionMissing, Some(place), finding);
    }
}

fn not_sent(period: &PeriodContext, row: &SubmissionRow) -> Option<Finding> {
    let form = period.pipeline.form(row.form.as_deref()?)?;
    let register = &period.pipeline.register;
    let unit = register.get(register.find_id(row.unit_id.as_deref()?)?);
    let message = format!(
        "{} chưa gửi {} ({}) cho {}",
        unit.name,
        form.name,
        form.title,
        period.pipeline.period.title()
    );
    let finding = Finding::new(Code::SubmissionMissing, message).about(&unit.id).of_form(&form.id);
    Some(finding.expected(&form.name).left_out())
}
