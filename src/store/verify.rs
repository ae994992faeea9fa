//! Whether a run is still what was written.

use std::collections::BTreeMap;

use super::new_run::sums_of;
use super::record::Output;
use super::run::{Run, Verified};

impl Run {
    /// Whether what no stage has made is what was written: the declaration and `SHA256SUMS`.
    #[must_use]
    pub fn frame_holds(&self) -> bool {
        let declared = &self.record().declared;
        self.sums_hold() && declared.iter().all(|file| self.verify(file) == Verified::Whole)
    }

    fn sums_hold(&self) -> bool {
        let outputs = self.record().outputs();
        let sums: BTreeMap<&str, &str> =
            outputs.map(|output| (output.file.as_str(), output.sha256.as_str())).collect();
        self.bytes("SHA256SUMS").is_ok_and(|bytes| bytes == sums_of(sums).as_bytes())
    }

    /// The files of a run that are gone or were changed since, in the order of the stages; none where it is whole.
    #[must_use]
    pub fn verify_all(&self) -> Vec<(Output, Verified)> {
        let outputs = self.record().outputs();
        let checked = outputs.map(|output| (output.clone(), self.verify(output)));
        checked.filter(|(_, verified)| *verified != Verified::Whole).collect()
    }
}
