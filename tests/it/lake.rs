//! A lake of runs, and a country that is put together from it: two provinces of one register, each with a pipeline of its
//! own, against one run over all their files.

#![expect(clippy::unwrap_used, reason = "a lake that cannot be read fails the test")]
#![expect(clippy::disallowed_methods, reason = "lakes are spoiled by hand")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tthc::store::{Disk, Folder, Lake, LakeRecord, OwnDisk, Run};

use crate::case::Case;
use crate::grid::{HEAD_3, under};

/// What a pipeline over files has in place of the lake.
const FILES: &str = "inbox = \"../inbox\"\nshrink-guard = 100\n";

/// The provinces by number: their districts have two communes each.
fn districts(province: usize) -> [(String, [String; 2]); 2] {
    [1, 2].map(|district| {
        let id = format!("{province:02}{district}");
        let communes = [1, 2].map(|commune| format!("{id}{commune}"));
        (id, communes)
    })
}

/// The register of some provinces.
fn register(provinces: &[usize]) -> String {
    let mut units = "id,level,parent_id,name,aliases\n".to_owned();
    for &province in provinces {
        writeln!(units, "{province:02},province,,Tỉnh {},", name(province)).unwrap();
        for (district, communes) in districts(province) {
            let shown = name(district.parse().unwrap());
            writeln!(units, "{district},district,{province:02},Huyện {shown},").unwrap();
            for commune in communes {
                let shown = name(commune.parse().unwrap());
                writeln!(units, "{commune},commune,{district},Xã {shown},").unwrap();
            }
        }
    }
    units
}

/// A name that no other unit has, of syllables that are no words of forms.
fn name(number: usize) -> String {
    const SYLLABLES: [&str; 10] =
        ["Ba", "Cư", "Đak", "Ea", "Gia", "Hà", "Krông", "Lộc", "Mường", "Nậm"];
    let digits = number.to_string().into_bytes().into_iter();
    let syllables: Vec<&str> = digits.map(|digit| SYLLABLES[usize::from(digit - b'0')]).collect();
    syllables.join(" ")
}

/// The file of a district: figures follow from the number of the unit, `late` more are late.
fn sheet(district: &str, communes: &[String; 2], late: usize) -> Vec<u8> {
    let unit = |title: &str, id: &str| {
        let seed: usize = id.parse().unwrap();
        let (total, overdue) = (100 + seed % 37, seed % 11 + late);
        // One count cannot be read, so its line does not count in every metric.
        let on_time = if id == "0112" { "?".to_owned() } else { (total - overdue).to_string() };
        format!(
            "I | UBND {title} {}\n1 | Đất đai | {total} | {total} | 0 | 0 | {total} | {on_time} | {overdue} | 0 | 0 | 0\n",
            name(seed)
        )
    };
    let mut rows = unit("huyện", district);
    for commune in communes {
        rows += &unit("xã", commune);
    }
    let text = under(HEAD_3, &rows);
    crate::grid::xlsx(&[("Phụ lục 3", &text)])
}

/// Two provinces; one district of the second sends nothing, and one cell of the first cannot be read.
struct Country {
    case: Case,
}

impl Country {
    fn new() -> Self {
        let shipped = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/lake/quoc-gia.toml");
        let shipped = std::fs::read_to_string(shipped).unwrap();
        let whole = shipped.replace("[source]\nruns = \"../lake\"\n", "");
        let whole = whole.replacen("[[ranking]]", &format!("{FILES}\n[[ranking]]"), 1);
        let case = Case::of("phu-luc-3");
        let country = Self { case };
        for province in [1, 2] {
            let id = format!("p{province:02}");
            let own = whole.replace("units.csv", &format!("units-{id}.csv"));
            let own = own.replace("../inbox", &format!("../inbox/{id}"));
            country.declared(&format!("{id}.toml"), &own);
            country.declared(&format!("units-{id}.csv"), &register(&[province]));
            for (district, communes) in &districts(province)[..3 - province] {
                country.sends(&id, district, communes, 0);
            }
        }
        country.declared("units.csv", &register(&[1, 2]));
        country.declared("thu.toml", &whole);
        country.declared("quoc-gia.toml", &shipped);
        country
    }

    fn declared(&self, name: &str, text: &str) {
        std::fs::write(self.case.path("pipelines").join(name), text).unwrap();
    }

    fn sends(&self, province: &str, district: &str, communes: &[String; 2], late: usize) {
        let folder = self.case.path("inbox").join(province);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(format!("{district}.xlsx")), sheet(district, communes, late))
            .unwrap();
    }

    /// A run of one of the pipelines.
    #[track_caller]
    fn run(&self, pipeline: &str) {
        self.case.tthc(&["run", pipeline, "--quiet", "--fail-on", "never"]).says_anything().exit(0);
    }

    /// Both provinces run and are gathered.
    #[track_caller]
    fn gathered(self) -> Self {
        self.run("p01");
        self.run("p02");
        self.case.tthc(&["gather", "lake"]).says_anything().exit(0);
        self
    }

    fn latest(&self, pipeline: &str) -> Run {
        let folder = Folder::new(&self.case.path("output"), pipeline, "2023-Q3");
        folder.latest().unwrap().unwrap()
    }

    fn table(&self, pipeline: &str, name: &str) -> Vec<u8> {
        self.latest(pipeline).bytes(&format!("data/{name}.parquet")).unwrap()
    }

    /// The findings of a code, as they are told.
    fn told(&self, pipeline: &str, code: &str) -> Vec<String> {
        let run = self.latest(pipeline);
        let table = run.table("findings").unwrap();
        let [codes, severities, messages] =
            ["code", "severity", "message"].map(|name| table.column(name).unwrap().str().unwrap());
        let rows = (0..table.height()).filter(|&row| codes.get(row) == Some(code));
        let said = rows.map(|row| (severities.get(row).unwrap(), messages.get(row).unwrap()));
        said.map(|(severity, message)| format!("{code} {severity} {message}")).collect()
    }

    /// The status of each unit in the rankings of its latest run.
    fn statuses(&self, pipeline: &str) -> BTreeMap<String, String> {
        let ranked = self.latest(pipeline).table("rankings").unwrap();
        let text = |name: &str| {
            let column = ranked.column(name).unwrap().str().unwrap();
            column.iter().map(|text| text.unwrap().to_owned()).collect::<Vec<_>>()
        };
        text("unit_id").into_iter().zip(text("status")).collect()
    }

    /// What the national run says that it cannot be made.
    #[track_caller]
    fn fails(&self) -> String {
        self.case.tthc(&["run", "quoc-gia", "--quiet"]).says_anything().exit(1).stderr
    }

    /// Every file of the lake with its bytes.
    fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let (mut files, mut folders) = (BTreeMap::new(), vec![self.case.path("lake")]);
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    files.insert(path.clone(), std::fs::read(path).unwrap());
                }
            }
        }
        files
    }
}

#[test]
fn a_country_of_runs_is_the_country_of_all_files() {
    let country = Country::new().gathered();
    country.run("quoc-gia");
    country.run("thu");
    for table in ["metrics", "rankings", "gaps", "scores"] {
        assert!(country.table("thu", table) == country.table("quoc-gia", table), "{table} differs");
    }
    let ranked = country.latest("quoc-gia").table("rankings").unwrap();
    assert!(ranked.height() >= 12, "{ranked}");
    assert_eq!(country.told("quoc-gia", "F301"), country.told("thu", "F301"));
    assert_eq!(country.told("thu", "F301").len(), 1, "a district of the second province");
    assert_eq!(country.told("quoc-gia", "F305"), [""; 0]);
}

#[test]
fn of_a_province_without_a_run_nobody_says_that_it_sent_nothing() {
    let country = Country::new().gathered();
    country.declared("units.csv", &register(&[1, 2, 3]));
    country.run("quoc-gia");
    let without =
        [format!("F305 error Tỉnh {} chưa có lượt chạy nào của quý III năm 2023", name(3))];
    assert_eq!(country.told("quoc-gia", "F305"), without);
    assert_eq!(country.told("quoc-gia", "F301").len(), 1);
    let statuses = country.statuses("quoc-gia");
    assert_eq!(statuses["031"], "incomplete");
    assert_eq!(statuses["0311"], "incomplete");
    assert_eq!(statuses["022"], "not_submitted", "its province ran, and its file did not come");
    let submissions = country.latest("quoc-gia").table("submissions").unwrap();
    let states = submissions.column("status").unwrap();
    let not_run = states.str().unwrap().iter().filter(|state| *state == Some("not_run"));
    assert_eq!(not_run.count(), 2, "the two districts of the third province");
}

#[test]
fn a_unit_that_the_run_of_its_province_does_not_know_is_told() {
    let country = Country::new().gathered();
    let more = register(&[1, 2]) + "013,district,01,Huyện Gia Ba,\n";
    country.declared("units.csv", &more);
    country.run("quoc-gia");
    let told = country.told("quoc-gia", "F305");
    let [told] = told.as_slice() else { panic!("{told:?}") };
    assert!(told.contains("lượt chạy của Tỉnh Cư không tính đến"), "{told}");
    assert!(told.ends_with("của Huyện Gia Ba"), "{told}");
    assert_eq!(country.statuses("quoc-gia")["013"], "incomplete");
}

#[test]
fn files_are_not_read_for_a_pipeline_of_runs() {
    let country = Country::new().gathered();
    let read = &["read", "inbox/p01/011.xlsx", "-p", "pipelines/quoc-gia.toml", "-o", "doc"];
    let said = country.case.tthc(read).says_anything().exit(2).stderr;
    assert!(said.contains("[source] runs"), "{said}");
    let run = &["run", "quoc-gia", "--readings", "doc"];
    country.case.tthc(run).says_anything().exit(2);
}

#[test]
fn gathered_twice_counts_once_and_a_night_without_news_does_nothing() {
    let country = Country::new().gathered();
    let before = country.files();
    let night = country.case.tthc(&[
        "gather",
        "lake",
        "output/p01",
        "output/p02/2023-Q3/latest",
        "--lang",
        "en",
    ]);
    let said = night.says_anything().exit(0).stdout;
    assert_eq!(said.matches("there already").count(), 2, "{said}");
    assert!(country.files() == before);
    country.run("quoc-gia");
    let first = country.latest("quoc-gia").record().run.clone();
    country.run("quoc-gia");
    assert_eq!(country.latest("quoc-gia").record().run, first);
}

#[test]
fn a_corrected_run_takes_the_place_of_its_own() {
    let country = Country::new().gathered();
    country.run("quoc-gia");
    let (before, was) = (country.table("quoc-gia", "metrics"), country.files());
    let [(district, communes), _] = districts(1);
    country.sends("p01", &district, &communes, 7);
    country.run("p01");
    country.case.tthc(&["gather", "lake", "output/p01"]).says_anything().exit(0);
    let now = country.files();
    assert!(was.keys().eq(now.keys()), "no table is added");
    let changed = now.iter().filter(|(path, bytes)| was[*path] != **bytes);
    assert!(changed.clone().count() >= 3);
    assert!(changed.into_iter().all(|(path, _)| path.to_string_lossy().contains("/p01/")));
    country.run("quoc-gia");
    country.run("thu");
    assert!(country.table("quoc-gia", "metrics") != before);
    assert!(country.table("quoc-gia", "metrics") == country.table("thu", "metrics"));
}

#[test]
fn a_metric_means_one_thing_in_a_lake() {
    let country = Country::new();
    let metrics = std::fs::read_to_string(country.case.path("pipelines/metrics.toml")).unwrap();
    let other =
        metrics.replacen("denominator = \"resolved_total\"", "denominator = \"received_total\"", 1);
    assert_ne!(metrics, other);
    country.declared("metrics-2.toml", &other);
    let own = std::fs::read_to_string(country.case.path("pipelines/p02.toml")).unwrap();
    country.declared("p02.toml", &own.replace("metrics.toml", "metrics-2.toml"));
    country.run("p01");
    country.run("p02");
    let said =
        country.case.tthc(&["gather", "lake", "--lang", "en"]).says_anything().exit(1).stderr;
    for named in ["p01 2023-Q3", "p02 2023-Q3", "/ (resolved_total)`", "/ (received_total)`"] {
        assert!(said.contains(named), "{said}");
    }
    assert!(!country.case.path("lake").exists(), "nothing was written");
}

#[test]
fn a_unit_of_two_runs_and_one_of_no_register_are_told() {
    let country = Country::new().gathered();
    let fewer = register(&[1, 2]).replace("0122,commune,012,", "9122,commune,012,");
    country.declared("units.csv", &fewer);
    country.run("quoc-gia");
    let strange = country.told("quoc-gia", "F306");
    assert_eq!(strange.len(), 1, "{strange:?}");
    assert!(
        strange[0].contains("F306 error lượt chạy p01 có số liệu của đơn vị 0122"),
        "{strange:?}"
    );
    let own = std::fs::read_to_string(country.case.path("pipelines/p02.toml")).unwrap();
    country.declared("p09.toml", &own);
    country.run("p09");
    country.case.tthc(&["gather", "lake", "output/p09"]).says_anything().exit(0);
    let said = country.fails();
    assert!(said.contains("p02 và p09"), "{said}");
}

/// A disk that fails from some rename on.
#[derive(Debug)]
struct Dying {
    left: AtomicUsize,
}

impl Disk for Dying {
    fn make_folder(&self, path: &Path) -> std::io::Result<()> {
        OwnDisk.make_folder(path)
    }
    fn write(&self, path: &Path, bytes: &[u8]) -> std::io::Result<()> {
        OwnDisk.write(path, bytes)
    }
    fn append(&self, path: &Path, bytes: &[u8]) -> std::io::Result<()> {
        OwnDisk.append(path, bytes)
    }
    fn link(&self, from: &Path, to: &Path) -> std::io::Result<()> {
        OwnDisk.link(from, to)
    }
    fn point(&self, name: &Path, target: &Path) -> std::io::Result<()> {
        OwnDisk.point(name, target)
    }
    fn rename(&self, from: &Path, to: &Path) -> std::io::Result<()> {
        let left =
            self.left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1));
        left.map_err(|_| std::io::Error::other("gone"))?;
        OwnDisk.rename(from, to)
    }
    fn sync(&self, path: &Path) -> std::io::Result<()> {
        OwnDisk.sync(path)
    }
    fn remove(&self, path: &Path) -> std::io::Result<()> {
        OwnDisk.remove(path)
    }
}

#[test]
fn killed_between_two_tables_is_told_and_mended() {
    let country = Country::new().gathered();
    let root = country.case.path("lake");
    let whole = Lake::new(&root).record_at("p01/2023-Q3.json").unwrap();
    let new = LakeRecord::new("p01", "2023-Q3", "another");
    let tables: Vec<(String, Vec<u8>)> =
        whole.tables.keys().map(|name| (name.clone(), name.clone().into_bytes())).collect();
    let dying = Lake::new(&root).on(Arc::new(Dying { left: AtomicUsize::new(2) }));
    assert!(dying.put(new, &tables).is_err());
    // Two tables are of the other run, each whole, and the record is still of the first.
    let lake = Lake::new(&root);
    assert_eq!(lake.record_at("p01/2023-Q3.json").unwrap(), whole);
    assert!(!lake.holds("p01", "2023-Q3", &whole.run).unwrap());
    assert!(country.files().keys().all(|path| path.extension().is_none_or(|end| end != "tmp")));
    let said = country.fails();
    assert!(said.contains("p01 2023-Q3") && said.contains("tthc gather"), "{said}");
    country.case.tthc(&["gather", "lake", "output/p01"]).says_anything().exit(0);
    assert!(lake.holds("p01", "2023-Q3", &whole.run).unwrap());
    country.run("quoc-gia");
}

#[test]
fn a_pipeline_puts_what_it_publishes_into_its_lake() {
    let country = Country::new();
    let own = std::fs::read_to_string(country.case.path("pipelines/p01.toml")).unwrap();
    let own = own.replacen("[[ranking]]", "[lake]\nfolder = \"../lake\"\n\n[[ranking]]", 1);
    country.declared("p01.toml", &own);
    country
        .case
        .tthc(&["run", "p01", "--quiet", "--set", "title=Thử", "--fail-on", "never"])
        .says_anything()
        .exit(0);
    assert!(!country.case.path("lake").exists(), "a trial is nobody's");
    country.run("p01");
    let record = Lake::new(&country.case.path("lake")).record_at("p01/2023-Q3.json").unwrap();
    assert_eq!(record.run, country.latest("p01").record().run);
    // What was put together from a lake is no part of one.
    country.run("quoc-gia");
    country.case.tthc(&["gather", "lake", "output/quoc-gia/2023-Q3"]).says_anything().exit(1);
    country.case.tthc(&["gather", "lake", "inbox"]).says_anything().exit(2);
    let twice = std::fs::read_to_string(country.case.path("pipelines/quoc-gia.toml")).unwrap();
    let twice = twice.replace("[source]", "[lake]\nfolder = \"x\"\n\n[source]");
    country.declared("quoc-gia.toml", &twice);
    country.case.tthc(&["run", "quoc-gia"]).says_anything().exit(2);
}
