//! Names that tell units apart, for sentences.

use super::units::Register;
use crate::model::UnitIx;

impl Register {
    /// The name of a unit, with that of the one above where others are called so.
    #[must_use]
    pub fn name_apart(&self, ix: UnitIx) -> String {
        let unit = self.get(ix);
        let others = || self.shared_names().contains(&unit.name);
        match unit.parent.filter(|_| others()) {
            Some(parent) => format!("{} ({})", unit.name, self.get(parent).name),
            None => unit.name.clone(),
        }
    }
}
