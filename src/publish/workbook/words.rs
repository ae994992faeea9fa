//! Sentences about metrics and rankings, written once for all sheets.

use crate::pipeline::{Better, Formula, Grouping, Metric, Pipeline, Ranking};
use crate::text::{group_thousands, percent};

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
pub(in crate::publish) fn formula(pipeline: &Pipeline, formula: &Formula) -> String {
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

/// The classes of a ranking with their lower bounds; `None` where it has none.
pub(in crate::publish) fn classes(facts: &Facts<'_>, ranking: &Ranking) -> Option<String> {
    if !facts.has_classes(ranking) {
        return None;
    }
    let of = if ranking.is_score() { " điểm tối đa" } else { "" };
    let classes = ranking.classes.iter().map(|class| match class.from_percent {
        0 => format!("{} – còn lại", class.title),
        from => format!("{} – từ {from}%{of}", class.title),
    });
    Some(classes.collect::<Vec<_>>().join("; "))
}

/// What happens below the minimum denominator; `None` where there is no minimum.
pub(super) fn minimum(facts: &Facts<'_>, ranking: &Ranking) -> Option<String> {
    let least = ranking.minimum_denominator;
    let metric = facts.pipeline.metric(ranking.shares.first()?.metric);
    (least > 1).then(|| {
        let scale = facts.scale(metric);
        let counted = lower_first(&metric.denominator_title);
        let least = group_thousands(least);
        format!("Đơn vị có {counted} dưới {least} {scale} được liệt kê nhưng không xếp hạng.")
    })
}

/// What a ranking is by: a rate, or points.
pub(in crate::publish) fn basis(pipeline: &Pipeline, ranking: &Ranking) -> String {
    let parts = ranking.shares.iter().map(|share| {
        let title = &pipeline.metric(share.metric).title;
        match share.points {
            Some(points) => format!("{title} × {points} điểm"),
            None => title.clone(),
        }
    });
    parts.collect::<Vec<_>>().join(" + ")
}

/// What a unit is ranked by, for a sentence: `97,65%` or `19,60`.
pub(in crate::publish) fn value(ranking: &Ranking, value: f64) -> String {
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

/// A number of things, for a sentence.
pub(in crate::publish) fn size(count: usize) -> String {
    group_thousands(i64::try_from(count).unwrap_or(i64::MAX))
}

/// The text with its first letter small, for the middle of a sentence; an abbreviation stays.
pub(in crate::publish) fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return String::new() };
    if letters.clone().next().is_some_and(char::is_uppercase) {
        return text.to_owned();
    }
    first.to_lowercase().chain(letters).collect()
}

/// The text with its first letter capital.
pub(in crate::publish) fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::lower_first;

    #[test]
    fn only_a_lone_capital_becomes_small() {
        assert_eq!(lower_first("Đã giải quyết"), "đã giải quyết");
        assert_eq!(lower_first("TTHC đã giải quyết"), "TTHC đã giải quyết");
        assert_eq!(lower_first(""), "");
    }
}
