//! F201, F202: a sum printed in a line and its parts in the same line.

use crate::model::{Check, Code, Finding, Guidance, LineOf, MeasureIx, Severity};
use crate::pipeline::{Identity, Relation};
use crate::text::group_thousands;
use crate::validate::file_context::FileContext;
use crate::validate::rule::{Judge, Rule};
use crate::validate::verdicts::Verdicts;

pub(super) const RULE: Rule =
    Rule { checks: &[&IDENTITY_BROKEN, &PART_EXCEEDS_WHOLE], judge: Judge::OfFile(check) };

static IDENTITY_BROKEN: Check = Check {
    code: Code::IdentityBroken,
    severity: Severity::Error,
    title: "Số liệu trong dòng không khớp",
    vietnamese: Guidance {
        means: "Trong một dòng, tổng ghi sẵn khác với các thành phần cộng lại.",
        example: "Đã giải quyết 118, trong khi đúng hạn 110 + quá hạn 6 = 116.",
        mend: "Kiểm tra từng ô của dòng; sửa tổng hoặc thành phần.",
    },
    english: Guidance {
        means: "A sum printed in a line differs from its parts in the same line.",
        example: "Resolved 118, while on time 110 and overdue 6 make 116.",
        mend: "Look at each cell of the line; mend the sum or its parts.",
    },
};

static PART_EXCEEDS_WHOLE: Check = Check {
    code: Code::PartExceedsWhole,
    severity: Severity::Error,
    title: "Thành phần lớn hơn tổng số",
    vietnamese: Guidance {
        means: "Thành phần lớn hơn tổng số chứa nó.",
        example: "Trực tuyến 120 trong khi tiếp nhận 100.",
        mend: "Kiểm tra lại các ô của dòng.",
    },
    english: Guidance {
        means: "A whole is smaller than the parts it must hold.",
        example: "120 came online where 100 were received.",
        mend: "Look at the cells of the line.",
    },
};

fn check(context: &FileContext, verdicts: &mut Verdicts) {
    for line in context.item_lines() {
        for identity in &context.form(line.table.form).identities {
            compare(context, &line, identity, verdicts);
        }
    }
}

/// A blank or unreadable member is a finding of its own; the identity then says nothing.
fn compare(context: &FileContext, line: &LineOf, identity: &Identity, verdicts: &mut Verdicts) {
    let sum = |measures: &[MeasureIx]| {
        measures.iter().try_fold(0i64, |sum, &measure| Some(sum + line.value(measure)?))
    };
    let (Some(whole), Some(parts)) = (sum(&identity.whole), sum(&identity.parts)) else { return };
    let (found, holds) = match identity.relation {
        Relation::Equal => (&IDENTITY_BROKEN, whole == parts),
        Relation::AtLeast => (&PART_EXCEEDS_WHOLE, whole >= parts),
    };
    let finding = if holds { None } else { broken(context, line, identity, (whole, parts)) };
    verdicts.compared(found, context.subject(line.table.form), finding);
}

fn broken(
    context: &FileContext,
    line: &LineOf,
    identity: &Identity,
    (whole, parts): (i64, i64),
) -> Option<Finding> {
    let found = match identity.relation {
        Relation::Equal => &IDENTITY_BROKEN,
        Relation::AtLeast => &PART_EXCEEDS_WHOLE,
    };
    let first = line.count(*identity.whole.first()?)?;
    let names = |measures: &[MeasureIx]| {
        let titles: Vec<&str> = measures.iter().map(|&measure| context.title(measure)).collect();
        titles.join(" + ")
    };
    let verb = match identity.relation {
        Relation::Equal => "nhưng",
        Relation::AtLeast => "nhỏ hơn",
    };
    let message = format!(
        "dòng \"{}\": {} ghi {}, {verb} {} được {} (lệch {})",
        context.label(line),
        names(&identity.whole),
        group_thousands(whole),
        names(&identity.parts),
        group_thousands(parts),
        group_thousands((whole - parts).abs()),
    );
    let finding = context.at(found, line, first.at, message);
    Some(finding.found(whole.to_string()).expected(parts.to_string()))
}
