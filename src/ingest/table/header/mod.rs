//! Header texts → columns of a form. Columns are found by the texts above them, never by position; merged
//! cells are unfolded here and nowhere else.

pub(in crate::ingest) mod bind;
pub(in crate::ingest) mod bound;
pub(in crate::ingest) mod candidate;
mod twins;
pub(in crate::ingest) mod unfold;
