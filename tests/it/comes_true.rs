//! What `tthc what-if` foretells is what comes of really doing it.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]
#![expect(clippy::disallowed_methods, reason = "tests look at temporary folders of their own")]

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::Value;
use tthc::store::Run;
use tthc::table::{Artifact as _, Metrics, Rankings};

use crate::case::{Case, PIPELINE};
use crate::what_if::{IDENTITY, RULES, json, province, published, published_of, text};

/// Place and status by ranking and unit; sums by metric, scope, unit and field.
type Places = BTreeMap<(String, String), (Value, Value)>;
type AllSums = BTreeMap<Vec<String>, (Value, Value)>;

/// The places and sums of a run.
fn of_run(run: &Run) -> (Places, AllSums) {
    let rankings = Rankings::from_frame(&run.table(Rankings::NAME).unwrap()).unwrap();
    let places = rankings.rows.into_iter().map(|row| {
        let at = (Value::from(row.place), Value::from(row.status.word()));
        ((row.ranking, row.unit_id), at)
    });
    let metrics = Metrics::from_frame(&run.table(Metrics::NAME).unwrap()).unwrap();
    let frame = metrics.frame();
    let word = |column: &str, row: usize| {
        let value = frame.column(column).unwrap().str().unwrap().get(row);
        value.unwrap_or("-").to_owned()
    };
    let count = |column: &str, row: usize| {
        Value::from(frame.column(column).unwrap().i64().unwrap().get(row))
    };
    let sums = (0..frame.height()).map(|row| {
        let key = ["metric", "scope", "unit_id", "field"].map(|column| word(column, row));
        (key.to_vec(), (count("numerator", row), count("denominator", row)))
    });
    (places.collect(), sums.collect())
}

/// The places and sums of the latest run, changed by what is foretold.
#[track_caller]
fn foretold(case: &Case, arguments: &[&str]) -> (Places, AllSums) {
    let (mut places, mut sums) = of_run(&case.latest());
    let all = json(case, arguments);
    let what_if = &all["what_if"];
    assert_eq!(what_if["published_run"]["is_before"], true, "{what_if}");
    for moved in what_if["effect"]["changed_places"].as_array().unwrap() {
        let key = (text(&moved["ranking"]), text(&moved["unit_id"]));
        let is = |at: &Value| (at["place"].clone(), at["status"].clone());
        let known = moved["old"].is_object().then(|| is(&moved["old"]));
        assert_eq!(places.remove(&key), known, "{moved}");
        if moved["new"].is_object() {
            places.insert(key, is(&moved["new"]));
        }
    }
    for changed in what_if["effect"]["changed_rates"].as_array().unwrap() {
        let key = ["metric", "scope", "unit_id", "field"].map(|key| text(&changed[key])).to_vec();
        sums.remove(&key);
        if changed["new"].is_object() {
            let is = &changed["new"];
            sums.insert(key, (is["numerator"].clone(), is["denominator"].clone()));
        }
    }
    (places, sums)
}

/// What is supposed, and the same as it is really done.
#[derive(Debug, Clone, Copy)]
struct Change {
    drop: Option<&'static str>,
    minimum: Option<&'static str>,
    without: Option<&'static str>,
    rules: bool,
    identity: bool,
}

impl Change {
    fn arguments(self) -> Vec<&'static str> {
        let given = |option, value: Option<&'static str>| {
            value.map_or(Vec::new(), |value| vec![option, value])
        };
        let rules = self.rules.then_some("luat.toml");
        let identity = self.identity.then_some("tong.toml");
        [
            given("--drop", self.drop),
            given("--set", self.minimum),
            given("--without", self.without),
            given("--rule", rules),
            given("--rule", identity),
        ]
        .concat()
    }

    /// The province in which it is so.
    fn done(self) -> Case {
        let mut case = province();
        if let Some(file) = self.drop {
            case = case.without(file.split('/').next().unwrap());
        }
        if let Some(unit) = self.without {
            let register = std::fs::read_to_string(case.path("pipelines/units.csv")).unwrap();
            let stays = |line: &&str| !line.split(',').take(3).any(|cell| cell == unit);
            let lines: Vec<&str> = register.lines().filter(stays).collect();
            case.rewritten("pipelines/units.csv", &(lines.join("\n") + "\n"));
        }
        if self.rules {
            let (check, ranking) = RULES.split_at(RULES.find("[[ranking]]").unwrap());
            let declared = std::fs::read_to_string(case.path(PIPELINE)).unwrap();
            let start = declared.find("[[ranking]]").unwrap();
            let end = declared.find("[[ranking]]\nid = \"districts\"").unwrap();
            let declared =
                format!("{}{check}\n{ranking}\n{}", &declared[..start], &declared[end..]);
            case.rewritten(PIPELINE, &declared);
        }
        if self.identity {
            let file = "pipelines/forms/phu-luc-3.toml";
            let form = std::fs::read_to_string(case.path(file)).unwrap();
            case.rewritten(file, &format!("{form}\n{IDENTITY}"));
        }
        case
    }
}

#[track_caller]
fn comes_true(change: Change) {
    let case = change.done();
    let set: Vec<&str> = change.minimum.map_or(Vec::new(), |set| vec!["--set", set, "--publish"]);
    case.run(&[&["--quiet"], &set[..]].concat()).exit(0);
    let really = of_run(&case.latest());
    let foretold = foretold(&published(), &change.arguments());
    assert_eq!(foretold.0, really.0, "{change:?}");
    assert_eq!(foretold.1, really.1, "{change:?}");
}

const NOTHING: Change =
    Change { drop: None, minimum: None, without: None, rules: false, identity: false };

#[test]
fn what_is_dropped_comes_true() {
    for file in ["692-bo-sung.xlsx", "695.xlsx", "goi.zip", "goi.zip/so-tu-phap.xlsx"] {
        comes_true(Change { drop: Some(file), ..NOTHING });
    }
}

#[test]
fn a_key_that_is_set_and_a_rule_that_is_added_come_true() {
    let minimum = Some("ranking.communes.minimum-denominator=36");
    comes_true(Change { minimum, ..NOTHING });
    comes_true(Change { rules: true, ..NOTHING });
    comes_true(Change { identity: true, ..NOTHING });
}

#[test]
fn a_unit_that_is_not_there_comes_true() {
    for unit in ["25297", "692", "70.so-tu-phap"] {
        comes_true(Change { without: Some(unit), ..NOTHING });
    }
}

/// Without the table of receipts another of two files counts.
#[test]
fn a_table_of_receipts_that_is_dropped_comes_true() {
    let receipts =
        b"file,received_at\n692.xlsx,2023-10-06 08:00\n692-bo-sung.xlsx,2023-10-05 08:00\n";
    let case = published_of(province().bytes("received.csv", receipts));
    let foretold = foretold(&case, &["--drop", "received.csv"]);
    assert_ne!(foretold.0, of_run(&case.latest()).0);
    assert_eq!(foretold, of_run(&published().latest()));
}

/// Metrics are shared between pipelines: no key of the pipeline file reaches them.
#[test]
fn a_metric_that_is_defined_otherwise_comes_true() {
    let metrics = std::fs::read_to_string(province().path("pipelines/metrics.toml")).unwrap();
    let start = metrics.find("[[metric]]\nid = \"on_time_rate\"").unwrap();
    let metric = metrics[start..].split("\n\n").next().unwrap();
    let other =
        metric.replace("denominator = \"resolved_total\"", "denominator = \"received_total\"");
    assert_ne!(metric, other);
    let case = published();
    std::fs::write(case.path("chi-so.toml"), &other).unwrap();
    let foretold = foretold(&case, &["--rule", "chi-so.toml"]);
    let really = province().edit("pipelines/metrics.toml", metric, &other);
    really.run(&["--quiet"]).exit(0);
    assert_eq!(foretold, of_run(&really.latest()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is supposed together is as if it were done together.
    #[test]
    fn all_of_it_together_comes_true(
        drop in prop::sample::select(vec![None, Some("692.xlsx"), Some("692-bo-sung.xlsx"), Some("goi.zip")]),
        minimum in prop::sample::select(vec![None, Some("ranking.communes.minimum-denominator=10")]),
        without in prop::sample::select(vec![None, Some("25363"), Some("695"), Some("70.so-noi-vu")]),
        rules in any::<bool>(),
        identity in any::<bool>(),
    ) {
        let change = Change { drop, minimum, without, rules, identity };
        if !change.arguments().is_empty() {
            comes_true(change);
        }
    }
}
