//! The register as a run went by it: `units.parquet`. What names came or went since is told from it.

use std::collections::BTreeMap;

use polars::prelude::DataFrame;

use crate::pipeline::{Pipeline, Register};

use super::column::TableError;
use super::column::{Columns, frame, texts};

/// File name.
pub const UNITS: &str = "units";

/// What stands between the further names of a unit.
const BETWEEN: &str = "\n";

/// The units of a register in its order, with the further names of each, a line each.
///
/// # Errors
/// Where polars refuses the columns; a defect of the program.
pub fn units(pipeline: &Pipeline) -> Result<DataFrame, TableError> {
    let register = &pipeline.register;
    let units = || register.iter().map(|(_, unit)| unit);
    let names: Vec<String> = units().map(|unit| unit.aliases.join(BETWEEN)).collect();
    let parent = |unit: &crate::model::Unit| Some(register.get(unit.parent?).id.as_str());
    frame(vec![
        texts("unit_id", units().map(|unit| Some(unit.id.as_str()))),
        texts("level", units().map(|unit| Some(unit.level.word()))),
        texts("parent_id", register.iter().map(|(_, unit)| parent(unit))),
        texts("name", units().map(|unit| Some(unit.name.as_str()))),
        texts("aliases", names.iter().map(|names| Some(names.as_str()))),
    ])
}

/// The names of the units of a register by their ids.
///
/// # Errors
/// A column is missing or of another type.
pub fn names_of(units: &DataFrame) -> Result<BTreeMap<String, String>, TableError> {
    let c = Columns::new(UNITS, units);
    let (id, name) = (c.text("unit_id")?, c.text("name")?);
    (0..units.height()).map(|row| Ok((id.required(row)?, name.required(row)?))).collect()
}

/// Further names that came to a register or went from it since these were its units.
///
/// # Errors
/// A column is missing or of another type.
pub fn changed_names(then: &DataFrame, now: &Register) -> Result<Vec<String>, TableError> {
    let c = Columns::new(UNITS, then);
    let (id, names) = (c.text("unit_id")?, c.text("aliases")?);
    let then = (0..then.height()).map(|row| (id.get(row).unwrap_or_default(), names.get(row)));
    let then: BTreeMap<&str, &str> =
        then.map(|(id, names)| (id, names.unwrap_or_default())).collect();
    let mut changed = Vec::new();
    for (_, unit) in now.iter() {
        let before = then.get(unit.id.as_str()).copied().unwrap_or_default();
        let before: Vec<&str> = before.split(BETWEEN).filter(|name| !name.is_empty()).collect();
        let now = || unit.aliases.iter().map(String::as_str);
        let gone = before.iter().copied().filter(|name| !now().any(|known| known == *name));
        changed.extend(gone.chain(now().filter(|name| !before.contains(name))).map(str::to_owned));
    }
    Ok(changed)
}
