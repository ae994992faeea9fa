//! The words of a title: what changes with each period cut off, capitals made small, an id made of them.

use crate::text;

/// Where the part of a title begins that changes with each period.
const PERIOD: [&str; 8] =
    [" quý ", " năm 20", " tháng ", " 6 tháng", " 9 tháng", " kỳ báo cáo", " từ ngày", " tính đến"];

/// Beginnings of texts that number a form: `Phụ lục 3`, `Biểu số 02a`.
const NUMBERED: [&str; 4] = ["phụ lục", "biểu", "mẫu", "bảng"];

/// Most words of a short name.
const NAME_WORDS: usize = 6;

/// Most letters are capitals.
pub(super) fn is_capitals(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let (all, upper) =
        letters.fold((0, 0), |(all, upper), c| (all + 1, upper + usize::from(c.is_uppercase())));
    upper * 10 >= all * 7
}

/// Cuts off what changes from period to period.
pub(super) fn without_period(title: &str) -> String {
    let lower = title.to_lowercase();
    let cut = PERIOD.iter().filter_map(|word| lower.find(word)).filter(|at| *at > 0).min();
    // Small letters may be longer than capitals; then nothing is cut.
    let head = cut.and_then(|at| title.get(..at)).filter(|_| lower.len() == title.len());
    let head = head.unwrap_or(title).trim_end_matches([' ', ',', '-', '(', ';']);
    if head.split(' ').count() < TITLE_WORDS { title.to_owned() } else { head.to_owned() }
}

/// A title in capitals as a sentence; words with a number in them, such as `766/QĐ-TTg`, stay.
pub(super) fn sentence_case(title: &str) -> String {
    if !is_capitals(title) {
        return title.to_owned();
    }
    let words = title.split(' ').map(|word| {
        let numbered = word.chars().any(|c| c.is_ascii_digit());
        let bare = word.trim_matches(',');
        let short =
            ["TTHC", "UBND", "HĐND"].contains(&bare) || bare.chars().all(|c| "IVX".contains(c));
        if numbered || short { word.to_owned() } else { word.to_lowercase() }
    });
    let sentence = words.collect::<Vec<_>>().join(" ");
    let mut letters = sentence.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// A short name of a title.
pub(super) fn first_words(title: &str) -> String {
    title.split(' ').take(NAME_WORDS).collect::<Vec<_>>().join(" ")
}

/// `Phụ lục 3` → `phu-luc-3`.
pub(in crate::ingest::drafting) fn id_of(name: &str) -> String {
    let words: Vec<String> = text::unmarked(name)
        .split(' ')
        .map(|word| word.chars().filter(char::is_ascii_alphanumeric).collect::<String>())
        .filter(|word| !word.is_empty())
        .collect();
    if words.is_empty() { "bieu".to_owned() } else { words.join("-") }
}

/// `Phụ lục 3`, `Biểu số 02a/BC`.
pub(super) fn is_number_of_form(text: &str) -> bool {
    let key = text::key(text);
    NUMBERED.iter().any(|word| text::begins_with_word(&key, word))
        && key.split(' ').count() <= 4
        && key.split(' ').skip(1).any(|word| {
            word.starts_with(|c: char| c.is_ascii_digit())
                || crate::ingest::table::lines::labels::is_roman(word)
        })
}

/// Fewest words of a title.
pub(super) const TITLE_WORDS: usize = 3;

#[cfg(test)]
mod tests {
    use super::{id_of, is_number_of_form, sentence_case, without_period};

    #[test]
    fn a_form_is_called_what_does_not_change() {
        assert_eq!(
            without_period("KẾT QUẢ GIẢI QUYẾT HỒ SƠ QUÝ III NĂM 2023"),
            "KẾT QUẢ GIẢI QUYẾT HỒ SƠ"
        );
        assert_eq!(without_period("QUÝ III NĂM 2023"), "QUÝ III NĂM 2023");
        assert_eq!(
            sentence_case("TIẾN ĐỘ THEO QUYẾT ĐỊNH 766/QĐ-TTg"),
            "Tiến độ theo quyết định 766/QĐ-TTg"
        );
        assert_eq!(sentence_case("Kết quả của UBND"), "Kết quả của UBND");
        assert_eq!(id_of("Biểu số 02a/BC"), "bieu-so-02a-bc");
    }

    #[test]
    fn a_number_of_a_form_is_short() {
        assert!(is_number_of_form("Phụ lục 3"));
        assert!(is_number_of_form("PHỤ LỤC III"));
        assert!(is_number_of_form("Biểu số 02a/BC"));
        assert!(!is_number_of_form("Biểu tổng hợp kết quả giải quyết năm 2023"));
        assert!(!is_number_of_form("Phụ lục"));
    }
}
