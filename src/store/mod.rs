//! What is on disk: the inbox that is read, and the runs that are kept. The only module that writes files;
//! each appears whole or not at all, and a run becomes visible by one rename.

mod disk;
mod error;
mod find;
mod fingerprint;
mod folder;
mod inbox;
mod lock;
mod log;
mod new_run;
mod package;
mod parquet;
mod probe;
mod record;
mod retention;
mod room;
mod run;
mod single;
mod verify;

pub use disk::{Disk, Listed, ListedKind, OwnDisk};
pub use error::StoreError;
pub use find::Unfound;
pub use fingerprint::Fingerprint;
pub use folder::Folder;
pub use inbox::Inbox;
pub use lock::{Holder, Lock};
pub use log::{Log, LogLevel, log_line};
pub use new_run::NewRun;
pub use package::Package;
pub use parquet::{decode, encode};
pub use probe::{Probe, is_private, probe};
pub use record::{FileRead, HeldBack, Input, Invocation, Output, Reason, Record, StageRecord};
pub use retention::Swept;
pub use room::{Room, room};
pub use run::{Run, Verified};
pub use single::{read_file, write_file, write_files};
