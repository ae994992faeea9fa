//! What is said of the period before where units are not what they were then.

use crate::pipeline::Ranking;
use crate::table::Rankings;

/// How units that were rearranged are compared.
const RULE: &str = "Hạng kỳ trước: đơn vị được sắp xếp lại thì số liệu kỳ trước là tổng của các đơn vị cũ nhập nguyên vẹn, \
     xếp lại trong số các đơn vị hiện nay; có một phần của đơn vị cũ thì không so sánh.";

/// The rule, where any unit of these lists was rearranged.
pub(super) fn remark<'r>(
    lists: impl IntoIterator<Item = &'r Ranking>,
    rankings: &Rankings,
) -> Option<&'static str> {
    let mut rows = lists.into_iter().flat_map(|ranking| rankings.of(&ranking.id));
    rows.any(|row| row.previous_note.is_some()).then_some(RULE)
}
