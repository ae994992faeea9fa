//! What counts against a unit beside what would if each of its fields was as in its whole list: indirect standardisation,
//! for a unit has no files in most fields and a rate there would have to be guessed. Information beside the place, which
//! it never decides.

use std::collections::BTreeMap;

use crate::model::{Rate, UnitIx};
use crate::pipeline::{Better, MetricIx, Pipeline, Ranking};
use crate::table::{
    FieldCounts, FieldMix, FieldMixRow, MixStatus, MixSums, Rankings, Ratios, Standing,
};

/// What counts against a unit in a field, and of how many files.
#[derive(Debug, Clone, Copy, Default)]
struct Against {
    late: i64,
    files: i64,
}

/// What counts against a unit, by field.
type AgainstByField<'s> = BTreeMap<Option<&'s str>, Against>;

/// The fields of the ranked units of every ranking that asks for them, in the order of the ranking.
#[must_use]
pub fn field_mix(
    rankings: &Rankings,
    ratios: &Ratios,
    sums: &MixSums,
    pipeline: &Pipeline,
) -> FieldMix {
    let asking = pipeline.rankings.iter().filter(|ranking| ranking.field_mix.is_some());
    let rows = asking.flat_map(|ranking| match ranking.shares.as_slice() {
        [share] => {
            let list = MixList { ranking, metric: share.metric, ratios, sums, pipeline };
            list.rows(rankings)
        }
        _ => Vec::new(),
    });
    FieldMix { rows: rows.collect() }
}

/// A ranking by one metric, and what its units are compared by.
struct MixList<'p> {
    ranking: &'p Ranking,
    metric: MetricIx,
    ratios: &'p Ratios,
    sums: &'p MixSums,
    pipeline: &'p Pipeline,
}

impl MixList<'_> {
    fn rows(&self, rankings: &Rankings) -> Vec<FieldMixRow> {
        let ranked = rankings.of(&self.ranking.id).filter(|row| row.place.is_some());
        let ranked = ranked.filter_map(|row| {
            let unit = self.pipeline.register.find_id(&row.unit_id)?;
            let fields = self.fields(unit);
            Some((row, self.status(unit, &fields), fields))
        });
        let ranked: Vec<(&Standing, MixStatus, AgainstByField)> = ranked.collect();
        let mut lists: BTreeMap<(Option<&str>, Option<&str>), Against> = BTreeMap::new();
        for (row, status, fields) in &ranked {
            for (field, own) in fields.iter().filter(|_| *status == MixStatus::Compared) {
                let list = lists.entry((row.group.as_deref(), *field)).or_default();
                list.late += own.late;
                list.files += own.files;
            }
        }
        let rows = ranked.iter().flat_map(|(standing, status, fields)| {
            let row = row(standing, *status);
            if *status != MixStatus::Compared {
                return vec![row];
            }
            let of_field = |(&field, own): (_, &Against)| {
                let list = lists.get(&(standing.group.as_deref(), field));
                let list = list.copied().unwrap_or_default();
                let counts = FieldCounts {
                    late: own.late,
                    files: own.files,
                    list_late: list.late,
                    list_files: list.files,
                };
                let field = field.map(str::to_owned);
                FieldMixRow { field, counts: Some(counts), ..row.clone() }
            };
            fields.iter().map(of_field).collect()
        });
        rows.collect()
    }

    fn fields(&self, unit: UnitIx) -> AgainstByField<'_> {
        let better = self.pipeline.metric(self.metric).better;
        let fields = self.sums.get((self.ranking.scope, self.metric), unit, self.pipeline);
        let fields = fields.into_iter().flatten();
        fields.map(|(field, sum)| (field.as_deref(), against(*sum, better))).collect()
    }

    fn status(&self, unit: UnitIx, fields: &AgainstByField<'_>) -> MixStatus {
        let sum = self.ratios.get(self.ranking.scope, unit, self.metric);
        let is_part = |own: &Against| (0..=own.files).contains(&own.late);
        if !sum.is_some_and(|sum| sum.complete && sum.gaps == 0) {
            MixStatus::Incomplete
        } else if !fields.values().all(is_part) {
            MixStatus::Implausible
        } else {
            MixStatus::Compared
        }
    }
}

/// What a rate that is good leaves over, or a bad one counts.
const fn against(sum: Rate, better: Better) -> Against {
    let Rate { numerator, denominator } = sum;
    let late = match better {
        Better::Higher => denominator - numerator,
        Better::Lower => numerator,
    };
    Against { late, files: denominator }
}

fn row(standing: &Standing, status: MixStatus) -> FieldMixRow {
    FieldMixRow {
        period: standing.period.clone(),
        ranking: standing.ranking.clone(),
        group: standing.group.clone(),
        unit_id: standing.unit_id.clone(),
        unit_name: standing.unit_name.clone(),
        field: None,
        status,
        counts: None,
    }
}
