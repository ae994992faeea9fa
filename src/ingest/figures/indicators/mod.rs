//! Figures of forms whose lines are indicators: `value` reads a cell by the kind of its indicator, `scale` knows another
//! scale when it sees one, `assemble` makes figures and says what cannot be used.

mod assemble;
mod scale;
mod value;

pub(in crate::ingest) use assemble::assemble;
