//! Two runs of different periods: the earlier one is looked at as the units of the later one see it. What belongs to a
//! unit that cannot be compared is not.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::{BooleanChunked, DataFrame, NewChunkedArray as _};

use crate::measure;
use crate::model::{Period, Stage};
use crate::pipeline::{Lineage, Pipeline, Register};
use crate::rank::{Ranked, RankedThen, seen_now};
use crate::run::again::artifacts::tables_of;
use crate::run::error::RunError;
use crate::table::{
    COLUMNS, Columns, Ratios, ReadTables, TableError, UNITS, column::texts, register_of,
};

use super::difference::{Difference, Moved};
use super::side::ComparedRun;

/// Ids of then with the ids of now.
type IdsNow<'l> = BTreeMap<&'l str, &'l str>;

impl ComparedRun {
    /// Makes its tables those of the units of a later run, which went by this declaration; gives what these were, where it
    /// is of another period and not all are the same.
    pub(in crate::run) fn see_from(
        &mut self,
        later: &Pipeline,
    ) -> Result<Option<Lineage>, RunError> {
        let period = self.run.record().period.parse::<Period>().ok();
        let Some(period) = period.filter(|period| *period != later.period) else {
            return Ok(None);
        };
        // Without its register nobody knows whose its figures are.
        let units = self.run.table(UNITS).ok().and_then(|units| register_of(&units).ok());
        let units = units.unwrap_or_else(|| Register::new(Vec::new()));
        let now = (&later.register, later.period);
        let lineage = Lineage::of((&units, period), now, &later.successions);
        if lineage.is_identity() {
            return Ok(None);
        }
        let at = |source: TableError| RunError::Table { stage: Stage::Measure, source };
        self.places_now(&lineage, later).map_err(at)?;
        let now: IdsNow<'_> = lineage
            .origins()
            .flat_map(|(unit, _)| lineage.olds(unit).into_iter().map(move |old| (old, unit)))
            .collect();
        if let Some(numbers) = &mut self.numbers {
            numbers.relabel_units(|unit| now.get(unit).copied());
        }
        if let Some(findings) = &mut self.findings {
            findings.relabel_units(|unit| now.get(unit).copied());
        }
        if let Some(submissions) = &mut self.submissions {
            submissions.relabel_units(|unit| now.get(unit).copied());
        }
        // What was lost is told by who needs it.
        if let Ok(tables) = tables_of(&self.run, |name| name == COLUMNS) {
            self.tables = Some(tables_now(&tables, &lineage, &now).map_err(at)?);
        }
        Ok(Some(lineage))
    }

    fn places_now(&mut self, lineage: &Lineage, later: &Pipeline) -> Result<(), TableError> {
        let metrics = self.metrics.take();
        let merged = metrics.map(|then| measure::merged(&then, lineage, &later.register));
        self.metrics = merged.transpose()?;
        let sums = self.metrics.as_ref().map(|metrics| Ratios::of(metrics.frame(), later));
        let sums = sums.transpose()?.unwrap_or_default();
        if let (Some(rankings), Some(scores)) = (&self.rankings, &self.scores) {
            let then = RankedThen { rankings, scores, sums: &sums, lineage };
            let Ranked { scores, rankings, .. } = seen_now(then, later);
            (self.rankings, self.scores) = (Some(rankings), Some(scores));
        }
        Ok(())
    }
}

/// The lines of then under the ids of now. Of a form that one of the units of a sum did not send nothing is the sum.
fn tables_now(
    tables: &ReadTables,
    lineage: &Lineage,
    now: &IdsNow<'_>,
) -> Result<ReadTables, TableError> {
    let mut seen = ReadTables {
        columns: relabelled(&tables.columns, "sender", now)?,
        ..ReadTables::default()
    };
    for (form, lines) in &tables.lines {
        if lines.height() == 0 {
            seen.lines.insert(form.clone(), lines.clone());
            continue;
        }
        let c = Columns::new("lines", lines);
        let unit = c.text("unit_id")?;
        let there: BTreeSet<&str> = (0..lines.height()).filter_map(|row| unit.get(row)).collect();
        let whole = |new: &str| lineage.olds(new).into_iter().all(|old| there.contains(old));
        let mut now = now.clone();
        now.retain(|_, new| whole(new));
        seen.lines.insert(form.clone(), relabelled(lines, "unit_id", &now)?);
    }
    Ok(seen)
}

/// A table with other ids; the rows of units that have none are gone.
fn relabelled(frame: &DataFrame, column: &str, now: &IdsNow<'_>) -> Result<DataFrame, TableError> {
    if frame.height() == 0 {
        return Ok(frame.clone());
    }
    let c = Columns::new(COLUMNS, frame);
    let unit = c.text(column)?;
    let rows = || 0..frame.height();
    let ids = rows().map(|row| now.get(unit.get(row)?).copied());
    let keeps = rows().map(|row| unit.get(row).is_none_or(|id| now.contains_key(id)));
    let keeps = BooleanChunked::from_iter_values("keeps".into(), keeps);
    let mut seen = frame.clone();
    seen.with_column(texts(column, ids))?;
    Ok(seen.filter(&keeps)?)
}

/// Takes out of a difference what cannot be compared, and says what the units were.
pub(super) fn leave_out(lineage: Lineage, difference: &mut Difference) {
    let is_compared = |unit: &str| !lineage.olds(unit).is_empty();
    let Difference { values, findings, rates, places, .. } = difference;
    // Numbers of one unit stand beside those of one; of several that were added up no cell became another.
    if let Some(values) = values {
        values.retain(|change| lineage.olds(&change.key.unit_id).len() == 1);
    }
    if let Some(findings) = findings {
        findings.retain(|change| {
            let finding = change.new.as_ref().or(change.old.as_ref());
            let unit = finding.and_then(|finding| finding.unit_id.as_deref());
            unit.is_none_or(is_compared)
        });
    }
    if let Some(rates) = rates {
        rates.retain(|change| is_compared(&change.unit_id));
    }
    // A unit that is another one has no place that it came from where its list cannot be made for then.
    if let Some(places) = places {
        places.retain(|Moved { moved, .. }| {
            is_compared(&moved.unit_id) && (moved.old.is_some() || lineage.is_same(&moved.unit_id))
        });
    }
    difference.lineage = Some(lineage);
}
