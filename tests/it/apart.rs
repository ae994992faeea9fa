//! An engine apart: a run computes the same by it, and what is wrong with it ends the run with nothing published. What a
//! server that answers gives is compared by `.ci/engines`.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]

use std::path::Path;

use polars::prelude::{Column, DataFrame, DataType, IntoLazy as _, col, lit};
use tthc::pipeline::{Pipeline, load};
use tthc::query::{Embedded, Engine, EngineError, QueryTable, Step};
use tthc::rank::{engine_places, rank, rank_placed};
use tthc::store::decode;
use tthc::table::{Artifact as _, Ratios};

use crate::case::Case;
use crate::grid::{HEAD_3, under};
use crate::reading::LOC_NINH;
use crate::truth::{Done, NIGHTLY, run};

const DECLARED: &str = "metrics = \"metrics.toml\"\n";
/// A table goes before this one.
const BEFORE: &str = "[[workbook]]";

fn district() -> Case {
    let case = Case::district("phu-luc-3")
        .declare(DECLARED, "metrics = \"metrics.toml\"\nfail-on = \"never\"\n");
    case.file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, LOC_NINH))])
}

/// The tables that places are made from.
struct Ground {
    pipeline: Pipeline,
    given: Vec<QueryTable>,
    sums: Ratios,
}

impl Ground {
    fn of(done: &Done, file: &str) -> Self {
        let pipeline = load(&Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
        let table = |name: &str| decode(done.files[&format!("{name}.parquet")].clone()).unwrap();
        let names = ["units", "metrics", "indicators"].into_iter();
        let names = names.filter(|name| done.files.contains_key(&format!("{name}.parquet")));
        let given: Vec<QueryTable> = names.map(|name| QueryTable::new(name, table(name))).collect();
        let sums = Ratios::of(&table("metrics"), &pipeline).unwrap();
        let sums = match given.iter().find(|table| table.name == "indicators") {
            None => sums,
            Some(told) => {
                let told = tthc::table::IndicatorFigures::from_frame(&told.frame).unwrap();
                sums.with_indicators(&told, &pipeline)
            }
        };
        Self { pipeline, given, sums }
    }

    fn nightly() -> Self {
        Self::of(&NIGHTLY, "pipelines/nightly.toml")
    }

    /// What is said of an engine.
    fn refused(&self, engine: &dyn Engine) -> String {
        engine_places(&self.given, engine, &self.sums, &self.pipeline).unwrap_err().to_string()
    }
}

/// An engine that answers otherwise than it should.
struct Otherwise<F>(F);

impl<F: Fn(&str, DataFrame) -> DataFrame + Sync> Engine for Otherwise<F> {
    fn run(&self, given: &[QueryTable], steps: &[Step]) -> Result<DataFrame, EngineError> {
        Ok((self.0)(&steps.last().unwrap().name, Embedded.run(given, steps)?))
    }
}

fn backwards(rows: &DataFrame) -> DataFrame {
    rows.reverse()
}

#[test]
fn places_of_an_engine_give_the_rankings_of_this_program() {
    let phu_tho = "pipelines/phu-tho-2026q3.toml";
    let phu_tho = Ground::of(&run(phu_tho, "2026-Q3", &[]), phu_tho);
    for Ground { pipeline, given, sums } in [Ground::nightly(), phu_tho] {
        // Rows come in any order.
        let engine = Otherwise(|_: &str, rows: DataFrame| backwards(&rows));
        let places = engine_places(&given, &engine, &sums, &pipeline).unwrap();
        let (by_engine, own) =
            (rank_placed(places, &sums, None, &pipeline), rank(&sums, None, &pipeline));
        assert_eq!(by_engine.rankings, own.rankings);
        assert_eq!(by_engine.scores, own.scores);
    }
}

#[test]
fn an_engine_that_answers_with_something_else_is_refused() {
    let ground = Ground::nightly();
    let of =
        |change: fn(DataFrame) -> DataFrame| {
            ground.refused(&Otherwise(move |step: &str, rows: DataFrame| {
                if step.ends_with("_too_large") { rows } else { change(rows) }
            }))
        };
    let told = of(|rows| rows.drop("place").unwrap());
    assert!(told.contains("no column `place`"), "{told}");
    let told =
        of(|rows| rows.lazy().with_column(col("place").cast(DataType::Float64)).collect().unwrap());
    assert!(told.contains("`place` of table `rankings` is f64, expected i64"), "{told}");
    let told = of(|rows| rows.slice(1, rows.height()));
    assert!(told.contains("rows of"), "{told}");
    let told =
        of(|rows| rows.lazy().with_column(lit("no_data").alias("status")).collect().unwrap());
    assert!(told.contains("is `no_data`") && told.contains("expected `ranked`"), "{told}");
    let told = ground.refused(&Otherwise(|step: &str, rows: DataFrame| {
        let unit = || Column::new("unit_id".into(), ["692"]);
        if step.ends_with("_too_large") {
            DataFrame::new_infer_height(vec![unit()]).unwrap()
        } else {
            rows
        }
    }));
    assert!(told.contains("too large for exact places"), "{told}");
}

#[test]
fn an_address_that_is_none_is_a_mistake() {
    let case = district();
    let told = case.run(&["--engine", "http://sail"]).says_anything().exit(2);
    assert!(told.stderr.contains("sc://sail:50051"), "{}", told.stderr);
    let case = case.declare(BEFORE, "[engine]\nurl = \"sail:1\"\nseconds = 0\n\n[[workbook]]");
    let told = case.refused("en");
    assert!(told.contains("engine.url") && told.contains("engine.seconds"), "{told}");
}

#[cfg(not(feature = "spark-connect"))]
#[test]
fn a_program_without_a_client_says_how_to_build_one_and_leaves_what_is_published() {
    let case = district();
    case.read();
    let latest = case.latest_id();
    let told = case.run(&["--engine", "sc://user:1/;token=abc"]).says_anything().exit(2).stderr;
    assert!(told.contains("cargo build --release --features spark-connect"), "{told}");
    assert!(
        told.contains("sc://user:1") && !told.lines().next().unwrap().contains("abc"),
        "{told}"
    );
    let case = case.declare(BEFORE, "[engine]\nurl = \"sc://sail\"\n\n[[workbook]]");
    assert!(case.refused("en").contains("built without `spark-connect`"));
    let told = case.tthc(&["doctor", "thu"]).says_anything().exit(1).stdout;
    let line = told.lines().find(|line| line.contains("máy tính toán")).unwrap();
    assert!(line.starts_with('✗') && line.contains("sc://sail"), "{told}");
    assert!(line.contains("cargo build --release --features spark-connect"), "{told}");
    assert_eq!(case.latest_id(), latest);
    // Whoever only looks at runs needs no engine.
    case.tthc(&["show", "thu"]).says_anything().exit(0);
}

/// Servers that are none, and what is published stays.
#[cfg(feature = "spark-connect")]
mod asked {
    use std::io::{Read as _, Write as _};
    use std::net::{TcpListener, TcpStream};
    use std::thread::{sleep, spawn};
    use std::time::Duration;

    use super::district;

    /// The address of a server that does this with whoever comes.
    fn serving(answer: fn(TcpStream)) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("sc://{}", listener.local_addr().unwrap());
        spawn(move || {
            for coming in listener.incoming().flatten() {
                spawn(move || answer(coming));
            }
        });
        url
    }

    fn refused(url: &str) -> String {
        let case = district();
        case.read();
        let latest = case.latest_id();
        let declared = format!("[engine]\nurl = \"{url}\"\nseconds = 2\n\n[[workbook]]");
        let case = case.declare(super::BEFORE, &declared);
        // What is declared is no reason to compute anew.
        case.read();
        assert_eq!(case.latest_id(), latest);
        let told = case.run(&["--force"]).says_anything().exit(1).stderr;
        assert_eq!(case.latest_id(), latest);
        assert!(told.contains(url) && told.contains("`measure`"), "{told}");
        // The doctor finds out beforehand what can be found out by knocking.
        let silent = told.contains("refused");
        let doctor = case.tthc(&["doctor", "thu"]).says_anything().exit(i32::from(silent)).stdout;
        let line = doctor.lines().find(|line| line.contains(url)).unwrap();
        assert_eq!(line.starts_with('✗'), silent, "{doctor}");
        let record = case.newest().record().clone();
        assert!(!record.complete && record.exit_code == 1);
        told
    }

    /// Its views would be taken for each other.
    #[test]
    fn a_ranking_that_is_called_as_a_table_is() {
        let case = district().declare("id = \"communes\"", "id = \"units\"");
        let told = case.run(&["--engine", "sc://nowhere", "--lang", "en"]).says_anything().exit(2);
        assert!(told.stderr.contains("ranking `units`"), "{}", told.stderr);
        case.run(&["--quiet"]).exit(0);
    }

    #[test]
    fn one_where_nothing_listens() {
        let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        assert!(refused(&format!("sc://{free}")).contains("refused"));
    }

    #[test]
    fn one_that_closes() {
        refused(&serving(drop));
    }

    #[test]
    fn one_that_says_nothing() {
        let told = refused(&serving(|coming| {
            sleep(Duration::from_mins(1));
            drop(coming);
        }));
        assert!(told.contains("2 giây"), "{told}");
    }

    #[test]
    fn one_that_speaks_another_language() {
        refused(&serving(|mut coming| {
            let _ = coming.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
            let _ = coming.read(&mut [0; 1024]);
        }));
    }
}
