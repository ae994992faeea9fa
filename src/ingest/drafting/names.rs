//! Names of units: by the register of a pipeline, or else by the words that they begin with.

use crate::model::{Level, UnitIx};
use crate::pipeline::{Match, Register};
use crate::text;

/// Words that names of units of a tier begin with. None is the beginning of another.
const fn beginnings(level: Level) -> &'static [&'static str] {
    match level {
        Level::Province => &["tỉnh "],
        Level::Department => &[
            "sở ",
            "thanh tra tỉnh",
            "văn phòng ubnd tỉnh",
            "văn phòng ủy ban nhân dân tỉnh",
            "ban quản lý ",
            "ban dân tộc",
        ],
        Level::Branch => &["chi nhánh văn phòng đăng ký"],
        Level::District => &["thị xã ", "huyện ", "thành phố "],
        Level::Commune => &["thị trấn ", "phường ", "xã "],
    }
}

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
    let begins = |level: &Level| beginnings(*level).iter().any(|word| key.starts_with(word));
    Level::ALL.into_iter().find(begins)
}
