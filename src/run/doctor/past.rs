//! What earlier runs left: whole files, spoiled ones, and drafts of runs that were killed.

use crate::store::{Folder, Run, StoreError, Verified};

use super::facts::{Diagnosis, Fact, broken, good, warning};

pub(super) fn leftovers(folder: &Folder) -> Diagnosis {
    let paths = folder.leftovers();
    if paths.is_empty() { good(Fact::NoLeftovers) } else { warning(Fact::Leftovers(paths)) }
}

/// The newest run against what it wrote down of its files, and whether `latest` points to a run.
pub(super) fn last_run(folder: &Folder, last: Result<Option<Run>, StoreError>) -> Vec<Diagnosis> {
    let run = match last {
        // A run of a newer program stops every run of this one.
        Err(error) => return vec![broken(Fact::RunsClosed(error.sentence()))],
        Ok(None) => return vec![good(Fact::NoRun)],
        Ok(Some(run)) => run,
    };
    let latest = match folder.latest() {
        Err(error) => return vec![broken(Fact::RunsClosed(error.sentence()))],
        Ok(latest) => latest,
    };
    let record = run.record();
    let id = record.run.clone();
    let spoiled = record.outputs().filter(|output| run.verify(output) != Verified::Whole);
    let spoiled: Vec<String> = spoiled.map(|output| output.file.clone()).collect();
    let is_latest = latest.as_ref().is_some_and(|latest| latest.record().run == id);
    let mut checks = vec![if spoiled.is_empty() {
        good(Fact::Run(id.clone(), record.exit_code, is_latest))
    } else {
        warning(Fact::RunSpoiled(id.clone(), spoiled))
    }];
    if let Some(held) = folder.held_back().ok().flatten() {
        checks.push(warning(Fact::RunHeldBack(id.clone(), held)));
    }
    if latest.is_none() && record.may_be_published() {
        checks.push(warning(Fact::LatestLost(id)));
    }
    checks
}
