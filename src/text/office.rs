//! Texts that name an office, whether anybody knows it or not: who heads a report with a name that is in no register is
//! somebody else than the one whose folder it lies in.

use super::name::{OFFICES, TYPES, unit_key, without_number};
use super::normal::{begins_with_word, key, unmarked};

/// What kind of office a text names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Office {
    /// A district, a town or a city.
    District,
    /// A commune, a ward or a township.
    Commune,
    /// A part of an office: `Phòng Tư pháp`.
    Desk,
    /// Another one: `Sở Ngoại vụ`.
    Other,
}

/// Parts of an office that report in its name.
const PARTS: [&str; 4] = ["phòng", "văn phòng", "bộ phận", "tổ"];

/// First words of the names of offices of their own.
const BODIES: [&str; 17] = [
    "sở",
    "ban",
    "cục",
    "chi cục",
    "thanh tra",
    "công an",
    "bảo hiểm xã hội",
    "kho bạc",
    "bộ chỉ huy",
    "trung tâm",
    "chi nhánh",
    "bệnh viện",
    "trường",
    "viện kiểm sát",
    "tòa án",
    "liên đoàn",
    "ngân hàng",
];

/// What follows where a text speaks of all offices of a kind, or of something else.
const OF_A_KIND: [&str; 24] = [
    "các",
    "ban",
    "ngành",
    "hợp",
    "đầu",
    "phường",
    "xã",
    "thị xã",
    "thị trấn",
    "thành phố",
    "huyện",
    "cấp",
    "đơn vị",
    "hội",
    "là",
    "và",
    "có",
    "trong",
    "trên",
    "khác",
    "trực thuộc",
    "được",
    "phải",
    "chưa",
];

/// Words of sentences and titles, in which offices are spoken of.
const OF_SENTENCES: [&str; 17] = [
    "báo cáo",
    "thủ tục",
    "tthc",
    "kết quả",
    "số liệu",
    "hồ sơ",
    "phụ lục",
    "biểu mẫu",
    "biểu số",
    "ban hành",
    "kèm theo",
    "công văn",
    "quyết định",
    "giải quyết",
    "tổng hợp",
    "danh sách",
    "kính gửi",
];

/// More letters than any name has.
const LONGEST: usize = 100;

/// The kind of office that a text names; `None` where it names none, or all of a kind.
#[must_use]
pub fn office_named(name: &str) -> Option<Office> {
    if name.len() > 2 * LONGEST || name.contains(['…', '(']) || name.contains("...") {
        return None;
    }
    let whole = without_number(key(name));
    if whole.chars().count() > LONGEST || speaks(&whole) {
        return None;
    }
    let named = unit_key(name);
    if let Some(at) = TYPES.iter().position(|word| begins_with_word(&named, word)) {
        let office = if is_of_a_district(TYPES[at]) { Office::District } else { Office::Commune };
        return is_proper(&named, TYPES[at]).then_some(office);
    }
    if PARTS.iter().any(|word| is_proper(&whole, word)) {
        return Some(Office::Desk);
    }
    if BODIES.iter().any(|word| is_proper(&whole, word)) {
        return Some(Office::Other);
    }
    // A province heads the reports of all.
    let headed = OFFICES.iter().any(|office| begins_with_word(&whole, office));
    let proper = !named.is_empty() && is_proper(&format!("ubnd {named}"), "ubnd");
    (headed && proper && !begins_with_word(&named, "tỉnh")).then_some(Office::Other)
}

/// Whether a text begins like the name of an office, which may go on elsewhere: `UBND HUYỆN`, `SỞ NÔNG NGHIỆP VÀ`.
#[must_use]
pub fn begins_office(name: &str) -> bool {
    if name.len() > 2 * LONGEST {
        return false;
    }
    let (whole, named) = (key(name), unit_key(name));
    let begins = |key: &str| TYPES.iter().chain(&BODIES).any(|word| begins_with_word(key, word));
    !named.is_empty() && (begins(&whole) || begins(&named) || begins_with_word(&named, "tỉnh"))
}

/// Whether a word can be spoken; `XD`, `TN&MT` and `LĐTBXH` are the first letters of others.
#[must_use]
pub fn has_vowel(word: &str) -> bool {
    unmarked(word).contains(['a', 'e', 'i', 'o', 'u', 'y']) || !word.contains(char::is_alphabetic)
}

fn is_of_a_district(word: &str) -> bool {
    matches!(word, "huyện" | "thị xã" | "thành phố")
}

/// Whether a key is a word with a name of its own behind it.
fn is_proper(key: &str, word: &str) -> bool {
    let Some(rest) = key.strip_prefix(word).and_then(|rest| rest.strip_prefix(' ')) else {
        return false;
    };
    let rest = rest.trim_start();
    rest.starts_with(char::is_alphanumeric)
        && !OF_A_KIND.iter().any(|kind| begins_with_word(rest, kind))
}

/// Whether a key is of a sentence, or tells a time.
fn speaks(key: &str) -> bool {
    let timed = || {
        let words: Vec<&str> = key.split(' ').collect();
        words.windows(2).any(|pair| {
            // A key has its tone on the first letter.
            matches!(pair[0], "năm" | "tháng" | "q\u{fa}y" | "quí" | "ngày")
                && pair[1].chars().all(|c| c.is_ascii_digit() || "iv/-.…".contains(c))
        })
    };
    OF_SENTENCES.iter().any(|words| key.contains(words)) || timed()
}

#[cfg(test)]
mod tests {
    use super::{Office, begins_office, office_named};

    #[test]
    fn names_of_offices_are_told_from_other_texts() {
        for (name, office) in [
            ("SỞ NGOẠI VỤ", Office::Other),
            ("Công an tỉnh", Office::Other),
            ("UBND XÃ LỘC ANH", Office::Commune),
            ("II. TT. Nào Đó", Office::Commune),
            ("Phường 5", Office::Commune),
            ("Huyện Phú Quý", Office::District),
            ("Xã Thành Công", Office::Commune),
            ("TP. Nào Đó", Office::District),
            ("UBND Nào Đó", Office::Other),
            ("Phòng Tư pháp", Office::Desk),
            ("VĂN PHÒNG HĐND VÀ UBND", Office::Desk),
            ("Trung tâm Phục vụ hành chính công xã Nào Đó", Office::Other),
        ] {
            assert_eq!(office_named(name), Some(office), "{name}");
        }
        for name in [
            "ỦY BAN NHÂN DÂN",
            "UBND TỈNH BÌNH PHƯỚC",
            "UBND CÁC HUYỆN, THỊ XÃ, THÀNH PHỐ",
            "HUYỆN, THỊ XÃ, THÀNH PHỐ",
            "SỞ, BAN, NGÀNH TỈNH",
            "UBND cấp xã",
            "UBND huyện …",
            "Xã hội",
            "Ban hành kèm theo Quyết định số 1",
            "Sở Nội vụ báo cáo như sau",
            "Huyện Lộc Ninh quý III",
            "Độc lập - Tự do - Hạnh phúc",
            "Văn phòng",
            "Sở ngành",
            "Xã, phường",
            "Trong đó",
        ] {
            assert_eq!(office_named(name), None, "{name}");
        }
        assert!(begins_office("SỞ NÔNG NGHIỆP VÀ") && begins_office("UBND HUYỆN"));
        assert!(!begins_office("ỦY BAN NHÂN DÂN") && !begins_office("Lộc Ninh"));
    }
}
