//! What is on disk: the inbox that is read, and the runs that are kept. The only module that writes files;
//! each appears whole or not at all, and a run becomes visible by one rename.

mod disk;
mod error;
mod find;
mod fingerprint;
mod folder;
mod inbox;
mod keep;
mod lock;
mod log;
mod new_run;
mod parquet;
mod record;
mod run;
mod single;
mod verify;

pub use disk::{Disk, OwnDisk};
pub use error::StoreError;
pub use find::Unfound;
pub use fingerprint::Fingerprint;
pub use folder::Folder;
pub use inbox::Inbox;
pub use keep::{Swept, note};
pub use lock::{Holder, Lock};
pub use log::Log;
pub use new_run::NewRun;
pub use parquet::{decode, encode};
pub use record::{Asked, FileRead, Input, Output, Reason, Record, StageRecord};
pub use run::{Run, Verified};
pub use single::write_file;
