//! The table of an example, of which nothing is known yet: `find` sees where it stands, `choose` which one is drafted,
//! `kinds` what its columns hold (`number`: what looks like one), `flat` whether each line names its unit.

pub(in crate::ingest) mod choose;
pub(in crate::ingest) mod find;
pub(in crate::ingest) mod flat;
pub(in crate::ingest) mod kinds;
pub(in crate::ingest) mod number;
