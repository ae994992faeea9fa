//! Counts as each language groups their thousands.

use crate::model::Lang;
use crate::text::group_thousands;

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
