//! F206: overdue files without a reason in the note column, which the plan asks for.

use crate::model::{Check, Code, Finding, Guidance, LineOf, Number, Severity};
use crate::text::group_thousands;
use crate::validate::file_context::FileContext;
use crate::validate::rule::{Judge, Rule};
use crate::validate::verdicts::Verdicts;

pub(super) const RULE: Rule = Rule { checks: &[&OVERDUE_UNEXPLAINED], judge: Judge::OfFile(check) };

static OVERDUE_UNEXPLAINED: Check = Check {
    code: Code::OverdueUnexplained,
    severity: Severity::Warning,
    title: "Quá hạn không ghi lý do",
    vietnamese: Guidance {
        means: "Dòng có hồ sơ quá hạn nhưng cột Ghi chú để trống; kế hoạch yêu cầu giải trình cụ thể lý do.",
        example: "Quá hạn 3 hồ sơ, Ghi chú trống.",
        mend: "Ghi lý do quá hạn vào cột Ghi chú của dòng đó.",
    },
    english: Guidance {
        means: "Files are overdue and the note column gives no reason.",
        example: "3 files are overdue, the note is blank.",
        mend: "Write the reason into the note of the line.",
    },
};

fn check(context: &FileContext, verdicts: &mut Verdicts) {
    for line in context.item_lines() {
        let form = context.form(line.table.form);
        // What has no place for a reason cannot lack one.
        if !form.has_notes() {
            continue;
        }
        let counts = form.reasons.measures.iter().filter_map(|&measure| line.count(measure));
        let Some(number) = counts.into_iter().find(|number| number.value > 0.0) else { continue };
        let finding = (!line.has_note()).then(|| unexplained(context, &line, &number));
        let subject = context.subject(line.table.form);
        verdicts.compared(&OVERDUE_UNEXPLAINED, subject, finding);
    }
}

fn unexplained(context: &FileContext, line: &LineOf, number: &Number) -> Finding {
    let message = format!(
        "dòng \"{}\": {} {} nhưng Ghi chú không nêu lý do",
        context.label(line),
        context.title_of(line, number).to_lowercase(),
        group_thousands(number.whole()),
    );
    let finding = context.at(&OVERDUE_UNEXPLAINED, line, number.at, message);
    finding.expected("lý do quá hạn ở cột Ghi chú")
}
