//! Names of units: by the register of a pipeline, or else by the words that they begin with.

use crate::model::{Level, UnitIx};
use crate::pipeline::{Match, Register};
use crate::text;

/// Words that names of units begin with, by tier; longer ones stand before those they end with.
const BEGINNINGS: [(&str, Level); 14] = [
    ("thị xã ", Level::District),
    ("huyện ", Level::District),
    ("thành phố ", Level::District),
    ("thị trấn ", Level::Commune),
    ("phường ", Level::Commune),
    ("xã ", Level::Commune),
    ("tỉnh ", Level::Province),
    ("chi nhánh văn phòng đăng ký", Level::Branch),
    ("sở ", Level::Department),
    ("thanh tra tỉnh", Level::Department),
    ("văn phòng ubnd tỉnh", Level::Department),
    ("văn phòng ủy ban nhân dân tỉnh", Level::Department),
    ("ban quản lý ", Level::Department),
    ("ban dân tộc", Level::Department),
];

/// A field that begins as a department does.
const NO_UNIT: &str = "sở hữu";

/// Names of units are short; whole sentences name nobody.
const LONGEST: usize = 150;

/// Who is named by a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct UnitNames<'p> {
    pub(super) register: &'p Register,
}

impl UnitNames<'_> {
    /// The tier of the unit that a text names.
    pub(super) fn level(self, label: &str) -> Option<Level> {
        if label.len() > LONGEST {
            return None;
        }
        match self.register.find_exact(label, |_, _| true) {
            Match::One(unit) => Some(self.register.get(unit).level),
            Match::Many(units) => units.first().map(|unit| self.register.get(*unit).level),
            Match::None(_) => by_words(label),
        }
    }

    /// Whether units of the register bear a name.
    pub(super) fn knows(self, label: &str) -> bool {
        !matches!(self.register.find_exact(label, |_, _| true), Match::None(_))
    }

    /// The one unit of the register that a text names.
    pub(super) fn unit(self, label: &str) -> Option<UnitIx> {
        match self.register.find_exact(label, |_, _| label.len() <= LONGEST) {
            Match::One(unit) => Some(unit),
            Match::Many(_) | Match::None(_) => None,
        }
    }
}

fn by_words(label: &str) -> Option<Level> {
    let key = text::unit_key(label);
    if key.starts_with(NO_UNIT) {
        return None;
    }
    BEGINNINGS.iter().find(|(word, _)| key.starts_with(word)).map(|(_, level)| *level)
}
