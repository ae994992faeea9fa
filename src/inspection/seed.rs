//! The seed of a draw: what may be one, and how it is written.
//!
//! Whoever could slip something into a seed that nobody sees could try until the draw suits him, and nobody could repeat
//! it by hand. So a seed is what stands on paper and nothing else.

use crate::model::is_hidden;
use crate::text::normal;

/// A seed that can be announced, typed and hashed by hand: in NFC, with single blanks and none at its ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawSeed(String);

/// Why a text is no seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeedFault {
    /// Nothing stands in it.
    Empty,
    /// It begins or ends with a blank, or has two in a row.
    Blanks,
    /// Something stands in it that nobody sees on paper, or a blank that is not the usual one.
    Unseen(char),
    /// It is longer than anybody types.
    Long,
}

impl DrawSeed {
    /// Most letters of a seed.
    pub const MOST: usize = 200;

    /// The seed that a text is.
    ///
    /// # Errors
    /// It is none.
    pub fn new(text: &str) -> Result<Self, SeedFault> {
        if text.is_empty() {
            return Err(SeedFault::Empty);
        }
        if let Some(letter) = text.chars().find(|letter| is_unseen(*letter)) {
            return Err(SeedFault::Unseen(letter));
        }
        if text.starts_with(' ') || text.ends_with(' ') || text.contains("  ") {
            return Err(SeedFault::Blanks);
        }
        if text.chars().count() > Self::MOST {
            return Err(SeedFault::Long);
        }
        Ok(Self(normal(text)))
    }

    /// What is hashed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What stands in a text and nobody sees.
fn is_unseen(letter: char) -> bool {
    let unseen = matches!(
        letter,
        '\u{ad}' | '\u{34f}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}'
    );
    let blank = letter.is_whitespace() && letter != ' ';
    unseen || blank || is_hidden(letter)
}
