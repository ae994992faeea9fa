//! F206: overdue files without a reason in the note column, which the plan asks for.

use crate::model::{Code, Finding, LineOf, Number};
use crate::text::group_thousands;
use crate::validate::file_context::FileContext;
use crate::validate::rule::{Check, Rule};
use crate::validate::verdicts::Verdicts;

pub(super) const RULE: Rule =
    Rule { codes: &[Code::OverdueUnexplained], check: Check::OfFile(check) };

fn check(context: &FileContext, verdicts: &mut Verdicts) {
    for line in context.item_lines() {
        let form = context.form(line.table.form);
        let counts = form.reasons.measures.iter().filter_map(|&measure| line.count(measure));
        let Some(number) = counts.into_iter().find(|number| number.value > 0.0) else { continue };
        let finding = (!line.has_note()).then(|| unexplained(context, &line, &number));
        let subject = context.subject(line.table.form);
        verdicts.compared(Code::OverdueUnexplained, subject, finding);
    }
}

fn unexplained(context: &FileContext, line: &LineOf, number: &Number) -> Finding {
    let message = format!(
        "dòng \"{}\": {} {} nhưng Ghi chú không nêu lý do",
        context.label(line),
        context.title_of(line, number).to_lowercase(),
        group_thousands(number.whole()),
    );
    let finding = context.at(Code::OverdueUnexplained, line, number.at, message);
    finding.expected("lý do quá hạn ở cột Ghi chú")
}
