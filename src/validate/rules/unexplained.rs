//! F206: overdue files without a reason in the note column, which the plan asks for.

use crate::model::{Code, Finding};
use crate::table::{NONE, Role};
use crate::text::group_thousands;
use crate::validate::context::{Context, Line, whole};
use crate::validate::{Check, Rule, Verdicts};

pub(super) const RULE: Rule =
    Rule { codes: &[Code::OverdueUnexplained], check: Check::OfFile(check) };

fn check(context: &Context, verdicts: &mut Verdicts) {
    for line in context.item_lines() {
        let Some(form) = line.form() else { continue };
        let counts = form.reasons.measures.iter().filter_map(|&measure| line.count(measure));
        let Some(figure) = counts.into_iter().find(|figure| figure.value > 0.0) else { continue };
        let explained = line.figures.iter().any(|f| f.role == Role::Note && f.raw != NONE);
        let finding = (!explained).then(|| unexplained(context, &line, figure));
        verdicts.compared(Code::OverdueUnexplained, line.subject(), finding);
    }
}

fn unexplained(context: &Context, line: &Line, figure: &crate::table::Figure) -> Finding {
    let measure = context.symbols.measure(figure.measure);
    let message = format!(
        "dòng \"{}\": {} {} nhưng Ghi chú không nêu lý do",
        context.label(line.figures.first().unwrap_or(figure)),
        measure.map_or("", |measure| context.title(measure)).to_lowercase(),
        group_thousands(whole(figure.value)),
    );
    context.at(Code::OverdueUnexplained, figure, message).expected("lý do quá hạn ở cột Ghi chú")
}
