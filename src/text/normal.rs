//! One normal form of Vietnamese text, and the key under which two spellings are the same.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Text in NFC with single plain spaces and without zero-width marks; case and tone marks stay. Soft
/// hyphens stay too: in TCVN3 they are the letter ư.
#[must_use]
pub fn normal(text: &str) -> String {
    if text.chars().all(is_settled) {
        return squeeze_settled(text);
    }
    if is_nfc_quick(visible(text)) == IsNormalized::Yes {
        squeeze(visible(text), text.len())
    } else {
        squeeze(visible(text).nfc(), text.len())
    }
}

/// Letters and signs that are nearly all of what offices type: one code point each in any normal form, none that
/// combines, and with small letters that are found without a table.
const fn is_settled(c: char) -> bool {
    match c {
        // These two stand for another letter.
        'Ð' | 'ð' => false,
        '\0'..='\u{7f}' | '\u{a0}'..='ÿ' | 'Ạ'..='ỹ' | '\u{2010}'..='\u{2027}' => true,
        _ => matches!(c, 'Ă' | 'ă' | 'Đ' | 'đ' | 'Ĩ' | 'ĩ' | 'Ũ' | 'ũ' | 'Ơ' | 'ơ' | 'Ư' | 'ư'),
    }
}

/// The small letter of a settled one.
const fn small(c: char) -> char {
    match c {
        '\0'..='\u{7f}' => c.to_ascii_lowercase(),
        '×' => c,
        'À'..='Þ' | 'Ă' | 'Đ' | 'Ĩ' | 'Ũ' | 'Ơ' | 'Ư' | 'Ạ'..='ỹ' => small_beyond(c),
        _ => c,
    }
}

const fn small_beyond(c: char) -> char {
    let small = match c {
        'À'..='Þ' => c as u32 + 0x20,
        'Ư' => 'ư' as u32,
        // Small letters are the odd ones.
        _ => c as u32 | 1,
    };
    match char::from_u32(small) {
        Some(small) => small,
        None => c,
    }
}

fn squeeze_settled(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Zero-width marks go first: one between a letter and its tone mark would keep the two apart. The Icelandic Ð looks
/// like Đ and is typed for it.
fn visible(text: &str) -> impl Iterator<Item = char> {
    let dressed = |c: char| match c {
        'Ð' => 'Đ',
        'ð' => 'đ',
        other => other,
    };
    text.chars()
        .map(dressed)
        .filter(|c| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'))
}

fn squeeze(letters: impl Iterator<Item = char>, capacity: usize) -> String {
    let mut out = String::with_capacity(capacity);
    let mut gap = false;
    for letter in letters {
        match letter {
            space if space.is_whitespace() => gap = !out.is_empty(),
            other => {
                if gap {
                    out.push(' ');
                    gap = false;
                }
                out.push(other);
            }
        }
    }
    out
}

/// The key of a text: lower case, the tone mark of `oa oe uy` on the first letter (hoà = hòa), plain
/// dashes, no punctuation at the ends. Equal keys mean the same words; marks count (thạnh ≠ thành).
#[must_use]
pub fn key(text: &str) -> String {
    if text.chars().all(is_settled) { key_of_settled(text) } else { key_of_any(text) }
}

const fn is_at_ends(c: char) -> bool {
    c.is_whitespace() || matches!(c, ':' | ';' | '.' | ',' | '*')
}

/// All at once where nothing has to be composed.
fn key_of_settled(text: &str) -> String {
    let text = text.trim_matches(|c| is_at_ends(c) || c == SOFT_HYPHEN);
    let mut out = String::with_capacity(text.len());
    let (mut gap, mut before) = (false, ' ');
    for c in text.chars() {
        if c.is_whitespace() {
            gap = true;
            continue;
        }
        if c == SOFT_HYPHEN {
            continue;
        }
        if std::mem::take(&mut gap) {
            out.push(' ');
            before = ' ';
        }
        let letter = small(c);
        before = if matches!(before, 'o' | 'u') && !letter.is_ascii() {
            push_toned(&mut out, before, letter)
        } else {
            let letter = plain_dash(letter);
            out.push(letter);
            letter
        };
    }
    out
}

/// Adds a letter behind an o or u, which takes its tone where it is to have it; gives the last letter.
fn push_toned(out: &mut String, before: char, letter: char) -> char {
    if let Some((_, _, pair)) = TONED.iter().find(|toned| toned.0 == letter && toned.1 == before) {
        out.pop();
        out.push_str(pair);
        return pair.chars().next_back().unwrap_or(letter);
    }
    let letter = plain_dash(letter);
    out.push(letter);
    letter
}

const fn plain_dash(letter: char) -> char {
    match letter {
        '–' | '—' | '−' => '-',
        other => other,
    }
}

fn key_of_any(text: &str) -> String {
    // Small letters may join with marks that their capitals do not join with, and so may those that got a tone.
    let lower = normal(&text.to_lowercase());
    let lower: String = lower.chars().filter(|&c| c != SOFT_HYPHEN).collect();
    let placed = normal(&place_tones(&lower));
    placed.trim_matches(is_at_ends).to_owned()
}

/// A key as people spell it: `toàn bộ`, `quý`, where the key has every tone mark on the first letter. Its key is what
/// it was.
#[must_use]
pub fn spelled(key: &str) -> String {
    let letters: Vec<char> = key.chars().collect();
    let mut out = String::with_capacity(key.len());
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        let pair: String = letters[at..].iter().take(2).collect();
        let goes_on = letters.get(at + 2).is_some_and(|next| next.is_alphabetic());
        let after_q = at > 0 && letters[at - 1] == 'q';
        let found = TONED.iter().find(|entry| entry.2 == pair).filter(|_| goes_on || after_q);
        if let Some((toned, plain, _)) = found {
            out.extend([*plain, *toned]);
            at += 2;
        } else {
            out.push(letter);
            at += 1;
        }
    }
    out
}

/// The words of a text as people type them into the name of a file: small letters without marks, one space
/// between. Never a match for text that could have marks: thạnh and thành are one here.
#[must_use]
pub fn unmarked(text: &str) -> String {
    let plain = |letter: char| if letter.is_alphanumeric() { letter } else { ' ' };
    if text.chars().all(is_settled) {
        return squeeze(text.chars().map(|c| plain(bare(small(c)))), text.len());
    }
    squeeze(decomposed(text).map(plain), text.len())
}

/// The small letters of any text, without marks.
fn decomposed(text: &str) -> impl Iterator<Item = char> {
    let letters = text.nfd().filter(|c| !matches!(c, '\u{300}'..='\u{36f}'));
    letters.flat_map(char::to_lowercase).map(bare)
}

/// A small letter without its marks; one that is not settled stays.
#[must_use]
pub const fn bare(small: char) -> char {
    match small {
        'à'..='å' | 'ă' | 'Ạ'..='ặ' => 'a',
        'ç' => 'c',
        'đ' => 'd',
        'è'..='ë' | 'Ẹ'..='ệ' => 'e',
        'ì'..='ï' | 'ĩ' | 'Ỉ'..='ị' => 'i',
        'ñ' => 'n',
        'ò'..='ö' | 'ơ' | 'Ọ'..='ợ' => 'o',
        'ù'..='ü' | 'ũ' | 'ư' | 'Ụ'..='ự' => 'u',
        'ý' | 'ÿ' | 'Ỳ'..='ỹ' => 'y',
        _ => small,
    }
}

/// Whether a key is `word` or begins with it as a whole word.
#[must_use]
pub fn begins_with_word(key: &str, word: &str) -> bool {
    key.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// Where a word may be broken; text of the time before Unicode, in which it is a letter, is converted before.
const SOFT_HYPHEN: char = '\u{ad}';

const TONED: [(char, char, &str); 15] = [
    ('à', 'o', "òa"),
    ('á', 'o', "óa"),
    ('ả', 'o', "ỏa"),
    ('ã', 'o', "õa"),
    ('ạ', 'o', "ọa"),
    ('è', 'o', "òe"),
    ('é', 'o', "óe"),
    ('ẻ', 'o', "ỏe"),
    ('ẽ', 'o', "õe"),
    ('ẹ', 'o', "ọe"),
    ('ỳ', 'u', "ùy"),
    ('ý', 'u', "úy"),
    ('ỷ', 'u', "ủy"),
    ('ỹ', 'u', "ũy"),
    ('ỵ', 'u', "ụy"),
];

fn place_tones(lower: &str) -> String {
    let mut out = String::with_capacity(lower.len());
    for letter in lower.chars() {
        if letter.is_ascii() {
            out.push(letter);
            continue;
        }
        let before = out.chars().next_back();
        match TONED.iter().find(|entry| entry.0 == letter && Some(entry.1) == before) {
            Some((_, _, pair)) => {
                out.pop();
                out.push_str(pair);
            }
            None => out.push(plain_dash(letter)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{
        bare, begins_with_word, decomposed, is_settled, key, key_of_any, key_of_settled, normal,
        small, spelled, squeeze, squeeze_settled, unmarked, visible,
    };

    #[test]
    fn settled_letters_need_no_tables() {
        for c in ('\0'..='\u{3000}').filter(|c| is_settled(*c)) {
            assert!(small(c).to_string() == c.to_lowercase().to_string(), "{c}");
            assert_eq!(super::is_nfc_quick(std::iter::once(c)), super::IsNormalized::Yes, "{c}");
            let slowly: String = decomposed(&c.to_string()).collect();
            assert_eq!(bare(small(c)).to_string(), slowly, "{c}");
        }
    }

    #[test]
    fn the_short_way_leads_to_the_same_key() {
        let letters: Vec<char> = "oOuUaAàÀáạÝỵỳèẽđĐƯươ \u{a0}\n-–—.,:;*(\u{ad}".chars().collect();
        let mut seed = 1_u64;
        for _ in 0..20_000 {
            let mut next = || {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                (seed >> 33) as usize
            };
            let text: String = (0..next() % 9).map(|_| letters[next() % letters.len()]).collect();
            assert_eq!(key_of_settled(&text), key_of_any(&text), "{text:?}");
            assert_eq!(squeeze_settled(&text), squeeze(visible(&text), 0), "{text:?}");
        }
    }

    #[test]
    fn spaces_and_forms_become_one() {
        assert_eq!(normal("  Đất\u{a0}\n đai \u{200b}"), "Đất đai");
        assert_eq!(normal("Đa\u{302}\u{301}t"), "Đất");
    }

    #[test]
    fn tone_placement_is_equal_and_marks_count() {
        assert_eq!(key("Hoà Bình:"), key("HÒA BÌNH"));
        assert_eq!(key("Uỷ ban"), key("Ủy ban"));
        assert_ne!(key("Lộc Thạnh"), key("Lộc Thành"));
        assert_ne!(key("Đất đai"), key("Dat dai"));
        assert_eq!(key("Ðất đai"), key("Đất đai"));
        assert_eq!(key("giải\u{ad}quyết"), key("giảiquyết"));
    }

    #[test]
    fn the_key_of_a_key_is_the_same() {
        // ẖ is one letter where its capital is two.
        for name in ["H\u{331}", "òa\u{302}", "Hoà\u{302} Bình"] {
            assert_eq!(key(&key(name)), key(name), "{name}");
        }
    }

    #[test]
    fn a_key_is_spelled_as_people_do() {
        for name in
            ["toàn bộ", "quý iii", "hòa bình", "thủy lợi", "hoàn thành", "khoẻ", "xoè ra", "tuýp"]
        {
            assert_eq!(key(&spelled(&key(name))), key(name), "{name}");
        }
        assert_eq!(spelled(&key("Toàn bộ Quý III, Hoà Bình")), "toàn bộ quý iii, hòa bình");
    }

    #[test]
    fn names_of_files_have_no_marks() {
        assert_eq!(unmarked("Sở Y tế"), "so y te");
        assert_eq!(unmarked("bao-cao_SO-Y-TE (Quý 3).xlsx"), "bao cao so y te quy 3 xlsx");
        assert_eq!(unmarked("Huyện Đồng Phú"), "huyen dong phu");
    }

    #[test]
    fn whole_words_only() {
        assert!(begins_with_word("tổng cộng", "tổng"));
        assert!(begins_with_word("tổng", "tổng"));
        assert!(!begins_with_word("cộng đồng dân cư", "cộn"));
    }
}
