//! A unit of the register, and its name in the ways an office writes it.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Words before the proper name of a place, the longer ones first.
const TYPES: [&str; 8] =
    ["Thành phố ", "Thị trấn ", "Thị xã ", "Phường ", "Huyện ", "Quận ", "Tỉnh ", "Xã "];

/// A unit: its code in the register and its full name, `Huyện Lộc Ninh`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Code in the register.
    pub id: String,
    /// Full name with its type word.
    pub name: String,
}

impl Place {
    /// A place with this code and name.
    pub fn new(id: impl Into<String>, name: impl Into<String>) -> Self {
        Self { id: id.into(), name: name.into() }
    }

    /// Its committee, as a group line names it: `UBND huyện Lộc Ninh`.
    pub fn office(&self) -> String {
        let mut letters = self.name.chars();
        let first: String = letters.next().into_iter().flat_map(char::to_lowercase).collect();
        format!("UBND {first}{}", letters.as_str())
    }

    /// The proper name alone: `Lộc Ninh`.
    pub fn proper(&self) -> &str {
        TYPES.iter().find_map(|word| self.name.strip_prefix(word)).unwrap_or(&self.name)
    }

    /// The name in capitals, for a heading: `HUYỆN LỘC NINH`.
    pub fn capitals(&self) -> String {
        self.name.to_uppercase()
    }

    /// The name as part of a file name: `huyen-loc-ninh`.
    pub fn slug(&self) -> String {
        let plain: String =
            self.name.nfd().filter(|&letter| !is_combining_mark(letter)).map(ascii).collect();
        plain.split('-').filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-")
    }

    /// A seed of its own for each place, so that one place never disturbs the next.
    pub fn seed(&self, seed: u64) -> u64 {
        self.id.bytes().fold(seed ^ 0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
    }
}

/// The letter without its Vietnamese bar, or a hyphen for what is not a letter or a digit.
fn ascii(letter: char) -> char {
    match letter {
        'đ' | 'Đ' => 'd',
        _ if letter.is_ascii_alphanumeric() => letter.to_ascii_lowercase(),
        _ => '-',
    }
}
