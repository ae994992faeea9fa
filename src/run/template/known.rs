//! Which fields each unit had in a form, in the newest published period before.

use std::cmp::Reverse;

use crate::model::{Period, Role};
use crate::pipeline::{Form, Lineage, Pipeline};
use crate::publish::KnownFields;
use crate::run::error::RunError;
use crate::store::{Folder, Run};
use crate::table::{Columns, UNITS, lines_of, register_of, role_words};

/// The fields of each unit in their order; none where nothing was published before.
pub(super) fn known_fields(pipeline: &Pipeline, form: &Form) -> Result<KnownFields, RunError> {
    let periods = Folder::of_all_periods(&pipeline.output, &pipeline.id)?;
    let mut before: Vec<(Period, Folder)> = periods
        .into_iter()
        .filter_map(|(period, folder)| Some((period.parse().ok()?, folder)))
        .filter(|(period, _): &(Period, Folder)| period.day_after() <= pipeline.period.first_day())
        .collect();
    before.sort_by_key(|(period, _)| Reverse(period.day_after()));
    let table = format!("data/{}.parquet", lines_of(&form.id));
    for (period, folder) in before {
        let Some(run) = folder.latest()? else { continue };
        if run.files().contains(&table.as_str()) {
            return fields_of(&run, period, pipeline, form);
        }
    }
    Ok(KnownFields::new())
}

/// The fields that a run has of units that are still the same.
fn fields_of(
    run: &Run,
    period: Period,
    pipeline: &Pipeline,
    form: &Form,
) -> Result<KnownFields, RunError> {
    let name = lines_of(&form.id);
    let then = run.table(UNITS)?;
    let then = register_of(&then).map_err(run.at_table(UNITS))?;
    let now = (&pipeline.register, pipeline.period);
    let lineage = Lineage::of((&then, period), now, &pipeline.successions);
    let frame = run.table(&name)?;
    let columns = Columns::new("lines", &frame);
    let text = |column| columns.text(column).map_err(run.at_table(&name));
    let (units, fields, roles) = (text("unit_id")?, text("field")?, text("role")?);
    let mut known = KnownFields::new();
    for row in 0..frame.height() {
        let counts = roles.get(row) == Some(role_words(Role::Item)[0]);
        let (Some(unit), Some(field)) = (units.get(row), fields.get(row)) else { continue };
        if !counts || !lineage.is_same(unit) {
            continue;
        }
        let Some(ix) = pipeline.register.find_id(unit) else { continue };
        let own = known.entry(ix).or_default();
        if !own.iter().any(|known| known == field) {
            own.push(field.to_owned());
        }
    }
    Ok(known)
}
