//! In which fields a unit has most against it, beside what would be if each was as in its whole list.

use crate::model::{Rate, Scope, UnitIx};
use crate::pipeline::MetricIx;
use crate::publish::workbook::facts::Facts;
use crate::publish::workbook::fields_sheet::metric_of;
use crate::publish::workbook::unit_fields::{FieldOf, UnitFields, against};
use crate::table::{FieldCounts, StandingStatus};

/// A field of a unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct FieldBeside<'a> {
    /// `None` of lines that name none.
    pub(super) field: Option<&'a str>,
    /// Beside the same field of the whole list; where no other unit has it, beside all fields of the list.
    pub(super) counts: FieldCounts,
    /// Whether no other unit of the list has it.
    pub(super) alone: bool,
}

impl FieldBeside<'_> {
    /// Its name, marked where no other unit has it.
    pub(super) fn name(&self) -> String {
        let mark = if self.alone { " (*)" } else { "" };
        format!("{}{mark}", self.field.unwrap_or("(không ghi lĩnh vực)"))
    }

    /// How many more count against the unit than would if the field was as in the whole list.
    pub(super) fn excess(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "counts of files stay far below 2^53")]
        let late = self.counts.late as f64;
        late - self.counts.expected_shown()
    }

    /// What counts against the unit, of its files.
    pub(super) const fn own(&self) -> Rate {
        Rate { numerator: self.counts.late, denominator: self.counts.files }
    }

    /// The same of the whole list.
    pub(super) const fn of_list(&self) -> Rate {
        Rate { numerator: self.counts.list_late, denominator: self.counts.list_files }
    }
}

/// The fields of a unit, those first in which it has most beyond its list.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct WeakFields<'a> {
    pub(super) metric: MetricIx,
    /// How many units the list has.
    pub(super) units: usize,
    pub(super) rows: Vec<FieldBeside<'a>>,
}

impl WeakFields<'_> {
    /// What `(*)` means, where any field bears it.
    pub(super) fn remark(&self) -> Option<&'static str> {
        let any = self.rows.iter().any(|row| row.alone);
        any.then_some("(*) Không đơn vị nào khác trong danh sách có lĩnh vực này: so với mọi lĩnh vực của cả danh sách.")
    }
}

/// The sums by field that all dossiers of a plan are compared by.
pub(super) struct FieldSumsOf<'a> {
    sums: Vec<UnitFields<'a>>,
}

impl<'a> FieldSumsOf<'a> {
    /// Of all metrics that a league is ranked by.
    pub(super) fn of(facts: &Facts<'a>) -> Self {
        let mut metrics: Vec<MetricIx> = Vec::new();
        for ranking in &facts.pipeline.rankings {
            let metric = metric_of(facts, ranking.league);
            metrics.extend(metric.filter(|metric| !metrics.contains(metric)));
        }
        let sums = metrics.into_iter().map(|metric| UnitFields::of(facts, Scope::Own, metric));
        Self { sums: sums.collect() }
    }

    /// The fields of a unit beside those of the units that are ranked in its league; `None` where it names none, or nobody
    /// else is ranked.
    pub(super) fn beside(&self, facts: &Facts<'a>, unit: UnitIx) -> Option<WeakFields<'a>> {
        let pipeline = facts.pipeline;
        let level = pipeline.register.get(unit).level;
        let metric = metric_of(facts, level)?;
        let sums = self.sums.iter().find(|sums| sums.metric == metric)?;
        if !sums.names_fields(unit) {
            return None;
        }
        let mut rankings = pipeline.rankings.iter().filter(|ranking| ranking.league == level);
        let by_it = rankings
            .find(|ranking| matches!(ranking.shares.as_slice(), [one] if one.metric == metric))?;
        let listed = facts.inputs.rankings.of(&by_it.id);
        let listed = listed.filter(|row| row.status == StandingStatus::Ranked);
        let mut list: Vec<UnitIx> =
            listed.filter_map(|row| pipeline.register.find_id(&row.unit_id)).collect();
        // Nobody is beside one alone.
        if list.iter().all(|of| *of == unit) {
            return None;
        }
        if !list.contains(&unit) {
            list.push(unit);
        }
        let better = pipeline.metric(metric).better;
        let whole = sums.sum(&list, &sums.fields(facts, &list));
        let row = |field: FieldOf<'a>| {
            let [own, same] = [&[unit][..], &list].map(|units| sums.sum(units, &[field]));
            let alone = same == own;
            let all = if alone { whole } else { same };
            let counts = FieldCounts {
                late: against(own, better),
                files: own.denominator,
                list_late: against(all, better),
                list_files: all.denominator,
            };
            FieldBeside { field, counts, alone }
        };
        let mut rows: Vec<FieldBeside<'a>> =
            sums.fields(facts, &[unit]).into_iter().map(row).collect();
        rows.sort_by(|a, b| b.excess().total_cmp(&a.excess()));
        Some(WeakFields { metric, units: list.len(), rows })
    }
}
