//! A sheet → its tables, each bound to a declared form, and the role of each of their lines. `locate` looks for the
//! forms in a sheet, `header` binds header texts to columns (`lone_part`: by the lines below them), `nearest` tells what a
//! table lacks to be a form, `lines` gives each line its role, `goes_on` sees a table that a page or a sheet cut.

pub(super) mod bound_table;
pub(super) mod column_numbers;
pub(super) mod goes_on;
pub(super) mod header;
pub(super) mod heading;
pub(super) mod lines;
pub(super) mod locate;
pub(super) mod lone_part;
pub(super) mod nearest;
