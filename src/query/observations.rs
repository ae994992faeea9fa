//! Accepted counts as SQL, a row each with its cell: what `observations` says of lines of counts.

use crate::pipeline::Pipeline;
use crate::table::{COLUMNS, OBSERVATIONS, lines_of};

use super::metrics::LineTable;
use super::query_table::sql_name;
use super::step::Step;
use super::text::quoted;

/// One step over lines and `columns`; nothing where no form counts anything. A count that a sheet splits over columns
/// stands once, at the first of them.
#[must_use]
pub fn observations(lines: &[LineTable], pipeline: &Pipeline) -> Option<Step> {
    let parts = lines.iter().flat_map(|table| {
        let (form, from) = (quoted(&table.form), sql_name(&lines_of(&table.form)));
        table.measures.iter().map(move |&measure| {
            let id = &pipeline.measure(measure).id;
            let measure = quoted(id);
            format!(
                "SELECT l.period, {form} AS form, l.unit_id, l.field, {measure} AS measure, l.{id} AS value, l.file, l.sheet,\n  \
                 c.cell || CAST(l.row AS VARCHAR(20)) AS cell, l.left_out\nFROM {from} AS l\nJOIN {COLUMNS} AS c\n  \
                 ON c.file = l.file AND c.sheet = l.sheet AND c.table = l.table\n\
                 WHERE l.role = 'item' AND l.{id} IS NOT NULL AND c.form = {form} AND c.measure = {measure} AND c.part = 0"
            )
        })
    });
    let parts: Vec<String> = parts.collect();
    let about = "a row a count that was accepted, with the cell that it stands in";
    (!parts.is_empty()).then(|| Step::new(OBSERVATIONS, about, parts.join("\nUNION ALL\n")))
}
