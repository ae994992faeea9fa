//! Vietnamese text of the time before Unicode: TCVN3 (ABC) and VNI, as it arrives in a spreadsheet,
//! where each byte of the old encoding has become the Latin-1 letter of the same number.
//!
//! Whether text is old is decided by its words, and by those of the whole sheet; a font is
//! supporting evidence. Knows nothing of cells or files.
//!
//! What it cannot do, measured on the 11,367 names of units in sheets of twenty, without fonts:
//! 11,340 come back from TCVN3 and 11,342 from VNI, apart from capitals with a tone at the head of
//! a word, which TCVN3 does not tell from small ones (`Ứng Hòa` comes back as `ứng Hòa`). The other
//! 27 and 25 are names of the highlands with a word that is no syllable (`Dliê`, `Pró`) or is one
//! letter; that word stays as it is. Alone in its sheet, one short word (`x·`) is no proof, and
//! neither are words that Unicode has as well.

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
pub use sheet::LegacyText;
