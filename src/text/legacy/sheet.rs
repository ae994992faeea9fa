//! The texts of one sheet: weighed first, then converted one by one. Words decide, and fonts
//! support.
//!
//! Knows nothing of cells or files. A text whose words are all words of Unicode and of the old
//! encoding too (`Thôn` is `Thụn`) goes with the clear verdict of its sheet; in a sheet of nothing
//! else it is left.

use super::capitals::{is_all_in_capitals, is_in_capitals, raised};
use super::evidence::{Evidence, Reach, SheetTrust, Tally};
use super::font::{Encoding, LegacyFont};
use super::word::{DecodedWord, Sense, Word, pieces};

const ENCODINGS: [Encoding; 2] = [Encoding::Tcvn3, Encoding::Vni];

/// The texts of one sheet, weighed for their encoding.
#[derive(Debug, Default)]
pub struct LegacyText {
    /// For each encoding: the texts in no old font, in one of TCVN3, in one of VNI.
    evidence: [[Evidence; 3]; 2],
}

impl LegacyText {
    /// Adds a text, with the font it is set in where that is known to be an old one.
    pub fn weigh(&mut self, text: &str, font: Option<LegacyFont>) {
        if text.is_ascii() {
            return;
        }
        let group = group(font);
        let tallies = tally(text, |encoding, decoded| self.evidence[encoding][group].note(decoded));
        for (evidence, tally) in self.evidence.iter_mut().zip(tallies) {
            evidence[group].add(tally);
        }
    }

    /// The text as Unicode where it is old text; `None` where it is left as it is. To be called
    /// after all texts of the sheet were weighed.
    #[must_use]
    pub fn convert(&self, text: &str, font: Option<LegacyFont>) -> Option<(Encoding, String)> {
        let in_capitals = font.is_some_and(|font| font.capitals);
        let (encoding, converted) = if text.is_ascii() {
            let encoding = font.filter(|font| font.capitals)?.encoding;
            let clear = self.standing(encoding, font) == SheetTrust::Clear;
            (encoding, clear.then(|| text.to_owned())?)
        } else {
            let (encoding, reach) = self.decide(text, font)?;
            (encoding, rewrite(text, encoding, reach))
        };
        let in_capitals = in_capitals && encoding == Encoding::Tcvn3;
        let converted = if in_capitals { raised(&converted) } else { converted };
        (converted != text).then_some((encoding, converted))
    }

    /// The encoding of a text and which of its words are old; `None` where it is no old text.
    fn decide(&self, text: &str, font: Option<LegacyFont>) -> Option<(Encoding, Reach)> {
        let tallies = tally(text, |_, _| ());
        let case = |(encoding, tally): (Encoding, Tally)| {
            let standing = self.standing(encoding, font);
            let weight = tally.case(standing)?;
            Some((weight, encoding, tally.reach(standing)))
        };
        let cases = ENCODINGS.into_iter().zip(tallies).filter_map(case);
        cases.max_by_key(|case| case.0).map(|(_, encoding, reach)| (encoding, reach))
    }

    fn standing(&self, encoding: Encoding, font: Option<LegacyFont>) -> SheetTrust {
        let in_font = font.is_some_and(|font| font.encoding == encoding);
        let own = self.evidence(encoding, font);
        if in_font && own.is_silent() {
            let [none, tcvn3, vni] = &self.evidence[encoding as usize];
            return none.joined(tcvn3).joined(vni).standing(in_font);
        }
        own.standing(in_font)
    }

    fn evidence(&self, encoding: Encoding, font: Option<LegacyFont>) -> &Evidence {
        &self.evidence[encoding as usize][group(font)]
    }
}

/// Whether any word of a text speaks for an old encoding. Where none of a sheet does, no text of it is old: neither
/// those whose words are old in no other way, nor those that go with a sheet that is clear.
#[must_use]
pub fn has_old_word(text: &str) -> bool {
    let words = pieces(text).filter(|(piece, word)| *word && !piece.is_ascii());
    words.map(|(piece, _)| piece).any(is_old_word)
}

fn is_old_word(piece: &str) -> bool {
    let is_hit = |word: Word, encoding| matches!(word.read(encoding).sense, Sense::Hit(_));
    Word::of_any_encoding(piece)
        .is_some_and(|word| ENCODINGS.into_iter().any(|encoding| is_hit(word, encoding)))
}

fn group(font: Option<LegacyFont>) -> usize {
    match font.map(|font| font.encoding) {
        None => 0,
        Some(Encoding::Tcvn3) => 1,
        Some(Encoding::Vni) => 2,
    }
}

/// Counts the words of a text for each encoding and tells of each hit.
fn tally(text: &str, mut note: impl FnMut(usize, &str)) -> [Tally; 2] {
    let mut tallies = [Tally::default(); 2];
    for (piece, _) in pieces(text).filter(|(piece, word)| *word && !piece.is_ascii()) {
        let word = Word::new(piece);
        for (encoding, tally) in ENCODINGS.into_iter().zip(&mut tallies) {
            let reading = word.read(encoding);
            tally.count(reading.sense);
            if matches!(reading.sense, Sense::Hit(_)) {
                note(encoding as usize, &reading.decoded);
            }
        }
    }
    tallies
}

/// The text with its old words decoded.
fn rewrite(text: &str, encoding: Encoding, reach: Reach) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let tcvn3 = encoding == Encoding::Tcvn3;
    let all = tcvn3 && is_all_in_capitals(text);
    let mut end = 0;
    for (piece, word) in pieces(text) {
        end += piece.len();
        // `£ 5` is a price and `C­ £ Wi` a name.
        let priced = beside_a_digit(&text[..end - piece.len()], &text[end..]);
        let reach = if priced { reach.min(Reach::Either) } else { reach };
        let old = word.then(|| old_reading(piece, encoding, reach)).flatten();
        let Some(DecodedWord { before, decoded, after, .. }) = old else {
            out.push_str(piece);
            continue;
        };
        let capitals = all || (tcvn3 && is_in_capitals(piece));
        let decoded = if capitals { raised(&decoded) } else { decoded };
        out.extend([before, &decoded, after]);
    }
    out
}

/// An old word as it reads; `None` where it stays.
fn old_reading(piece: &str, encoding: Encoding, reach: Reach) -> Option<DecodedWord<'_>> {
    let word = Word::new(piece);
    let reading = word.read(encoding);
    match reading.sense {
        // `Dªª` is a word with two letters ê, not one with an ordinal sign behind it.
        Sense::Hit(_) if reach == Reach::All && reading.after == "ª" => word.spelled_out(encoding),
        Sense::Hit(_) | Sense::Odd | Sense::Follows => Some(reading),
        Sense::Either => (reach >= Reach::Either).then_some(reading),
        Sense::Strange | Sense::Plain if reach == Reach::All => word.spelled_out(encoding),
        Sense::Plain | Sense::Against | Sense::Strange => None,
    }
}

fn beside_a_digit(before: &str, after: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit();
    before.trim_end().ends_with(is_digit) || after.trim_start().starts_with(is_digit)
}
