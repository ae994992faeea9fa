//! What is said of the period before where units are not what they were then.

use crate::pipeline::{Grouping, Ranking};
use crate::table::{Rankings, Standing};
use crate::text::group_thousands;

/// How units that were rearranged are compared.
const RULE: &str = "Hạng kỳ trước: đơn vị được sắp xếp lại thì số liệu kỳ trước là tổng của các đơn vị cũ nhập nguyên vẹn, \
     xếp lại trong số các đơn vị hiện nay so được; có một phần của đơn vị cũ thì không so sánh.";

/// Units of a list from which on a rearrangement of most of them is told of the list, no longer of each.
const MANY: usize = 10;

/// Whether most units of a list, and many, are made of others, so that it need not be said beside each.
pub(super) fn is_merged(list: &[&Standing]) -> bool {
    let made = |row: &&&Standing| row.previous_note.is_some() && row.previous_place.is_some();
    let merged = list.iter().filter(made).count();
    merged >= MANY && merged * 2 > list.len()
}

/// The rule, where any unit of these lists was rearranged, and how many of a list can be compared where not all can.
pub(super) fn remark<'r>(
    lists: impl IntoIterator<Item = &'r Ranking>,
    rankings: &Rankings,
) -> Option<String> {
    let mut rearranged = false;
    let mut counts = Vec::new();
    for ranking in lists {
        if !rankings.of(&ranking.id).any(|row| row.previous_note.is_some()) {
            continue;
        }
        rearranged = true;
        let all = rankings.of(&ranking.id).map(|_| 1).sum();
        let compared = rankings.of(&ranking.id).filter_map(|row| row.previous_of).max();
        let whole = ranking.grouping == Grouping::Whole;
        if let Some(of) = compared.filter(|of| whole && *of < all) {
            let [of, all] = [of, all].map(|count| group_thousands(count.into()));
            counts.push(format!("“{}”: kỳ trước xếp trong {of} / {all} đơn vị", ranking.sheet));
        }
    }
    let counts = if counts.is_empty() { String::new() } else { format!(" {}.", counts.join("; ")) };
    rearranged.then(|| format!("{RULE}{counts}"))
}
