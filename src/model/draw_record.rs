//! The record of a draw of communes: all that anybody needs to repeat it by hand, as it is kept and handed on.

use serde::{Deserialize, Serialize};

use super::period::Period;
use super::rate::Rate;

/// A draw, and what came of it. Dates are written `2023-08-01`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrawRecord {
    /// Which fields there are, and by which rule they are reckoned.
    pub version: u32,
    /// The program that drew, for people.
    pub program: String,
    /// The plan.
    pub plan: DrawnPlan,
    /// What the seed was announced to be.
    pub seed_source: String,
    /// The seed in NFC: what is hashed, with a unit behind it.
    pub seed: String,
    /// The day of the draw.
    pub drawn_on: String,
    /// Who was inspected on this day or later is left out; nothing where nobody is.
    pub not_inspected_since: Option<String>,
    /// What gives further tickets; nothing where everybody has one.
    pub weights: Option<DrawWeights>,
    /// The districts, in the order of the plan.
    pub districts: Vec<DrawnDistrict>,
    /// BLAKE3 over all the fields above, as compact JSON; it stands in the signed paper too.
    pub digest: String,
}

/// The plan that was drawn for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrawnPlan {
    /// Name of its file.
    pub id: String,
    /// Number of the decision.
    pub number: String,
    /// What is inspected.
    pub title: String,
}

/// What gives a commune further tickets: one for each whole percent of its files that is late.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrawWeights {
    /// The metric whose sums say how many files are late, and of how many.
    pub metric: String,
    /// What counts as late, for people.
    pub title: String,
}

/// A district that is inspected, and the draw among its communes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrawnDistrict {
    /// Its id in the register.
    pub unit_id: String,
    /// Its name.
    pub unit_name: String,
    /// First day of the visit.
    pub from: String,
    /// Last day of the visit.
    pub to: String,
    /// The period whose register and figures were gone by.
    pub period: Period,
    /// The run that had the figures; nothing where none were asked for, or none are published.
    pub run: Option<String>,
    /// How many communes are drawn.
    pub communes: u8,
    /// Its communes by their lowest ticket, the first `communes` of them drawn.
    pub candidates: Vec<DrawCandidate>,
    /// Its communes that took no part, in the order of the register.
    pub left_out: Vec<DrawLeftOut>,
}

/// A commune in the draw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrawCandidate {
    /// Its id in the register.
    pub unit_id: String,
    /// Its name.
    pub unit_name: String,
    /// Its files, where tickets go by them; nothing where it has no whole figures.
    pub files: Option<DrawnFiles>,
    /// How many tickets it has.
    pub tickets: u32,
    /// Which of them is the lowest, from 1 on.
    pub ticket: u32,
    /// That ticket: BLAKE3 in 64 small hexadecimal figures.
    pub hash: String,
    /// Whether it is drawn.
    pub drawn: bool,
}

/// Files of a commune.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrawnFiles {
    /// Those that are late.
    pub late: i64,
    /// All of them.
    pub all: i64,
}

/// A commune that took no part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrawLeftOut {
    /// Its id in the register.
    pub unit_id: String,
    /// Its name.
    pub unit_name: String,
    /// When its last inspection ended.
    pub inspected_on: String,
    /// The document that says so.
    pub document: String,
}

impl DrawRecord {
    /// The version that this program writes and knows.
    pub const VERSION: u32 = 1;

    /// Every commune that is drawn, district by district.
    pub fn drawn(&self) -> impl Iterator<Item = (&DrawnDistrict, &DrawCandidate)> {
        self.districts.iter().flat_map(|district| {
            let drawn = district.candidates.iter().filter(|candidate| candidate.drawn);
            drawn.map(move |candidate| (district, candidate))
        })
    }

    /// The text that a ticket is the hash of; where everybody has one ticket it bears no number.
    #[must_use]
    pub fn ticket_text(&self, unit: &str, ticket: u32) -> String {
        match self.weights {
            None => format!("{}|{unit}", self.seed),
            Some(_) => format!("{}|{unit}|{ticket}", self.seed),
        }
    }

    /// The command that prints a ticket.
    #[must_use]
    pub fn by_hand(&self, unit: &str, ticket: u32) -> String {
        let quoted = self.ticket_text(unit, ticket).replace('\'', r"'\''");
        format!("printf '%s' '{quoted}' | b3sum")
    }
}

impl DrawnFiles {
    /// Those of a rate of files that are in time.
    #[must_use]
    pub const fn of(in_time: Rate) -> Self {
        Self { late: in_time.denominator - in_time.numerator, all: in_time.denominator }
    }

    /// Tickets for so many: one, and one more for each whole percent that is late.
    #[must_use]
    pub fn tickets(self) -> u32 {
        if self.all <= 0 {
            return 1;
        }
        let percent = i128::from(self.late.clamp(0, self.all)) * 100 / i128::from(self.all);
        u32::try_from(percent).unwrap_or(0) + 1
    }
}
