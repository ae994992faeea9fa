//! What may be found about the columns of a table.

pub(crate) mod ambiguous_column;
pub(crate) mod missing_column;
pub(crate) mod stray_cells;
pub(crate) mod unknown_column;
