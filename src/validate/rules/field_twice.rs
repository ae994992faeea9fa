//! F205: a field that stands twice in one unit of one form. Both lines count, for a field may be split.

use std::collections::BTreeMap;

use crate::model::{Code, Finding, FormIx, LineOf, UnitIx};
use crate::validate::file_context::FileContext;
use crate::validate::rule::{Check, Rule};
use crate::validate::verdicts::Verdicts;

pub(super) const RULE: Rule = Rule { codes: &[Code::FieldTwice], check: Check::OfFile(check) };

/// Form, unit, field and source of a line.
type Key = (FormIx, Option<UnitIx>, Option<u32>, Option<u32>);

fn check(context: &FileContext, verdicts: &mut Verdicts) {
    let mut first: BTreeMap<Key, u32> = BTreeMap::new();
    for line in context.item_lines().filter(|line| line.line.field.is_some()) {
        let told = line.line;
        let key = (line.table.form, told.unit, told.field, told.source);
        let finding = match first.get(&key) {
            Some(&before) => twice(context, &line, before),
            None => None,
        };
        first.entry(key).or_insert(told.row);
        verdicts.compared(Code::FieldTwice, context.subject(line.table.form), finding);
    }
}

fn twice(context: &FileContext, line: &LineOf, before: u32) -> Option<Finding> {
    let name = line.line.unit.map_or("", |unit| &context.pipeline.register.get(unit).name);
    let message = format!(
        "lĩnh vực \"{}\" của {name} đã có ở dòng {}; cả hai dòng đều được cộng, hãy kiểm tra có trùng không",
        line.field().unwrap_or_default(),
        before + 1,
    );
    Some(context.at(Code::FieldTwice, line, line.counts().next()?.at, message))
}
