//! Files of a run that are made one by one: what nothing changed of is the file of the run before, by what would be in it.

use crate::model::DataCode;
use crate::publish::Published;
use crate::run::code::code_of;
use crate::run::error::RunError;
use crate::run::reporter::Event;
use crate::store::{FileRead, Fingerprint, NewRun, Output};

use super::journal::Journal;
use super::kept_files::{FileState, KeptFiles};

/// What it takes to put one into a run.
#[derive(Clone, Copy)]
pub(super) struct OneByOne<'a> {
    pub(super) kept: KeptFiles<'a>,
    /// Of what sheets show of the declaration.
    pub(super) sheets: &'a Fingerprint,
    pub(super) draft: &'a NewRun,
    pub(super) journal: &'a Journal<'a>,
}

/// A file as it stands in the run, and why it was made where it was.
pub(super) type OneFile = (Output, Option<FileRead>);

impl OneByOne<'_> {
    /// A file by its name inside the run; `input` is the fingerprint of all that is in it but for its code.
    pub(super) fn put<E: Into<RunError>>(
        self,
        file: String,
        input: Fingerprint,
        publish: impl FnOnce(DataCode) -> Result<Published, E>,
    ) -> Result<OneFile, RunError> {
        let reason = match self.kept.state(&file, &input) {
            FileState::Holds(base, output) => {
                self.draft.take_over(base, &output)?;
                return Ok((output, None));
            }
            FileState::ToMake(reason) => reason,
        };
        let code = code_of(&input, self.sheets);
        let bytes = publish(code).map_err(Into::into)?.bytes;
        let output = self.draft.file(&file, &bytes, self.kept.run())?;
        self.journal.tell(&Event::FileMade { file: &file, bytes: bytes.len() });
        let output = Output { code: Some(code), made_from: Some(input), ..output };
        Ok((output, Some(FileRead { file, reason })))
    }
}
