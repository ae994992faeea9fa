//! Names of units: the many ways to write `Ủy ban nhân dân thị xã Bình Long`.

use super::normal::{begins_with_word, key};

pub(super) const OFFICES: [&str; 3] = ["ủy ban nhân dân", "ubnd", "u.b.n.d"];

/// Desks of an office that stand for it: `Bộ phận Một cửa UBND xã Tân Lập`, `UBND xã Tân Lập (Bộ phận TN&TKQ)`.
const DESKS: [&str; 6] = [
    "bộ phận một cửa",
    "bộ phận tiếp nhận và trả kết quả",
    "bộ phận tiếp nhận và trả kết quả giải quyết tthc",
    "bộ phận tn&tkq",
    "bộ phận tn và tkq",
    "một cửa",
];

pub(super) const TYPES: [&str; 6] = ["thị xã", "thành phố", "thị trấn", "huyện", "phường", "xã"];

const SHORT_TYPES: [(&str, &str); 12] = [
    ("tx.", "thị xã"),
    ("tx ", "thị xã"),
    ("tp.", "thành phố"),
    ("tp ", "thành phố"),
    ("tt.", "thị trấn"),
    ("tt ", "thị trấn"),
    ("h.", "huyện"),
    ("h ", "huyện"),
    ("p.", "phường"),
    ("p ", "phường"),
    ("x.", "xã"),
    ("x ", "xã"),
];

/// Key of a unit's name: without `UBND`, short type words written out, without commas and dashes.
///
/// `UBND TX. Bình Long`, `Uỷ ban nhân dân thị xã Bình Long` and `Thị xã Bình Long` have one key.
#[must_use]
pub fn unit_key(name: &str) -> String {
    let mut rest = without_number(key(name));
    for goes_on in ["(tiếp theo)", "(tiếp)", "(tt)"] {
        if let Some(before) = rest.strip_suffix(goes_on) {
            rest.truncate(before.trim_end().len());
        }
    }
    let named = without_desk(rest);
    let behind_office = OFFICES.iter().find_map(|office| named.strip_prefix(office));
    let dotted = |c: char| c.is_whitespace() || c == '.';
    let mut rest =
        behind_office.map_or(named.as_str(), |name| name.trim_start_matches(dotted)).to_owned();
    for (short, long) in SHORT_TYPES {
        if let Some(after) = rest.strip_prefix(short) {
            rest = format!("{long} {}", after.trim_start());
            break;
        }
    }
    spaced(&rest)
}

/// A key without marks between its words, `&` written out.
fn spaced(key: &str) -> String {
    let mut out = String::with_capacity(key.len() + 4);
    let words = key.split(|c: char| c.is_whitespace() || matches!(c, ',' | '-' | '.' | '(' | ')'));
    for word in words {
        let mut parts = word.split('&');
        let first = parts.next().filter(|part| !part.is_empty());
        let others = parts.flat_map(|part| ["và", part]).filter(|part| !part.is_empty());
        for part in first.into_iter().chain(others) {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(part);
        }
    }
    out
}

/// Drops the desk of an office, in front of its name or in brackets behind it.
fn without_desk(key: String) -> String {
    let behind = key.split_once('(').filter(|(_, inside)| {
        DESKS.iter().any(|desk| inside.trim_end_matches(')').trim().starts_with(desk))
    });
    if let Some((name, _)) = behind {
        return name.trim_end().to_owned();
    }
    let mut longest: Vec<&str> =
        DESKS.iter().filter_map(|desk| key.strip_prefix(desk)).map(str::trim_start).collect();
    longest.sort_by_key(|name| name.len());
    let names = longest.iter().map(|name| name.trim_start_matches(['-', ':', ' ']));
    let named = |name: &&str| OFFICES.iter().chain(&TYPES).any(|word| name.starts_with(word));
    match { names }.find(named) {
        Some(name) => name.to_owned(),
        None => key,
    }
}

/// Drops the number of a group in front of a name: `i. ubnd huyện bù đốp`, `ii. x. tân lập`. Only where an office or a
/// type word follows, for `x. tân lập` is a commune and not the tenth.
pub(super) fn without_number(key: String) -> String {
    let rest = key.trim_start_matches(|c: char| "ivxlc".contains(c) || c.is_ascii_digit());
    let Some(name) = rest.strip_prefix(['.', ')', '/', '-']).map(str::trim_start) else {
        return key;
    };
    let short = SHORT_TYPES.iter().map(|(short, _)| short);
    let mut words = OFFICES.iter().chain(&TYPES).chain(short);
    if rest.len() < key.len() && words.any(|word| name.starts_with(word)) {
        name.to_owned()
    } else {
        key
    }
}

/// Whether a text begins like the name of an office, known or not: `UBND xã Nào Đó`, `TT. Nào Đó`.
#[must_use]
pub fn names_office(name: &str) -> bool {
    let rest = without_desk(without_number(key(name)));
    let typed = || {
        let full = unit_key(name);
        // `xã hội` is a field.
        TYPES.iter().any(|word| begins_with_word(&full, word)) && !full.starts_with("xã hội")
    };
    OFFICES.iter().any(|office| begins_with_word(&rest, office)) || typed()
}

/// Key of a unit's name without its type word; `None` where it has none.
#[must_use]
pub fn bare_unit_key(name: &str) -> Option<String> {
    bare_of(&unit_key(name)).map(str::to_owned)
}

/// A key of a unit's name without its type word; `None` where it has none.
#[must_use]
pub fn bare_of(key: &str) -> Option<&str> {
    TYPES.iter().find_map(|word| key.strip_prefix(word)?.strip_prefix(' '))
}

#[cfg(test)]
mod tests {
    use super::{bare_unit_key, names_office, unit_key};

    #[test]
    fn wordings_of_one_unit_share_a_key() {
        let key = unit_key("Thị xã Bình Long");
        for name in ["UBND TX. Bình Long", "TX Bình Long", "Uỷ ban nhân dân thị xã Bình Long"]
        {
            assert_eq!(unit_key(name), key, "{name}");
        }
        assert_eq!(unit_key("XIV. UBND HUYỆN BÙ ĐỐP"), unit_key("Huyện Bù Đốp"));
        assert_eq!(unit_key("X. Tân Lập"), unit_key("Xã Tân Lập"));
        for name in ["Bộ phận Một cửa UBND xã Tân Lập", "UBND XÃ TÂN LẬP (Bộ phận TN&TKQ)"]
        {
            assert_eq!(unit_key(name), unit_key("Xã Tân Lập"), "{name}");
        }
        assert_eq!(unit_key("II. UBND xã Tân Lập (tiếp theo)"), unit_key("Xã Tân Lập"));
        assert_eq!(unit_key("II. X. Tân Lập"), unit_key("Xã Tân Lập"));
        assert_eq!(unit_key("X. TT. Tân Khai"), unit_key("Thị trấn Tân Khai"));
        assert_eq!(unit_key("P.Tân Phú"), unit_key("UBND phường Tân Phú"));
        assert_eq!(unit_key("UBND TT. Đức Phong"), unit_key("Thị trấn Đức Phong"));
        assert_eq!(
            unit_key("Sở Lao động, Thương binh và Xã hội"),
            unit_key("Sở Lao động - Thương binh và Xã hội")
        );
    }

    #[test]
    fn offices_are_known_by_their_first_word() {
        for name in ["UBND xã Nào Đó", "II. TT. Nào Đó", "Bộ phận Một cửa UBND xã Nào Đó", "P.Năm"]
        {
            assert!(names_office(name), "{name}");
        }
        for name in ["Đất đai", "Xã hội", "Trong đó:", "Thành lập doanh nghiệp"] {
            assert!(!names_office(name), "{name}");
        }
    }

    #[test]
    fn marks_and_types_count() {
        assert_ne!(unit_key("Xã Lộc Thạnh"), unit_key("Xã Lộc Thành"));
        assert_ne!(unit_key("Xã Minh Hưng"), unit_key("Phường Minh Hưng"));
        assert_eq!(bare_unit_key("Xã Đường 10").as_deref(), Some("đường 10"));
        assert_eq!(bare_unit_key("Sở Nội vụ"), None);
    }
}
