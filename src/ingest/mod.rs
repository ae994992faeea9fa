//! The bytes of one file → its reading, and the readings of a period → what became of each file. Cannot fail: what is
//! wrong with a file is a finding. Plain Rust without disk, process or thread: who calls it has the files, and reads
//! as many at once as the machine can.
//!
//! `open` sees to archives, `locate` and `header` find the declared forms in a
//! sheet, `lines` gives each line its role, `sender` weighs what tells whose it is, `assemble` turns lines into numbers,
//! `indicators` does both for forms whose lines are measures, `understand` puts the reading of a file together,
//! `gather` tells which of the files, and of the forms about one unit, count. `inspect` shows all this of one file, `drafting` makes a declaration of a
//! filled example, `originals` opens files once more, to be given back.

mod alone;
mod assemble;
mod column_numbers;
mod contest;
mod contradictions;
mod count;
mod dated;
mod drafting;
mod findings;
mod foreign;
mod gather;
mod goes_on;
mod header;
mod indicators;
mod inspect;
mod interner;
mod lines;
mod locate;
mod nearest;
mod open;
mod originals;
mod other_periods;
mod overlap;

mod receipts;
mod remarks;
mod said;
mod sender;
mod understand;
mod units;
mod unused;
mod version;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::model::Reading;
use crate::pipeline::Pipeline;
use crate::read::{self, Member, Opened};

pub use drafting::{Drafted, NoTable, Wish, draft, draft_book};
pub use findings::CHECKS;
pub use gather::{Gathered, gather};
pub use inspect::inspect;
pub use originals::{holder, lost, originals};
pub use receipts::{Receipts, is_receipts};
pub use understand::understand;
pub use units::is_concerned;

/// What a file turned out to be.
#[derive(Debug, Serialize, Deserialize)]
pub enum Found {
    /// One file.
    Reading(Box<Reading>),
    /// An archive of others, to be read one by one.
    Bundle(Vec<Member>),
}

/// Reads a file; `inside` an archive it is no archive itself.
#[must_use]
pub fn read_file(file: &str, bytes: &[u8], inside: bool, pipeline: &Pipeline) -> Found {
    let book = match read::read(bytes, &pipeline.limits) {
        Opened::Bundle(members) if !inside => return Found::Bundle(members),
        Opened::Bundle(_) => Err(open::NESTED.to_owned()),
        Opened::Book(book) => Ok(book),
        Opened::Refused(reason) => Err(reason),
    };
    Found::Reading(Box::new(understand(file, Some(&open::hash(bytes)), book, pipeline)))
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
