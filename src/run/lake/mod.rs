//! A lake of runs: `gather` puts published runs into it, `find` is which runs are meant, `meaning` what their figures are
//! made of, so that a metric means one thing in a lake; `joined` is what a pipeline goes on from that reads a lake in
//! place of files, and `spelling` one spelling of each field in it.

mod error;
mod find;
mod gather;
pub(super) mod joined;
mod meaning;
mod spelling;

pub use error::LakeError;
pub(super) use find::FoundRun;
pub(super) use gather::put;
pub use gather::{GatheredRun, gather};
