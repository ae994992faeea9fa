//! Places as SQL: the steps from `metrics` (or `indicators`) and `units` to who stands where in a ranking, exactly.
//!
//! `league` tells who is compared and why some are not ranked, `division` writes each value out as digits, in whole
//! numbers, so that every engine orders them alike; the places themselves are `RANK()` over these digits.

mod division;
mod league;

use crate::pipeline::{Better, Pipeline, Ranking, TieBreak};

use super::query_table::sql_name;
use super::step::Step;
use division::Division;
use league::{entries, indicator_entries};

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
    if let Value::Divided(division) = &value {
        steps.extend(division.steps(&named));
    }
    steps.extend([named.placed(&value), named.counted(), named.too_large(&value)]);
    steps.push(named.list());
    steps
}

/// A ranking with what its steps are called after.
struct NamedRanking<'p> {
    ranking: &'p Ranking,
    pipeline: &'p Pipeline,
    prefix: String,
}

/// What the units of a ranking are ordered by.
enum Value {
    /// The digits of a quotient, or of a sum of quotients.
    Divided(Division),
    /// A number as it is.
    Plain,
}

impl NamedRanking<'_> {
    /// The name of a step.
    fn name(&self, step: &str) -> String {
        format!("{}_{step}", self.prefix)
    }

    fn step(&self, name: &str, about: &str, select: String) -> Step {
        Step { name: self.name(name), about: format!("{}: {about}", self.ranking.id), select }
    }

    fn value(&self) -> Value {
        match self.pipeline.indicator_of(self.ranking) {
            Some(indicator) if indicator.ratio.is_some() => Value::Divided(Division::of_amounts()),
            Some(_) => Value::Plain,
            None => Value::Divided(Division::of_counts(self.ranking.shares.len())),
        }
    }

    fn better(&self) -> Better {
        self.ranking.better(&self.pipeline.metrics)
    }

    /// What is ordered by, best first; all in one direction.
    fn order(&self, value: &Value) -> Vec<String> {
        let mut keys = match value {
            Value::Divided(division) => division.digits(),
            Value::Plain => vec!["value".to_owned()],
        };
        keys.extend(self.ties().into_iter().map(|(name, _)| name.to_owned()));
        keys
    }

    /// What decides between equal values: a column and its expression over the sums of the first metric. Who has nothing of
    /// that comes last; the keys go the way of the values.
    fn ties(&self) -> Vec<(&'static str, String)> {
        let key = match (self.ranking.tie_break, self.better()) {
            (TieBreak::None, _) => return Vec::new(),
            (TieBreak::Volume, Better::Higher) => "b0",
            (TieBreak::Volume, Better::Lower) => "0 - b0",
            (TieBreak::Overdue, Better::Higher) => "a0 - b0",
            (TieBreak::Overdue, Better::Lower) => "a0",
        };
        if self.ranking.shares.is_empty() {
            return Vec::new();
        }
        let (there, gone) = match self.better() {
            Better::Higher => (1, 0),
            Better::Lower => (0, 1),
        };
        vec![
            ("tie_there", format!("CASE WHEN b0 > 0 THEN {there} ELSE {gone} END")),
            ("tie_key", format!("CASE WHEN b0 > 0 THEN {key} ELSE 0 END")),
        ]
    }

    fn placed(&self, value: &Value) -> Step {
        let direction = match self.better() {
            Better::Higher => "DESC",
            Better::Lower => "ASC",
        };
        let keys = self.order(value);
        let order: Vec<String> = keys.iter().map(|key| format!("{key} {direction}")).collect();
        let (order, equal) = (order.join(", "), keys.join(", "));
        let from = match value {
            Value::Divided(division) => division.last(self),
            Value::Plain => self.name("ranked"),
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
    fn too_large(&self, value: &Value) -> Step {
        let wrong = match value {
            Value::Divided(division) => division.too_large(),
            Value::Plain => "value IS NULL".to_owned(),
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
