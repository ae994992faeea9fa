//! The code that stands on every published sheet: eight letters that say from which data it was made, so that a sheet of
//! paper leads back to its run. Letters and figures that can be taken for one another are not among them.

use std::fmt;

use serde::{Deserialize, Serialize};

/// No 0 O, 1 I L, 2 Z, 5 S, 8 B, U: each of the others is itself on paper and over the telephone.
const LETTERS: &[u8] = b"34679ACDEFGHJKMNPQRTVWXY";
/// Letters of a code: of so many codes two sheets of a province hardly ever share one.
const LENGTH: usize = 8;
/// Figures of a fingerprint that a code is taken from.
const FIGURES: usize = 16;

/// A data code: the same data, the same declaration and the same program give the same code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DataCode([u8; LENGTH]);

impl DataCode {
    /// Of a fingerprint in hexadecimal figures.
    #[must_use]
    pub fn of(fingerprint: &str) -> Self {
        let figures = fingerprint.chars().filter_map(|figure| figure.to_digit(16)).take(FIGURES);
        let mut number = figures.fold(0u64, |number, figure| (number << 4) | u64::from(figure));
        let all = LETTERS.len() as u64;
        let letters = [(); LENGTH].map(|()| {
            let at = usize::try_from(number % all).unwrap_or_default();
            number /= all;
            LETTERS[at]
        });
        Self(letters)
    }

    /// A code as somebody typed it: in small letters, or in groups.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let letters = typed.chars().filter(|letter| !letter.is_whitespace() && *letter != '-');
        let letters = letters.map(|letter| u8::try_from(letter.to_ascii_uppercase()).ok());
        let letters: Vec<u8> = letters.collect::<Option<_>>()?;
        let code: [u8; LENGTH] = letters.try_into().ok()?;
        code.iter().all(|letter| LETTERS.contains(letter)).then_some(Self(code))
    }
}

impl TryFrom<String> for DataCode {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("`{text}` is no data code"))
    }
}

impl From<DataCode> for String {
    fn from(code: DataCode) -> Self {
        code.to_string()
    }
}

impl fmt::Display for DataCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|&letter| write!(f, "{}", char::from(letter)))
    }
}

#[cfg(test)]
mod tests {
    use super::{DataCode, LETTERS};

    #[test]
    fn no_two_letters_look_alike() {
        for alike in ["0OQD", "1IL", "2Z", "5S", "8B", "UV"] {
            let both = alike.bytes().filter(|letter| LETTERS.contains(letter)).count();
            // Q and D are told from each other; O and 0, which both resemble, are not there.
            assert!(both <= if alike == "0OQD" { 2 } else { 1 }, "{alike}");
        }
    }

    #[test]
    fn a_code_is_read_as_it_is_written_whichever_way_it_is_typed() {
        let code = DataCode::of("a3f1c09b7e5d2468ffff");
        let text = code.to_string();
        assert_eq!(text.len(), 8);
        let small = format!(" {}-{} ", &text[..4], &text[4..]).to_lowercase();
        assert_eq!([&text, &small].map(|typed| DataCode::parse(typed)), [Some(code); 2]);
        for wrong in ["", "ACDEFGH", "ACDEFGHJK", "ACDEFGH0", "ACDEFGHÁ"] {
            assert_eq!(DataCode::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn each_figure_counts() {
        let codes = ["a3f1c09b7e5d2468", "b3f1c09b7e5d2468", "a3f1c09b7e5d2469"].map(DataCode::of);
        assert!(codes[0] != codes[1] && codes[0] != codes[2] && codes[1] != codes[2], "{codes:?}");
    }
}
