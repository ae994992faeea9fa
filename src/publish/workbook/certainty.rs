//! How sure a place is, in words: beside the place, never instead.

use crate::pipeline::Ranking;
use crate::table::{Standing, StandingStatus};
use crate::text::group_thousands;

use super::facts::Facts;

/// What the column of intervals means, below a list.
const MEANING: &str = "Khoảng hạng (95%): hạng thật nhiều khả năng nằm trong khoảng ấy.";
/// What is said of a unit whose interval spans more than half of the list.
const UNSURE: &str =
    "“Ít …”, “Sát nhau”: khoảng ấy rộng hơn nửa danh sách, hạng chưa nói lên chất lượng.";
/// What is said beside a move within last period's interval.
pub(super) const BY_CHANCE: &str = "Đổi ngẫu nhiên";
/// What a move within last period's interval means.
const MOVE: &str = "Đổi hạng trong ngoặc: trong mức dao động ngẫu nhiên.";

/// How the interval is made and what it is not, for the method sheet.
pub(super) const METHOD: [&str; 6] = [
    "Lấy khoảng tin cậy 95 % của tỷ lệ của đơn vị (Clopper–Pearson); ở hai đầu khoảng ấy đơn vị đứng thứ mấy giữa các đơn \
     vị khác, sau khi đã bớt phần ngẫu nhiên trong tỷ lệ của họ (phân phối beta chung của danh sách).",
    "Hồ sơ của kỳ đã đếm đủ, không phải chọn mẫu: con số và hạng của kỳ này là đúng. Khoảng hạng trả lời câu khác: cùng \
     cách làm ấy, sang kỳ khác, tỷ lệ và hạng có thể lên xuống đến đâu chỉ vì ngẫu nhiên.",
    "Khoảng hạng đúng cho từng đơn vị, không phải cho cả bảng cùng một lúc. Nó không gồm sai sót khi báo cáo, khác biệt về \
     loại hồ sơ, hay khi nhiều hồ sơ cùng trễ vì một sự cố.",
    "Hạng mới nằm trong khoảng hạng của kỳ trước là đổi trong mức dao động ngẫu nhiên; nằm ngoài cũng chưa chứng tỏ chất \
     lượng đã đổi.",
    "Danh sách theo điểm của nhiều chỉ tiêu, đơn vị không xếp hạng: không có khoảng hạng.",
    "Tỷ lệ co về mức chung của danh sách (cột shrunk, shrunk_place của bảng rankings) chỉ để tham khảo, không dùng để xếp \
     hạng: (tử số + prior_numerator) / (mẫu số + prior_denominator), mỗi danh sách một cặp số cộng thêm.",
];

/// Whether the places of a ranking have intervals: those by one metric.
pub(in crate::publish) const fn has_intervals(ranking: &Ranking) -> bool {
    ranking.shares.len() == 1
}

/// `60–86`.
pub(in crate::publish) fn interval(standing: &Standing) -> Option<String> {
    let ends = standing.place_low.zip(standing.place_high)?;
    let place = |place| group_thousands(i64::from(place));
    Some(format!("{}–{}", place(ends.0), place(ends.1)))
}

/// Whether the interval spans more than half of the list, so that the place says little.
pub(in crate::publish) fn is_unsure(standing: &Standing) -> bool {
    let ends = standing.place_low.zip(standing.place_high);
    let spans = |(low, high): (u32, u32)| 2 * u64::from(high - low + 1) > u64::from(standing.of);
    standing.of > 1 && ends.is_some_and(spans)
}

/// That a place says little, and why, to be said beside it.
pub(super) fn said(
    facts: &Facts<'_>,
    ranking: &Ranking,
    standing: &Standing,
    usual: i64,
) -> Option<String> {
    let share = ranking.shares.first()?;
    let scale = facts.scale(facts.pipeline.metric(share.metric));
    is_unsure(standing).then(|| match standing.denominator {
        Some(files) if files < usual => format!("Ít {scale}"),
        _ => "Sát nhau".to_owned(),
    })
}

/// The denominator in the middle of those that are ranked in a list: fewer are few.
pub(super) fn usual(list: &[&Standing]) -> i64 {
    let ranked = list.iter().filter(|row| row.status == StandingStatus::Ranked);
    let mut files: Vec<i64> = ranked.filter_map(|row| row.denominator).collect();
    files.sort_unstable();
    files.get(files.len() / 2).copied().unwrap_or(0)
}

/// What stands below a list with intervals.
pub(super) fn remarks(list: &[&Standing]) -> Vec<&'static str> {
    let mut remarks = vec![MEANING];
    if list.iter().any(|row| is_unsure(row)) {
        remarks.push(UNSURE);
    }
    if list.iter().any(|row| row.moved_within_chance()) {
        remarks.push(MOVE);
    }
    remarks
}
