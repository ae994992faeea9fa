//! The evidence of a table while it is weighed: whom a text supports, and whom it is against.

use crate::ingest::lookups::Lookups;
use crate::model::UnitIx;
use crate::pipeline::Form;
use crate::text::{self, Office};

use super::evidence::{Says, SenderEvidence, Witness};
use super::whose::{TableAddress, TableInFile};

/// The evidence of a table while it is weighed.
pub(super) struct Weighing<'a> {
    pub(super) asked: &'a TableInFile<'a>,
    pub(super) witness: Witness<'a>,
    /// Whether a template says whose it is.
    pub(super) template: bool,
    pub(super) evidence: Vec<SenderEvidence>,
}

impl<'a> Weighing<'a> {
    pub(super) const fn form(&self) -> &'a Form {
        self.witness.form
    }

    pub(super) fn stand(&self) -> TableAddress<'_> {
        TableAddress { file: self.asked.file, sheet: &self.asked.sheet.name, form: self.form() }
    }

    pub(super) const fn units(&self) -> &'a Lookups<'a> {
        self.witness.units
    }

    pub(super) fn supports(&self, evidence: &SenderEvidence, sender: UnitIx) -> bool {
        evidence.supports(sender, self.form(), self.units())
    }

    pub(super) fn sends(&self, unit: UnitIx) -> bool {
        self.form().sent_by.contains(&self.units().get(unit).level)
    }

    /// Those of whom some evidence may be, in its order, and of them those of whom all of it may be.
    pub(super) fn named(&self, evidence: &[&SenderEvidence]) -> (Vec<UnitIx>, Vec<UnitIx>) {
        let mut senders: Vec<UnitIx> = Vec::new();
        for sender in evidence.iter().flat_map(|one| one.senders(self.form(), self.units())) {
            if !senders.contains(&sender) {
                senders.push(sender);
            }
        }
        let supported = |&sender: &UnitIx| {
            // Who cannot send the form and is named beside one who can only collects it.
            let idle = |one: &SenderEvidence| {
                one.place.is_inside() && one.senders(self.form(), self.units()).is_empty()
            };
            evidence.iter().all(|one| idle(one) || self.supports(one, sender))
        };
        let of_all = senders.iter().copied().filter(supported).collect();
        (senders, of_all)
    }

    /// Whether an unknown office in the heading speaks against everybody: not a part of one that is named above it, nor one
    /// that may stand under the sender, whose lines alone it would take.
    pub(super) fn is_against(&self, one: &SenderEvidence, named: bool) -> bool {
        match one.says {
            Says::Units(_) => false,
            Says::Stranger(Office::Desk) => !named,
            Says::Stranger(_) => !one.is_stranger_below(self.form()),
        }
    }
}

/// Whether a text around the sheet names an office that nobody knows, which is no part of another one and does not stand
/// below a sender of the form. Short names are none: `Sở XD`.
pub(super) fn is_strange_around(one: &SenderEvidence, form: &Form) -> bool {
    let strange = matches!(one.says, Says::Stranger(office) if office != Office::Desk);
    let short = one.text.split_whitespace().skip(1).any(|word| !text::has_vowel(word));
    strange && !one.place.is_inside() && !one.is_stranger_below(form) && !short
}
