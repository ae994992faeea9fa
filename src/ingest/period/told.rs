//! The period that texts tell by themselves, where no run gives the year: of an example from which a pipeline begins.

use std::collections::BTreeSet;

use crate::model::Period;

use super::months::MonthSpan;
use super::span::spans;

/// The one period that texts tell; `None` where they tell none, or several. A year counts where nothing tells a part of
/// one.
pub(in crate::ingest) fn told<'t>(texts: impl Iterator<Item = &'t str>) -> Option<Period> {
    let spans: Vec<MonthSpan> = texts.flat_map(by_itself).collect();
    let of = |year_only: bool| {
        let wanted = spans.iter().filter(|span| span.year_only == year_only);
        wanted.filter_map(|span| span.period()).collect::<BTreeSet<Period>>()
    };
    let (parts, years) = (of(false), of(true));
    let mut told = if parts.is_empty() { years } else { parts }.into_iter();
    told.next().filter(|_| told.next().is_none())
}

/// What a text tells whatever the run is: what it leaves to the run differs from one run to another.
fn by_itself(text: &str) -> Vec<MonthSpan> {
    let of_run = |year| spans(text, MonthSpan::months(year, 1, 12));
    let other = of_run(3000);
    of_run(1000).into_iter().filter(|span| other.contains(span)).collect()
}

#[cfg(test)]
mod tests {
    use super::told;

    #[test]
    fn a_period_is_told_by_texts_that_name_its_year() {
        let said = |texts: &[&str]| told(texts.iter().copied()).map(|period| period.to_string());
        assert_eq!(said(&["KẾT QUẢ QUÝ III NĂM 2023"]).as_deref(), Some("2023-Q3"));
        assert_eq!(said(&["(từ ngày 01/7/2026 đến ngày 30/9/2026)"]).as_deref(), Some("2026-Q3"));
        assert_eq!(said(&["Tháng 02/2026", "Năm 2026"]).as_deref(), Some("2026-02"));
        assert_eq!(said(&["6 tháng đầu năm 2026"]).as_deref(), Some("2026-H1"));
        assert_eq!(said(&["Năm 2026"]).as_deref(), Some("2026"));
        // The year is left to whoever reads it, two periods are named, or a paper is.
        assert_eq!(said(&["Quý III"]), None);
        assert_eq!(said(&["Quý III và 9 tháng đầu năm 2023"]), None);
        assert_eq!(said(&["Quý III năm 2023", "Quý IV năm 2023"]), None);
        assert_eq!(said(&["Kèm theo Kế hoạch năm 2023"]), None);
    }
}
