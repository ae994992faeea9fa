//! Header texts → columns of a form: `unfold` gathers the texts above each column of a sheet, `bind` finds the columns of
//! the form among them (`candidate`: one that may be one, `twins`: those below the same text), `bound` is what came of it.

pub(in crate::ingest) mod bind;
pub(in crate::ingest) mod bound;
pub(in crate::ingest) mod candidate;
mod twins;
pub(in crate::ingest) mod unfold;
