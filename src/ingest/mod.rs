//! The bytes of one file → its reading, and the readings of a period → what became of each file. Cannot fail: what is
//! wrong with a file is a finding. Plain Rust without disk, process or thread: who calls it has the files, and reads
//! as many at once as the machine can.
//!
//! `open` sees to archives, `understand` puts the reading of a file together: `table` finds the declared forms in a
//! sheet and the role of each line, `sender` weighs whose a table is, `period` which period it is of, `template` what a
//! file says of itself that was made from one, `table_of_file` what tables tell of each other, `figures` turns lines into
//! numbers (`count`: one cell). `submissions` tells which of the files, and of the forms about one unit,
//! count. `inspect` shows all this of one file, `drafting` makes a declaration of a filled example, `originals` opens
//! files once more, to be given back. `lookups` is the register as one file asks it, `context` a table in its file. `findings` is
//! what may be found, a code a file.

mod context;
mod count;
mod drafting;
mod figures;
mod file_findings;
mod findings;
mod inspect;
mod lookups;
mod open;
mod originals;
mod period;
mod remarks;
mod sender;
mod submissions;
mod table;
mod table_of_file;
mod template;
mod understand;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::model::Reading;
use crate::pipeline::Pipeline;
use crate::read::{self, Member, Opened};

pub use drafting::draft::{draft, draft_book};
pub use drafting::wish::{Drafted, NoTable, Wish};
pub use findings::CHECKS;
pub use inspect::inspect;
pub use lookups::is_concerned;
pub use originals::{holder, lost, originals};
pub use submissions::gather::{Gathered, gather};
pub use submissions::receipts::{Receipts, is_receipts};
pub use understand::understand;

/// What a file turned out to be.
#[derive(Debug, Serialize, Deserialize)]
pub enum FileContent {
    /// One file.
    Reading(Box<Reading>),
    /// An archive of others, to be read one by one.
    Bundle(Vec<Member>),
}

/// Reads a file; `inside` an archive it is no archive itself.
#[must_use]
pub fn read_file(file: &str, bytes: &[u8], inside: bool, pipeline: &Pipeline) -> FileContent {
    let book = match read::read(bytes, &pipeline.limits) {
        Opened::Bundle(members) if !inside => return FileContent::Bundle(members),
        Opened::Bundle(_) => Err(open::NESTED.to_owned()),
        Opened::Book(book) => Ok(book),
        Opened::Refused(reason) => Err(reason),
    };
    FileContent::Reading(Box::new(understand(file, Some(&open::hash(bytes)), book, pipeline)))
}

/// Whether these can be the files of an archive: there are some, each has a name of its own, and none leads out.
#[must_use]
pub fn is_bundle(members: &[Member]) -> bool {
    let mut names = BTreeSet::new();
    let inside = |part: &str| !matches!(part, "" | "." | "..");
    !members.is_empty()
        && members.iter().all(|one| one.name.split('/').all(inside) && names.insert(&one.name))
}

/// Name of a file in an archive of the inbox.
#[must_use]
pub fn name_inside(archive: &str, member: &Member) -> String {
    open::below(archive, member)
}
