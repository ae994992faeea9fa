//! What the sheets of a dossier share: a heading with the name of the unit, one table that lies as it fits, remarks.

use crate::model::{Area, CellRef};
use crate::publish::book::layout::SheetHead;
use crate::publish::book::plan::{Datum, SheetPlan};
use crate::publish::book::style::{CellKind, CellStyle};
use crate::publish::book::table::{TableColumn, TableRow};
use crate::publish::book::table_fit::{Fitted, fit};
use crate::publish::workbook::facts::Facts;

/// A sheet of one table.
pub(super) struct DossierSheet<'a, 'd> {
    /// Name on the tab.
    pub(super) name: &'static str,
    pub(super) title: &'d str,
    /// Whose it is.
    pub(super) unit: &'d str,
    /// What its counts are counted in.
    pub(super) scale: Option<&'d str>,
    pub(super) columns: Vec<TableColumn<'a>>,
    pub(super) rows: Vec<TableRow<'a>>,
    /// What stands below the table.
    pub(super) remarks: Vec<String>,
}

impl<'a> DossierSheet<'a, '_> {
    /// The sheet as plain data.
    pub(super) fn compose(self, facts: &Facts<'a>) -> SheetPlan<'a> {
        let Self { name, title, unit, scale, columns, rows, remarks } = self;
        let pipeline = facts.pipeline;
        let head = SheetHead::Of(unit);
        let heading = |width| SheetPlan::heading_px(pipeline, head, (title, scale), width);
        let Fitted { paper, widths } = fit(&columns, &[], &rows, heading);
        let mut plan = SheetPlan::new(pipeline, name, paper, widths);
        plan.heading_of(pipeline, head, title, scale);
        let first = plan.next();
        let lines = plan.table(&columns, rows);
        let grouped = columns.iter().any(|column| column.group.is_some());
        let last = first + u32::from(grouped);
        plan.head = Some((first, last));
        if lines.end > lines.start {
            let end = CellRef::new(lines.end - 1, u32::from(plan.columns()) - 1);
            plan.filter = Some(Area { first: CellRef::new(last, 0), last: end });
        }
        plan.gap(4);
        for remark in remarks {
            plan.paragraph(CellStyle::Remark, Datum::owned(remark));
        }
        plan
    }
}

/// A column.
pub(super) fn column<'a>(title: &'static str, kind: CellKind) -> TableColumn<'a> {
    TableColumn::new(title, kind)
}

/// A text, or nothing.
pub(super) fn words<'a>(text: impl Into<String>) -> Datum<'a> {
    let text = text.into();
    if text.is_empty() { Datum::Blank } else { Datum::owned(text) }
}

/// A number that may not be there.
pub(super) fn count<'a>(count: Option<i64>) -> Datum<'a> {
    count.map_or_else(Datum::dash, Datum::Count)
}

/// A ratio that may not be there.
pub(super) fn ratio<'a>(ratio: Option<f64>) -> Datum<'a> {
    ratio.map_or_else(Datum::dash, Datum::Number)
}
