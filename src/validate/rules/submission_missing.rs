//! F301: forms that were expected and not sent.

use crate::model::{Check, Code, Finding, Guidance, Severity, Status, SubmissionRow};
use crate::validate::period_context::PeriodContext;
use crate::validate::rule::{Judge, Rule};
use crate::validate::verdicts::Verdicts;

pub(super) const RULE: Rule = Rule { checks: &[&SUBMISSION_MISSING], judge: Judge::OfAll(check) };

static SUBMISSION_MISSING: Check = Check {
    code: Code::SubmissionMissing,
    severity: Severity::Error,
    title: "Chưa gửi biểu",
    vietnamese: Guidance {
        means: "Đơn vị phải gửi biểu của kỳ này nhưng chưa gửi.",
        example: "Huyện Bù Đốp chưa gửi Phụ lục 3.",
        mend: "Gửi biểu; nếu đã gửi, xem tệp có bị báo là không đọc được hay không rõ đơn vị không.",
    },
    english: Guidance {
        means: "An expected form was not sent.",
        example: "A district has not sent form 3.",
        mend: "Send the form; if it was sent, see whether the file is unreadable or its unit unknown.",
    },
};

fn check(period: &PeriodContext, verdicts: &mut Verdicts) {
    for (place, row) in period.submissions.rows.iter().enumerate() {
        if row.form.is_none() || row.unit_id.is_none() {
            continue;
        }
        let missing = row.status == Status::Missing;
        let finding = if missing { not_sent(period, row) } else { None };
        verdicts.compared(&SUBMISSION_MISSING, Some(place), finding);
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
    let finding = Finding::new(&SUBMISSION_MISSING, message).about(&unit.id).of_form(&form.id);
    Some(finding.expected(&form.name).left_out())
}
