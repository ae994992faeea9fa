//! Whether a run is still what was written.

use super::{Output, Run, Verified};

impl Run {
    /// The files of a run that are gone or were changed since, in the order of the stages; none where it is whole.
    #[must_use]
    pub fn verify_all(&self) -> Vec<(Output, Verified)> {
        let outputs = self.record().stages.iter().flat_map(|stage| &stage.outputs);
        let checked = outputs.map(|output| (output.clone(), self.verify(output)));
        checked.filter(|(_, verified)| *verified != Verified::Whole).collect()
    }
}
