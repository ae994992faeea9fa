//! Two runs of different periods: the earlier one is looked at as the units of the later one see it. What belongs to a
//! unit that cannot be compared is not.

use std::collections::BTreeMap;

use crate::measure;
use crate::model::{Period, Stage};
use crate::pipeline::{Lineage, Pipeline, Register};
use crate::rank::{Ranked, RankedThen, seen_now};
use crate::run::error::RunError;
use crate::table::{Ratios, TableError, register_of};

use super::difference::{Difference, Moved};
use super::side::ComparedRun;

/// What the units of the later run were in the earlier one.
pub(super) struct AcrossPeriods {
    pub(super) lineage: Lineage,
    /// The declaration with the units of the later run.
    pub(super) pipeline: Pipeline,
}

impl AcrossPeriods {
    /// Where both runs are of one period, or all units are the same, there is nothing to it.
    pub(super) fn of(
        old: &ComparedRun,
        new: &ComparedRun,
        pipeline: &Pipeline,
    ) -> Result<Option<Self>, RunError> {
        let period = |run: &ComparedRun| run.run.record().period.parse::<Period>().ok();
        let (Some(then), Some(now)) = (period(old), period(new)) else { return Ok(None) };
        if then == now {
            return Ok(None);
        }
        // Without a register nobody knows whose the figures are.
        let was = units(old)?.unwrap_or_default();
        let is = units(new)?.unwrap_or_else(|| pipeline.register.clone());
        let lineage = Lineage::of((&was, then), (&is, now), &pipeline.successions);
        let pipeline = Pipeline { register: is, ..pipeline.clone() };
        Ok((!lineage.is_identity()).then_some(Self { lineage, pipeline }))
    }

    /// The tables of the earlier run for the units of the later one.
    pub(super) fn translate(&self, old: &mut ComparedRun) -> Result<(), RunError> {
        let at = |source: TableError| RunError::Table { stage: Stage::Measure, source };
        let Self { lineage, pipeline } = self;
        let metrics = old.metrics.take();
        let merged = metrics.map(|then| measure::merged(&then, lineage, &pipeline.register));
        old.metrics = merged.transpose().map_err(at)?;
        let sums = old.metrics.as_ref().map(|metrics| Ratios::of(metrics.frame(), pipeline));
        let sums = sums.transpose().map_err(at)?.unwrap_or_default();
        if let (Some(rankings), Some(scores)) = (&old.rankings, &old.scores) {
            let then = RankedThen { rankings, scores, sums: &sums, lineage };
            let Ranked { scores, rankings, .. } = seen_now(then, pipeline);
            (old.rankings, old.scores) = (Some(rankings), Some(scores));
        }
        let now: BTreeMap<&str, &str> = lineage
            .origins()
            .flat_map(|(unit, _)| lineage.olds(unit).into_iter().map(move |old| (old, unit)))
            .collect();
        if let Some(numbers) = &mut old.numbers {
            numbers.relabel_units(|unit| now.get(unit).copied());
        }
        if let Some(findings) = &mut old.findings {
            findings.relabel_units(|unit| now.get(unit).copied());
        }
        Ok(())
    }

    /// Takes out what cannot be compared, and says what the units were.
    pub(super) fn leave_out(self, difference: &mut Difference) {
        let Difference { values, findings, rates, places, .. } = difference;
        // Numbers of one unit stand beside those of one; of several that were added up no cell became another.
        if let Some(values) = values {
            values.retain(|change| self.lineage.olds(&change.key.unit_id).len() == 1);
        }
        if let Some(findings) = findings {
            findings.retain(|change| {
                let finding = change.new.as_ref().or(change.old.as_ref());
                let unit = finding.and_then(|finding| finding.unit_id.as_deref());
                unit.is_none_or(|unit| self.is_compared(unit))
            });
        }
        if let Some(rates) = rates {
            rates.retain(|change| self.is_compared(&change.unit_id));
        }
        // A unit that is another one has no place that it came from where its list cannot be made for then.
        if let Some(places) = places {
            places.retain(|Moved { moved, .. }| {
                self.is_compared(&moved.unit_id)
                    && (moved.old.is_some() || self.lineage.is_same(&moved.unit_id))
            });
        }
        difference.lineage = Some(self.lineage);
    }

    fn is_compared(&self, unit: &str) -> bool {
        !self.lineage.olds(unit).is_empty()
    }
}

/// The register that a run went by, where it still has it.
fn units(run: &ComparedRun) -> Result<Option<Register>, RunError> {
    let Some(units) = &run.units else { return Ok(None) };
    let at = |source| RunError::Table { stage: Stage::Ingest, source };
    Ok(Some(register_of(units).map_err(at)?))
}
