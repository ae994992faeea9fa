//! An engine apart: what a stage computes runs on a Sail or Spark that is already in the house, over the tables of the run
//! as they stand on disk. `apart` asks and waits no longer than it may; `spark`, only with the feature `spark-connect`,
//! speaks its language.

mod apart;
mod spark;

pub use apart::EngineApart;
