//! What validation is given, and what it gives.

use crate::model::{Catalogue, Checks, Finding, Reading, Submissions, UnitSums};
use crate::pipeline::{Lineage, Pipeline};

/// The period before as the units of now see it.
#[derive(Debug, Clone, Copy)]
pub struct PeriodBefore<'a> {
    /// The sums of then for the units of now; `None` where no form is compared with them, or there are none.
    pub sums: Option<&'a UnitSums>,
    /// What the units of now were then.
    pub lineage: &'a Lineage,
}

/// What is validated.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a> {
    /// What was read of each file, as far as it counts, in the order of the files.
    pub readings: &'a [Reading],
    /// The sums of its lines.
    pub sums: &'a UnitSums,
    /// The register of submissions, see [`super::register`].
    pub submissions: &'a Submissions,
    /// What reading found.
    pub read: &'a [Finding],
    /// The period before, where that was run.
    pub earlier: Option<PeriodBefore<'a>>,
    /// What is declared.
    pub pipeline: &'a Pipeline,
    /// The words of everything that can be found.
    pub catalogue: &'a Catalogue,
}

/// What validation says about a run.
#[derive(Debug, Default)]
pub struct Validated {
    /// What reading found, as the pipeline takes it.
    pub read: Vec<Finding>,
    /// What the rules found.
    pub findings: Vec<Finding>,
    /// The submissions, with errors and warnings counted.
    pub submissions: Submissions,
    /// Which checks could be made in each submission.
    pub checks: Checks,
}
