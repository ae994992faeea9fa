//! What a unit was in another period, and in words why nothing can be compared with it.

use crate::model::Lang;

/// What a unit was in another period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The same unit.
    Same,
    /// These units, whole and nothing else: their sums are its own.
    Whole(Vec<OldUnit>),
    /// Nothing that it can be compared with.
    Not(NoOrigin),
}

/// A unit of another period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OldUnit {
    /// Its id then.
    pub id: String,
    /// Its name then.
    pub name: String,
}

/// Why a unit cannot be compared with another period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoOrigin {
    /// A unit was divided, and only a part of it went here.
    Divided {
        /// Name of the divided unit.
        old: String,
        /// Names of those among whom it was.
        among: Vec<String>,
    },
    /// Its id meant another unit.
    Other {
        /// The id.
        id: String,
        /// Name of that unit, with the one above it.
        then: String,
    },
    /// There was no such unit.
    New,
    /// A unit that the successions name is not in the register of then, or they say nothing of its own past.
    Lost {
        /// Its name.
        old: String,
    },
    /// It was made within the later period, so that its figures are of another time.
    Within {
        /// Its first day.
        since: String,
    },
}

/// Old units that are named; of more it is told how many there are.
const NAMED: usize = 6;

impl Origin {
    /// What is to be said of it; `None` of the same unit.
    #[must_use]
    pub fn note(&self, lang: Lang) -> Option<String> {
        match self {
            Self::Same => None,
            Self::Whole(olds) => Some(made_of(olds, lang)),
            Self::Not(why) => Some(why.note(lang)),
        }
    }
}

fn made_of(olds: &[OldUnit], lang: Lang) -> String {
    let mut named: Vec<&str> = olds.iter().take(NAMED).map(|old| old.name.as_str()).collect();
    let more = olds.len().saturating_sub(NAMED);
    let rest = match lang {
        Lang::Vi => format!("và {more} đơn vị nữa"),
        Lang::En => format!("and {more} more"),
    };
    if more > 0 {
        named.push(&rest);
    }
    let named = named.join(", ");
    match (olds.len(), lang) {
        (1, Lang::Vi) => format!("là {named} cũ"),
        (1, Lang::En) => format!("was {named}"),
        (_, Lang::Vi) => format!("cộng từ {} đơn vị cũ: {named}", olds.len()),
        (_, Lang::En) => format!("the sum of {} old units: {named}", olds.len()),
    }
}

impl NoOrigin {
    /// Why, in words.
    #[must_use]
    pub fn note(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Divided { old, among }, Lang::Vi) => {
                format!("một phần {old} cũ (chia cho {}): không so được", among.join(", "))
            }
            (Self::Divided { old, among }, Lang::En) => {
                format!("a part of {old} (divided among {}): not comparable", among.join(", "))
            }
            (Self::Other { id, then }, Lang::Vi) => {
                format!("mã {id} khi ấy là {then}: không so được")
            }
            (Self::Other { id, then }, Lang::En) => {
                format!("id {id} was {then} then: not comparable")
            }
            (Self::New, Lang::Vi) => "khi ấy chưa có đơn vị này".to_owned(),
            (Self::New, Lang::En) => "there was no such unit then".to_owned(),
            (Self::Lost { old }, Lang::Vi) => {
                format!("bảng nối tiếp không khớp danh mục khi ấy ở {old}: không so được")
            }
            (Self::Lost { old }, Lang::En) => {
                format!(
                    "the successions and the register of then disagree about {old}: not comparable"
                )
            }
            (Self::Within { since }, Lang::Vi) => {
                format!("lập ngày {since}, giữa kỳ: không so được")
            }
            (Self::Within { since }, Lang::En) => {
                format!("made on {since}, within the period: not comparable")
            }
        }
    }
}
