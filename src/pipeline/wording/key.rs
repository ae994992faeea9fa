//! Header texts that mean the same: without punctuation, filling words and numbers. Only what no exact wording matches is
//! compared so, and only where one column alone can be meant.

/// What speaks of another time than the period; a column below it is none of the form.
const OTHER_TIMES: [&str; 4] = ["lũy kế", "cùng kỳ", "năm trước", "kế hoạch năm"];

/// Words that say nothing about which column it is; as keys, which write `quý` with its mark on the `u`.
const FILLING: [&str; 15] = [
    "số lượng",
    "hồ sơ",
    "thủ tục hành chính",
    "trong kỳ",
    "trong qúy",
    "trong đó",
    "kỳ này",
    "số",
    "tthc",
    "nộp",
    "dvc",
    "các",
    "và",
    "hoặc",
    "qua",
];

/// Words with one meaning.
const SAME: [(&str, &str); 6] = [
    ("chuyển qua", "chuyển sang"),
    ("bcci", "bưu chính công ích"),
    ("ks", "khảo sát"),
    ("hl", "hài lòng"),
    ("trễ hẹn", "quá hạn"),
    ("trễ hạn", "quá hạn"),
];

/// Whether a header speaks of another time.
#[must_use]
pub(super) fn is_of_another_time(key: &str) -> bool {
    OTHER_TIMES.iter().any(|other| key.contains(other))
}

/// The words of a header key that tell which column it is; empty where there are none.
#[must_use]
pub fn telling(key: &str) -> String {
    let split = |c: char| !(c.is_alphanumeric() || c == '%');
    let words: Vec<&str> = key
        .split(split)
        .filter(|word| !word.is_empty())
        .skip_while(|word| is_number(word))
        .collect();
    let mut telling = String::with_capacity(key.len());
    let mut rest = words.as_slice();
    while let Some((first, behind)) = rest.split_first() {
        if let Some(filling) = FILLING.iter().find_map(|phrase| begins_with(rest, phrase)) {
            rest = filling;
            continue;
        }
        let same = SAME.iter().find_map(|(phrase, same)| Some((begins_with(rest, phrase)?, *same)));
        let (left, word) = same.unwrap_or((behind, first));
        if !telling.is_empty() {
            telling.push(' ');
        }
        telling.push_str(word);
        rest = left;
    }
    telling
}

/// What stands behind a phrase, where words begin with it.
fn begins_with<'w, 'k>(words: &'w [&'k str], phrase: &str) -> Option<&'w [&'k str]> {
    let mut rest = words;
    for word in phrase.split(' ') {
        let (first, behind) = rest.split_first()?;
        if *first != word {
            return None;
        }
        rest = behind;
    }
    Some(rest)
}

fn is_number(word: &str) -> bool {
    let roman = word.chars().all(|c| "ivx".contains(c));
    roman || word.bytes().all(|byte| byte.is_ascii_digit())
}

/// What is counted, where a header says so in brackets: `Số lượng hồ sơ tiếp nhận (hồ sơ)`.
const COUNTED: [&str; 5] = ["(hồ sơ)", "(hs)", "(phiếu)", "(số phiếu)", "(đvt: hồ sơ)"];

/// What a bracket in a header may begin with that only explains it: `(bao gồm kỳ trước chuyển qua)`.
const EXPLAINS: [&str; 5] = ["bao gồm", "gồm", "kể cả", "tính cả", "trong đó"];

/// Short words of headers, written out.
const SHORT: [(&str, &str); 4] =
    [("hs", "hồ sơ"), ("gq", "giải quyết"), ("sl", "số lượng"), ("tn", "tiếp nhận")];

/// Key of a header text, without a formula of column numbers such as `(3)=(4)+(5)` behind it, without what is
/// counted and without an explanation in brackets; short words are written out.
#[must_use]
pub fn header_key(text: &str) -> String {
    let key = crate::text::key(text);
    let counted = COUNTED.iter().find_map(|unit| key.strip_suffix(unit));
    let key = counted.map_or(key.as_str(), str::trim_end);
    let is_formula = |tail: &str| {
        tail.chars().all(|c| c.is_ascii_digit() || "()=+- ".contains(c))
            && tail.chars().any(|c| c.is_ascii_digit())
    };
    let explains =
        |tail: &str| EXPLAINS.iter().any(|word| tail[1..].trim_start().starts_with(word));
    let cut = key
        .match_indices('(')
        .find(|(at, _)| *at > 0 && (is_formula(&key[*at..]) || explains(&key[*at..])));
    let key = cut.map_or(key, |(at, _)| key[..at].trim_end_matches([' ', ':']));
    written_out(key)
}

fn written_out(key: &str) -> String {
    if !SHORT.iter().any(|(short, _)| key.contains(short)) {
        return key.to_owned();
    }
    let long = |word: &str| SHORT.iter().find(|(short, _)| *short == word).map(|(_, long)| *long);
    let words: Vec<&str> = key.split(' ').map(|word| long(word).unwrap_or(word)).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::{header_key, is_of_another_time, telling};

    #[test]
    fn filling_words_do_not_tell_columns_apart() {
        for (found, declared) in [
            ("1. số lượng hồ sơ tiếp nhận trong kỳ", "tiếp nhận"),
            ("số hồ sơ quá hạn", "quá hạn"),
            ("trước hạn + đúng hạn", "trước hạn, đúng hạn"),
            ("kỳ trước chuyển qua", "kỳ trước chuyển sang"),
            ("lĩnh vực tthc", "lĩnh vực"),
            ("trực tiếp + bcci", "trực tiếp, bưu chính công ích"),
        ] {
            assert_eq!(telling(found), telling(declared), "{found}");
        }
        assert_ne!(telling("đã giải quyết"), telling("đang giải quyết"));
        assert_eq!(telling("số lượng hồ sơ"), "");
        assert!(is_of_another_time("lũy kế từ đầu năm"));
    }

    #[test]
    fn only_column_numbers_are_cut_off() {
        assert_eq!(header_key("Tổng số (3)=(4)+(5)"), "tổng số");
        assert_eq!(header_key("Điểm (thang 20)"), "điểm (thang 20)");
        assert_eq!(header_key("Tỷ lệ (%)"), "tỷ lệ (%)");
        assert_eq!(header_key("(1)"), "(1)");
        assert_eq!(header_key("Hồ sơ tiếp nhận\n(hồ sơ)"), "hồ sơ tiếp nhận");
        assert_eq!(header_key("Tổng số: (3=4+5+6)"), "tổng số");
        assert_eq!(header_key("Số HS tiếp nhận (bao gồm kỳ trước)"), "số hồ sơ tiếp nhận");
        assert_eq!(header_key("Đã GQ"), "đã giải quyết");
    }
}
