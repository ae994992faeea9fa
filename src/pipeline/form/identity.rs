//! Sums that hold inside a line of a form.

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

use super::layout::Form;
use crate::model::MeasureIx;

/// A sum printed inside a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// Name in the declaration.
    pub id: String,
    /// The whole, as a sum: one measure, or those that make it up.
    pub whole: Vec<MeasureIx>,
    /// The parts.
    pub parts: Vec<MeasureIx>,
    /// How the whole relates to the sum of the parts.
    pub relation: Relation,
}

/// How a whole relates to the sum of its parts.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, IntoStaticStr, VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Relation {
    /// Equal.
    #[default]
    Equal,
    /// At least: the form leaves out a column.
    AtLeast,
}

impl Form {
    /// The counts that a count is the sum of, where nobody has to type it: a template has a formula there. A sum of sums, such
    /// as received = resolved + pending, is a check of what is typed and stays one.
    #[must_use]
    pub fn summed(&self, measure: MeasureIx) -> Option<&[MeasureIx]> {
        let sums = || {
            self.identities.iter().filter_map(|identity| match identity.whole.as_slice() {
                [whole] if identity.relation == Relation::Equal => Some((*whole, &identity.parts)),
                _ => None,
            })
        };
        let is_sum = |part: &MeasureIx| sums().any(|(whole, _)| whole == *part);
        let of_typed = |parts: &[MeasureIx]| !parts.iter().any(is_sum);
        let own = sums().find(|(whole, parts)| *whole == measure && of_typed(parts));
        own.map(|(_, parts)| parts.as_slice())
    }
}
