//! The texts of one sheet: weighed first, then converted one by one. Words decide, and fonts
//! support.
//!
//! Knows nothing of cells or files. A text whose words are all words of Unicode and of the old
//! encoding too (`Thôn` is `Thụn`) goes with the clear verdict of its sheet; in a sheet of nothing
//! else it is left.

use super::capitals::{is_all_in_capitals, is_in_capitals, raised};
use super::evidence::{Evidence, Standing, Tally};
use super::font::{Encoding, LegacyFont};
use super::word::{Reading, Sense, Word, pieces};

const ENCODINGS: [Encoding; 2] = [Encoding::Tcvn3, Encoding::Vni];

/// The texts of one sheet, weighed for their encoding.
#[derive(Debug, Default)]
pub struct LegacyText {
    /// For each encoding: the texts in no old font, in one of TCVN3, in one of VNI.
    evidence: [[Evidence; 3]; 2],
}

impl LegacyText {
    /// Adds the text of one cell with the font it is set in, where that is known to be an old one.
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
            let clear = self.standing(encoding, font) == Standing::Clear;
            (encoding, clear.then(|| text.to_owned())?)
        } else {
            let (encoding, pure) = self.decide(text, font)?;
            (encoding, rewrite(text, encoding, pure))
        };
        let in_capitals = in_capitals && encoding == Encoding::Tcvn3;
        let converted = if in_capitals { raised(&converted) } else { converted };
        (converted != text).then_some((encoding, converted))
    }

    /// The encoding of a text and whether nothing in it speaks for Unicode; `None` where it is no
    /// old text.
    fn decide(&self, text: &str, font: Option<LegacyFont>) -> Option<(Encoding, bool)> {
        let tallies = tally(text, |_, _| ());
        let case = |(encoding, tally): (Encoding, Tally)| {
            let weight = tally.case(self.standing(encoding, font))?;
            Some((weight, encoding, tally.is_pure()))
        };
        let cases = ENCODINGS.into_iter().zip(tallies).filter_map(case);
        cases.max_by_key(|case| case.0).map(|(_, encoding, pure)| (encoding, pure))
    }

    fn standing(&self, encoding: Encoding, font: Option<LegacyFont>) -> Standing {
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

/// The text with its old words decoded; those that may be either only where the text is `pure`.
fn rewrite(text: &str, encoding: Encoding, pure: bool) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let tcvn3 = encoding == Encoding::Tcvn3;
    let all = tcvn3 && is_all_in_capitals(text);
    for (piece, word) in pieces(text) {
        let old = word.then(|| Word::new(piece).read(encoding)).filter(|it| is_old(it.sense, pure));
        let Some(Reading { before, decoded, after, .. }) = old else {
            out.push_str(piece);
            continue;
        };
        let capitals = all || (tcvn3 && is_in_capitals(piece));
        let decoded = if capitals { raised(&decoded) } else { decoded };
        out.extend([before, &decoded, after]);
    }
    out
}

fn is_old(sense: Sense, pure: bool) -> bool {
    match sense {
        Sense::Hit(_) | Sense::Odd | Sense::Follows => true,
        Sense::Either => pure,
        Sense::Plain | Sense::Against | Sense::Strange => false,
    }
}
