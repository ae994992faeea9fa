//! A workbook as plain data, before it is a file: `plan` says what stands where and how it prints, `meaning` what a cell
//! shows, `style` what each style looks like, `table` and `layout` compose what all sheets share, `table_fit` puts a
//! table on paper, `live` makes figures follow from each other, `width` measures texts, `print`
//! tells two of them apart. `copied` is a sheet
//! as it was submitted, with `merges` and `fit` for what it looks like.

pub mod copied;
mod fit;
pub(super) mod layout;
pub(super) mod live;
pub mod meaning;
mod merges;
pub mod plan;
mod print;
pub mod style;
pub(super) mod table;
pub(super) mod table_fit;
pub(super) mod width;
