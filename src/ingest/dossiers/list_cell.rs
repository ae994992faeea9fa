//! What stands in a cell of a list, whatever file it is in.

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::moment::DossierMoment;

/// What stands in a cell of a list.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ListCell<'c> {
    /// Nothing.
    Nothing,
    /// A text as found.
    Text(&'c str),
    /// A number.
    Number(f64),
    /// Minutes since 1970, of a file that keeps them.
    Minute(i64),
    /// What is none of these.
    Strange,
}

impl<'c> ListCell<'c> {
    /// Whether nothing stands there.
    pub(super) fn is_blank(self) -> bool {
        match self {
            Self::Nothing => true,
            Self::Text(text) => text.trim_start().is_empty(),
            _ => false,
        }
    }

    /// A number that equal codes share, where a code stands here; of 2·10⁷ codes two different ones share it once in some
    /// 10⁵ lists.
    #[must_use]
    pub fn code(self) -> Option<i64> {
        let code = self.text()?;
        let mut hasher = DefaultHasher::new();
        code.trim().hash(&mut hasher);
        Some(hasher.finish().cast_signed())
    }

    /// As a text; of a whole number its digits.
    pub(super) fn text(self) -> Option<Cow<'c, str>> {
        match self {
            Self::Text(text) if !self.is_blank() => Some(Cow::Borrowed(text)),
            Self::Number(number) if number.fract() == 0.0 => Some(Cow::Owned(format!("{number}"))),
            _ => None,
        }
    }

    /// When it is.
    pub(super) fn moment(self) -> Option<DossierMoment> {
        match self {
            Self::Text(text) => DossierMoment::parse(text),
            Self::Number(number) => DossierMoment::of_serial(number),
            Self::Minute(minute) => DossierMoment::of_minutes(minute),
            Self::Nothing | Self::Strange => None,
        }
    }

    /// How many, where it is a whole number that can be meant.
    #[expect(clippy::cast_possible_truncation, reason = "the range is looked at before")]
    pub(super) fn count(self) -> Option<i64> {
        let number = match self {
            Self::Text(text) => text.trim().parse().ok()?,
            Self::Number(number) => number,
            _ => return None,
        };
        ((0.0..10_000.0).contains(&number) && number.fract() == 0.0).then_some(number as i64)
    }
}
