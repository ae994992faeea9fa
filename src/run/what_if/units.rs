//! Units that are supposed not to be there: they and what stands under them leave the register.

use crate::model::UnitIx;
use crate::pipeline::{Pipeline, Register};
use crate::run::show::{ShowError, unit_meant};

/// A unit that is supposed not to be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenOut {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Ids of the units under it, which go with it.
    pub below: Vec<String>,
    /// Names of the units above, whose totals lose its figures, the nearest first.
    pub above: Vec<String>,
}

/// The pipeline without some units, named by id or name, and who that is.
pub(super) fn take_out(
    pipeline: &Pipeline,
    words: &[String],
) -> Result<(Pipeline, Vec<TakenOut>), ShowError> {
    let register = &pipeline.register;
    let mut units: Vec<UnitIx> = Vec::new();
    for word in words {
        let known = register.iter().map(|(_, unit)| (unit.id.as_str(), unit.name.as_str()));
        units.extend(register.find_id(&unit_meant(word, known, pipeline)?));
    }
    units.sort_unstable();
    units.dedup();
    let taken_out = units.iter().map(|&unit| taken_out(unit, register)).collect();
    let register = register.clone().without(&units);
    Ok((Pipeline { register, ..pipeline.clone() }, taken_out))
}

impl TakenOut {
    /// Whether a unit is this one or goes with it.
    #[must_use]
    pub fn is(&self, id: &str) -> bool {
        self.id == id || self.below.iter().any(|below| below == id)
    }
}

fn taken_out(ix: UnitIx, register: &Register) -> TakenOut {
    let unit = register.get(ix);
    let above = register.line_up(ix).skip(1).map(|above| register.get(above).name.clone());
    let below = register.under(ix).into_iter().filter(|&below| below != ix);
    TakenOut {
        id: unit.id.clone(),
        name: unit.name.clone(),
        below: below.map(|below| register.get(below).id.clone()).collect(),
        above: above.collect(),
    }
}
