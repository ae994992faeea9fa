//! What an example calls itself: `titles` finds it, `wording` cuts off what changes with each period.

pub(in crate::ingest) mod titles;
pub(in crate::ingest) mod wording;
