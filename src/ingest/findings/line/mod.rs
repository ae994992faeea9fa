//! What may be found about the lines of a table.

pub(crate) mod detail_lines;
pub(crate) mod group_unnamed;
pub(crate) mod hidden_lines;
pub(crate) mod indicator_twice;
pub(crate) mod lines_repeated;
pub(crate) mod numbering_restarts;
pub(crate) mod struck_line;
pub(crate) mod total_only;
pub(crate) mod unit_twice;
pub(crate) mod unknown_line;
pub(crate) mod unknown_unit;
pub(crate) mod unnamed_total;
