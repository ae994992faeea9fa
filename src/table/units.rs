//! The register as a run went by it: `units.parquet`. What names came or went since is told from it.

use std::collections::BTreeMap;

use polars::prelude::DataFrame;

use crate::model::{Level, Unit, UnitIx};
use crate::pipeline::{Pipeline, Register};

use super::column::TableError;
use super::column::{Columns, counts, frame, texts};

/// File name.
pub const UNITS: &str = "units";

/// File name of who stands above whom.
pub const ANCESTORS: &str = "ancestors";

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
    let parent = |unit: &Unit| Some(register.get(unit.parent?).id.as_str());
    frame(vec![
        texts("unit_id", units().map(|unit| Some(unit.id.as_str()))),
        texts("level", units().map(|unit| Some(unit.level.word()))),
        texts("parent_id", register.iter().map(|(_, unit)| parent(unit))),
        texts("name", units().map(|unit| Some(unit.name.as_str()))),
        texts("aliases", names.iter().map(|names| Some(names.as_str()))),
        texts("valid_from", units().map(|unit| unit.since.as_deref())),
        counts("place", register.iter().map(|(ix, _)| Some(ix.0.into()))),
    ])
}

/// Each unit with each that it stands under, itself at depth 0, in the order of the register and upwards.
///
/// # Errors
/// Where polars refuses the columns; a defect of the program.
pub fn ancestors(pipeline: &Pipeline) -> Result<DataFrame, TableError> {
    let register = &pipeline.register;
    let id = |unit: UnitIx| register.get(unit).id.as_str();
    let of_unit = |unit: UnitIx| (0i64..).zip(register.line_up(unit)).map(move |up| (unit, up));
    let rows: Vec<_> = register.iter().flat_map(|(unit, _)| of_unit(unit)).collect();
    frame(vec![
        texts("ancestor_id", rows.iter().map(|(_, (_, above))| Some(id(*above)))),
        texts("unit_id", rows.iter().map(|(unit, _)| Some(id(*unit)))),
        counts("depth", rows.iter().map(|(_, (depth, _))| Some(*depth))),
    ])
}

/// The register that a table was made of.
///
/// # Errors
/// A column is missing or of another type, or a unit stands under one that is not there.
pub fn register_of(units: &DataFrame) -> Result<Register, TableError> {
    let c = Columns::new(UNITS, units);
    let (id, level, parent) = (c.text("unit_id")?, c.text("level")?, c.text("parent_id")?);
    let (name, aliases, since) =
        (c.text("name")?, c.text("aliases")?, c.since("valid_from", Columns::text)?);
    let rows = || 0..units.height();
    let places = rows().map(|row| (id.get(row).unwrap_or_default(), row));
    let places: BTreeMap<&str, usize> = places.collect();
    let unit = |row: usize| {
        let above = parent.get(row).map(|parent| {
            let found = places.get(parent).and_then(|&place| u32::try_from(place).ok());
            found.map(UnitIx).ok_or_else(|| TableError::UnknownWord {
                table: UNITS,
                column: "parent_id".to_owned(),
                row,
                found: parent.to_owned(),
            })
        });
        let further = aliases.get(row).unwrap_or_default().split(BETWEEN);
        Ok(Unit {
            id: id.required(row)?,
            level: level.word(row, &Level::ALL, Level::word)?,
            parent: above.transpose()?,
            name: name.required(row)?,
            aliases: further.filter(|name| !name.is_empty()).map(str::to_owned).collect(),
            since: since.and_then(|since| since.optional(row)),
            contacts: Vec::new(),
        })
    };
    Ok(Register::new(rows().map(unit).collect::<Result<_, TableError>>()?))
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
