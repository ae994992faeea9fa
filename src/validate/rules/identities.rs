//! F201, F202: a sum printed in a line and its parts in the same line.

use crate::model::{Code, Finding, LineOf, MeasureIx};
use crate::pipeline::{Identity, Relation};
use crate::text::group_thousands;
use crate::validate::file_context::FileContext;
use crate::validate::rule::{Check, Rule};
use crate::validate::verdicts::Verdicts;

pub(super) const RULE: Rule =
    Rule { codes: &[Code::IdentityBroken, Code::PartExceedsWhole], check: Check::OfFile(check) };

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
    let (code, holds) = match identity.relation {
        Relation::Equal => (Code::IdentityBroken, whole == parts),
        Relation::AtLeast => (Code::PartExceedsWhole, whole >= parts),
    };
    let finding = if holds { None } else { broken(context, line, identity, (whole, parts)) };
    verdicts.compared(code, context.subject(line.table.form), finding);
}

fn broken(
    context: &FileContext,
    line: &LineOf,
    identity: &Identity,
    (whole, parts): (i64, i64),
) -> Option<Finding> {
    let code = match identity.relation {
        Relation::Equal => Code::IdentityBroken,
        Relation::AtLeast => Code::PartExceedsWhole,
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
    let finding = context.at(code, line, first.at, message);
    Some(finding.found(whole.to_string()).expected(parts.to_string()))
}
