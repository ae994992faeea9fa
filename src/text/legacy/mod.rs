//! Vietnamese text of the time before Unicode: TCVN3 (ABC) and VNI, as it arrives in a spreadsheet,
//! where each byte of the old encoding has become the Latin-1 letter of the same number.
//!
//! Whether text is old is decided by its words, and by those of the whole sheet; a font is
//! supporting evidence. Knows nothing of cells or files.
//!
//! What it cannot do, measured on the 11,367 names of units in sheets of twenty, without fonts: all
//! come back from TCVN3, apart from capitals with a tone at the head of a word, which it does not
//! tell from small ones (`Ứng Hòa` comes back as `ứng Hòa`); 11,359 come back from VNI, where
//! `Pơng` and seven more names of the highlands look like syllables of Unicode (`Pông`). Alone in
//! its sheet, one short word (`x·`) is no proof, and neither are words that Unicode has as well.

mod capitals;
mod evidence;
mod font;
mod letters;
mod sheet;
mod syllable;
mod tables;
#[cfg(test)]
mod tests;
mod word;

pub use font::{Encoding, LegacyFont};
pub use sheet::{LegacyText, has_old_word};
