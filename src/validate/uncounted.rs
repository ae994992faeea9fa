//! Of whose figures something does not count, once every finding and every policy has spoken: what is said of the rates
//! of units is said of the others only.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Finding, FormIx, UnitIx};

use super::period_context::PeriodContext;

/// Units of which something was left out, by form; by none where the finding names none. Each with the measures that the
/// findings are about; none where they are about whole lines.
#[derive(Debug, Default)]
pub struct Uncounted(BTreeMap<(UnitIx, Option<FormIx>), BTreeSet<Vec<String>>>);

impl Uncounted {
    /// Of all findings so far.
    pub(super) fn of<'f>(
        findings: impl Iterator<Item = &'f Finding>,
        period: &PeriodContext,
    ) -> Self {
        let left = findings.filter(|finding| finding.takes_away());
        let about = left.flat_map(|finding| {
            let form = finding.form.as_deref().and_then(|form| period.form_ix(form));
            let measures = &finding.measures;
            units(finding, period).into_iter().map(move |unit| ((unit, form), measures.clone()))
        });
        let mut uncounted = Self::default();
        for (key, measures) in about {
            uncounted.0.entry(key).or_default().insert(measures);
        }
        uncounted
    }

    /// Whether something of a unit in a form does not count.
    pub(super) fn has(&self, unit: UnitIx, form: FormIx) -> bool {
        self.0.contains_key(&(unit, Some(form))) || self.0.contains_key(&(unit, None))
    }

    /// Whether it is something of these measures, or nothing tells of which.
    pub(super) fn has_any(&self, unit: UnitIx, form: FormIx, measures: &[&str]) -> bool {
        let of = [Some(form), None].into_iter().filter_map(|form| self.0.get(&(unit, form)));
        of.flatten().any(|about| {
            about.is_empty() || about.iter().any(|one| measures.contains(&one.as_str()))
        })
    }
}

/// Whom a finding is about: the unit that it names, else those whose lines it points at.
fn units(finding: &Finding, period: &PeriodContext) -> Vec<UnitIx> {
    if let Some(id) = &finding.unit_id {
        return period.pipeline.register.find_id(id).into_iter().collect();
    }
    let place = &finding.place;
    let (Some(file), Some(sheet), Some(cell)) = (&place.file, &place.sheet, place.cell) else {
        return Vec::new();
    };
    let readings = period.readings.iter().filter(|reading| reading.file == *file);
    let tables = readings.flat_map(|reading| &reading.tables).filter(|table| table.sheet == *sheet);
    let lines = tables.flat_map(|table| &table.lines).filter(|line| line.row == cell.row);
    lines.filter_map(|line| line.unit).collect()
}
