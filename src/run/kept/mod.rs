//! The declaration that a run keeps: the files as they were read stand in the run, under names by which they reach each
//! other, so that an old run is told, compared and made again by what it went by, whatever has been edited since.

mod keep;
mod layout;
mod then;

pub(super) use keep::{as_kept, keep};
pub(super) use then::{KeptFile, declared_in, declared_then, kept, read_then};
