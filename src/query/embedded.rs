//! The engine inside of this program: polars reads the same text as the others.

use polars::prelude::{DataFrame, IntoLazy as _};
use polars::sql::SQLContext;

use super::engine::{Engine, EngineError};
use super::query_table::QueryTable;
use super::step::Step;

/// polars.
#[derive(Debug, Clone, Copy, Default)]
pub struct Embedded;

impl Engine for Embedded {
    /// Each step is made before the next one is planned. Steps inside of one another would be planned again with each that
    /// names them: that takes twice the time, for a small province and for a country, and a deep chain more stack than a
    /// thread has.
    fn run(&self, given: &[QueryTable], steps: &[Step]) -> Result<DataFrame, EngineError> {
        let mut context = SQLContext::new();
        for QueryTable { name, frame, .. } in given {
            context.register(name, frame.clone().lazy());
        }
        let mut last = Err(EngineError::NoStep);
        for step in steps {
            let refused = |source| EngineError::Refused { step: step.name.clone(), source };
            let rows = context.execute(&step.select).map_err(refused)?;
            let rows = rows.collect().map_err(refused)?;
            context.register(&step.name, rows.clone().lazy());
            last = Ok(rows);
        }
        last
    }
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

    /// Planned inside of one another, so many would take more stack than a thread of a test has.
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
