//! What is computed, said as SQL that every engine runs: steps, each a query over tables of a run and over the steps before
//! it. `Engine` runs them; `Embedded` is polars inside of this program. A stage runs the same steps that are printed.
//!
//! The text keeps to what engines read alike: `SELECT`, `UNION ALL`, `JOIN`, `CROSS JOIN`, `GROUP BY`, `CASE`, `CAST`, `SUM` `MAX`
//! `COUNT`, `RANK() OVER`, `IN`, `POSITION`, `||`, `ORDER BY … NULLS FIRST`, `%`, and `/` of whole multiples; DuckDB, Sail and polars
//! were tried with it. No decimals, no functions of one engine alone. An engine gives rows in any order: who asks puts them
//! in one.

mod answer;
mod dossiers;
mod embedded;
mod engine;
mod metrics;
mod observations;
mod places;
mod query_table;
mod step;
mod text;
mod told;

pub use answer::answered;
pub use dossiers::{DOSSIERS, DOSSIERS_REPEATED, NO_FAULT, dossiers};
pub use embedded::Embedded;
pub use engine::{Engine, EngineError};
pub use metrics::{LineTable, metrics};
pub use observations::observations;
pub use places::places;
pub use query_table::{QueryTable, sql_name};
pub use step::Step;
pub use told::{ToldPlace, told_places};
