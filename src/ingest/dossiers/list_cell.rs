//! What stands in a cell of a list, whatever file it is in.

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::num::NonZeroI64;

use super::cell_says::CellSays;
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
    #[must_use]
    pub fn is_blank(self) -> bool {
        match self {
            Self::Nothing => true,
            Self::Text(text) => text.trim_start().is_empty(),
            _ => false,
        }
    }

    /// A number that equal codes share, where a code stands here; of 2·10⁷ codes two different ones share it once in some
    /// 10⁵ lists.
    #[must_use]
    pub fn code(self) -> Option<NonZeroI64> {
        let text = self.text()?;
        let code = text.trim();
        if code.is_empty() {
            return None;
        }
        let mut hasher = DefaultHasher::new();
        code.hash(&mut hasher);
        NonZeroI64::new(hasher.finish().cast_signed())
    }

    /// As a text, which may be blank; of a number its digits.
    #[must_use]
    pub fn text(self) -> Option<Cow<'c, str>> {
        match self {
            Self::Text(text) => Some(Cow::Borrowed(text)),
            Self::Number(number) => Some(Cow::Owned(number.to_string())),
            _ => None,
        }
    }

    /// When it is.
    #[inline]
    #[must_use]
    pub fn moment(self) -> CellSays<DossierMoment> {
        self.told(match self {
            Self::Text(text) => DossierMoment::parse(text),
            Self::Number(number) => DossierMoment::of_serial(number),
            Self::Minute(minute) => DossierMoment::of_minutes(minute),
            Self::Nothing | Self::Strange => None,
        })
    }

    /// How many, where it is a whole number that can be meant.
    #[inline]
    #[must_use]
    pub fn count(self) -> CellSays<u32> {
        self.told(self.whole())
    }

    fn told<T>(self, read: Option<T>) -> CellSays<T> {
        match read {
            Some(read) => CellSays::Said(read),
            None if self.is_blank() => CellSays::Blank,
            None => CellSays::Unread,
        }
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the range is looked at before"
    )]
    fn whole(self) -> Option<u32> {
        let number = match self {
            Self::Text(text) => text.trim().parse().ok()?,
            Self::Number(number) => number,
            _ => return None,
        };
        let whole = (0.0..10_000.0).contains(&number).then_some(number as u32)?;
        (number - f64::from(whole) == 0.0).then_some(whole)
    }
}
