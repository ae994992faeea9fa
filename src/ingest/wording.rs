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
pub(super) fn is_of_another_time(key: &str) -> bool {
    OTHER_TIMES.iter().any(|other| key.contains(other))
}

/// The words of a header key that tell which column it is; empty where there are none.
pub(super) fn telling(key: &str) -> String {
    let spaced: String =
        key.chars().map(|c| if c.is_alphanumeric() || c == '%' { c } else { ' ' }).collect();
    let words: Vec<&str> = spaced.split_whitespace().skip_while(|word| is_number(word)).collect();
    let mut telling = format!(" {} ", words.join(" "));
    for (word, same) in SAME {
        telling = telling.replace(&format!(" {word} "), &format!(" {same} "));
    }
    for word in FILLING {
        telling = telling.replace(&format!(" {word} "), " ");
    }
    telling.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_number(word: &str) -> bool {
    let roman = word.chars().all(|c| "ivx".contains(c));
    roman || word.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{is_of_another_time, telling};

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
}
