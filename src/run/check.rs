//! What lies in the inbox, before anything is run.

use rayon::prelude::*;

use crate::store::{Fingerprint, Inbox, Input};

use super::RunError;

/// The files of the inbox with their fingerprints, in order. A file that cannot be read has the fingerprint of
/// nothing and becomes a finding later.
///
/// # Errors
/// The folder is not there or cannot be listed.
pub fn check_inbox(inbox: &Inbox) -> Result<Vec<Input>, RunError> {
    if !inbox.exists() {
        return Err(RunError::NoInbox { path: inbox.root().to_owned() });
    }
    let files = inbox.files()?;
    let inputs = files.into_par_iter().map(|file| {
        let bytes = inbox.read(&file).unwrap_or_default();
        Input { blake3: Fingerprint::of_bytes(&bytes), file }
    });
    Ok(inputs.collect())
}
