//! Which lines of a form are headings, sources of files and totals, by the keys of their labels.

use super::layout::Form;
use crate::text;

/// What a total may sum: `tổng cấp xã`, `cộng các xã`; as keys, in which `toàn` has its mark on the `o`.
const OF_SEVERAL: [&str; 12] = [
    "cấp",
    "các",
    "tòan",
    "nhóm",
    "mục",
    "phần",
    "khối",
    "chung",
    "huyện",
    "xã",
    "phường",
    "hồ sơ",
];

/// `toàn huyện`, `cả huyện`, as keys.
const WHOLE: [&str; 2] = ["tòan", "cả"];

/// Whether a text holds nothing but numbers of groups: `i+ii+iii`, `(a) và (b)`.
fn is_numbering(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    !text.is_empty()
        && words.all(|word| {
            let roman = word.chars().all(|c| "ivxlc".contains(c));
            roman || word.len() == 1 || word == "và" || word.bytes().all(|b| b.is_ascii_digit())
        })
}

impl Form {
    /// Whether the key of a label only heads groups of one tier: `cấp huyện`, `b. cấp xã`.
    #[must_use]
    pub fn is_heading_key(&self, key: &str) -> bool {
        let behind_number = key.split_once(['.', ')', '-']).map(|(_, rest)| rest.trim_start());
        let known = |key: &str| self.words.heading.iter().any(|word| word == key);
        known(key) || behind_number.is_some_and(known)
    }

    /// Whether the key of a label names a source of files: `trên hệ thống của bộ`, `a) trên hệ thống của tỉnh`.
    #[must_use]
    pub fn is_source_key(&self, key: &str) -> bool {
        let behind_number = key.split_once(['.', ')', '-']).map(|(_, rest)| rest.trim_start());
        let begins =
            |key: &str| self.words.source.iter().any(|word| key.starts_with(word.as_str()));
        begins(key) || behind_number.is_some_and(begins)
    }

    /// Whether the key of a label begins like that of a total: `cộng chung toàn ngành`, and `tổng hợp` as well.
    #[must_use]
    pub fn resembles_total_key(&self, key: &str) -> bool {
        let begins = |word: &str| text::begins_with_word(key, word);
        let sums = key.contains('+') && is_numbering(key);
        sums || WHOLE.iter().any(|word| begins(word))
            || self.words.total.iter().any(|word| begins(word))
    }

    /// Whether the key of a label names a total: `tổng`, `tổng (i+ii)`, `tổng cộng toàn huyện`; not
    /// `tổng hợp`, `cộng đồng`.
    #[must_use]
    pub fn is_total_key(&self, key: &str) -> bool {
        self.words.total.iter().any(|word| {
            let Some(rest) = key.strip_prefix(word.as_str()) else { return false };
            let phrase = word.contains(' ') && rest.starts_with(' ');
            let rest = rest.trim_start();
            let of_several = OF_SEVERAL.iter().any(|of| text::begins_with_word(rest, of));
            phrase || of_several || is_numbering(rest) || !rest.starts_with(char::is_alphabetic)
        })
    }
}
