//! What the schemas say is required, optional and usual, tried on the program: every key of every table is left out of a
//! declaration that has them all, and everything that counts unsaid is written out.

#![expect(
    clippy::unwrap_used,
    reason = "a declaration that cannot be laid out is a mistake in the test"
)]
#![expect(clippy::disallowed_methods, reason = "cases lay out temporary folders of their own")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};
use tempfile::TempDir;
use toml::{Table, Value};
use tthc::pipeline::{Declares, Fault, Key, KeyNeed, Overrides, Shape, load_with};

use crate::case::Case;
use crate::fits;

const WHOLE: &str = "fixtures/declarations/whole";

/// The files of the declaration with every key.
const FILES: [(&str, Declares); 7] = [
    ("pipeline.toml", Declares::Pipeline),
    ("form.toml", Declares::Form),
    ("indicators.toml", Declares::Form),
    ("list.toml", Declares::Form),
    ("metrics.toml", Declares::Metrics),
    ("inspection.toml", Declares::Inspection),
    ("rules.toml", Declares::Rules),
];

/// One step to a value: a key, or a place in a list from 0.
#[derive(Debug, Clone, PartialEq)]
enum Step {
    Key(String),
    Item(usize),
}

/// A table of a file that has a shape: the way to it and its keys.
type Found = (Vec<Step>, Vec<Key>);

/// Every table below a value whose keys the shape knows.
fn tables(shape: &Shape, value: &Value, way: &[Step], found: &mut Vec<Found>) {
    match (shape, value) {
        (Shape::Table { keys, .. }, Value::Table(table)) => {
            found.push((way.to_vec(), keys.clone()));
            for key in keys {
                let below = [way, &[Step::Key(key.key.clone())]].concat();
                table
                    .get(&key.key)
                    .into_iter()
                    .for_each(|value| tables(&key.shape, value, &below, found));
            }
        }
        (Shape::List(items), Value::Array(list)) => {
            for (place, item) in list.iter().enumerate() {
                tables(items, item, &[way, &[Step::Item(place)]].concat(), found);
            }
        }
        _ => {}
    }
}

fn at<'t>(top: &'t mut Value, way: &[Step]) -> &'t mut Table {
    let value = way.iter().fold(top, |value, step| match step {
        Step::Key(key) => value.get_mut(key).unwrap(),
        Step::Item(place) => value.get_mut(place).unwrap(),
    });
    value.as_table_mut().unwrap()
}

/// A way as faults write it: `ranking[2].metric`.
fn shown(way: &[Step]) -> String {
    let mut out = String::new();
    for step in way {
        match step {
            Step::Key(key) if out.is_empty() => out.push_str(key),
            Step::Key(key) => out += &[".", key].concat(),
            Step::Item(place) => out += &["[", &(place + 1).to_string(), "]"].concat(),
        }
    }
    out
}

/// A declaration in a folder of its own.
struct Laid {
    folder: TempDir,
    file: &'static str,
}

impl Laid {
    fn of(source: &Path, file: &'static str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy(source, folder.path());
        Self { folder, file }
    }

    fn path(&self, file: &str) -> PathBuf {
        self.folder.path().join(file)
    }

    fn read(&self, file: &str) -> Value {
        Value::Table(std::fs::read_to_string(self.path(file)).unwrap().parse().unwrap())
    }

    fn write(&self, file: &str, value: &Value) {
        std::fs::write(self.path(file), toml::to_string(value).unwrap()).unwrap();
    }

    /// The pipeline in every detail but its files, or what is wrong.
    fn load(&self) -> Result<String, Vec<Fault>> {
        let rules = self.path("rules.toml");
        let rules = rules.exists().then_some(rules).into_iter().collect();
        let overrides = Overrides {
            rules,
            now: Some("2026-11-29T00:00:00Z".parse().unwrap()),
            ..Overrides::default()
        };
        let mut pipeline =
            load_with(&self.path(self.file), &overrides).map_err(|error| error.faults)?;
        pipeline.files.clear();
        Ok(format!("{pipeline:#?}"))
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            std::fs::create_dir(&target).unwrap();
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Whether a key may be left out of a table that has it.
fn may_be_left_out(key: &Key, keys: &[Key], table: &Table) -> bool {
    let there = |other: &str| table.contains_key(other);
    let is_leaned_on = keys.iter().any(|other| {
        let leans = matches!(other.need, KeyNeed::With(on) | KeyNeed::Beside(on) if on == key.key);
        leans && there(&other.key)
    });
    let needed = match key.need {
        KeyNeed::Always => true,
        KeyNeed::With(other) => there(other),
        KeyNeed::Either => {
            keys.iter().filter(|one| one.need == KeyNeed::Either && there(&one.key)).count() == 1
        }
        KeyNeed::Never | KeyNeed::Beside(_) => false,
    };
    !needed && !is_leaned_on
}

fn schema(kind: Declares) -> Json {
    let text = Case::new().tthc(&["schema", kind.word()]).says_anything().exit(0).stdout;
    serde_json::from_str(&text).unwrap()
}

/// What only the program asks for, for it depends on the word of another key or on another table; what each is for says so.
const DEPENDS: [&str; 6] = [
    "form.toml column[5].id",
    "form.toml column[5].printed.numerator",
    "indicators.toml section",
    "indicators.toml section[1].indicator[2].scale",
    "indicators.toml section[1].indicator[3].scale",
    "indicators.toml section[1].indicator[5].answers",
];

/// A key that may be left out is never asked for; one that has to be there always is, by the program and by the schema.
#[test]
fn every_key_that_a_schema_requires_is_missed_and_no_other() {
    let laid = Laid::of(Path::new(WHOLE), "pipeline.toml");
    laid.load().unwrap_or_else(|faults| panic!("{faults:#?}"));
    let mut tried: BTreeMap<bool, usize> = BTreeMap::new();
    let (mut wrong, mut depends) = (Vec::new(), Vec::new());
    for (file, kind) in FILES {
        let (shape, schema, whole) = (kind.shape(), schema(kind), laid.read(file));
        let mut found = Vec::new();
        tables(&shape, &whole, &[], &mut found);
        for (way, keys) in found {
            let table = at(&mut whole.clone(), &way).clone();
            for key in keys.iter().filter(|key| table.contains_key(&key.key)) {
                let mut without = whole.clone();
                at(&mut without, &way).remove(&key.key);
                laid.write(file, &without);
                let path = shown(&[way.as_slice(), &[Step::Key(key.key.clone())]].concat());
                let faults = laid.load().err().unwrap_or_default();
                let asked = |fault: &&Fault| {
                    fault.file.ends_with(file)
                        && (fault.path == path
                            || key.need != KeyNeed::Always && shown(&way) == fault.path)
                };
                let asked = faults.iter().any(|fault| asked(&fault));
                let json = json!(without);
                let breaks = !fits::faults(&schema, &json).is_empty();
                let optional = may_be_left_out(key, &keys, &table);
                *tried.entry(optional).or_default() += 1;
                // What is named elsewhere is missed there.
                let asked =
                    asked || (!optional && key.need != KeyNeed::Always && !faults.is_empty());
                match (optional, asked, breaks) {
                    (true, false, false) | (false, true, true) => {}
                    (true, true, false) => depends.push(format!("{file} {path}")),
                    other => wrong.push(format!("{file} {path}: {other:?} {faults:?}")),
                }
            }
        }
        laid.write(file, &whole);
    }
    assert_eq!(wrong, [""; 0], "may be left out, is asked for, breaks the schema");
    assert_eq!(depends, DEPENDS);
    assert!(tried[&true] >= 120 && tried[&false] >= 100, "{tried:?}");
}

/// The trials leave out every key that there is.
#[test]
fn the_whole_declaration_has_every_key() {
    fn listed(shape: &Shape, way: &str, all: &mut BTreeSet<String>) {
        match shape {
            Shape::List(items) => listed(items, way, all),
            Shape::Table { keys, .. } => {
                for key in keys {
                    let way = format!("{way}.{}", key.key);
                    listed(&key.shape, &way, all);
                    all.insert(way);
                }
            }
            _ => {}
        }
    }
    let mut missing = BTreeSet::new();
    let mut there = BTreeSet::new();
    for (file, kind) in FILES.into_iter().filter(|(_, kind)| *kind != Declares::Rules) {
        let whole = Laid::of(Path::new(WHOLE), "pipeline.toml").read(file);
        let mut all = BTreeSet::new();
        listed(&kind.shape(), "", &mut all);
        missing.extend(all.into_iter().map(|key| (kind.word(), key)));
        let mut found = Vec::new();
        tables(&kind.shape(), &whole, &[], &mut found);
        for (way, keys) in found {
            let mut whole = whole.clone();
            let table = at(&mut whole, &way);
            let way: String = way
                .iter()
                .filter_map(
                    |step| if let Step::Key(key) = step { Some(format!(".{key}")) } else { None },
                )
                .collect();
            let keys = keys.iter().filter(|key| table.contains_key(&key.key));
            there.extend(keys.map(|key| (kind.word(), format!("{way}.{}", key.key))));
        }
    }
    missing.retain(|key| !there.contains(key));
    // They stand in place of `days` and of `inbox`.
    let other = [".schedule.monthly", ".source", ".source.runs"];
    assert_eq!(missing, BTreeSet::from(other.map(|key| ("pipeline", key.to_owned()))));
}

/// Writes out what counts unsaid in all tables of a file; gives how much that was.
fn write_out(shape: &Shape, value: &mut Value) -> usize {
    let mut found = Vec::new();
    tables(shape, value, &[], &mut found);
    let mut written = 0;
    for (way, keys) in found {
        let table = at(value, &way);
        for key in keys {
            let Some(default) = &key.default else { continue };
            let fits = match key.need {
                KeyNeed::With(other) | KeyNeed::Beside(other) => table.contains_key(other),
                _ => true,
            };
            if fits && !table.contains_key(&key.key) {
                table.insert(key.key, default.clone());
                written += 1;
            }
        }
    }
    written
}

/// What a schema calls the default is what the program goes by.
#[test]
fn a_default_that_is_written_out_changes_nothing() {
    let mut written = 0;
    for (source, file) in [
        (WHOLE, "pipeline.toml"),
        ("pipelines", "nightly.toml"),
        ("pipelines", "phu-tho-2026q3.toml"),
    ] {
        let laid = Laid::of(Path::new(source), file);
        let before = laid.load().unwrap_or_else(|faults| panic!("{source}: {faults:#?}"));
        let forms = laid.read(file)["forms"].as_array().unwrap().clone();
        let forms = forms.iter().map(|form| (form.as_str().unwrap().to_owned(), Declares::Form));
        for (name, kind) in forms.chain([
            (file.to_owned(), Declares::Pipeline),
            ("metrics.toml".to_owned(), Declares::Metrics),
        ]) {
            let mut value = laid.read(&name);
            written += write_out(&kind.shape(), &mut value);
            laid.write(&name, &value);
        }
        let after = laid.load().unwrap_or_else(|faults| panic!("{source}: {faults:#?}"));
        same(&before, &after, source);
    }
    assert!(written >= 200, "{written}");
}

/// The first line that differs says more than two pipelines.
fn same(before: &str, after: &str, source: &str) {
    let differs = before.lines().zip(after.lines()).find(|(before, after)| before != after);
    assert_eq!(differs, None, "{source}");
    assert_eq!(before.len(), after.len(), "{source}");
}

/// The CSV files beside a declaration, each with the schema of a row.
const ROWS: [(&str, Declares); 3] = [
    ("units.csv", Declares::Register),
    ("aliases.csv", Declares::Aliases),
    ("successions.csv", Declares::Successions),
];

/// The rows of a file, without a column where one is named.
fn rows(path: &Path, without: Option<&str>) -> Vec<Vec<(String, String)>> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let header = reader.headers().unwrap().clone();
    let names = header.iter().map(|name| name.trim_start_matches('\u{feff}').to_owned());
    let names: Vec<String> = names.collect();
    let row = |record: csv::StringRecord| {
        let cells = names.iter().cloned().zip(record.iter().map(str::to_owned));
        cells.filter(|(name, _)| without != Some(name)).collect()
    };
    reader.records().map(|record| row(record.unwrap())).collect()
}

#[test]
fn every_column_that_a_schema_requires_is_missed_and_no_other() {
    for (file, kind) in ROWS {
        let laid = Laid::of(Path::new(WHOLE), "pipeline.toml");
        let Shape::Table { keys, .. } = kind.shape() else { panic!("{kind:?}") };
        let schema = schema(kind);
        for key in keys {
            let path = Path::new(WHOLE).join(file);
            assert!(
                rows(&path, None)[0].iter().any(|(name, _)| *name == key.key),
                "{file}: {}",
                key.key
            );
            let without = rows(&path, Some(&key.key));
            let mut text: String =
                without[0].iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(",");
            for row in &without {
                let cells: Vec<&str> = row.iter().map(|(_, cell)| cell.as_str()).collect();
                text += &["\n", &cells.join(",")].concat();
            }
            std::fs::write(laid.path(file), text + "\n").unwrap();
            let faults = laid.load().err().unwrap_or_default();
            let missed =
                faults.iter().any(|fault| fault.file.ends_with(file) && fault.line == Some(1));
            let row: BTreeMap<&String, &String> =
                without[0].iter().map(|(name, cell)| (name, cell)).collect();
            assert_eq!(missed, key.need == KeyNeed::Always, "{file}: {}: {faults:#?}", key.key);
            assert_eq!(
                !fits::faults(&schema, &json!(row)).is_empty(),
                missed,
                "{kind:?}: {}",
                key.key
            );
        }
    }
}

/// A schema of a row is what the shipped registers keep, and what it forbids is a fault.
#[test]
fn every_shipped_table_keeps_the_schema_of_its_rows() {
    let schemas = ROWS.map(|(_, kind)| (kind, schema(kind)));
    let mut read = 0;
    let entries = std::fs::read_dir("pipelines/units").unwrap().map(|entry| entry.unwrap().path());
    let tables = entries.filter(|path| path.extension().is_some_and(|end| end == "csv"));
    for path in tables {
        let all = rows(&path, None);
        let has = |column: &str| all[0].iter().any(|(name, _)| name == column);
        let kind = match (has("level"), has("alias")) {
            (true, _) => Declares::Register,
            (false, true) => Declares::Aliases,
            (false, false) => Declares::Successions,
        };
        let (_, schema) = schemas.iter().find(|(known, _)| *known == kind).unwrap();
        for row in &all {
            let row: BTreeMap<&String, &String> =
                row.iter().map(|(name, cell)| (name, cell)).collect();
            assert_eq!(fits::faults(schema, &json!(row)), [""; 0], "{}", path.display());
        }
        read += all.len();
    }
    assert!(read > 500, "{read}");
    let laid = Laid::of(Path::new(WHOLE), "pipeline.toml");
    let (_, schema) = &schemas[0];
    for (from, to, column) in [
        ("70.1,department", "70.1,sở", "level"),
        ("70.1,department", ",department", "id"),
        ("Sở Mẫu,", ",", "name"),
        (
            "689,district,70,Huyện Mẫu,,2020-01-01",
            "689,district,70,Huyện Mẫu,,1/1/2020",
            "valid_from",
        ),
    ] {
        let text = std::fs::read_to_string(Path::new(WHOLE).join("units.csv")).unwrap();
        std::fs::write(laid.path("units.csv"), text.replacen(from, to, 1)).unwrap();
        let faults = laid.load().unwrap_err();
        assert!(faults.iter().any(|fault| fault.path == column), "{to}: {faults:#?}");
        let broken = rows(&laid.path("units.csv"), None).iter().any(|row| {
            let row: BTreeMap<&String, &String> =
                row.iter().map(|(name, cell)| (name, cell)).collect();
            fits::faults(schema, &json!(row))
                .iter()
                .any(|fault| fault.starts_with(&format!(".{column}:")))
        });
        assert!(broken, "{to}");
    }
}
