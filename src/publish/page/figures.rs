//! Figures of a unit as they are read.

use crate::model::Rate;
use crate::pipeline::Ranking;
use crate::publish::workbook::ranking_rows::{PlaceMove, change, place_move};
use crate::table::Standing;
use crate::text::{group_thousands, percent};

/// Stands for what a unit does not have.
pub(super) const NONE: &str = "–";
/// `▲ 3`, `▼ 2`, `=`; a unit that had no place is new.
pub(super) fn moved(standing: &Standing) -> Option<String> {
    let PlaceMove::Up(by) = place_move(standing)? else { return Some("mới".to_owned()) };
    let far = group_thousands(by.abs());
    Some(match by {
        1.. => format!("▲ {far}"),
        0 => "=".to_owned(),
        _ => format!("▼ {far}"),
    })
}

/// The rate of a unit where it is ranked by one metric.
pub(super) fn rate(standing: &Standing) -> Option<Rate> {
    let (numerator, denominator) = standing.numerator.zip(standing.denominator)?;
    Some(Rate { numerator, denominator })
}

/// What changed since the period before: `+0,31`, `−1,20`.
pub(super) fn changed(ranking: &Ranking, standing: &Standing) -> Option<String> {
    let by = change(ranking, standing)?;
    let far = points(by.abs());
    Some(match far.as_str() {
        "0,00" => far,
        _ if by > 0.0 => format!("+{far}"),
        _ => format!("−{far}"),
    })
}

/// The rate of the period before.
pub(super) fn rate_before(standing: &Standing) -> Option<Rate> {
    let (numerator, denominator) =
        standing.previous_numerator.zip(standing.previous_denominator)?;
    Some(Rate { numerator, denominator })
}

/// The value of a score as it is read.
pub(super) fn points(value: f64) -> String {
    format!("{value:.2}").replace('.', ",")
}

/// `97,40% (262 / 269)`; of nothing below the line only the counts.
pub(super) fn counted(rate: Rate) -> String {
    let [above, below] = [rate.numerator, rate.denominator].map(group_thousands);
    match rate.ratio() {
        Some(ratio) => format!("{} ({above} / {below})", percent(ratio)),
        None => format!("{above} / {below}"),
    }
}
