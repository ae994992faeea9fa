//! `[[check]]` and `[[waiver]]`: what a pipeline makes of findings.

use strum::VariantArray as _;

use super::choices::{choose, listed};
use super::names::Once;
use super::reach::{date, form_ids, last_day, unit_ids};
use crate::model::{Code, Period, Sentence, Stage};
use crate::pipeline::fault::hint::hint;
use crate::pipeline::fault::place::At;
use crate::pipeline::fault::said::{InBoth, as_written, both};
use crate::pipeline::form::Form;
use crate::pipeline::policy::{Grade, Policy, Remedy, Waiver};
use crate::pipeline::register::Register;
use crate::pipeline::written::pipeline::{CheckDeclaration, WaiverDeclaration};
use crate::pipeline::written::value::Declared;

/// Findings whose cell holds a figure that counts.
const AT_A_FIGURE: [Code; 4] =
    [Code::IdentityBroken, Code::PartExceedsWhole, Code::OverdueUnexplained, Code::Implausible];

/// The policies, one a code.
pub(super) fn policies(declared: &[(At, &CheckDeclaration)]) -> Vec<Policy> {
    let mut once = Once::default();
    let mut policies = Vec::new();
    for (at, declared) in declared {
        let code_at = at.key("code");
        let code = code(&declared.code, &code_at);
        let severity_at = at.key("severity");
        let severity = declared.severity.optional(&severity_at);
        let grade =
            severity.and_then(|word| choose(&severity_at, word, &listed(&Grade::ALL), &Grade::ALL));
        let action_at = at.key("action");
        let action = declared.action.optional(&action_at);
        let remedy = action
            .and_then(|word| choose(&action_at, word, &listed(Remedy::VARIANTS), Remedy::VARIANTS));
        let Some(code) = code else { continue };
        if let Some(remedy) = remedy {
            fits(code, remedy, &action_at);
        }
        if grade == Some(Grade::Beta) && remedy.is_some_and(|remedy| remedy != Remedy::Keep) {
            action_at.wrong(
                ("bỏ số liệu theo một kiểm tra đang thử", "figures left out by a check on trial"),
                ("bỏ action, hoặc severity trên beta", "no action, or severity above beta"),
            );
        }
        if once.first(&code_at, code.id(), ("mỗi mã nêu một lần", "a code set once")) {
            policies.push(Policy { code, grade, remedy });
        }
    }
    policies
}

/// Not every remedy can be had for every kind of finding.
fn fits(code: Code, remedy: Remedy, at: &At) {
    let hint = || {
        Some(Sentence::new(
            "leave-out-unit bỏ mọi số liệu của đơn vị",
            "leave-out-unit leaves out all figures of the unit",
        ))
    };
    match remedy {
        Remedy::Keep if code.stage() == Stage::Ingest => {
            at.wrong(
                both!("`keep` cho {code}", "`keep` for {code}"),
                (
                    "leave-out-unit: khi đọc, số liệu giữ được thì đã giữ",
                    "leave-out-unit: reading keeps what it can",
                ),
            );
        }
        Remedy::LeaveOutValue if !AT_A_FIGURE.contains(&code) => {
            let found = both!(
                "`leave-out-value` cho {code}, mã không chỉ ô số liệu nào",
                "`leave-out-value` for {code}, which names no cell with a figure"
            );
            let expected = ("keep hoặc leave-out-unit", "keep or leave-out-unit");
            at.wrong_hint(found, expected, hint());
        }
        _ => {}
    }
}

/// The waivers; each names an office, a reason and a last day.
pub(super) fn waivers(
    declared: &[(At, &WaiverDeclaration)],
    forms: &[Form],
    register: Option<&Register>,
    period: Option<Period>,
) -> Vec<Waiver> {
    let waivers = declared.iter().filter_map(|(at, declared)| {
        let code = code(&declared.code, &at.key("code"));
        let units = unit_ids(&declared.units, &at.key("units"), register);
        let forms = form_ids(&declared.forms, &at.key("forms"), forms);
        let office = declared.office.text(&at.key("office"));
        let reason = declared.reason.text(&at.key("reason"));
        let until = date(&declared.until, &at.key("until"));
        let holds = until.zip(period).is_none_or(|(until, period)| until >= last_day(period));
        let until = until?.to_string();
        Some(Waiver { code: code?, units, forms, office: office?, reason: reason?, until, holds })
    });
    waivers.collect()
}

const A_CODE: InBoth = ("một mã như `F203`", "a code such as `F203`");

fn code(declared: &Declared<String>, at: &At) -> Option<Code> {
    let word = declared.needed(at, A_CODE)?;
    let code = Code::parse(word);
    if code.is_none() {
        let known = Code::ALL.iter().map(|code| code.id());
        at.wrong_hint(as_written(word), A_CODE, hint(word, known));
    }
    code
}
