//! A run while it is made: the conductor, its stages, the tables it holds, its journal and lock, and what retention
//! removes at its end.

pub(super) mod conductor;
pub(super) mod ingest;
pub(super) mod journal;
pub(super) mod lock;
pub(super) mod prune;
mod returned;
mod stages;
pub(super) mod tables;
