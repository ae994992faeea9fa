//! The workbooks that a pipeline declares, a sheet a file. A column of a sheet stands in the file of its sheet.
//!
//! `facts` are the inputs, indexed once; `words` the sentences that several sheets say; `ends` first and last of a
//! ranking for the summary.

mod ends;
pub(super) mod facts;
pub(super) mod findings_sheet;
pub(super) mod method_sheet;
pub(super) mod ranking_sheet;
pub(super) mod submissions_sheet;
pub(super) mod summary_sheet;
pub(super) mod words;
