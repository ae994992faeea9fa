//! Which counts of a form follow from others of their line.

use super::identity::Relation;
use super::layout::Form;
use crate::model::MeasureIx;

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
