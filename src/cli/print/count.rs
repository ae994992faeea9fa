//! Counts as each language groups their thousands, and findings counted by how bad they are.

use crate::model::{Lang, Severity};
use crate::text::group_thousands;

use super::paint::Paint;

/// `1.575` in Vietnamese, `1,575` in English.
pub(in crate::cli) fn count_in(count: usize, lang: Lang) -> String {
    let grouped = group_thousands(i64::try_from(count).unwrap_or(i64::MAX));
    match lang {
        Lang::Vi => grouped,
        Lang::En => grouped.replace('.', ","),
    }
}

/// `5 lỗi`, `1 error`, `5 errors`.
pub(in crate::cli) fn counted(count: usize, lang: Lang, vi: &str, en: &str) -> String {
    let ending = if lang == Lang::En && count != 1 { "s" } else { "" };
    format!("{} {}{ending}", count_in(count, lang), lang.pick(vi, en))
}

/// `0 không dùng được, 2 lỗi, 0 cảnh báo, 1 ghi nhận`; severities that occur are coloured.
pub(in crate::cli) fn by_severity(
    count: impl Fn(Severity) -> usize,
    lang: Lang,
    paint: Paint,
) -> String {
    let worst_first = Severity::ALL.into_iter().rev();
    let each = worst_first.map(|severity| {
        let word = match (lang, severity) {
            (Lang::En, Severity::Error) => "errors".to_owned(),
            (Lang::En, Severity::Warning) => "warnings".to_owned(),
            (Lang::En, Severity::Note) => "notes".to_owned(),
            _ => severity.title_in(lang).to_lowercase(),
        };
        let text = format!("{} {word}", count_in(count(severity), lang));
        if count(severity) == 0 { text } else { paint.severity(severity, &text) }
    });
    each.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::count_in;
    use crate::model::Lang;

    #[test]
    fn thousands_are_grouped_by_the_sign_of_the_language() {
        assert_eq!(count_in(1_574_203, Lang::Vi), "1.574.203");
        assert_eq!(count_in(1_574_203, Lang::En), "1,574,203");
    }
}
