//! The workbooks that a pipeline declares, a sheet a file. A column of a sheet stands in the file of its sheet.
//!
//! `sheets` tells which a workbook has; `facts` are the inputs, indexed once; `words` the sentences that several sheets
//! say; `ends` first and last of a ranking for the summary; `certainty` how sure a place is; `live` which figures of a
//! ranking follow from which; `list_total` what a list comes to as a whole.

pub(super) mod certainty;
mod definitions_sheet;
pub(super) mod district_book;
pub(super) mod ends;
pub(super) mod facts;
pub(super) mod fields_sheet;
mod findings_sheet;
mod forms_sheet;
mod indicator_cells;
mod indicator_remarks;
mod indicators_sheet;
mod leagues_table;
pub(super) mod list_total;
mod live;
mod method_sheet;
mod mix_columns;
mod movers_table;
mod moves_sheet;
mod overdue_sheet;
mod period_before;
mod quality_sheet;
pub(super) mod ranking_columns;
pub(super) mod ranking_notes;
mod ranking_remarks;
pub(super) mod ranking_rows;
mod ranking_sheet;
pub(super) mod sheets;
pub(super) mod submissions_sheet;
mod summary_charts;
mod summary_sheet;
pub(super) mod unit_fields;
pub(super) mod words;
