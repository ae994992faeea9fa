//! F205: a field that stands twice in one unit of one form. Both lines count, for a field may be split.

use std::collections::BTreeMap;

use crate::model::{Check, Code, Finding, FormIx, Guidance, LineOf, Severity, UnitIx};
use crate::validate::file_context::FileContext;
use crate::validate::rule::{Judge, Rule};
use crate::validate::verdicts::Verdicts;

pub(super) const RULE: Rule = Rule { checks: &[&FIELD_TWICE], judge: Judge::OfFile(check) };

static FIELD_TWICE: Check = Check {
    code: Code::FieldTwice,
    severity: Severity::Warning,
    title: "Lĩnh vực ghi hai lần",
    vietnamese: Guidance {
        means: "Một lĩnh vực đứng hai lần trong cùng đơn vị; cả hai đều được tính.",
        example: "Hai dòng \"Hộ tịch\".",
        mend: "Gộp hai dòng, hoặc sửa tên lĩnh vực.",
    },
    english: Guidance {
        means: "A field stands twice in the same unit.",
        example: "Two lines of one unit name the same field.",
        mend: "Put the two together, or mend the name of one.",
    },
};

/// Form, unit, field and source of a line.
type FieldKey = (FormIx, Option<UnitIx>, Option<u32>, Option<u32>);

fn check(context: &FileContext, verdicts: &mut Verdicts) {
    let mut first: BTreeMap<FieldKey, u32> = BTreeMap::new();
    for line in context.item_lines().filter(|line| line.line.field.is_some()) {
        let told = line.line;
        let key = (line.table.form, told.unit, told.field, told.source);
        let finding = match first.get(&key) {
            Some(&before) => twice(context, &line, before),
            None => None,
        };
        first.entry(key).or_insert(told.row);
        verdicts.compared(&FIELD_TWICE, context.subject(line.table.form), finding);
    }
}

fn twice(context: &FileContext, line: &LineOf, before: u32) -> Option<Finding> {
    let name = line.line.unit.map_or("", |unit| &context.pipeline.register.get(unit).name);
    let message = format!(
        "lĩnh vực \"{}\" của {name} đã có ở dòng {}; cả hai dòng đều được cộng, hãy kiểm tra có trùng không",
        line.field().unwrap_or_default(),
        before + 1,
    );
    Some(context.at(&FIELD_TWICE, line, line.counts().next()?.at, message))
}
