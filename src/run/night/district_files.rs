//! The workbooks of districts in a run: what nothing changed of is the file of the run before, by what would be in it.

use crate::publish::{self, DistrictPlan, Inputs};
use crate::run::code::code_of;
use crate::run::error::RunError;
use crate::run::reporter::Event;
use crate::store::{FileRead, Fingerprint, NewRun, Output};

use super::journal::Journal;
use super::kept_files::{FileState, KeptFiles};

/// What it takes to publish them.
#[derive(Clone, Copy)]
pub(super) struct DistrictFiles<'a> {
    pub(super) inputs: &'a Inputs<'a>,
    pub(super) kept: KeptFiles<'a>,
    /// Of what sheets show of the declaration.
    pub(super) sheets: &'a Fingerprint,
    pub(super) draft: &'a NewRun,
    pub(super) journal: &'a Journal<'a>,
}

/// A workbook as it stands in the run, and why it was made where it was.
type DistrictFile = (Output, Option<FileRead>);

impl DistrictFiles<'_> {
    /// All of them, in the order of the register.
    pub(super) fn all(self) -> Result<Vec<DistrictFile>, RunError> {
        publish::for_each_district(self.inputs, |plan| self.one(plan))
    }

    fn one(self, plan: DistrictPlan<'_>) -> Result<DistrictFile, RunError> {
        let (file, input) = (plan.file.to_owned(), Fingerprint::of_parts(&plan.print()));
        let reason = match self.kept.state(&file, &input) {
            FileState::Holds(base, output) => {
                self.draft.take_over(base, &output)?;
                return Ok((output, None));
            }
            FileState::ToMake(reason) => reason,
        };
        let code = code_of(&input, self.sheets);
        let bytes = plan.publish(code)?.bytes;
        let output = self.draft.file(&file, &bytes, self.kept.run())?;
        self.journal.tell(&Event::FileMade { file: &file, bytes: bytes.len() });
        let output = Output { code: Some(code), made_from: Some(input), ..output };
        Ok((output, Some(FileRead { file, reason })))
    }
}
