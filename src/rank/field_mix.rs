//! What counts against a unit beside what would if each of its fields was as in its whole list: indirect standardisation,
//! for a unit has no files in most fields and a rate there would have to be guessed. Information beside the place, which
//! it never decides.

use std::collections::BTreeMap;

use crate::model::{Rate, UnitIx};
use crate::pipeline::{Better, Pipeline, Ranking};
use crate::table::{FieldCounts, FieldMixRow, MixStatus, Sum, SumsByField};

use super::entry::Entry;

/// What counts against a unit in a field, and of how many files.
#[derive(Debug, Clone, Copy, Default)]
struct Against {
    late: i64,
    files: i64,
}

/// What counts against a unit, by field.
type AgainstByField<'s> = BTreeMap<Option<&'s str>, Against>;

/// The rows of the ranked units of a league; none where the ranking does not ask for them.
pub(super) fn field_mix(
    ranking: &Ranking,
    league: &[Entry],
    sums: &SumsByField,
    pipeline: &Pipeline,
) -> Vec<FieldMixRow> {
    let ([share], Some(_)) = (ranking.shares.as_slice(), &ranking.field_mix) else {
        return Vec::new();
    };
    let better = pipeline.metric(share.metric).better;
    let compared = league.iter().filter(|entry| entry.is_ranked()).map(|entry| {
        let by_field = sums.get((ranking.scope, share.metric), entry.unit, pipeline);
        let fields = by_field.into_iter().flatten();
        let fields = fields.map(|(field, sum)| (field.as_deref(), against(*sum, better)));
        let fields: AgainstByField = fields.collect();
        (entry, status(entry, &fields), fields)
    });
    let compared: Vec<(&Entry, MixStatus, AgainstByField)> = compared.collect();
    let mut lists: BTreeMap<(Option<UnitIx>, Option<&str>), Against> = BTreeMap::new();
    for (entry, status, fields) in &compared {
        for (field, own) in fields.iter().filter(|_| *status == MixStatus::Compared) {
            let list = lists.entry((entry.group, *field)).or_default();
            list.late += own.late;
            list.files += own.files;
        }
    }
    let rows = compared.iter().flat_map(|(entry, status, fields)| {
        let row = row(ranking, entry, *status, pipeline);
        if *status != MixStatus::Compared {
            return vec![row];
        }
        let of_field = |(&field, own): (_, &Against)| {
            let list = lists.get(&(entry.group, field)).copied().unwrap_or_default();
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

/// What a rate that is good leaves over, or a bad one counts.
const fn against(sum: Rate, better: Better) -> Against {
    let Rate { numerator, denominator } = sum;
    let late = match better {
        Better::Higher => denominator - numerator,
        Better::Lower => numerator,
    };
    Against { late, files: denominator }
}

fn status(entry: &Entry, fields: &AgainstByField<'_>) -> MixStatus {
    let whole = |sum: &Option<Sum>| sum.is_some_and(|s| s.complete && s.gaps == 0);
    let is_part = |own: &Against| (0..=own.files).contains(&own.late);
    if !entry.sums.iter().all(whole) {
        MixStatus::Incomplete
    } else if !fields.values().all(is_part) {
        MixStatus::Implausible
    } else {
        MixStatus::Compared
    }
}

fn row(ranking: &Ranking, entry: &Entry, status: MixStatus, pipeline: &Pipeline) -> FieldMixRow {
    let unit = pipeline.register.get(entry.unit);
    FieldMixRow {
        period: pipeline.period.to_string(),
        ranking: ranking.id.clone(),
        group: entry.group.map(|group| pipeline.register.get(group).id.clone()),
        unit_id: unit.id.clone(),
        unit_name: unit.name.clone(),
        field: None,
        status,
        counts: None,
    }
}
