//! The workbooks of districts in a run.

use crate::publish::{self, Inputs};
use crate::run::error::RunError;
use crate::store::Fingerprint;

use super::one_by_one::{OneByOne, OneFile};

/// All of them, in the order of the register.
pub(super) fn district_files(
    inputs: &Inputs<'_>,
    files: OneByOne<'_>,
) -> Result<Vec<OneFile>, RunError> {
    publish::for_each_district(inputs, |plan| {
        let (file, input) = (plan.file.to_owned(), Fingerprint::of_parts(&plan.print()));
        files.put(file, input, |code| plan.publish(code))
    })
}
