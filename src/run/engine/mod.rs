//! An engine apart: what is summed and placed runs on a Sail or Spark that is already in the house, over the tables of the
//! run as they stand on disk. `chosen` says which one that is; only with the feature `spark-connect` are there `apart`, which
//! asks and waits no longer than it may, and `spark`, which speaks its language.

#[cfg(feature = "spark-connect")]
mod apart;
mod chosen;
#[cfg(feature = "spark-connect")]
mod spark;

#[cfg(feature = "spark-connect")]
pub(super) use chosen::is_there;
pub(super) use chosen::{can_be_asked, chosen};
