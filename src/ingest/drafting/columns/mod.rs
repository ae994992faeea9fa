//! The columns of an example as a form would declare them: `naming` with the words of a declared form, or with `ids` of
//! their own; `led` by the total that stands before them (`lead`).

pub(in crate::ingest) mod ids;
pub(in crate::ingest) mod lead;
pub(in crate::ingest) mod led;
pub(in crate::ingest) mod naming;
