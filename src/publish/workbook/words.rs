//! Sentences about metrics and rankings, written once for all sheets.

use std::borrow::Cow;

use crate::model::Lang;
use crate::pipeline::{
    Better, Formula, Grouping, IndicatorKind, IndicatorValue, Metric, MetricIx, MissingParts,
    Pipeline, RankedIndicator, Ranking, ReturnForms, SheetKind, TieBreak,
};
use crate::table::{Standing, StandingStatus};
use crate::text::{group_thousands, lower_first, percent};

use super::facts::Facts;

/// `Tỷ lệ … = A / B`.
pub(in crate::publish) fn definition(metric: &Metric) -> String {
    let Metric { title, numerator_title, denominator_title, .. } = metric;
    format!("{title} = {numerator_title} / {denominator_title}")
}

/// The definition and where it stands in law.
pub(in crate::publish) fn definition_and_source(metric: &Metric) -> String {
    let source = metric.source.trim_end_matches('.');
    if source.is_empty() {
        format!("{}.", definition(metric))
    } else {
        format!("{}. Nguồn: {source}.", definition(metric))
    }
}

/// A signed sum in the words of the forms: `“A” + “B” − “C”`.
#[must_use]
pub fn formula(pipeline: &Pipeline, formula: &Formula) -> String {
    let mut out = String::new();
    for (index, &(sign, measure)) in formula.terms.iter().enumerate() {
        out.push_str(match (index, sign) {
            (0, 0..) => "",
            (0, _) => "− ",
            (_, 0..) => " + ",
            _ => " − ",
        });
        out.push('“');
        out.push_str(&pipeline.measure(measure).title);
        out.push('”');
    }
    out
}

/// Which direction of a metric is good.
pub(super) const fn direction(better: Better) -> &'static str {
    match better {
        Better::Higher => "càng cao càng tốt",
        Better::Lower => "càng thấp càng tốt",
    }
}

/// The classes of a ranking with their bounds; `None` where it has none.
pub(in crate::publish) fn classes(pipeline: &Pipeline, ranking: &Ranking) -> Option<String> {
    let (bound, rest) = match ranking.better(&pipeline.metrics) {
        Better::Higher => ("từ", 0),
        Better::Lower => ("đến", 100),
    };
    let of = if ranking.is_score() { " (% của điểm tối đa)" } else { "" };
    let classes = ranking.classes.iter().map(|class| match class.percent {
        percent if percent == rest => format!("{} – còn lại", class.title),
        percent => format!("{} – {bound} {percent}%", class.title),
    });
    let classes = classes.collect::<Vec<_>>().join("; ");
    (!ranking.classes.is_empty()).then(|| format!("{classes}{of}"))
}

/// Head of the column of what is needed for the next class, and what stands in it; `None` where there is none: of a score
/// of several metrics it cannot be told which should change.
pub(in crate::publish) fn needed(facts: &Facts<'_>, ranking: &Ranking) -> Option<(String, String)> {
    let [share] = ranking.shares.as_slice() else { return None };
    if ranking.classes.is_empty() {
        return None;
    }
    let metric = facts.pipeline.metric(share.metric);
    let (scale, counted) = (facts.scale(metric), &metric.numerator_title);
    let (head, change) = match ranking.better(&facts.pipeline.metrics) {
        Better::Higher => ("Cần thêm để lên loại", "phải có thêm"),
        Better::Lower => ("Cần bớt để lên loại", "phải bớt đi"),
    };
    let head = if scale.is_empty() { head.to_owned() } else { format!("{head} ({scale})") };
    let said = format!("{head}: số ít nhất {change} trong “{counted}”, khi mẫu số không đổi.");
    Some((head, said))
}

/// What becomes of exactly equal units.
pub(super) fn tie(pipeline: &Pipeline, ranking: &Ranking) -> String {
    let shared = "đứng đồng hạng, hạng kế tiếp lùi theo số đơn vị (1-2-2-4)";
    let metric = ranking.shares.first().map(|share| pipeline.metric(share.metric));
    let (above, below) =
        metric.map_or(("", ""), |m| (m.numerator_title.as_str(), m.denominator_title.as_str()));
    let first = match (ranking.tie_break, ranking.better(&pipeline.metrics)) {
        (TieBreak::None, _) => {
            return format!(
                "Các đơn vị bằng nhau tuyệt đối {shared}; so sánh trên số chưa làm tròn."
            );
        }
        (TieBreak::Volume, _) => format!("nhiều hơn trong “{below}”"),
        (TieBreak::Overdue, Better::Higher) => {
            format!("ít hơn trong số “{below}” mà không thuộc “{above}”")
        }
        (TieBreak::Overdue, Better::Lower) => format!("ít hơn trong “{above}”"),
    };
    format!(
        "Giữa các đơn vị bằng nhau tuyệt đối (so sánh trên số chưa làm tròn), đơn vị có {first} đứng trước; bằng cả số \
         ấy thì {shared}."
    )
}

/// What becomes of a unit of which a part of its score is missing; `None` where there is one metric.
pub(super) fn missing_parts(ranking: &Ranking) -> Option<&'static str> {
    (ranking.shares.len() > 1).then_some(match ranking.missing_parts {
        MissingParts::NoValue => "Đơn vị thiếu một phần thì không có điểm và không xếp hạng.",
        MissingParts::Rescale => {
            "Đơn vị thiếu một phần được tính trên các phần còn lại, quy về thang điểm đầy đủ, và được ghi rõ."
        }
    })
}

/// From how many of the parts of its score a unit has its value, or how many it lacks to have one; `None` where there are
/// all or none.
pub(super) fn parts(standing: &Standing) -> Option<String> {
    let Standing { parts, parts_of, .. } = *standing;
    if standing.is_of_fewer_parts() {
        return Some(format!("Tính trên {parts}/{parts_of} phần"));
    }
    let lacks = parts_of.saturating_sub(parts);
    (lacks > 0 && parts > 0).then(|| format!("Không xếp hạng: thiếu {lacks}/{parts_of} phần điểm"))
}

/// Why a unit has no place, in few words: the dash in its column says that there is none.
pub(super) const fn unranked(status: StandingStatus) -> &'static str {
    match status {
        StandingStatus::Ranked => "",
        StandingStatus::BelowMinimum => "Dưới mức tối thiểu",
        StandingStatus::Incomplete => "Không xếp hạng",
        StandingStatus::NoData => "Không có hồ sơ được tính",
        StandingStatus::NotSubmitted => "Chưa gửi báo cáo",
    }
}

/// What happens below the minimum denominator; `None` where there is no minimum.
pub(in crate::publish) fn minimum(facts: &Facts<'_>, ranking: &Ranking) -> Option<String> {
    let least = ranking.minimum_denominator;
    let metric = facts.pipeline.metric(ranking.shares.first()?.metric);
    (least > 1).then(|| {
        let least_shown = group_thousands(least);
        let below = match ranking.shares.len() {
            1 => {
                let counted = lower_first(&metric.denominator_title);
                format!("{counted} dưới {least_shown} {}", facts.scale(metric))
            }
            _ => format!("mẫu số của một phần dưới {least_shown}"),
        };
        format!("Đơn vị có {below} được liệt kê nhưng không xếp hạng.")
    })
}

/// Where the findings stand, each with its cell.
pub(super) fn findings_at(pipeline: &Pipeline) -> String {
    match pipeline.return_forms.least() {
        Some(_) => ReturnForms::LIST.to_owned(),
        None => format!("trang “{}”", SheetKind::Findings.name()),
    }
}

/// What a metric counts against units, in words, and how it is counted where that is not said by its name.
pub(in crate::publish) fn counted_against(
    facts: &Facts<'_>,
    metric: MetricIx,
) -> (String, Option<String>) {
    let declared = facts.pipeline.metric(metric);
    let Metric { numerator_title, denominator_title, better, .. } = declared;
    let (above, below) = (lower_first(numerator_title), lower_first(denominator_title));
    // A ranking by this metric alone may have a word for it.
    let by_it =
        |ranking: &&Ranking| matches!(ranking.shares.as_slice(), [one] if one.metric == metric);
    let mut rankings = facts.pipeline.rankings.iter().filter(by_it);
    let word = rankings.find_map(|ranking| ranking.field_mix.as_deref().map(lower_first));
    match better {
        Better::Lower => (word.unwrap_or(above), None),
        Better::Higher => {
            let what = word.unwrap_or_else(|| format!("{} chưa đạt", facts.scale(declared)));
            (what, Some(format!("{below} trừ {above}")))
        }
    }
}

/// What a ranking is by: a rate, or points.
pub(in crate::publish) fn basis(pipeline: &Pipeline, ranking: &Ranking) -> String {
    if let Some(indicator) = ranking.indicator {
        return indicator_basis(pipeline, indicator);
    }
    let parts = ranking.shares.iter().map(|share| {
        let title = &pipeline.metric(share.metric).title;
        match share.points {
            Some(points) => format!("{title} × {points} điểm"),
            None => title.clone(),
        }
    });
    parts.collect::<Vec<_>>().join(" + ")
}

/// `Số văn bản chỉ đạo (văn bản), Phụ lục 1, mục I.1`
fn indicator_basis(pipeline: &Pipeline, indicator: RankedIndicator) -> String {
    let measure = pipeline.measure(indicator.measure);
    let mut scale = format!(" ({})", measure.scale);
    let place = pipeline.forms.iter().find_map(|form| {
        let line = form.indicator(indicator.measure)?;
        // The code of an answer is of no scale.
        if line.value.as_ref().is_some_and(|value| matches!(value.kind, IndicatorKind::Answer(_))) {
            scale.clear();
        }
        let section = &form.sections[line.section].number;
        Some(format!(", {}, mục {section}.{}", form.name, line.number.trim_end_matches('.')))
    });
    format!("{}{scale}{}", measure.title, place.unwrap_or_default())
}

/// What is said below a list by an indicator of how its places are made.
pub(in crate::publish) fn by_indicator(pipeline: &Pipeline, ranking: &Ranking) -> Option<String> {
    let indicator = ranking.indicator?;
    let first = match indicator.better {
        Better::Higher => "nhiều hơn xếp trên",
        Better::Lower => "ít hơn xếp trên",
    };
    let divided = pipeline.indicator_of(ranking)?.ratio.is_some();
    let of =
        if divided { "chia lại từ hai dòng của biểu" } else { "theo số đơn vị ghi" };
    Some(format!(
        "Xếp theo chỉ tiêu {}, {of}, {first}; so sánh đúng số đã ghi, không làm tròn. Không có khoảng hạng: một số đơn vị \
         tự báo cáo không cho biết dao động ngẫu nhiên. Đơn vị không ghi chỉ tiêu được liệt kê và không xếp hạng.",
        indicator_basis(pipeline, indicator)
    ))
}

/// What a unit is ranked by, for a sentence: `97,65%` or `19,60`, or what it says of an indicator.
pub(in crate::publish) fn value(pipeline: &Pipeline, ranking: &Ranking, value: f64) -> String {
    value_by(pipeline.indicator_of(ranking), ranking, value)
}

/// The same of a ranking whose indicator is known.
pub(in crate::publish) fn value_by(
    indicator: Option<&IndicatorValue>,
    ranking: &Ranking,
    value: f64,
) -> String {
    if let Some(indicator) = indicator {
        return indicator.told(value, Lang::Vi);
    }
    if ranking.is_score() { format!("{value:.2}").replace('.', ",") } else { percent(value) }
}

/// Units of a league, for a column head or a sentence.
pub(in crate::publish) fn league(ranking: &Ranking) -> String {
    let league = ranking.league;
    match ranking.grouping {
        Grouping::Whole => league.title().to_owned(),
        Grouping::Parent => format!("{}, trong từng {}", league.title(), league.title_above()),
    }
}

/// A part of a whole, for a sentence: `44,02%`, or `44%` where no decimal sign may stand.
pub(in crate::publish) fn share(ratio: f64, decimals: bool) -> String {
    if decimals { percent(ratio) } else { format!("{:.0}%", ratio * 100.0) }
}

/// The name of a unit with the word for its kind as officials shorten it: `H. Bù Đăng`.
pub(super) fn short_name(name: &str) -> Cow<'_, str> {
    const KINDS: [(&str, &str); 4] =
        [("Huyện ", "H. "), ("Thị xã ", "TX. "), ("Thành phố ", "TP. "), ("Quận ", "Q. ")];
    let own = |(long, short): &(&str, &str)| Some(format!("{short}{}", name.strip_prefix(long)?));
    KINDS.iter().find_map(own).map_or(Cow::Borrowed(name), Cow::Owned)
}

/// A number of things, for a sentence.
pub(in crate::publish) fn size(count: usize) -> String {
    group_thousands(i64::try_from(count).unwrap_or(i64::MAX))
}

/// The text with its first letter capital.
pub(in crate::publish) fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
