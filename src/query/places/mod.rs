//! Places as SQL: the steps from `metrics` (or `indicators`) and `units` to who stands where in a ranking, exactly.
//!
//! `league` tells who is compared and why some are not ranked, `division` writes each value out as digits, in whole
//! numbers, so that every engine orders them alike; the places themselves are `RANK()` over these digits.

mod division;
mod league;
mod named_ranking;

use crate::pipeline::{Better, Pipeline, Ranking};

use super::query_table::sql_name;
use super::step::Step;
use division::Division;
use league::{entries, indicator_entries};
use named_ranking::NamedRanking;

/// The steps of one ranking. The last has a row a unit of the league: `period`, `ranking`, `grp` (the unit inside which the
/// list is kept, else empty), `unit_id`, `status`, `place` (1-2-2-4, null unless ranked), `tied`, `of_ranked` (how many have
/// a place in its list), `numerator` and `denominator` (null for a score). The one before it, `…_too_large`, shows figures for
/// which whole numbers of 64 bits are too small, and has no row.
#[must_use]
pub fn places(ranking: &Ranking, pipeline: &Pipeline) -> Vec<Step> {
    let named = NamedRanking { ranking, pipeline, prefix: sql_name(&ranking.id) };
    let mut steps = match pipeline.indicator_of(ranking) {
        Some(indicator) => indicator_entries(&named, indicator),
        None => entries(&named),
    };
    let value = named.value();
    if let OrderedBy::Divided(division) = &value {
        steps.extend(division.steps(&named));
    }
    steps.extend([named.placed(&value), named.counted(), named.too_large(&value)]);
    steps.push(named.list());
    steps
}

/// What the units of a ranking are ordered by.
enum OrderedBy {
    /// The digits of a quotient, or of a sum of quotients.
    Divided(Division),
    /// A number as it is.
    Plain,
}

impl NamedRanking<'_> {
    fn value(&self) -> OrderedBy {
        match self.pipeline.indicator_of(self.ranking) {
            Some(indicator) if indicator.ratio.is_some() => {
                OrderedBy::Divided(Division::of_amounts())
            }
            Some(_) => OrderedBy::Plain,
            None => OrderedBy::Divided(Division::of_counts(self.ranking.shares.len())),
        }
    }

    /// What is ordered by, best first; all in one direction.
    fn order(&self, value: &OrderedBy) -> Vec<String> {
        let mut keys = match value {
            OrderedBy::Divided(division) => division.digits(),
            OrderedBy::Plain => vec!["value".to_owned()],
        };
        keys.extend(self.ties().into_iter().map(|(name, _)| name.to_owned()));
        keys
    }

    fn placed(&self, value: &OrderedBy) -> Step {
        let direction = match self.better() {
            Better::Higher => "DESC",
            Better::Lower => "ASC",
        };
        let keys = self.order(value);
        let order: Vec<String> = keys.iter().map(|key| format!("{key} {direction}")).collect();
        let (order, equal) = (order.join(", "), keys.join(", "));
        let from = match value {
            OrderedBy::Divided(division) => division.last(self),
            OrderedBy::Plain => self.name("ranked"),
        };
        let select = format!(
            "SELECT period, grp, unit_id,\n  CAST(RANK() OVER (PARTITION BY period, grp ORDER BY {order}) AS BIGINT) AS place,\n  \
             CAST(COUNT(*) OVER (PARTITION BY period, grp, {equal}) AS BIGINT) AS same\nFROM {from}"
        );
        self.step("placed", "places, 1-2-2-4", select)
    }

    fn counted(&self) -> Step {
        let select = format!(
            "SELECT period AS of_period, grp AS of_grp, CAST(COUNT(*) AS BIGINT) AS of_ranked\nFROM {}\nGROUP BY period, grp",
            self.name("ranked")
        );
        self.step("counted", "how many have a place in each list", select)
    }

    /// What 64 bits are too small for: the division is exact as long as every product is below 2^53, which a quotient of
    /// engines that divide as doubles needs.
    fn too_large(&self, value: &OrderedBy) -> Step {
        let wrong = match value {
            OrderedBy::Divided(division) => division.too_large(),
            OrderedBy::Plain => "value IS NULL".to_owned(),
        };
        let select =
            format!("SELECT period, grp, unit_id\nFROM {}\nWHERE {wrong}", self.name("ranked"));
        self.step("too_large", "has no row, else the places are not exact", select)
    }

    /// Everybody of the league, ranked or not.
    fn list(&self) -> Step {
        let sums = match (self.ranking.shares.len(), self.ranking.indicator) {
            (1, None) => "e.a0 AS numerator, e.b0 AS denominator",
            _ => "CAST(NULL AS BIGINT) AS numerator, CAST(NULL AS BIGINT) AS denominator",
        };
        let select = format!(
            "SELECT e.period, '{}' AS ranking, e.grp, e.unit_id, e.status, p.place,\n  CASE WHEN p.same > 1 THEN TRUE ELSE FALSE \
             END AS tied,\n  CASE WHEN n.of_ranked IS NULL THEN 0 ELSE n.of_ranked END AS of_ranked,\n  {sums}\nFROM {entries} \
             e\nLEFT JOIN (SELECT period AS p_period, grp AS p_grp, unit_id AS p_unit, place, same FROM {placed}) p\n  ON \
             p.p_period = e.period AND p.p_grp = e.grp AND p.p_unit = e.unit_id\nLEFT JOIN {counted} n\n  ON n.of_period = \
             e.period AND n.of_grp = e.grp",
            self.ranking.id,
            entries = self.name("entries"),
            placed = self.name("placed"),
            counted = self.name("counted"),
        );
        Step { name: self.prefix.clone(), about: self.ranking.title.clone(), select }
    }
}
