//! Accepted numbers as SQL, a row each with its cell: what `observations` says, but for the text as it was found.

use crate::pipeline::{Items, Pipeline};
use crate::table::{COLUMNS, OBSERVATIONS, VALUE, lines_of};

use super::metrics::LineTable;
use super::query_table::sql_name;
use super::step::Step;
use super::text::quoted;

/// One step over lines and `columns`, as numbers of 64 bits; nothing where no form has any. A count that a sheet splits over
/// columns stands once, at the first of them.
#[must_use]
pub fn observations(lines: &[LineTable], pipeline: &Pipeline) -> Option<Step> {
    let counts = lines.iter().flat_map(|table| {
        table.measures.iter().map(|&measure| {
            let id = &pipeline.measure(measure).id;
            of_column(&table.form, &quoted(id), id, &quoted(id))
        })
    });
    let told = pipeline.forms.iter().filter(|form| form.items == Items::Indicator);
    // Their lines say themselves what each is.
    let told = told.map(|form| of_column(&form.id, "l.indicator", VALUE, &quoted(VALUE)));
    let parts: Vec<String> = counts.chain(told).collect();
    let about = "a row a number that was accepted, with the cell that it stands in";
    (!parts.is_empty()).then(|| Step::new(OBSERVATIONS, about, parts.join("\nUNION ALL\n")))
}

/// The numbers of a column of the lines of a form; `named` is the measure of each, `kept` what `columns` calls it.
fn of_column(form: &str, named: &str, column: &str, kept: &str) -> String {
    let from = sql_name(&lines_of(form));
    let form = quoted(form);
    format!(
        "SELECT l.period, {form} AS form, l.unit_id, l.field, {named} AS measure, CAST(l.{column} AS DOUBLE) AS value, l.file, \
         l.sheet,\n  c.cell || CAST(l.row AS VARCHAR(20)) AS cell, l.left_out\nFROM {from} AS l\nJOIN {COLUMNS} AS c\n  \
         ON c.file = l.file AND c.sheet = l.sheet AND c.table = l.table\nWHERE l.role = 'item' AND l.{column} IS NOT NULL AND \
         c.form = {form} AND c.measure = {kept} AND c.part = 0"
    )
}
