//! What an old encoding makes of one word, next to what Unicode makes of it. Knows nothing of other
//! words.

use unicode_normalization::UnicodeNormalization;

use super::font::Encoding;
use super::syllable::{Spelling, is_syllable};
use super::tables::{Decoded, decode, tcvn3};

/// Signs that stand before a word in Unicode.
const HEADS: [char; 11] = ['«', '·', '©', '¶', '¡', '¿', '£', '¥', '¼', '½', '¾'];
/// Signs that stand behind one.
const TAILS: [char; 7] = ['»', '®', '©', '·', '×', 'ª', 'º'];

/// What a word says about an encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    /// Nothing: ASCII, signs, or the same word both ways.
    Plain,
    /// A syllable when decoded, and none before. The weight is higher the longer the word.
    Hit(u32),
    /// A syllable both ways.
    Either,
    /// A syllable as it stands, and none when decoded.
    Against,
    /// No syllable either way, in a spelling that is none of Unicode: `Kr«ng`.
    Odd,
    /// No evidence, but old where the words around it are: one letter, or bytes that windows-1258
    /// read.
    Follows,
    /// No syllable either way: `Café`.
    Strange,
}

/// A word decoded, between signs that stay.
#[derive(Debug)]
pub(super) struct DecodedWord<'t> {
    pub(super) sense: Sense,
    pub(super) before: &'t str,
    pub(super) decoded: String,
    pub(super) after: &'t str,
}

impl DecodedWord<'_> {
    fn bare(sense: Sense) -> Self {
        DecodedWord { sense, before: "", decoded: String::new(), after: "" }
    }
}

/// One word as it stands in the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word<'t> {
    text: &'t str,
    /// It is a Vietnamese syllable as it stands.
    unicode: bool,
}

impl<'t> Word<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let unicode = if text.contains(is_combining) {
            // A long run of marks is no word, and is not worth composing.
            text.len() < 64 && is_syllable(&text.nfc().collect::<String>(), Spelling::Lenient)
        } else {
            is_syllable(text, Spelling::Lenient)
        };
        Self { text, unicode }
    }

    /// The word, where it could be one of an old encoding and of nothing else; at one glance `None` for nearly all.
    pub(super) fn of_any_encoding(text: &'t str) -> Option<Self> {
        if text.contains(is_in_no_encoding) {
            return None;
        }
        let word = Self::new(text);
        (!word.unicode || has_late_capital(text)).then_some(word)
    }

    /// The word under an encoding.
    pub(super) fn read(self, encoding: Encoding) -> DecodedWord<'t> {
        let mut letters = self.text.chars();
        if self.text.is_ascii() || self.text == "µm" {
            return DecodedWord::bare(Sense::Plain);
        }
        if let (Some(sole), None) = (letters.next(), letters.next()) {
            return self.read_sole(sole, encoding);
        }
        if self.text.contains(is_in_no_encoding) {
            let sense = if self.unicode { Sense::Against } else { Sense::Strange };
            return DecodedWord::bare(sense);
        }
        let whole = decode(encoding, self.text);
        if let Some(whole) = whole.as_ref().filter(|whole| is_old_syllable(whole)) {
            return self.spelled("", self.text, whole, "");
        }
        self.read_between_signs(encoding).unwrap_or_else(|| self.read_no_syllable(whole))
    }

    /// The whole word decoded, syllable or not: `Dliª`, and `¥` in `§ak ¥`; `None` where a letter of
    /// it cannot be, or where it is a word and a sign (`Excel®`) or a sign alone.
    pub(super) fn spelled_out(self, encoding: Encoding) -> Option<DecodedWord<'t>> {
        let is_mark = |c: char| matches!(c, '«' | '»' | '®' | '©' | '·' | '×' | '¶');
        let is_letter = |c: char| c.is_ascii_alphabetic() || (c.is_alphabetic() && !is_sign(c));
        let sole_letter = matches!(self.text, "£" | "¥") && encoding == Encoding::Tcvn3;
        if self.text == "µm"
            || self.text.starts_with(is_mark)
            || self.text.ends_with(is_mark)
            || !(self.text.contains(is_letter) || sole_letter)
        {
            return None;
        }
        let whole = decode(encoding, self.text).filter(|whole| !whole.through_1258)?;
        let changed = whole.text != self.text;
        changed.then(|| DecodedWord { decoded: whole.text, ..DecodedWord::bare(Sense::Odd) })
    }

    /// One letter proves nothing: `ë` is ở among words of TCVN3, `«` is ô; `§` and `Ø` are signs.
    fn read_sole(self, sole: char, encoding: Encoding) -> DecodedWord<'t> {
        let word = sole.is_lowercase() && !matches!(sole, 'ª' | 'º');
        let old = word || matches!(sole, '«' | '¤' | '¦' | '¸');
        let old = old && encoding == Encoding::Tcvn3 && !self.unicode;
        match decode(encoding, self.text).filter(|_| old) {
            Some(whole) => DecodedWord { decoded: whole.text, ..DecodedWord::bare(Sense::Follows) },
            None => DecodedWord::bare(Sense::Plain),
        }
    }

    /// A sign at either end may be a sign after all: `«Néi»`.
    fn read_between_signs(self, encoding: Encoding) -> Option<DecodedWord<'t>> {
        let head = self.text.chars().next().filter(|c| HEADS.contains(c)).map_or(0, char::len_utf8);
        let tail =
            self.text.chars().next_back().filter(|c| TAILS.contains(c)).map_or(0, char::len_utf8);
        [(0, tail), (head, 0), (head, tail)].into_iter().find_map(|(head, tail)| {
            let (before, rest) = self.text.split_at_checked(head)?;
            let (core, after) = rest.split_at_checked(rest.len().checked_sub(tail)?)?;
            let decoded = (core.len() < self.text.len()).then(|| decode(encoding, core))??;
            is_old_syllable(&decoded).then(|| self.spelled(before, core, &decoded, after))
        })
    }

    fn spelled(
        self,
        before: &'t str,
        core: &str,
        decoded: &Decoded,
        after: &'t str,
    ) -> DecodedWord<'t> {
        let typed_so = self.unicode && !has_late_capital(core);
        let sense = match (typed_so, decoded.through_1258) {
            _ if decoded.text == core => Sense::Plain,
            (true, true) => Sense::Against,
            (true, false) => Sense::Either,
            (false, true) => Sense::Follows,
            (false, false) => Sense::Hit(weight(core, decoded)),
        };
        DecodedWord { sense, before, decoded: decoded.text.clone(), after }
    }

    fn read_no_syllable(self, whole: Option<Decoded>) -> DecodedWord<'t> {
        if self.unicode {
            return DecodedWord::bare(Sense::Against);
        }
        let odd = |whole: &Decoded| {
            !whole.through_1258
                && (whole.paired
                    || has_late_capital(self.text)
                    || has_odd_sign(self.text)
                    || is_abbreviation(&whole.text)
                    || is_syllable(&whole.text, Spelling::Lenient))
        };
        match whole.filter(odd) {
            Some(whole) => DecodedWord { decoded: whole.text, ..DecodedWord::bare(Sense::Odd) },
            None if self.text.chars().all(|c| c.is_ascii() || is_sign(c)) => {
                DecodedWord::bare(Sense::Plain)
            }
            None => DecodedWord::bare(Sense::Strange),
        }
    }
}

fn is_old_syllable(decoded: &Decoded) -> bool {
    decoded.marked > 0 && is_syllable(&decoded.text, Spelling::Strict)
}

/// A word that looks like none in Unicode weighs more, one in capitals that looks like one weighs
/// less.
fn weight(old: &str, decoded: &Decoded) -> u32 {
    let weight = decoded.letters + decoded.marked - 1;
    if decoded.paired || has_odd_sign(old) {
        weight + 1
    } else if old.contains(|c: char| c.is_lowercase() || is_sign(c)) {
        weight
    } else {
        weight.saturating_sub(2).max(1)
    }
}

/// A sign of Latin-1 that TCVN3 uses as a letter.
fn is_sign(letter: char) -> bool {
    letter > '\u{7f}'
        && letter <= 'ÿ'
        && (!letter.is_alphabetic() || matches!(letter, 'ª' | 'º' | 'µ'))
}

fn is_combining(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

/// `tiÕn`, `NÊm`: nobody types a capital with an accent inside a word of small letters.
fn has_late_capital(word: &str) -> bool {
    word.contains(char::is_lowercase)
        && word.chars().skip(1).any(|letter| !letter.is_ascii() && letter.is_uppercase())
}

/// `Kr«ng`, `K¬`: a sign where no sign stands. A multiplication `a×b`, a quote and a footnote are
/// none.
fn has_odd_sign(word: &str) -> bool {
    let body = word.trim_start_matches(HEADS);
    let body = body.trim_end_matches(TAILS);
    body.contains(|c| is_sign(c) && !matches!(c, '×' | '·'))
}

/// `QĐ`, `ĐVSN`: capitals, and no vowel next to Đ.
fn is_abbreviation(decoded: &str) -> bool {
    let vowel = |c: Option<char>| c.is_some_and(|c| "AEIOUY".contains(c));
    let apart = |(head, tail): (&str, &str)| {
        !vowel(head.chars().next_back()) && !vowel(tail.chars().next())
    };
    decoded.chars().all(|c| c.is_ascii_uppercase() || c == 'Đ')
        && decoded
            .match_indices('Đ')
            .all(|(at, d)| apart((&decoded[..at], &decoded[at + d.len()..])))
}

/// The words of a text and what stands between them, in order; `true` marks a word.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let word = belongs(rest.chars().next()?);
        let end = rest.find(|letter| belongs(letter) != word).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some((piece, word))
    })
}

/// `ấ`, `ợ`: letters that came to Unicode for Vietnamese alone, which nobody could take for a byte of an old encoding.
const fn is_in_no_encoding(letter: char) -> bool {
    matches!(letter, 'Ạ'..='ỹ')
}

/// Whether a character is part of a word in Unicode or in an old encoding.
fn belongs(letter: char) -> bool {
    if letter.is_ascii() {
        return letter.is_ascii_alphabetic();
    }
    is_in_no_encoding(letter)
        || letter.is_alphabetic()
        || tcvn3(letter).is_some()
        || is_combining(letter)
        || letter == '₫'
}

#[cfg(test)]
mod tests {
    use super::{Encoding, Sense, Word, pieces};

    fn sense(word: &str, encoding: Encoding) -> Sense {
        Word::new(word).read(encoding).sense
    }

    #[test]
    fn words_and_gaps() {
        let found: Vec<(&str, bool)> = pieces("§Êt ®ai, 20 µm 5°").collect();
        let words = [("§Êt", true), (" ", false), ("®ai", true), (", 20 ", false)];
        assert_eq!(found[..4], words);
        assert_eq!(found[4..], [("µm", true), (" 5°", false)]);
        assert_eq!(pieces("").count(), 0);
    }

    #[test]
    fn what_tcvn3_makes_of_words() {
        for (word, expected) in [
            ("tØnh", Sense::Hit(4)),
            ("§Êt", Sense::Hit(5)),
            ("x·", Sense::Hit(2)),
            ("thôn", Sense::Either),
            ("và", Sense::Against),
            ("huyện", Sense::Against),
            ("Kr«ng", Sense::Odd),
            ("«", Sense::Follows),
            ("Q§", Sense::Odd),
            ("KÇn", Sense::Odd),
            ("NÊm", Sense::Hit(3)),
            ("Ø", Sense::Plain),
            ("Café", Sense::Strange),
            ("Excel®", Sense::Plain),
            ("«quoted»", Sense::Plain),
            ("§", Sense::Plain),
            ("×", Sense::Plain),
            ("µm", Sense::Plain),
            ("sa\u{300}", Sense::Against),
            ("s\u{300}", Sense::Follows),
        ] {
            assert_eq!(sense(word, Encoding::Tcvn3), expected, "{word}");
        }
    }

    #[test]
    fn what_vni_makes_of_words() {
        for (word, expected) in [
            ("tænh", Sense::Hit(4)),
            ("Ñaát", Sense::Hit(5)),
            ("QÑ", Sense::Odd),
            ("naïf", Sense::Strange),
            ("NIÑO", Sense::Strange),
            ("xaõ", Sense::Hit(3)),
            ("Bình", Sense::Plain),
            ("tôi", Sense::Either),
            ("và", Sense::Against),
            ("Kroâng", Sense::Odd),
            ("Café", Sense::Strange),
        ] {
            assert_eq!(sense(word, Encoding::Vni), expected, "{word}");
        }
    }
}
