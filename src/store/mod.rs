//! What is on disk: the inbox that is read, and the runs that are kept. The only module that writes files;
//! each appears whole or not at all, and a run becomes visible by one rename.

mod error;
mod find;
mod fingerprint;
mod folder;
mod inbox;
mod keep;
mod lock;
mod log;
mod parquet;
mod record;
mod run;
mod single;
mod verify;

pub use error::StoreError;
pub use find::Unfound;
pub use fingerprint::Fingerprint;
pub use folder::Folder;
pub use inbox::Inbox;
pub use keep::{Swept, note};
pub use lock::Lock;
pub use log::Log;
pub use parquet::{decode, encode};
pub use record::{Input, Output, Reason, Record, StageRecord};
pub use run::{NewRun, Run, Verified};
pub use single::write_file;
