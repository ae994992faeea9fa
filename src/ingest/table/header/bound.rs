//! The header of a table, bound to the columns of a form, and how well it fits.

use std::collections::BTreeSet;

use crate::model::CellRef;
use crate::pipeline::{Binding, Column, Form};

/// The header of a table, bound to the columns of a form.
#[derive(Debug, Clone)]
pub(in crate::ingest) struct Header {
    /// Last row of the header.
    pub(in crate::ingest) bottom: u32,
    /// For each column of the form the columns of the sheet: none, one, or those that it is split into.
    pub(in crate::ingest) bound: Vec<Vec<u32>>,
    /// Columns of the form that more than one column of the sheet could be, with the lowest header cells.
    pub(in crate::ingest) ambiguous: Vec<(usize, Vec<CellRef>)>,
    /// Columns of the sheet with any text above them.
    pub(in crate::ingest) headed: BTreeSet<u32>,
    /// Headed columns of the sheet that the form does not know.
    pub(in crate::ingest) unknown: Vec<(CellRef, String)>,
}

impl Header {
    /// The sheet column of the first form column with a binding.
    pub(in crate::ingest) fn column_of(&self, form: &Form, binding: Binding) -> Option<u32> {
        let index = form.columns.iter().position(|column| column.binding == binding)?;
        self.bound[index].first().copied()
    }

    /// All sheet columns of the first form column with a binding: the header of labels may stand over two.
    pub(in crate::ingest::table) fn columns_of(&self, form: &Form, binding: Binding) -> Vec<u32> {
        let index = form.columns.iter().position(|column| column.binding == binding);
        index.map(|index| self.bound[index].clone()).unwrap_or_default()
    }

    /// Columns of the sheet that carry figures of a form.
    pub(in crate::ingest) fn figures(&self, form: &Form) -> Vec<u32> {
        let columns = form.columns.iter().zip(&self.bound);
        let figures = columns.filter(|(column, _)| column.binding.holds_figures());
        figures.flat_map(|(_, bound)| bound.iter().copied()).collect()
    }

    /// The column of the form that a column of the sheet is.
    pub(in crate::ingest) fn declared<'f>(
        &self,
        form: &'f Form,
        column: u32,
    ) -> Option<&'f Column> {
        let index = self.bound.iter().position(|bound| bound.contains(&column))?;
        form.columns.get(index)
    }

    /// Required columns of the form that the sheet lacks.
    pub(in crate::ingest) fn missing<'f>(
        &'f self,
        form: &'f Form,
    ) -> impl Iterator<Item = usize> + 'f {
        (0..form.columns.len()).filter(|&index| {
            let column = &form.columns[index];
            let doubtful = self.ambiguous.iter().any(|(ambiguous, _)| *ambiguous == index);
            // Numbering and notes carry no figures; a form without them is still complete.
            let needed =
                !matches!(column.binding, Binding::Ordinal | Binding::Note | Binding::Ignored);
            self.bound[index].is_empty() && needed && !column.optional && !doubtful
        })
    }

    /// How well the form fits: bound columns count for it, missing and unknown ones against it. `None`
    /// where the table cannot be this form at all.
    pub(in crate::ingest) fn fit(&self, form: &Form) -> Option<i64> {
        self.column_of(form, Binding::Label)?;
        // Without the column that names the units nobody knows whose lines these are.
        let nameless = |(column, bound): (&Column, &Vec<u32>)| {
            column.binding == Binding::Unit && !column.optional && bound.is_empty()
        };
        if form.columns.iter().zip(&self.bound).any(nameless) {
            return None;
        }
        let is_count = |index: &usize| {
            matches!(form.columns[*index].binding, Binding::Count(_) | Binding::Value)
        };
        let counts = (0..form.columns.len()).filter(is_count).count();
        let found =
            (0..form.columns.len()).filter(is_count).filter(|&i| !self.bound[i].is_empty()).count();
        if found == 0 || found * 2 < counts {
            return None;
        }
        let all = self.bound.iter().filter(|bound| !bound.is_empty()).count();
        let against = self.missing(form).count() * 2 + self.unknown.len();
        Some(i64::try_from(all * 4).ok()? - i64::try_from(against).ok()?)
    }
}
