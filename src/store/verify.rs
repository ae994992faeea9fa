//! Whether a run is still what was written.

use std::collections::BTreeMap;

use super::new_run::sums_of;
use super::record::Output;
use super::run::{Run, Verified};

impl Run {
    /// Whether `SHA256SUMS` is what was written.
    #[must_use]
    pub fn sums_hold(&self) -> bool {
        let outputs = self.record().stages.iter().flat_map(|stage| &stage.outputs);
        let sums: BTreeMap<&str, &str> =
            outputs.map(|output| (output.file.as_str(), output.sha256.as_str())).collect();
        self.bytes("SHA256SUMS").is_ok_and(|bytes| bytes == sums_of(sums).as_bytes())
    }

    /// The files of a run that are gone or were changed since, in the order of the stages; none where it is whole.
    #[must_use]
    pub fn verify_all(&self) -> Vec<(Output, Verified)> {
        let outputs = self.record().stages.iter().flat_map(|stage| &stage.outputs);
        let checked = outputs.map(|output| (output.clone(), self.verify(output)));
        checked.filter(|(_, verified)| *verified != Verified::Whole).collect()
    }
}
