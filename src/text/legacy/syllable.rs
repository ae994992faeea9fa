//! Whether a word is a Vietnamese syllable: its onset, its rhyme and its tone go together.
//!
//! Spelling, and not a dictionary: `trượn` passes, though no word is spelled so.

use super::letters::{Tone, is_vowel, small, split};

/// `nghiêng` has seven letters.
const MOST_LETTERS: usize = 7;

/// Vowels of a rhyme with the endings they take. `k` ends names of places in the highlands: `Đắk`.
const RHYMES: [(&str, &[&str]); 25] = [
    ("a", &["", "c", "ch", "i", "k", "m", "n", "ng", "nh", "o", "p", "t", "u", "y"]),
    ("ă", &["c", "k", "m", "n", "ng", "p", "t"]),
    ("â", &["c", "k", "m", "n", "ng", "p", "t", "u", "y"]),
    ("e", &["", "c", "k", "m", "n", "ng", "o", "p", "t"]),
    ("ê", &["", "ch", "k", "m", "n", "ng", "nh", "p", "t", "u"]),
    ("i", &["", "a", "ch", "k", "m", "n", "nh", "p", "t", "u"]),
    ("iê", &["c", "k", "m", "n", "ng", "p", "t", "u"]),
    ("o", &["", "c", "i", "k", "m", "n", "ng", "p", "t"]),
    ("oa", &["", "c", "ch", "i", "m", "n", "ng", "nh", "o", "p", "t", "y"]),
    ("oă", &["c", "m", "n", "ng", "t"]),
    ("oe", &["", "m", "n", "o", "t"]),
    ("oo", &["c", "ng"]),
    ("ô", &["", "c", "i", "k", "m", "n", "ng", "p", "t"]),
    ("ơ", &["", "i", "k", "m", "n", "p", "t"]),
    ("u", &["", "a", "c", "i", "k", "m", "n", "ng", "p", "t"]),
    ("uâ", &["n", "ng", "t", "y"]),
    ("uê", &["", "ch", "n", "nh"]),
    ("uô", &["c", "i", "k", "m", "n", "ng", "p", "t"]),
    ("uơ", &[""]),
    ("uy", &["", "a", "ch", "n", "nh", "p", "t", "u"]),
    ("uyê", &["n", "t"]),
    ("ư", &["", "a", "c", "i", "k", "m", "n", "ng", "t", "u"]),
    ("ươ", &["c", "i", "m", "n", "ng", "p", "t", "u"]),
    ("y", &["", "ch", "m", "n", "nh", "t"]),
    ("yê", &["m", "n", "ng", "t", "u"]),
];

/// How exactly a syllable must be spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spelling {
    /// By the rules, the tone placed in the old manner or the new: hoà, hòa.
    Strict,
    /// As names and hasty typing have it, too: `k` before any vowel (Bắc Kạn), the tone on an
    /// earlier letter (qúy). Never on a later one: `xaõ` is VNI.
    Lenient,
}

/// A syllable taken apart, in small letters without tone.
struct Parts {
    letters: [char; MOST_LETTERS],
    length: usize,
    tone: Tone,
    /// Where the mark of the tone sits.
    mark: Option<usize>,
}

/// Whether a word in NFC, of any case, is spelled as a Vietnamese syllable.
pub(super) fn is_syllable(word: &str, spelling: Spelling) -> bool {
    let Some(parts) = take_apart(word) else { return false };
    let letters = &parts.letters[..parts.length];
    let Some(vowel) = letters.iter().position(|&letter| is_vowel(letter)) else { return false };
    match (&letters[..vowel], &letters[vowel..]) {
        (['q'], ['u', ..]) => rhyme_fits(&parts, 2, spelling),
        (['g'], ['i', _, ..]) => rhyme_fits(&parts, 2, spelling) || rhyme_fits(&parts, 1, spelling),
        (['g'], ['i']) => true,
        (onset, rhyme) => {
            onset_fits(onset, rhyme[0], spelling) && rhyme_fits(&parts, vowel, spelling)
        }
    }
}

fn take_apart(word: &str) -> Option<Parts> {
    let mut parts =
        Parts { letters: [' '; MOST_LETTERS], length: 0, tone: Tone::Level, mark: None };
    for letter in word.chars() {
        let (letter, tone) = split(small(letter))?;
        *parts.letters.get_mut(parts.length)? = letter;
        if tone != Tone::Level {
            if parts.mark.is_some() {
                return None;
            }
            parts.tone = tone;
            parts.mark = Some(parts.length);
        }
        parts.length += 1;
    }
    Some(parts)
}

/// `c`, `g` and `ng` are written `k`, `gh` and `ngh` before e, ê, i and y.
fn onset_fits(onset: &[char], vowel: char, spelling: Spelling) -> bool {
    let front = matches!(vowel, 'e' | 'ê' | 'i' | 'y');
    match onset {
        ['k'] => front || spelling == Spelling::Lenient,
        ['g', 'h'] | ['n', 'g', 'h'] => front,
        ['c' | 'g'] | ['n', 'g'] => !front,
        []
        | ['b' | 'd' | 'đ' | 'h' | 'l' | 'm' | 'n' | 'p' | 'r' | 's' | 't' | 'v' | 'x']
        | ['c' | 'k' | 'n' | 'p' | 't', 'h']
        | ['t', 'r'] => true,
        _ => false,
    }
}

/// Whether the letters from `start` on are a rhyme that can have the tone, where its mark sits.
fn rhyme_fits(parts: &Parts, start: usize, spelling: Spelling) -> bool {
    let rhyme = &parts.letters[start..parts.length];
    let fits = |(vowels, endings): &(&str, &[&str])| {
        if vowels.chars().next() != rhyme.first().copied() {
            return false;
        }
        let length = vowels.chars().count();
        let Some((head, tail)) = rhyme.split_at_checked(length) else { return false };
        head.iter().copied().eq(vowels.chars())
            && endings.iter().any(|ending| tail.iter().copied().eq(ending.chars()))
            && mark_fits(parts.mark, start, head, spelling)
    };
    tone_fits(rhyme, parts.tone) && RHYMES.iter().any(fits)
}

/// A syllable that ends in a stop is short: it rises or falls.
fn tone_fits(rhyme: &[char], tone: Tone) -> bool {
    match rhyme {
        [.., 'c' | 'p' | 't'] | [.., 'c', 'h'] => matches!(tone, Tone::Acute | Tone::Dot),
        [.., 'k'] => matches!(tone, Tone::Level | Tone::Acute | Tone::Dot),
        _ => true,
    }
}

/// The last vowel carries the mark; in `oa oe uy` either does.
fn mark_fits(mark: Option<usize>, start: usize, vowels: &[char], spelling: Spelling) -> bool {
    let Some(mark) = mark else { return true };
    let last = start + vowels.len() - 1;
    let either = mark + 1 == last && matches!(vowels, ['o', 'a' | 'e'] | ['u', 'y']);
    mark == last || either || (spelling == Spelling::Lenient && mark < last)
}

#[cfg(test)]
mod tests {
    use super::{Spelling, is_syllable};

    #[test]
    fn syllables() {
        let right = "tỉnh Bình PHƯỚC nghiêng giếng gì gìn giá quyết quý hoà hòa khuỷu ngoằn \
            Thuỵ thủy yếu ý ở Đắk uống uỷ huơ quốc xoong khoẻ rượu";
        for word in right.split_whitespace() {
            assert!(is_syllable(word, Spelling::Strict), "{word}");
        }
        assert!(is_syllable("qúy", Spelling::Lenient) && !is_syllable("qúy", Spelling::Strict));
        assert!(is_syllable("Kạn", Spelling::Lenient) && !is_syllable("Kạn", Spelling::Strict));
    }

    #[test]
    fn no_syllables() {
        let wrong = "Café Côte tØnh b×nh ph\u{ad}íc Kiªn dốs cĩ kơơ ghà cât êt ă thẵ bạnn đr đ kk \
            nghiênghhhhh ngằ xaõ taù g gg q qu ôquot";
        for word in wrong.split_whitespace() {
            assert!(!is_syllable(word, Spelling::Lenient), "{word}");
        }
        assert!(!is_syllable("", Spelling::Lenient));
    }
}
