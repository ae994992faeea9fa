//! What a file turned out to be.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::model::Reading;
use crate::pipeline::Pipeline;
use crate::read::{self, Member, Opened};

use super::open::{NESTED, hash};
use super::understand::understand;

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
    read_opened(file, bytes, read::read(bytes, &pipeline.limits), inside, pipeline)
}

/// Reads a file that was opened.
#[must_use]
pub fn read_opened(
    file: &str,
    bytes: &[u8],
    opened: Opened,
    inside: bool,
    pipeline: &Pipeline,
) -> FileContent {
    let book = match opened {
        Opened::Bundle(members) if !inside => return FileContent::Bundle(members),
        Opened::Bundle(_) => Err(NESTED.to_owned()),
        Opened::Book(book) => Ok(book),
        Opened::Refused(reason) => Err(reason),
    };
    FileContent::Reading(Box::new(understand(file, Some(&hash(bytes)), book, pipeline)))
}

/// Whether these can be the files of an archive: there are some, each has a name of its own, and none leads out.
#[must_use]
pub fn is_bundle(members: &[Member]) -> bool {
    let mut names = BTreeSet::new();
    let inside = |part: &str| !matches!(part, "" | "." | "..");
    !members.is_empty()
        && members.iter().all(|one| one.name.split('/').all(inside) && names.insert(&one.name))
}
