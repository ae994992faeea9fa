//! F303: forms that came in after their deadline.

use crate::model::{Code, Finding, Status, SubmissionRow};
use crate::text::moment;
use crate::validate::file_context::FileContext;
use crate::validate::rule::{Check, Rule};
use crate::validate::verdicts::Verdicts;

pub(super) const RULE: Rule = Rule { codes: &[Code::SubmissionLate], check: Check::OfFile(check) };

fn check(context: &FileContext, verdicts: &mut Verdicts) {
    for (place, row) in context.used() {
        if let (Some(received), Some(due)) = (&row.received_at, &row.due) {
            let late = received > due;
            let finding = late.then(|| late_by(context, row, received, due));
            verdicts.compared(Code::SubmissionLate, Some(place), finding);
        }
    }
}

fn late_by(context: &FileContext, row: &SubmissionRow, received: &str, due: &str) -> Finding {
    debug_assert!(row.status == Status::Late, "the register marks what is late");
    let form = row.form.as_deref().and_then(|form| context.pipeline.form(form));
    let message = format!(
        "{} nhận lúc {}, sau hạn nộp {}; số liệu vẫn được tính",
        form.map_or("biểu", |form| form.name.as_str()),
        moment(received),
        moment(due)
    );
    let mut finding = Finding::new(Code::SubmissionLate, message)
        .found(moment(received))
        .expected(format!("chậm nhất {}", moment(due)));
    finding.place.file.clone_from(&row.file);
    finding.unit_id.clone_from(&row.unit_id);
    finding.form.clone_from(&row.form);
    finding
}
