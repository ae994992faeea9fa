//! F313: units whose id was another one's in the period before, or that the successions do not explain. It is about the
//! declaration, and no check of what somebody sent.

use crate::model::{Check, Code, Finding, Guidance, Lang, Severity};
use crate::pipeline::{NoOrigin, Origin};

use super::given::Given;

/// What follows from the register and belongs to no rule.
pub(super) const CHECKS: &[&Check] = &[&UNIT_REARRANGED];

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
        example: "Code 25318 was one commune until 30 June 2025, and is another one since.",
        mend: "Where units were merged or divided, declare which became which (key successions).",
    },
};

/// Units that are named.
const NAMED: usize = 5;

/// The one finding about all such units, where there are any.
pub(super) fn rearranged(given: &Given) -> Option<Finding> {
    let register = &given.pipeline.register;
    let lineage = given.earlier?.lineage;
    let told: Vec<String> = register
        .iter()
        .filter_map(|(_, unit)| match lineage.origin(&unit.id)? {
            Origin::Not(why @ (NoOrigin::Other { .. } | NoOrigin::Lost { .. })) => {
                Some(format!("{}: {}", unit.name, why.note(Lang::Vi)))
            }
            Origin::Same | Origin::Whole(_) | Origin::Not(_) => None,
        })
        .collect();
    if told.is_empty() {
        return None;
    }
    let mut named: Vec<String> = told.iter().take(NAMED).cloned().collect();
    let more = told.len().saturating_sub(NAMED);
    named.extend((more > 0).then(|| format!("và {more} đơn vị nữa")));
    let message = format!(
        "{} đơn vị không so với {}: {}. Nếu là sắp xếp lại đơn vị thì khai báo bảng nối tiếp (successions)",
        told.len(),
        given.pipeline.period.previous().title(),
        named.join("; "),
    );
    Some(Finding::new(&UNIT_REARRANGED, message))
}
