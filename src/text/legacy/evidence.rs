//! What many words together say about an encoding. Knows nothing of how a word is read.

use super::word::Sense;

/// A text of this weight is old by itself: `§Êt ®ai`, `tØnh`; one short word is not.
const PROOF: u32 = 4;
/// So many old words to one of Unicode make a sheet old, words that may be either included.
const CLEAR: u32 = 8;

/// So many words that are no syllable either way, and so many of them to one old word, are another
/// language.
const MANY: u32 = 10;
const FOREIGN: u32 = 4;

/// The words of a text or of many, counted by what they say.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Tally {
    hits: u32,
    weight: u32,
    either: u32,
    against: u32,
    odd: u32,
    strange: u32,
}

impl Tally {
    pub(super) fn count(&mut self, sense: Sense) {
        let counter = match sense {
            Sense::Plain | Sense::Follows => return,
            Sense::Hit(weight) => {
                self.weight = self.weight.saturating_add(weight);
                &mut self.hits
            }
            Sense::Either => &mut self.either,
            Sense::Against => &mut self.against,
            Sense::Odd => &mut self.odd,
            Sense::Strange => &mut self.strange,
        };
        *counter = counter.saturating_add(1);
    }

    fn add(&mut self, other: Self) {
        for (sum, part) in [
            (&mut self.hits, other.hits),
            (&mut self.weight, other.weight),
            (&mut self.either, other.either),
            (&mut self.against, other.against),
            (&mut self.odd, other.odd),
            (&mut self.strange, other.strange),
        ] {
            *sum = sum.saturating_add(part);
        }
    }

    /// How heavy the case for the encoding is in one text, in a sheet of that standing; `None`
    /// where it is not made.
    pub(super) fn case(&self, standing: SheetTrust) -> Option<u32> {
        if standing == SheetTrust::Foreign {
            return None;
        }
        let bar = if standing == SheetTrust::Open { PROOF } else { 1 };
        let unlike = match standing {
            SheetTrust::Clear => self.strange / 2,
            SheetTrust::Likely | SheetTrust::Open | SheetTrust::Foreign => self.strange,
        };
        let made = self.hits > self.against.saturating_add(unlike) && self.weight >= bar;
        // Words that may be either go with a sheet that is clear.
        let ambiguous = self.hits == 0 && self.against == 0 && self.strange == 0;
        let follows =
            ambiguous && standing == SheetTrust::Clear && (self.either > 0 || self.odd > 0);
        (made || follows).then_some(self.weight)
    }

    /// Which words of one text are old, in a sheet of that standing.
    pub(super) fn reach(&self, standing: SheetTrust) -> Reach {
        if self.against > 0 {
            Reach::Sure
        } else if standing == SheetTrust::Clear && self.hits > 0 {
            Reach::All
        } else {
            Reach::Either
        }
    }
}

/// Which words of an old text are decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reach {
    /// Those that are words in no other way.
    Sure,
    /// Those that may be either, too: nothing in the text speaks for Unicode.
    Either,
    /// All that can be decoded: highland names are no syllables (`Dliª`), and an old word beside
    /// them in an old sheet says what they are.
    All,
}

/// How a sheet stands to an encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SheetTrust {
    /// It is full of words that no Vietnamese wrote: one that decodes into a syllable is chance
    /// (`Høng` among Danish towns).
    Foreign,
    /// Nothing is known, or most words are of Unicode: a text must prove itself.
    Open,
    /// Old text is there or its font is: one word is enough.
    Likely,
    /// It is in that encoding: words that may be either are old, too.
    Clear,
}

/// The evidence of many texts for one encoding.
#[derive(Debug, Default, Clone)]
pub(super) struct Evidence {
    tally: Tally,
    /// The first word that was a hit.
    first: Option<String>,
    /// Another word was one, too. One word again and again (`N·m`) is no evidence.
    varied: bool,
}

impl Evidence {
    pub(super) fn add(&mut self, tally: Tally) {
        self.tally.add(tally);
    }

    pub(super) fn note(&mut self, decoded: &str) {
        match &self.first {
            None => self.first = Some(decoded.to_owned()),
            Some(first) => self.varied |= first != decoded,
        }
    }

    /// The evidence of both.
    pub(super) fn joined(&self, other: &Self) -> Self {
        let mut both = self.clone();
        both.tally.add(other.tally);
        both.varied |= other.varied;
        if let Some(word) = &other.first {
            both.note(word);
        }
        both
    }

    /// `in_font`: the texts are set in a font of this encoding.
    pub(super) fn standing(&self, in_font: bool) -> SheetTrust {
        let Tally { hits, weight, against, strange, .. } = self.tally;
        let shown = in_font || (self.varied && weight >= PROOF);
        if !in_font && strange >= MANY && strange > hits.saturating_mul(FOREIGN) {
            SheetTrust::Foreign
        } else if !shown || hits < against.saturating_add(strange) {
            SheetTrust::Open
        } else if hits > 0 && hits >= against.saturating_mul(CLEAR) {
            SheetTrust::Clear
        } else {
            SheetTrust::Likely
        }
    }

    /// No word speaks for the encoding or against it.
    pub(super) fn is_silent(&self) -> bool {
        self.tally.hits == 0 && self.tally.against == 0
    }
}
