//! F305: units whose id was another one's in the period before, or that the successions do not explain.

use crate::model::{Check, Code, Finding, Guidance, Lang, Severity};
use crate::pipeline::{NoOrigin, Origin};
use crate::validate::period_context::PeriodContext;
use crate::validate::rule::{Judge, Rule};
use crate::validate::verdicts::Verdicts;

pub(super) const RULE: Rule = Rule { checks: &[&UNIT_REARRANGED], judge: Judge::OfAll(check) };

static UNIT_REARRANGED: Check = Check {
    code: Code::UnitRearranged,
    severity: Severity::Note,
    title: "Đơn vị sắp xếp lại, không so được",
    vietnamese: Guidance {
        means: "Mã của đơn vị kỳ trước là của đơn vị khác (khác tên, khác cấp trên hoặc khác ngày lập), nên không so với kỳ trước.",
        example: "Mã 25318 đến 30/6/2025 là Xã Tân Thành, từ 01/7/2025 là Xã Tân Tiến.",
        mend: "Nếu đơn vị được sắp xếp lại, khai báo bảng nối tiếp (khóa successions) cho biết đơn vị cũ nào nhập vào đơn vị mới nào.",
    },
    english: Guidance {
        means: "The id of a unit was another unit's in the period before, so that it is not compared with it.",
        example: "25318 was Xã Tân Thành until 30 June 2025, and is Xã Tân Tiến since.",
        mend: "Where units were merged or divided, declare which became which (key successions).",
    },
};

/// Units that are named.
const NAMED: usize = 5;

fn check(period: &PeriodContext, verdicts: &mut Verdicts) {
    let Some(earlier) = period.earlier else { return };
    let register = &period.pipeline.register;
    let rearranged: Vec<(&str, String)> = register
        .iter()
        .filter_map(|(_, unit)| match earlier.lineage.origin(&unit.id)? {
            Origin::Not(why @ (NoOrigin::Other { .. } | NoOrigin::Lost { .. })) => {
                Some((unit.name.as_str(), why.note(Lang::Vi)))
            }
            _ => None,
        })
        .collect();
    let finding = (!rearranged.is_empty()).then(|| {
        let named = rearranged.iter().take(NAMED).map(|(name, why)| format!("{name}: {why}"));
        let mut named: Vec<String> = named.collect();
        let more = rearranged.len().saturating_sub(NAMED);
        named.extend((more > 0).then(|| format!("và {more} đơn vị nữa")));
        let message = format!(
            "{} đơn vị không so với {}: {}. Nếu là sắp xếp lại đơn vị thì khai báo bảng nối tiếp (successions)",
            rearranged.len(),
            period.pipeline.period.previous().title(),
            named.join("; "),
        );
        Finding::new(&UNIT_REARRANGED, message)
    });
    verdicts.compared(&UNIT_REARRANGED, None, finding);
}
