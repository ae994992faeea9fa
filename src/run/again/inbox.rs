//! What lies in the inbox, before anything is run.

use rayon::prelude::*;

use crate::run::error::RunError;
use crate::store::{Inbox, Input};

/// The files of the inbox with their fingerprints, in order; `largest` is the size in bytes up to which one is
/// read. A file that cannot be read has the fingerprint of nothing and becomes a finding later.
///
/// # Errors
/// The folder is not there or cannot be listed.
pub(in crate::run) fn inputs_of(inbox: &mut Inbox, largest: u64) -> Result<Vec<Input>, RunError> {
    if !inbox.exists() {
        return Err(RunError::NoInbox { path: inbox.root().to_owned() });
    }
    let files = inbox.list().map_err(RunError::Inbox)?;
    let inputs = files.into_par_iter();
    Ok(inputs.map(|file| Input { blake3: inbox.fingerprint(&file, largest), file }).collect())
}
