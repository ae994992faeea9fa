//! How sure a place is, in words: beside the place, never instead.

use crate::pipeline::Ranking;
use crate::table::{Band, Standing, StandingStatus};
use crate::text::group_thousands;

use super::facts::Facts;

/// What the column of intervals means, below a list.
const MEANING: &str = "Hạng là hạng theo số liệu kỳ này. Khoảng hạng (95 %): trừ đi phần ngẫu nhiên (vài hồ sơ trễ hay \
    không), hạng thật của đơn vị nhiều khả năng nằm trong khoảng ấy; đúng cho từng đơn vị, không phải cho cả bảng cùng \
    một lúc. Chắc chắn ở nửa trên, nửa dưới: cả khoảng hạng nằm ở nửa ấy; chưa rõ: chưa phân biệt được.";
/// What is said of a unit whose interval spans more than half of the list.
const UNSURE: &str =
    "“Ít …”, “Sát nhau”: khoảng hạng rộng hơn nửa danh sách, hạng chưa nói lên chất lượng.";
/// What a move within last period's interval means.
const MOVE: &str = "“Đổi ngẫu nhiên”: đổi hạng trong mức dao động ngẫu nhiên, tức là hạng kỳ này vẫn nằm trong khoảng hạng của kỳ trước. Nằm ngoài khoảng \
    ấy cũng chưa chứng tỏ chất lượng đã đổi.";
/// What the interval does not hold.
const NOT_IN_IT: &str = "Khoảng hạng không gồm sai sót khi báo cáo, khác biệt về loại hồ sơ, hay khi nhiều hồ sơ cùng \
    trễ vì một sự cố.";

/// How the interval is made and what it is not, for the method sheet.
pub(super) const METHOD: [&str; 5] = [
    "Lấy khoảng tin cậy 95 % của tỷ lệ của đơn vị (Clopper–Pearson); ở hai đầu khoảng ấy đơn vị đứng thứ mấy giữa các đơn \
     vị khác, sau khi đã bớt phần ngẫu nhiên trong tỷ lệ của họ (phân phối beta chung của danh sách).",
    "Hồ sơ của kỳ đã đếm đủ, không phải chọn mẫu: con số và hạng của kỳ này là đúng. Khoảng hạng trả lời câu khác: cùng \
     cách làm ấy, sang kỳ khác, tỷ lệ và hạng có thể lên xuống đến đâu chỉ vì ngẫu nhiên.",
    "Khoảng hạng đúng cho từng đơn vị, không phải cho cả bảng cùng một lúc. Nó không gồm sai sót khi báo cáo, khác biệt về \
     loại hồ sơ, hay khi nhiều hồ sơ cùng trễ vì một sự cố.",
    "Hạng mới nằm trong khoảng hạng của kỳ trước là đổi trong mức dao động ngẫu nhiên; nằm ngoài cũng chưa chứng tỏ chất \
     lượng đã đổi.",
    "Danh sách theo điểm của nhiều chỉ tiêu, đơn vị không xếp hạng: không có khoảng hạng.",
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

/// Which half of the list it surely stands in, below [`HALF_HEAD`].
pub(super) const fn half(band: Band) -> &'static str {
    match band {
        Band::Upper => "nửa trên",
        Band::Lower => "nửa dưới",
        Band::Unclear => "chưa rõ",
    }
}

/// The head of the column of halves.
pub(super) const HALF_HEAD: &str = "Chắc chắn ở";

/// Whether the interval spans more than half of the list, so that the place says little.
pub(super) fn is_unsure(standing: &Standing) -> bool {
    let ends = standing.place_low.zip(standing.place_high);
    let spans = |(low, high): (u32, u32)| 2 * u64::from(high - low + 1) > u64::from(standing.of);
    standing.of > 1 && ends.is_some_and(spans)
}

/// What is to be said beside a place: that it says little and why, and that its move does.
pub(super) fn said(
    facts: &Facts<'_>,
    ranking: &Ranking,
    standing: &Standing,
    usual: i64,
) -> Vec<String> {
    let mut said = Vec::new();
    if is_unsure(standing) {
        let scale = ranking
            .shares
            .first()
            .map_or("", |share| facts.scale(facts.pipeline.metric(share.metric)));
        said.push(match standing.denominator {
            Some(files) if files < usual => format!("Ít {scale}"),
            _ => "Sát nhau".to_owned(),
        });
    }
    if standing.moved_within_chance() {
        said.push("Đổi ngẫu nhiên".to_owned());
    }
    said
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
    let mut remarks = vec![MEANING, NOT_IN_IT];
    if list.iter().any(|row| is_unsure(row)) {
        remarks.push(UNSURE);
    }
    if list.iter().any(|row| row.moved_within_chance()) {
        remarks.push(MOVE);
    }
    remarks
}

/// With what the rates of a ranking are shrunk, for the method sheet; `None` where it has no intervals.
pub(super) fn shrinkage(facts: &Facts<'_>, ranking: &Ranking) -> Option<String> {
    let mut rows = facts.inputs.rankings.of(&ranking.id);
    let row = rows.find(|row| row.prior_denominator.is_some())?;
    let formula = if row.group.is_some() {
        "mỗi danh sách một cặp số cộng thêm, ở cột prior_numerator, prior_denominator của bảng rankings"
            .to_owned()
    } else {
        let (above, below) = row.prior_numerator.zip(row.prior_denominator)?;
        format!("(tử số + {}) / (mẫu số + {})", thousandths(above), thousandths(below))
    };
    Some(format!("{}: {formula}", ranking.title))
}

/// `1.234,567`.
#[expect(clippy::cast_possible_truncation, reason = "a prior holds no more than a million files")]
fn thousandths(number: f64) -> String {
    let thousandths = (number * 1000.0).round() as i64;
    format!("{},{:03}", group_thousands(thousandths / 1000), thousandths % 1000)
}
