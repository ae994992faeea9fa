//! F303: forms that came in after their deadline.

use crate::model::{Check, Code, Finding, Guidance, Severity, Status, SubmissionRow};
use crate::text::moment;
use crate::validate::file_context::FileContext;
use crate::validate::rule::{Judge, Rule};
use crate::validate::verdicts::Verdicts;

pub(super) const RULE: Rule = Rule { checks: &[&SUBMISSION_LATE], judge: Judge::OfFile(check) };

static SUBMISSION_LATE: Check = Check {
    code: Code::SubmissionLate,
    severity: Severity::Warning,
    title: "Gửi trễ hạn",
    vietnamese: Guidance {
        means: "Biểu được nhận sau hạn nộp; số liệu vẫn được tính.",
        example: "Hạn 05/10/2023 17:00, nhận 06/10/2023 08:12.",
        mend: "Gửi đúng hạn ở kỳ sau; nếu giờ nhận sai, sửa trong received.csv.",
    },
    english: Guidance {
        means: "A form was sent after its deadline; it counts all the same.",
        example: "Due 2023-10-05 17:00, received 2023-10-06 08:12.",
        mend: "Send in time; if the time is wrong, mend received.csv.",
    },
};

fn check(context: &FileContext, verdicts: &mut Verdicts) {
    for (place, row) in context.used() {
        if let (Some(received), Some(due)) = (&row.received_at, &row.due) {
            let late = row.status == Status::Late;
            let finding = late.then(|| late_by(context, row, received, due));
            verdicts.compared(&SUBMISSION_LATE, Some(place), finding);
        }
    }
}

fn late_by(context: &FileContext, row: &SubmissionRow, received: &str, due: &str) -> Finding {
    let form = row.form.as_deref().and_then(|form| context.pipeline.form(form));
    let message = format!(
        "{} nhận lúc {}, sau hạn nộp {}; số liệu vẫn được tính",
        form.map_or("biểu", |form| form.name.as_str()),
        moment(received),
        moment(due)
    );
    let mut finding = Finding::new(&SUBMISSION_LATE, message)
        .found(moment(received))
        .expected(format!("chậm nhất {}", moment(due)));
    finding.place.file.clone_from(&row.file);
    finding.unit_id.clone_from(&row.unit_id);
    finding.form.clone_from(&row.form);
    finding
}
