//! A composed workbook → the bytes of an `.xlsx` file. Limits come from the format: 31 characters for the
//! name of a sheet, 1,048,576 lines, 16,384 columns.
//!
//! `workbook` writes what is composed, `data` a table of data, `edition` many; `values` the cells of a copied sheet.

mod chart;
mod data;
mod edition;
mod formats;
mod paper;
mod runs;
pub(in crate::publish) mod template;
mod values;
mod workbook;

pub(super) use edition::edition;
pub(super) use workbook::bytes;
