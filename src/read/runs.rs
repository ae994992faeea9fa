//! A text in pieces of different looks: what is raised beside a number is the mark of a footnote, and what is struck
//! through was taken back. Neither is a digit.

use crate::model::Shown;

/// How a piece looks, as far as it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct PieceLook {
    pub(super) raised: bool,
    pub(super) struck: bool,
}

impl PieceLook {
    /// Whether a piece of this look is part of what is said.
    pub(super) const fn is_plain(self) -> bool {
        !self.raised && !self.struck
    }
}

/// What is not read of a text while its pieces pass by.
#[derive(Debug, Default)]
pub(super) struct UnreadPieces {
    text: String,
    /// All of it is struck through, and not only raised.
    raised: bool,
}

impl UnreadPieces {
    /// Takes a piece that is not plain.
    pub(super) fn push(&mut self, piece: &str, look: PieceLook) {
        self.text.push_str(piece);
        self.raised |= !look.struck && !piece.trim().is_empty();
    }

    /// Bytes that were left out.
    pub(super) const fn len(&self) -> usize {
        self.text.len()
    }

    /// The mark of a text of which so much was kept; where that is nothing, the text is all that was left out.
    pub(super) fn settle(self, kept: &mut String) -> Option<Shown> {
        if self.text.trim().is_empty() {
            return None;
        }
        if !kept.trim().is_empty() {
            return Some(Shown::Partly);
        }
        *kept = self.text;
        (!self.raised).then_some(Shown::Struck)
    }
}

/// From which letter on, counted in units of UTF-16, a text is in a font.
pub(super) type RunStarts = Vec<(u16, u16)>;

/// How a text begins, and from which letter on it looks how.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    pub(super) first: PieceLook,
    pub(super) runs: Vec<(u16, PieceLook)>,
}

/// What is read of a text that begins in one look and goes on in others, and how it is shown.
pub(super) fn split(text: &str, pieces: &Pieces) -> (String, Option<Shown>) {
    let (mut kept, mut left_out) = (String::new(), UnreadPieces::default());
    let mut runs = pieces.runs.iter().peekable();
    let (mut at, mut look) = (0, pieces.first);
    for letter in text.chars() {
        while let Some((_, next)) = runs.next_if(|(from, _)| usize::from(*from) <= at) {
            look = *next;
        }
        at += letter.len_utf16();
        if look.is_plain() {
            kept.push(letter);
        } else {
            left_out.push(letter.encode_utf8(&mut [0; 4]), look);
        }
    }
    let mark = left_out.settle(&mut kept);
    (kept, mark)
}

#[cfg(test)]
mod tests {
    use super::{PieceLook, Pieces, UnreadPieces, split};
    use crate::model::Shown;

    fn settled(kept: &str, pieces: &[(&str, bool)]) -> (String, Option<Shown>) {
        let (mut kept, mut left_out) = (kept.to_owned(), UnreadPieces::default());
        for (piece, struck) in pieces {
            left_out.push(piece, PieceLook { raised: !struck, struck: *struck });
        }
        let mark = left_out.settle(&mut kept);
        (kept, mark)
    }

    #[test]
    fn a_text_without_any_plain_piece_is_kept() {
        assert_eq!(settled("4", &[("1", false)]), ("4".to_owned(), Some(Shown::Partly)));
        assert_eq!(settled("4", &[(" ", true)]), ("4".to_owned(), None));
        assert_eq!(settled(" ", &[("34", true)]), ("34".to_owned(), Some(Shown::Struck)));
        assert_eq!(settled("", &[("34", false)]), ("34".to_owned(), None));
        assert_eq!(settled("", &[]), (String::new(), None));
    }

    #[test]
    fn a_text_begins_in_the_font_of_its_cell() {
        let (plain, struck) = (PieceLook::default(), PieceLook { raised: false, struck: true });
        let of = |first, runs: &[(u16, PieceLook)]| {
            split("💡80", &Pieces { first, runs: runs.to_vec() })
        };
        assert_eq!(of(plain, &[(3, struck)]), ("💡8".to_owned(), Some(Shown::Partly)));
        assert_eq!(of(struck, &[(2, plain)]), ("80".to_owned(), Some(Shown::Partly)));
        assert_eq!(of(struck, &[(0, plain)]), ("💡80".to_owned(), None));
        assert_eq!(of(struck, &[]), ("💡80".to_owned(), Some(Shown::Struck)));
    }
}
