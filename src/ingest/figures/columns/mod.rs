//! The columns of a table that carry figures, and what the cells of a line say in them, each (`line_cells`) or together:
//! `shares` where counts belong, a number `merged` over several, `thousandths` that are none, `formulas` of a template without
//! a result, the column of `notes`.

pub(in crate::ingest) mod figure_columns;
pub(in crate::ingest) mod formulas;
pub(in crate::ingest) mod headers;
pub(in crate::ingest) mod line_cells;
pub(in crate::ingest) mod merged;
pub(in crate::ingest) mod notes;
pub(in crate::ingest) mod shares;
pub(in crate::ingest) mod thousandths;
