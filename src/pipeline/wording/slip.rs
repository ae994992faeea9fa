//! Texts that differ by a slip of the hand.

use std::cell::OnceCell;

use crate::text;

/// Whether a key is long enough to be known with a slip in it. Numbers tell years and quarters apart: none of them is a
/// slip.
pub(super) fn may_be_mistyped(key: &str) -> bool {
    let letters = key.chars().count();
    (SHORTEST_MISTYPED..=LONGEST_MISTYPED).contains(&letters)
        && !key.bytes().any(|byte| byte.is_ascii_digit())
}

/// Shorter words are one letter from many others.
const SHORTEST_MISTYPED: usize = 6;
const LONGEST_MISTYPED: usize = 60;

/// A text without the marks of its letters. Its signs count, for `% quá hạn` is not `quá hạn`.
#[derive(Debug)]
pub(super) struct SlipKey {
    letters: String,
    signs: String,
    kinds: u64,
}

impl SlipKey {
    pub(super) fn of(text: &str) -> Self {
        let signs = text.chars().filter(|c| !c.is_alphanumeric() && !c.is_whitespace());
        Self { letters: text::unmarked(text), signs: signs.collect(), kinds: kinds(text) }
    }

    /// Whether both have the same letters but for one that is another, too many, missing, or behind its neighbour.
    pub(super) fn is_one_slip_from(&self, known: &Self) -> bool {
        known.letters.len() >= SHORTEST_MISTYPED
            && self.signs == known.signs
            && self.letters.len().abs_diff(known.letters.len()) <= 1
            && strsim::osa_distance(&self.letters, &known.letters) <= 1
    }
}

/// A text that is compared with many. Nearly all differ in more kinds of letters than a slip changes, which shows
/// before anything is made of it.
pub(super) struct SlipProbe<'t> {
    text: &'t str,
    kinds: u64,
    typed: OnceCell<SlipKey>,
}

impl<'t> SlipProbe<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self { text, kinds: kinds(text), typed: OnceCell::new() }
    }

    pub(super) fn is_one_slip_from(&self, known: &SlipKey) -> bool {
        (self.kinds ^ known.kinds).count_ones() <= KINDS_OF_A_SLIP
            && self.typed.get_or_init(|| SlipKey::of(self.text)).is_one_slip_from(known)
    }
}

/// A letter for another is one kind less and one more.
const KINDS_OF_A_SLIP: u32 = 2;

/// Which letters stand in a key, marks aside: a bit for each kind.
fn kinds(key: &str) -> u64 {
    let letters = key.chars().filter(|c| c.is_alphanumeric());
    letters.fold(0, |kinds, letter| kinds | 1 << (u32::from(text::bare(letter)) % u64::BITS))
}
