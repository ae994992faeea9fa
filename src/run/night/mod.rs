//! A run while it is made: the conductor, its stages, the tables it holds, its journal and lock, and what retention
//! removes at its end.

pub(super) mod begin;
mod computing;
mod conductor;
mod counted;
mod district_files;
mod dossier_files;
mod heart;
mod ingest;
mod journal;
mod kept_files;
mod lock;
mod moves;
mod one_by_one;
mod prune;
mod returned;
mod runs;
mod stages;
mod tables;
