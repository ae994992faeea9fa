//! A lake of runs: `gather` puts published runs into it, `find` is which runs are meant, `meaning` what their figures are
//! made of, so that a metric means one thing in a lake; `country` is what a pipeline goes on from that reads a lake in
//! place of files, and `spelling` one spelling of each field in it.

pub(super) mod country;
mod error;
mod find;
mod gather;
mod meaning;
mod spelling;

pub use error::LakeError;
pub(super) use find::FoundRun;
pub(super) use gather::put;
pub use gather::{Gathered, gather};
