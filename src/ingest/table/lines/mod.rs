//! The lines of a table, each with its role: `roles` chooses by the form. `reader` goes from line to line and knows
//! what stands above, `flat` is for tables that name unit and field in each line, `indicators` for forms whose lines are
//! measures, `labels` knows what labels and numbers look like.

pub(in crate::ingest) mod flat;
pub(in crate::ingest) mod indicators;
pub(in crate::ingest) mod labels;
pub(in crate::ingest) mod line;
pub(in crate::ingest) mod reader;
pub(in crate::ingest) mod roles;
