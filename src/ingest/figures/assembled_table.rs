//! What the lines of one table became.

use crate::ingest::context::TableContext;
use crate::ingest::file_findings::FileFindings;
use crate::model::{self, Notation, Table};

/// What one table gave.
#[derive(Debug)]
pub(in crate::ingest) struct AssembledTable {
    pub(in crate::ingest) table: Table,
    pub(in crate::ingest) findings: FileFindings,
}

impl AssembledTable {
    /// A table without lines.
    pub(in crate::ingest) fn new(context: &TableContext, columns: Vec<model::Column>) -> Self {
        let TableContext { sheet, form, sender, .. } = *context;
        let first = sheet.rows().next().and_then(|(_, cells)| cells.first());
        let notation = first.map_or(Notation::Letters, |cell| cell.at.notation);
        let table = Table::new(form, sender, &sheet.name, notation, columns);
        Self { table, findings: FileFindings::default() }
    }

    /// Whether nothing was typed into it: neither a number nor anything that should be one.
    pub(in crate::ingest) fn holds_nothing(&self) -> bool {
        self.table.items() == 0 && self.findings.iter().next().is_none()
    }
}
