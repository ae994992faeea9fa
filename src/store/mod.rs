//! What is on disk: the inbox that is read, and the runs that are kept. The only module that writes files;
//! each appears whole or not at all, and a run becomes visible by one rename.

mod error;
mod fingerprint;
mod folder;
mod inbox;
mod lock;
mod log;
mod package;
mod parquet;
mod probe;
mod record;
mod room;
mod run;
mod single;

pub use error::StoreError;
pub use fingerprint::Fingerprint;
pub use folder::Folder;
pub use inbox::Inbox;
pub use lock::Lock;
pub use log::Log;
pub use package::Package;
pub use parquet::{decode, encode};
pub use probe::{Probe, probe};
pub use record::{Input, Output, Reason, Record, StageRecord};
pub use room::{Room, room};
pub use run::{NewRun, Run, Verified};
pub use single::{read_file, write_file, write_files};
