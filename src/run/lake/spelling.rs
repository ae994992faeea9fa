//! One spelling of each field over all provinces. Each run has spelled its own fields alike already; the first pipeline that
//! has a field decides, as the first file does within a run.

use std::collections::BTreeMap;

use polars::prelude::DataFrame;

use crate::model::Role;
use crate::table::column::texts;
use crate::table::{Columns, REPEATED, TableError, role_words};
use crate::text;

/// What each field is spelled like, by its key.
#[derive(Debug, Default)]
pub(super) struct FieldSpelling(BTreeMap<String, String>);

impl FieldSpelling {
    /// Takes up the fields of the items of a form.
    pub(super) fn learn(&mut self, lines: &DataFrame) -> Result<(), TableError> {
        let c = Columns::new("lines", lines);
        let (field, role) = (c.text("field")?, c.text("role")?);
        let mut last = None;
        for row in 0..lines.height() {
            let Some(spelled) = field.get(row).filter(|_| is_item(role.get(row))) else { continue };
            // Most lines follow one of the same field, or of one that was met.
            if last != Some(spelled) {
                self.0.entry(text::key(spelled)).or_insert_with(|| spelled.to_owned());
                last = Some(spelled);
            }
        }
        Ok(())
    }

    /// Writes the fields of the items of a form as all are spelled; what stood in the file stays beside it.
    pub(super) fn apply(&self, lines: &mut DataFrame) -> Result<(), TableError> {
        let rows: Vec<(Option<String>, Option<String>)> = {
            let c = Columns::new("lines", lines);
            let (field, role) = (c.text("field")?, c.text("role")?);
            let found = c.text("field_found")?;
            let rows = (0..lines.height()).map(|row| {
                let own = field.get(row);
                let one = own.filter(|_| is_item(role.get(row)));
                let one = one.and_then(|own| self.0.get(&text::key(own)).map(String::as_str));
                let one = one.or(own);
                let written = found.get(row).or(own).filter(|&written| Some(written) != one);
                (one.map(str::to_owned), written.map(str::to_owned))
            });
            rows.collect()
        };
        lines.with_column(texts("field", rows.iter().map(|row| row.0.as_deref())))?;
        lines.with_column(texts("field_found", rows.iter().map(|row| row.1.as_deref())))?;
        Ok(())
    }
}

/// Whether lines of this role tell of a field; a total has a label there.
fn is_item(role: Option<&str>) -> bool {
    let items = role_words(Role::Item);
    role.is_some_and(|role| items.contains(&role) || role == REPEATED)
}
