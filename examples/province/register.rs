//! The units of a province, as the register lists them.

use std::error::Error;
use std::path::Path;

use super::place::Place;

/// A row of the register.
#[derive(Debug, Clone)]
pub struct Unit {
    /// Code and name.
    pub place: Place,
    /// `province`, `department`, `district` or `commune`.
    pub level: String,
    /// Code of the unit above.
    pub parent_id: String,
}

/// Reads a register: id, level, parent_id, name, and whatever follows.
pub fn read(path: &Path) -> Result<Vec<Unit>, Box<dyn Error>> {
    let mut reader = csv::Reader::from_path(path)?;
    reader.records().map(|record| unit(&record?)).collect()
}

/// The places of a level under a unit, in the order of the register.
pub fn under(units: &[Unit], parent_id: &str, level: &str) -> Vec<Place> {
    let wanted = units.iter().filter(|unit| unit.parent_id == parent_id && unit.level == level);
    wanted.map(|unit| unit.place.clone()).collect()
}

fn unit(record: &csv::StringRecord) -> Result<Unit, Box<dyn Error>> {
    let text = |at: usize| record.get(at).ok_or("a row of the register is too short");
    Ok(Unit {
        place: Place::new(text(0)?, text(3)?),
        level: text(1)?.to_owned(),
        parent_id: text(2)?.to_owned(),
    })
}
