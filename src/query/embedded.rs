//! The engine inside of this program: polars reads the same text as the others.

use std::collections::BTreeMap;

use polars::prelude::{DataFrame, IntoLazy as _};
use polars::sql::SQLContext;

use super::engine::{Engine, EngineError};
use super::query_table::QueryTable;
use super::step::Step;

/// How many steps may lie inside of one another before they are made: the planner goes into each of them.
const DEEPEST: usize = 6;

/// polars.
#[derive(Debug, Clone, Copy, Default)]
pub struct Embedded;

impl Engine for Embedded {
    fn run(&self, given: &[QueryTable], steps: &[Step]) -> Result<DataFrame, EngineError> {
        let mut context = SQLContext::new();
        for QueryTable { name, frame, .. } in given {
            context.register(name, frame.clone().lazy());
        }
        let mut last = None;
        let mut depths: BTreeMap<&str, usize> = BTreeMap::new();
        for (place, step) in steps.iter().enumerate() {
            let refused = |source| EngineError::Refused { step: step.name.clone(), source };
            let mut rows = context.execute(&step.select).map_err(refused)?;
            let inner = words(&step.select).filter_map(|word| depths.get(word)).max();
            let mut depth = inner.map_or(1, |inner| inner + 1);
            // A step that several others name is made once; one that a single other names is a part of that, as long as the
            // stack of a thread is deep enough for what is inside of it.
            if uses(&step.name, &steps[place + 1..]) != 1 || depth >= DEEPEST {
                rows = rows.collect().map_err(refused)?.lazy();
                depth = 0;
            }
            depths.insert(&step.name, depth);
            context.register(&step.name, rows.clone());
            last = Some((step, rows));
        }
        let (step, rows) = last.ok_or(EngineError::NoStep)?;
        rows.collect().map_err(|source| EngineError::Refused { step: step.name.clone(), source })
    }
}

/// How often queries name a step.
fn uses(name: &str, steps: &[Step]) -> usize {
    steps.iter().flat_map(|step| words(&step.select)).filter(|word| *word == name).count()
}

/// The words of a query, names among them.
fn words(query: &str) -> impl Iterator<Item = &str> {
    query.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_')
}

#[cfg(test)]
mod tests {
    use super::Embedded;
    use crate::query::{Engine as _, QueryTable, Step};
    use crate::table::column::{counts, frame, texts};

    #[test]
    fn steps_see_the_tables_and_the_steps_before_them() {
        let lines = frame(vec![
            texts("unit_id", ["a", "b", "a"].map(Some).into_iter()),
            counts("resolved_total", [Some(2), Some(5), None].into_iter()),
        ]);
        let given = [QueryTable::new("lines/phu-luc-3", lines.unwrap())];
        let step = |name: &str, select: &str| Step {
            name: name.to_owned(),
            about: String::new(),
            select: select.to_owned(),
        };
        let own = "SELECT unit_id, CAST(SUM(resolved_total) AS BIGINT) AS files FROM lines_phu_luc_3 GROUP BY unit_id";
        let place = "SELECT unit_id, RANK() OVER (ORDER BY files DESC) AS place FROM own WHERE files % 2 = 1";
        let rows = Embedded.run(&given, &[step("own", own), step("placed", place)]).unwrap();
        assert_eq!((rows.height(), rows.width()), (1, 2));
        let refused = Embedded.run(&given, &[step("own", "SELECT nothing FROM nowhere")]);
        assert!(refused.unwrap_err().to_string().contains("query `own`"));
    }

    /// The planner goes into every step of a chain that is not made yet, and a thread of a test has little stack.
    #[test]
    fn a_long_chain_of_steps_does_not_overflow_the_stack() {
        let one = frame(vec![counts("n0", [Some(1), Some(2)].into_iter())]).unwrap();
        let steps: Vec<Step> = (1..200)
            .map(|place| Step {
                name: format!("step{place}"),
                about: String::new(),
                select: format!(
                    "SELECT n{} + 1 AS n{place} FROM {}",
                    place - 1,
                    if place == 1 { "start".to_owned() } else { format!("step{}", place - 1) }
                ),
            })
            .collect();
        let rows = Embedded.run(&[QueryTable::new("start", one)], &steps).unwrap();
        assert_eq!(rows.column("n199").unwrap().i64().unwrap().get(1), Some(201));
    }
}
