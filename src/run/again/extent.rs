//! How much a run read, and whether that is so much less than what is published that nobody should publish it unasked:
//! a share that lost a folder looks like units that did not send.

use std::collections::BTreeSet;

use crate::measure;
use crate::model::{Stage, Submissions};
use crate::pipeline::Pipeline;
use crate::store::{HeldBack, Record, Run};
use crate::table::{Lines, TableError};

use super::artifacts::{READ_SUBMISSIONS, table, tables_of};

/// What a run could use of what it read.
#[derive(Debug, Default)]
pub(in crate::run) struct ReadExtent {
    files: BTreeSet<String>,
    lines: u64,
    /// Units that have any count.
    units: BTreeSet<String>,
}

impl ReadExtent {
    /// Of what was read, before it is checked.
    pub(in crate::run) fn of(submissions: &Submissions, lines: &Lines) -> Result<Self, TableError> {
        let used = || submissions.rows.iter().filter(|row| row.status.is_used());
        let sums = measure::by_unit(lines)?;
        Ok(Self {
            files: used().filter_map(|row| row.file.clone()).collect(),
            lines: used().map(|row| u64::from(row.lines)).sum(),
            units: sums.units().map(|(_, unit)| unit.to_owned()).collect(),
        })
    }

    /// Of an earlier run; `None` where this program cannot read its tables any more.
    fn of_run(run: &Run) -> Option<Self> {
        let submissions: Submissions = table(run, READ_SUBMISSIONS).ok()?;
        let tables = tables_of(run, |_| false).ok()?;
        Self::of(&submissions, &tables.lines).ok()
    }

    /// Why a run that read this much is not to replace the published one by itself, if it is not. Units that the register
    /// does not know any more were taken out by whoever declared it.
    pub(in crate::run) fn held_back(
        &self,
        published: &Run,
        pipeline: &Pipeline,
    ) -> Option<HeldBack> {
        let guard = pipeline.shrink_guard;
        let before = Self::of_run(published).filter(|_| guard.is_on())?;
        let register = &pipeline.register;
        let lost = before.units.difference(&self.units);
        let mut lost: Vec<_> = lost
            .filter_map(|unit| register.find_id(unit))
            .map(|ix| (register.get(ix), ix))
            .collect();
        // The higher ones first: who has lost a district need not read the names of its communes.
        lost.sort_by_key(|(unit, ix)| (unit.level, *ix));
        let units = lost.into_iter().map(|(unit, _)| unit.id.clone());
        let count = |files: &BTreeSet<String>| u64::try_from(files.len()).unwrap_or(u64::MAX);
        let held_back = HeldBack {
            published: published.record().run.clone(),
            files: [count(&before.files), count(&self.files)],
            lines: [before.lines, self.lines],
            units: units.collect(),
            gone: before.files.difference(&self.files).cloned().collect(),
        };
        let [files, lines] = [held_back.files, held_back.lines]
            .map(|[before, now]| guard.is_too_little(before, now));
        (files || lines || !held_back.units.is_empty()).then_some(held_back)
    }
}

/// Whether two runs read the same, without looking at it.
pub(in crate::run) fn read_the_same(published: &Run, now: &Record) -> bool {
    let outputs = |record: &Record| {
        record.stage(Stage::Ingest).map(|stage| {
            let outputs = stage.outputs.iter();
            outputs.map(|output| (output.file.clone(), output.sha256.clone())).collect()
        })
    };
    let then: Option<BTreeSet<(String, String)>> = outputs(published.record());
    then.is_some() && then == outputs(now)
}
