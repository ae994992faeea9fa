//! A text in pieces of different looks: what is raised beside a number is the mark of a footnote, and what is struck
//! through was taken back. Neither is a digit.

use crate::model::Shown;

/// How a piece looks, as far as it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Look {
    pub(super) raised: bool,
    pub(super) struck: bool,
}

impl Look {
    /// Whether a piece of this look is part of what is said.
    pub(super) const fn is_plain(self) -> bool {
        !self.raised && !self.struck
    }
}

/// What is not read of a text while its pieces pass by.
#[derive(Debug, Default)]
pub(super) struct LeftOut {
    text: String,
    /// All of it is struck through, and not only raised.
    raised: bool,
}

impl LeftOut {
    /// Takes a piece that is not plain.
    pub(super) fn push(&mut self, piece: &str, look: Look) {
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

#[cfg(test)]
mod tests {
    use super::{LeftOut, Look};
    use crate::model::Shown;

    fn settled(kept: &str, pieces: &[(&str, bool)]) -> (String, Option<Shown>) {
        let (mut kept, mut left_out) = (kept.to_owned(), LeftOut::default());
        for (piece, struck) in pieces {
            left_out.push(piece, Look { raised: !struck, struck: *struck });
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
}
