//! Sums of single measures by form and unit, as rules about several files compare them, of lines that were kept.

use polars::prelude::{DataFrame, DataType};

use crate::model::{FormSums, Role, UnitSums};
use crate::table::{Columns, Lines, REPEATED, TableError, role_words};

/// The sums of the lines of a period by form and unit.
///
/// # Errors
/// A column is missing or of another type.
pub fn by_unit(lines: &Lines) -> Result<UnitSums, TableError> {
    let mut sums = UnitSums::default();
    for (form, lines) in lines {
        sums.add(form, of_form(lines)?);
    }
    Ok(sums)
}

fn of_form(lines: &DataFrame) -> Result<FormSums, TableError> {
    let ([item, _], [total, _]) = (role_words(Role::Item), role_words(Role::Total));
    let columns = Columns::new("lines", lines);
    let (role, unit) = (columns.text("role")?, columns.text("unit_id")?);
    let measures = lines.columns().iter().filter(|column| column.dtype() == &DataType::Int64);
    let measures: Vec<String> = measures.map(|column| column.name().to_string()).collect();
    let counts = measures.iter().map(|measure| columns.count(measure));
    let counts = counts.collect::<Result<Vec<_>, _>>()?;
    let mut sums = FormSums::new(measures);
    let mut place = 0;
    for row in 0..lines.height() {
        // Lines that count, or that another form tells as well, are numbered as who compares them finds them.
        let Some(word) = role.get(row).filter(|word| [item, total, REPEATED].contains(word)) else {
            continue;
        };
        if let Some(unit) = unit.get(row).filter(|_| word == item) {
            sums.add(unit, place, counts.iter().map(|counts| counts.get(row)));
        }
        place += 1;
    }
    Ok(sums)
}
