//! Ratios that a drafted form shows by itself: a rate that it prints, or a count that is a part of another. What is
//! good about one is told by the words above it, and not guessed where they are silent.

use crate::pipeline::{Binding, DraftedTable, FormDraft, Holds, Measure, NO_SOURCE, Relation};
use crate::text;

/// Words of a rate of which less is better; looked for first, for they may hold one of the others.
const LOWER: [&str; 10] = [
    "không đúng hạn",
    "không hài lòng",
    "quá hạn",
    "quá hẹn",
    "trễ hạn",
    "trễ hẹn",
    "trả muộn",
    "chậm",
    "tồn đọng",
    "bị trả lại",
];

/// Words of a rate of which more is better.
const HIGHER: [&str; 10] = [
    "đúng hạn",
    "trước hạn",
    "trong hạn",
    "đúng hẹn",
    "trả sớm",
    "hài lòng",
    "trực tuyến",
    "hoàn thành",
    "số hóa",
    "thanh toán",
];

/// What a drafted form shows of ratios.
#[derive(Debug, Default)]
pub(super) struct ShownRatios {
    /// Metrics that can be declared.
    pub(super) metrics: Vec<DraftedTable>,
    /// Titles of rates of which the words do not tell what is good.
    pub(super) unclear: Vec<String>,
}

/// A ratio of counts, by their ids.
struct ShownRatio {
    id: String,
    title: String,
    /// Sums of counts, by their ids.
    numerator: String,
    denominator: String,
    /// Where it was seen.
    seen: &'static str,
}

/// The ratios of a form; `measures` are all counts that are known.
pub(super) fn ratios(draft: &FormDraft, measures: &[Measure]) -> ShownRatios {
    let printed = printed(draft);
    let all = if printed.is_empty() { parts(draft, measures) } else { printed };
    let mut shown = ShownRatios::default();
    for ratio in all {
        match is_higher_better(&ratio.title) {
            Some(higher) => shown.metrics.push(metric(&ratio, higher, measures)),
            None => shown.unclear.push(ratio.title),
        }
    }
    shown
}

/// Percentages that the form prints, of two counts.
fn printed(draft: &FormDraft) -> Vec<ShownRatio> {
    let columns = draft.columns.iter().map(|column| &column.value);
    let ratios = columns.filter_map(|column| {
        let printed = column.printed.as_ref().filter(|printed| printed.scale == 100)?;
        let (Holds::Role(Binding::Printed), Some(numerator)) = (&column.holds, &printed.numerator)
        else {
            return None;
        };
        Some(ShownRatio {
            id: column.id.clone()?,
            title: sentence(&column.path.join(" ")),
            numerator: numerator.clone(),
            denominator: printed.denominator.clone(),
            seen: "tỷ lệ in sẵn trong biểu",
        })
    });
    ratios.collect()
}

/// Counts that are parts of another one on every line: those that are good, together, over the whole. Of a sum with a
/// part whose words tell neither, nothing is said: what is on time may stand in it as well.
fn parts(draft: &FormDraft, measures: &[Measure]) -> Vec<ShownRatio> {
    let sums = draft.identities.iter().map(|identity| &identity.value);
    let ratios = sums.filter_map(|sum| {
        let ([whole], Relation::Equal) = (sum.whole.as_slice(), sum.relation) else { return None };
        let parts: Option<Vec<(&Measure, bool)>> = sum
            .parts
            .iter()
            .map(|part| {
                let measure = measures.iter().find(|measure| measure.id == *part)?;
                Some((measure, is_higher_better(&measure.title)?))
            })
            .collect();
        let parts = parts?;
        let good: Vec<&Measure> =
            parts.iter().filter(|(_, higher)| *higher).map(|(part, _)| *part).collect();
        if good.is_empty() || good.len() == parts.len() {
            return None;
        }
        let ids: Vec<&str> = good.iter().map(|part| part.id.as_str()).collect();
        let names: Vec<String> = good.iter().map(|part| what_is_counted(&part.title)).collect();
        Some(ShownRatio {
            id: format!("ty_le_{}", ids.join("_")),
            title: format!("Tỷ lệ {}", names.join(" và ")),
            numerator: ids.join(" + "),
            denominator: whole.clone(),
            seen: "đẳng thức của biểu",
        })
    });
    ratios.collect()
}

/// What a count counts, behind the texts that only group it: `trả đúng hẹn` of `Hồ sơ đã trả: Trả đúng hẹn`.
fn what_is_counted(title: &str) -> String {
    let own = text::lower_first(title.rsplit(": ").next().unwrap_or(title));
    let bare = ["số lượng ", "tổng số ", "số "].iter().find_map(|word| own.strip_prefix(word));
    bare.map_or_else(|| own.clone(), str::to_owned)
}

fn metric(ratio: &ShownRatio, higher: bool, measures: &[Measure]) -> DraftedTable {
    let title = |formula: &str| {
        let named = formula.split(" + ").map(|id| {
            let known = measures.iter().find(|measure| measure.id == id);
            known.map_or(id, |measure| measure.title.as_str())
        });
        named.collect::<Vec<_>>().join(" và ")
    };
    let (good, word) = if higher { ("cao hơn", "higher") } else { ("thấp hơn", "lower") };
    DraftedTable::new("metric")
        .note(format!(
            "Giả định: chỉ số lấy từ {}; {good} là tốt hơn, theo chữ của tên gọi.",
            ratio.seen
        ))
        .text("id", &ratio.id)
        .text("title", &ratio.title)
        .text("numerator", &ratio.numerator)
        .text("denominator", &ratio.denominator)
        .text("numerator-title", &title(&ratio.numerator))
        .text("denominator-title", &title(&ratio.denominator))
        .text("better", word)
        .text("source", NO_SOURCE)
}

/// Whether more is better, by the words; `None` where they do not tell.
fn is_higher_better(title: &str) -> Option<bool> {
    let key = text::key(title);
    let says = |words: &[&str]| words.iter().any(|word| key.contains(&text::key(word)));
    if says(&LOWER) {
        return Some(false);
    }
    says(&HIGHER).then_some(true)
}

/// A header text as the name of a metric: without the sign of a percentage, called the rate that it is.
fn sentence(path: &str) -> String {
    let bare = path.replace("(%)", "").replace('%', "");
    let bare = text::normal(&bare);
    let key = text::key(&bare);
    let named = ["tỷ lệ", "tỉ lệ", "tỷ trọng", "phần trăm"].map(text::key);
    if !named.iter().any(|word| text::begins_with_word(&key, word)) {
        return format!("Tỷ lệ {}", text::lower_first(&bare));
    }
    let mut letters = bare.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::{is_higher_better, sentence, what_is_counted};

    #[test]
    fn what_is_good_is_told_by_words_or_not_at_all() {
        assert_eq!(is_higher_better("Tỷ lệ đúng hạn (%)"), Some(true));
        assert_eq!(is_higher_better("Tỷ lệ hồ sơ không đúng hạn"), Some(false));
        assert_eq!(is_higher_better("Tỷ lệ quá hạn"), Some(false));
        assert_eq!(is_higher_better("Tỷ lệ không hài lòng"), Some(false));
        assert_eq!(is_higher_better("Tỷ lệ hồ sơ của doanh nghiệp"), None);
        assert_eq!(sentence("tỷ lệ đúng hạn (%)"), "Tỷ lệ đúng hạn");
        assert_eq!(sentence("% đúng hẹn"), "Tỷ lệ đúng hẹn");
        assert_eq!(what_is_counted("Hồ sơ đã trả: Trả đúng hẹn"), "trả đúng hẹn");
        assert_eq!(what_is_counted("Số hồ sơ trả đúng hẹn"), "hồ sơ trả đúng hẹn");
    }
}
