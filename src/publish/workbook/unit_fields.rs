//! Sums of one metric by unit and field, from the metrics by field of the run.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Rate, Scope, UnitIx};
use crate::pipeline::{Better, MetricIx};
use crate::table::{EditionTables, Sum};
use crate::text::key;

use super::facts::Facts;

/// A field; none is that of lines which name none.
pub(in crate::publish) type FieldOf<'a> = Option<&'a str>;

/// Sums of one metric by unit and field. With nothing under it a unit has the same in both scopes.
pub(in crate::publish) struct UnitFields<'a> {
    pub(super) scope: Scope,
    pub(in crate::publish) metric: MetricIx,
    sums: BTreeMap<UnitIx, BTreeMap<FieldOf<'a>, Rate>>,
}

impl<'a> UnitFields<'a> {
    /// Of all units; empty where no form names fields.
    pub(in crate::publish) fn of(facts: &Facts<'a>, scope: Scope, metric: MetricIx) -> Self {
        let mut sums: BTreeMap<UnitIx, BTreeMap<FieldOf<'a>, Rate>> = BTreeMap::new();
        let register = &facts.pipeline.register;
        let id = &facts.pipeline.metric(metric).id;
        let tables: Option<&'a EditionTables> = facts.inputs.edition;
        for row in tables.into_iter().flat_map(|tables| &tables.fields) {
            let Some(unit) = register.find_id(&row.unit_id).filter(|_| row.metric == *id) else {
                continue;
            };
            let own = if register.has_units_below(unit) { scope } else { Scope::Own };
            if row.scope == own.word() {
                sums.entry(unit).or_default().insert(Some(row.field.as_str()), row.rate);
            }
        }
        for (&unit, by_field) in &mut sums {
            // What is left of the sum over all fields belongs to lines that name none.
            let all = facts.inputs.metrics.get(scope, unit, metric).map(Sum::rate);
            let named = total(by_field.values().copied());
            let rest = all.map_or(NOTHING, |all| Rate {
                numerator: all.numerator - named.numerator,
                denominator: all.denominator - named.denominator,
            });
            by_field.insert(None, rest);
            by_field.retain(|_, sum| *sum != NOTHING);
        }
        sums.retain(|_, by_field| !by_field.is_empty());
        Self { scope, metric, sums }
    }

    /// Whether a unit has figures in a field that has a name.
    pub(in crate::publish) fn names_fields(&self, unit: UnitIx) -> bool {
        self.sums.get(&unit).is_some_and(|by_field| by_field.keys().any(Option::is_some))
    }

    /// The sum of some units in some fields.
    pub(in crate::publish) fn sum(&self, units: &[UnitIx], fields: &[FieldOf<'a>]) -> Rate {
        let of_units = units.iter().filter_map(|unit| self.sums.get(unit));
        total(of_units.flat_map(|by_field| fields.iter().filter_map(|f| by_field.get(f)).copied()))
    }

    /// The fields of some units: as they are declared, then those with most files; lines that name none come last.
    pub(in crate::publish) fn fields(
        &self,
        facts: &Facts<'_>,
        units: &[UnitIx],
    ) -> Vec<FieldOf<'a>> {
        let of_units = units.iter().filter_map(|unit| self.sums.get(unit));
        let known: BTreeSet<FieldOf<'a>> = of_units.flat_map(|sums| sums.keys().copied()).collect();
        let mut fields: Vec<FieldOf<'a>> = known.into_iter().collect();
        fields.sort_by_cached_key(|field| {
            let declared = field.and_then(|field| place_declared(facts, field));
            let files = self.sum(units, &[*field]).denominator;
            (field.is_none(), declared.unwrap_or(usize::MAX), std::cmp::Reverse(files), *field)
        });
        fields
    }
}

/// Where a field stands among those that are declared, however it is written.
pub(super) fn place_declared(facts: &Facts<'_>, field: &str) -> Option<usize> {
    let wanted = key(field);
    facts.pipeline.fields.iter().position(|declared| key(declared) == wanted)
}

const NOTHING: Rate = Rate { numerator: 0, denominator: 0 };

fn total(rates: impl Iterator<Item = Rate>) -> Rate {
    rates.fold(NOTHING, |sum, rate| Rate {
        numerator: sum.numerator + rate.numerator,
        denominator: sum.denominator + rate.denominator,
    })
}

/// What counts against a unit.
pub(in crate::publish) const fn against(rate: Rate, better: Better) -> i64 {
    match better {
        Better::Higher => rate.denominator - rate.numerator,
        Better::Lower => rate.numerator,
    }
}
