//! F207: a count of one line above what the form declares as the most that can be.

use crate::model::{Code, Finding};
use crate::table::{Figure, Role};
use crate::text::group_thousands;
use crate::validate::context::{Context, whole};
use crate::validate::{Check, Rule, Verdicts};

pub(super) const RULE: Rule = Rule { codes: &[Code::Implausible], check: Check::OfFile(check) };

fn check(context: &Context, verdicts: &mut Verdicts) {
    for line in context.item_lines() {
        let Some(largest) = line.form().and_then(|form| form.numbers.largest) else { continue };
        for figure in line.figures.iter().filter(|f| f.role == Role::Item) {
            let finding = (whole(figure.value) > largest).then(|| above(context, figure, largest));
            verdicts.compared(Code::Implausible, line.subject(), finding);
        }
    }
}

fn above(context: &Context, figure: &Figure, largest: i64) -> Finding {
    let value = whole(figure.value);
    let measure = context.symbols.measure(figure.measure);
    let message = format!(
        "dòng \"{}\", cột {}: {} lớn bất thường cho một dòng; vẫn được tính, hãy kiểm tra",
        context.label(figure),
        measure.map_or("", |measure| context.title(measure)),
        group_thousands(value),
    );
    let most = format!("không quá {}", group_thousands(largest));
    context.at(Code::Implausible, figure, message).found(value.to_string()).expected(most)
}
