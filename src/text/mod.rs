//! Vietnamese text and numbers: normal form, names of units, the grammar of typed numbers.
//! Knows nothing of forms or files.

mod alphabet;
mod figure;
mod first_letter;
mod label;
mod legacy;
mod name;
mod normal;
mod number;
mod numbered;
mod office;
mod suggest;

pub use alphabet::{AlphabetKey, alphabet_key};
pub use figure::{day, group_thousands, moment, percent, plain_number};
pub use first_letter::{lower_first, upper_first};
pub use label::{label_key, without_remarks};
pub use legacy::{Encoding, LegacyFont, LegacyText, has_old_word};
pub use name::{bare_of, bare_unit_key, names_office, unit_key};
pub use normal::{bare, begins_with_word, key, normal, spelled, unmarked};
pub use number::{Grammar, NumberReading, read, read_rate, says_nothing_arose, three_zeros};
pub use numbered::Numbered;
pub use office::{Office, begins_office, has_vowel, office_named};
pub use suggest::nearest_word;
