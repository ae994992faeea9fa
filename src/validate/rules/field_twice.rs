//! F205: a field that stands twice in one unit of one form. Both lines count, for a field may be split.

use std::collections::BTreeMap;

use crate::model::{CellRef, Code, Finding};
use crate::table::{Figure, NONE, Role};
use crate::validate::context::Context;
use crate::validate::{Check, Rule, Verdicts};

pub(super) const RULE: Rule = Rule { codes: &[Code::FieldTwice], check: Check::OfFile(check) };

fn check(context: &Context, verdicts: &mut Verdicts) {
    let mut first: BTreeMap<(u32, u32, u32, u32), CellRef> = BTreeMap::new();
    for line in context.item_lines() {
        let Some(figure) = line.figures.iter().find(|f| f.role == Role::Item) else { continue };
        if figure.field == NONE {
            continue;
        }
        let key = (figure.form, figure.unit, figure.field, figure.source);
        let before = *first.entry(key).or_insert(figure.at);
        let finding = (before != figure.at).then(|| twice(context, figure, before));
        verdicts.compared(Code::FieldTwice, line.subject(), finding);
    }
}

fn twice(context: &Context, figure: &Figure, before: CellRef) -> Finding {
    let unit = context.symbols.unit(figure.unit);
    let name = unit.map_or("", |unit| &context.pipeline.register.get(unit).name);
    let message = format!(
        "lĩnh vực \"{}\" của {name} đã có ở dòng {}; cả hai dòng đều được cộng, hãy kiểm tra có trùng không",
        context.label(figure),
        before.row + 1,
    );
    context.at(Code::FieldTwice, figure, message)
}
