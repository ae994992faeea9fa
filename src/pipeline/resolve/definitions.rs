//! The metrics by which a league is ranked side by side.

use super::metric::DeclaredMetrics;
use super::names::Once;
use crate::pipeline::fault::place::At;
use crate::pipeline::fault::said::both;
use crate::pipeline::metric::MetricIx;
use crate::pipeline::written::ranking::RankingDeclaration;

/// The metrics, in order; one alone stands beside nothing.
pub(super) fn definitions(
    declared: &RankingDeclaration,
    at: &At,
    metrics: &DeclaredMetrics,
) -> Vec<MetricIx> {
    let at = at.key("definitions");
    let mut once = Once::default();
    let written = declared.definitions.items(&at);
    if !declared.definitions.is_missing() && written.len() < 2 {
        let count = written.len();
        at.wrong(
            both!("{count} chỉ tiêu", "{count} metrics"),
            ("hai chỉ tiêu trở lên", "two metrics or more"),
        );
    }
    let named = written
        .iter()
        .filter(|(at, word)| {
            once.first(at, word, ("mỗi cách tính nêu một lần", "a definition that stands once"))
        })
        .filter_map(|(at, word)| metrics.find(at, word));
    named.collect()
}
