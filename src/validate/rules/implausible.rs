//! F207: a count of one line above what the form declares as the most that can be.

use crate::model::{Check, Code, Finding, Guidance, LineOf, Number, Severity};
use crate::text::group_thousands;
use crate::validate::file_context::FileContext;
use crate::validate::rule::{Judge, Rule};
use crate::validate::verdicts::Verdicts;

pub(super) const RULE: Rule = Rule { checks: &[&IMPLAUSIBLE], judge: Judge::OfFile(check) };

static IMPLAUSIBLE: Check = Check {
    code: Code::Implausible,
    severity: Severity::Warning,
    title: "Số liệu lớn bất thường",
    vietnamese: Guidance {
        means: "Một ô lớn hơn mức mà một lĩnh vực của một đơn vị có thể có trong kỳ; vẫn được tính.",
        example: "Hộ tịch của một xã: 1.250.000 hồ sơ.",
        mend: "Kiểm tra có gõ thừa chữ số hay nhập nhầm cột không.",
    },
    english: Guidance {
        means: "A count in one line is larger than any unit can have.",
        example: "1,250,000 files of civil status in one commune.",
        mend: "See whether a digit is too many or the figure is in the wrong column.",
    },
};

fn check(context: &FileContext, verdicts: &mut Verdicts) {
    for line in context.item_lines() {
        let Some(largest) = context.form(line.table.form).numbers.largest else { continue };
        for number in line.counts() {
            let finding =
                (number.whole() > largest).then(|| above(context, &line, &number, largest));
            verdicts.compared(&IMPLAUSIBLE, context.subject(line.table.form), finding);
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
    let finding = context.at(&IMPLAUSIBLE, line, number.at, message);
    finding.found(value.to_string()).expected(most)
}
