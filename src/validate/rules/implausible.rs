//! F207: a count of one line above what the form declares as the most that can be.

use crate::model::{Code, Finding, LineOf, Number};
use crate::text::group_thousands;
use crate::validate::file_context::FileContext;
use crate::validate::rule::{Check, Rule};
use crate::validate::verdicts::Verdicts;

pub(super) const RULE: Rule = Rule { codes: &[Code::Implausible], check: Check::OfFile(check) };

fn check(context: &FileContext, verdicts: &mut Verdicts) {
    for line in context.item_lines() {
        let Some(largest) = context.form(line.table.form).numbers.largest else { continue };
        for number in line.counts() {
            let finding =
                (number.whole() > largest).then(|| above(context, &line, &number, largest));
            verdicts.compared(Code::Implausible, context.subject(line.table.form), finding);
        }
    }
}

fn above(context: &FileContext, line: &LineOf, number: &Number, largest: i64) -> Finding {
    let value = number.whole();
    let message = format!(
        "dòng \"{}\", cột {}: {} lớn bất thường cho một dòng; vẫn được tính, hãy kiểm tra",
        context.label(line),
        context.title_of(line, number),
        group_thousands(value),
    );
    let most = format!("không quá {}", group_thousands(largest));
    let finding = context.at(Code::Implausible, line, number.at, message);
    finding.found(value.to_string()).expected(most)
}
