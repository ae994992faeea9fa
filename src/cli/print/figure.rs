//! Figures of units as a person reads them in a language: numbers, rates, and why there is no place.

use crate::compare::Sums;
use crate::model::Lang;
use crate::table::StandingStatus;
use crate::text::group_thousands;

/// `1.575` in Vietnamese, `1,575` in English.
pub(in crate::cli) fn whole_in(number: i64, lang: Lang) -> String {
    let grouped = group_thousands(number);
    match lang {
        Lang::Vi => grouped,
        Lang::En => grouped.replace('.', ","),
    }
}

/// `85/90 (94,44%)`.
pub(in crate::cli) fn rate_in(sums: Option<Sums>, lang: Lang) -> String {
    let Some((above, below)) = sums else {
        return lang.pick("không có số liệu", "no data").to_owned();
    };
    let fraction = format!("{}/{}", whole_in(above, lang), whole_in(below, lang));
    match percent_in((above, below), lang) {
        None => fraction,
        Some(percent) => format!("{fraction} ({percent})"),
    }
}

/// `94,44%`; `None` where there is no rate.
pub(in crate::cli) fn percent_in((above, below): Sums, lang: Lang) -> Option<String> {
    hundredths(above, below).map(|hundredths| {
        let sign = if hundredths < 0 { "−" } else { "" };
        let (percent, rest) = (hundredths.abs() / 100, hundredths.abs() % 100);
        let point = lang.pick(",", ".");
        format!("{sign}{percent}{point}{rest:02}%")
    })
}

/// `87,50 điểm`.
pub(in crate::cli) fn points_in(value: f64, lang: Lang) -> String {
    format!("{} {}", points(value, lang), lang.pick("điểm", "points"))
}

/// Why a unit has no place.
pub(in crate::cli) const fn status_in(status: StandingStatus, lang: Lang) -> &'static str {
    let (vi, en) = match status {
        StandingStatus::Ranked => ("có hạng", "ranked"),
        StandingStatus::BelowMinimum => {
            ("số hồ sơ dưới mức tối thiểu", "fewer files than the minimum")
        }
        StandingStatus::Incomplete => ("số liệu chưa đủ", "figures incomplete"),
        StandingStatus::NoData => ("không có hồ sơ được tính", "no files counted"),
        StandingStatus::NotSubmitted => ("chưa gửi báo cáo", "not submitted"),
    };
    lang.pick(vi, en)
}

/// `87,50`: a score.
pub(in crate::cli) fn points(value: f64, lang: Lang) -> String {
    format!("{value:.2}").replace('.', lang.pick(",", "."))
}

/// Hundredths of a percent, half away from zero; `None` where there is no rate.
fn hundredths(above: i64, below: i64) -> Option<i128> {
    let (above, below) = (i128::from(above) * 10_000, i128::from(below));
    let half = if above < 0 { -below } else { below };
    (below > 0).then(|| (2 * above + half) / (2 * below))
}

#[cfg(test)]
mod tests {
    use super::hundredths;

    #[test]
    fn percents_are_rounded_once() {
        assert_eq!(hundredths(85, 90), Some(9_444));
        assert_eq!(hundredths(1, 8), Some(1_250));
        assert_eq!(hundredths(1, 20_000), Some(1), "half is rounded up");
        assert_eq!(hundredths(-1, 8), Some(-1_250));
        assert_eq!(hundredths(0, 0), None);
    }
}
