//! The tables of the last run are its memory only as long as they are what this program wrote: those of another program
//! are never read, and those that were edited, cut short or lost are made anew.

#![expect(clippy::unwrap_used, reason = "a run that cannot be spoiled fails the test")]
#![expect(
    clippy::disallowed_methods,
    reason = "the tests spoil files of a temporary folder by hand"
)]

use std::path::Path;

use polars::prelude::{ChunkApply as _, DataFrame, IntoColumn as _};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tthc::model::Stage;
use tthc::store::{Folder, Reason, Record, Run, decode, encode};
use tthc::table::{Artifact as _, Rankings};

use crate::case::{Case, PIPELINE};
use crate::grid::{HEAD_2, HEAD_3, under};
use crate::reading::{DONG_PHU, LOC_NINH, NOI_VU};

/// Two districts, of which one gets its form back, and a department.
fn province() -> Case {
    let wrong = LOC_NINH.replace("Tổng  | <<         | 35 ", "Tổng  | <<         | 36 ");
    Case::new()
        .declare(r#", "forms/phu-luc-5.toml"]"#, "]\nfail-on = \"never\"")
        .file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, &wrong))])
        .file("695.xlsx", &[("Phụ lục 3", &under(HEAD_3, DONG_PHU))])
        .file("so-noi-vu.xlsx", &[("Sở Nội vụ", &under(HEAD_2, NOI_VU))])
}

fn finished() -> Case {
    let case = province();
    case.run(&["--quiet"]).exit(0);
    case
}

fn log(case: &Case) -> String {
    std::fs::read_to_string(case.latest().path().join("log.jsonl")).unwrap()
}

/// Changes the record of a run.
fn record(run: &Run, change: impl Fn(&mut Value)) {
    let path = run.path().join("run.json");
    let mut record: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    change(&mut record);
    std::fs::write(path, serde_json::to_vec(&record).unwrap()).unwrap();
}

fn stages(record: &mut Value) -> impl Iterator<Item = &mut Value> {
    record["stages"].as_array_mut().unwrap().iter_mut()
}

/// What is done to a record.
type Change = fn(&mut Value);

/// What tells that another program wrote a record.
const OTHERS: [(&str, Change); 3] = [
    ("another", |record| {
        stages(record).for_each(|stage| stage["program"] = json!("0".repeat(64)));
    }),
    ("one that did not say who it was", |record| {
        stages(record).for_each(|stage| drop(stage.as_object_mut().unwrap().remove("program")));
    }),
    ("one of an older layout", |record| record["schema"] = json!(1)),
];

/// Puts something else in the place of every table of a run, and says that this is what was written.
fn sealed(run: &Run, spoil: impl Fn(&[u8]) -> Vec<u8>) {
    let folder = run.path();
    for file in tables(run.record()) {
        let bytes = spoil(&std::fs::read(folder.join(&file)).unwrap());
        replace(&folder.join(&file), &bytes);
    }
    record(run, |record| {
        for output in stages(record).flat_map(|stage| stage["outputs"].as_array_mut().unwrap()) {
            let bytes = std::fs::read(folder.join(output["file"].as_str().unwrap())).unwrap();
            let digest = Sha256::digest(bytes);
            let hex = digest.iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
            output["sha256"] = json!(hex);
        }
    });
}

fn tables(record: &Record) -> Vec<String> {
    let outputs = record.stages.iter().flat_map(|stage| &stage.outputs);
    let tables = outputs.filter(|output| output.file.ends_with(".parquet"));
    tables.map(|output| output.file.clone()).collect()
}

/// Another file under the name: earlier runs may share the one that was there.
fn replace(path: &Path, bytes: &[u8]) {
    std::fs::remove_file(path).unwrap();
    std::fs::write(path, bytes).unwrap();
}

fn with(bytes: &[u8], change: impl Fn(DataFrame) -> DataFrame) -> Vec<u8> {
    encode(&change(decode(bytes.to_vec()).unwrap())).unwrap()
}

/// What is made of the bytes of a table.
type Spoil = fn(&[u8]) -> Vec<u8>;
/// What is done to a file.
type Hand = fn(&Path);

/// Tables as another program may have left them: other numbers, other words, other columns, nothing that is a table.
const TABLES: [(&str, Spoil); 4] = [
    ("other numbers", |bytes| {
        with(bytes, |frame| {
            let columns = frame.columns().iter().map(|column| match column.i64() {
                Ok(counts) => counts.apply(|count| count.map(|count| count + 1000)).into_column(),
                Err(_) => column.clone(),
            });
            DataFrame::new(frame.height(), columns.collect()).unwrap()
        })
    }),
    ("other columns", |bytes| {
        with(bytes, |frame| {
            let columns = frame
                .columns()
                .iter()
                .enumerate()
                .map(|(place, column)| column.clone().with_name(format!("cột {place}").into()));
            DataFrame::new(frame.height(), columns.collect()).unwrap()
        })
    }),
    ("no line", |bytes| with(bytes, |frame| frame.head(Some(0)))),
    ("no table", |_| b"PAR1".to_vec()),
];

const ALL_CHANGED: &str = "ingest=program_changed validate=program_changed measure=program_changed rank=program_changed publish=program_changed";

/// Why each file was read and each form made.
fn files(case: &Case) -> Vec<(String, Reason)> {
    let newest = case.newest();
    let files = newest.record().stages.iter().flat_map(|stage| &stage.files);
    files.map(|file| (file.file.clone(), file.reason)).collect()
}

#[test]
fn another_program_makes_everything_anew_and_the_plan_says_so() {
    let clean = finished().artifacts();
    for (which, by) in OTHERS {
        let case = finished();
        record(&case.latest(), by);
        let plan = case.tthc(&["plan", PIPELINE, "--json"]).says_anything().exit(0).stdout;
        let plan: Value = serde_json::from_str(&plan).unwrap();
        for told in plan["stages"].as_array().unwrap() {
            assert_eq!(told["verdict"], "runs", "{which}: {told}");
            assert_eq!(told["reason"], "program_changed", "{which}: {told}");
        }
        let told = plan["reads"].as_array().unwrap();
        assert!(told.iter().all(|file| file["reason"] == "program_changed"), "{which}: {told:?}");
        assert_eq!((told.len(), &plan["counts"]["kept"]), (3, &json!(0)), "{which}");
        case.run(&["--quiet"]).exit(0).reasons(ALL_CHANGED);
        let files = files(&case);
        assert_eq!(files.len(), 5, "three files and two forms: {files:?}");
        assert!(files.iter().all(|(_, reason)| *reason == Reason::ProgramChanged), "{files:?}");
        assert_eq!(case.artifacts(), clean, "{which}");
        case.run(&["--quiet"]).exit(0);
        assert!(case.tthc(&["plan", PIPELINE]).says_anything().exit(0).stdout.contains("mới"));
    }
}

/// The stages of one program may have been cut off between those of another.
#[test]
fn only_the_stages_of_another_program_are_made_anew() {
    let clean = finished().artifacts();
    for stage in Stage::ALL {
        let case = finished();
        record(&case.latest(), |record| {
            let of = stages(record).find(|known| known["stage"] == stage.word()).unwrap();
            of["program"] = json!("0".repeat(64));
        });
        let reasons = Stage::ALL.map(|one| {
            format!("{}={}", one.word(), if one == stage { "program_changed" } else { "–" })
        });
        case.run(&["--quiet"]).exit(0).reasons(&reasons.join(" "));
        assert_eq!(case.artifacts(), clean, "{}", stage.word());
    }
}

/// Whatever another program left, nothing of it is read: not by the night, not by a retry, and also not where only one
/// file is new.
#[test]
fn tables_of_another_program_are_never_read() {
    let clean = finished().artifacts();
    let more = |case: Case| case.file("so-tu-phap.xlsx", &[("Sở Tư pháp", &under(HEAD_2, NOI_VU))]);
    let more_clean = more(province());
    more_clean.run(&["--quiet"]).exit(0);
    for (what, spoil) in TABLES {
        for (which, by) in OTHERS {
            let case = finished();
            sealed(&case.latest(), spoil);
            record(&case.latest(), by);
            case.tthc(&["plan", PIPELINE]).says_anything().exit(0);
            case.run(&["--quiet"]).exit(0).reasons(ALL_CHANGED);
            assert_eq!(case.artifacts(), clean, "{what}, {which}");
            // A retry takes the inbox as it lies there where nothing can be used of what was taken.
            let case = more(finished());
            sealed(&case.latest(), spoil);
            record(&case.latest(), by);
            case.tthc(&["retry", PIPELINE, "--quiet"]).exit(0);
            assert_eq!(case.artifacts(), more_clean.artifacts(), "{what}, {which}, retry");
        }
    }
}

/// A stage that is named goes on from what is there; what another program left is nothing to go on from.
#[test]
fn no_stage_goes_on_from_what_another_program_left() {
    for (which, by) in OTHERS {
        for arguments in [["--from", "measure"], ["--only", "rank"], ["--from", "publish"]] {
            let case = finished();
            sealed(&case.latest(), TABLES[0].1);
            record(&case.latest(), by);
            let before = case.latest_id();
            let told = case.run(&arguments).says_anything().exit(2).stderr;
            assert!(told.contains("bản tthc khác"), "{which}: {told}");
            assert!(told.ends_with(&format!("tthc run {PIPELINE}\n")), "{which}: {told}");
            assert_eq!(case.latest_id(), before);
        }
    }
}

/// Places and figures of the period before are shown where this program can read them, and no run ends for those that
/// it cannot.
#[test]
fn a_period_before_that_another_program_left_ends_no_run() {
    let of = |case: Case| {
        let case = case.declare("inbox = \"../inbox\"", "inbox = \"../inbox/{period}\"");
        let file = [("Phụ lục 3", &*under(HEAD_3, LOC_NINH))];
        case.file("2023q3/692.xlsx", &file).file("2023q2/692.xlsx", &file)
    };
    let quiet = ["--quiet", "--fail-on", "never"];
    let ranked = |case: &Case, period: &str| {
        let before = Folder::new(&case.path("output"), "thu", period).latest().unwrap().unwrap();
        let table = tthc::run::table(&before, Rankings::NAME).unwrap();
        let rankings = Rankings::from_frame(&table).unwrap();
        rankings.rows.iter().filter(|row| row.previous_place.is_some()).count()
    };
    let both = || {
        let case = of(Case::of("phu-luc-3"));
        case.run(&[&quiet[..], &["--period", "2023-Q2"]].concat()).exit(0);
        let before = Folder::new(&case.path("output"), "thu", "2023-Q2").latest().unwrap().unwrap();
        (case, before)
    };
    let (alone, compared) = (of(Case::of("phu-luc-3")), both().0);
    for case in [&alone, &compared] {
        case.run(&quiet).exit(0);
    }
    assert!(ranked(&alone, "2023-Q3") == 0 && ranked(&compared, "2023-Q3") > 0);
    for (what, spoil) in TABLES {
        let (case, before) = both();
        sealed(&before, spoil);
        record(&before, OTHERS[2].1);
        case.run(&quiet).exit(0);
        assert_eq!(case.artifacts(), alone.artifacts(), "{what}, of an older layout");
        assert!(log(&case).contains("earlier run not used"), "{what}");
        // Mended, it is compared with again.
        case.run(&[&quiet[..], &["--period", "2023-Q2"]].concat()).exit(0);
        case.run(&quiet).exit(0);
        assert_eq!(case.artifacts(), compared.artifacts(), "{what}, mended");
        assert!(!log(&case).contains("earlier run not used"), "{what}");
        // Of another program, and spoiled without anybody having sealed it.
        let (case, before) = both();
        sealed(&before, spoil);
        record(&before, OTHERS[0].1);
        case.run(&quiet).exit(0);
        if ["other columns", "no table"].contains(&what) {
            assert_eq!(case.artifacts(), alone.artifacts(), "{what}, of another program");
        }
        let (case, before) = both();
        for file in tables(before.record()) {
            let bytes = spoil(&std::fs::read(before.path().join(&file)).unwrap());
            replace(&before.path().join(&file), &bytes);
        }
        case.run(&quiet).exit(0);
        assert_eq!(case.artifacts(), alone.artifacts(), "{what}, spoiled");
    }
}

/// How a file may be spoiled.
const SPOILED: [(&str, Reason, Hand); 3] = [
    ("cut short", Reason::OutputChanged, |path| {
        let bytes = std::fs::read(path).unwrap();
        replace(path, &bytes[..bytes.len() / 2]);
    }),
    ("edited", Reason::OutputChanged, |path| {
        let bytes = std::fs::read(path).unwrap();
        let table = path.extension().is_some_and(|end| end == "parquet");
        replace(path, &if table { (TABLES[1].1)(&bytes) } else { [&bytes[..], b" "].concat() });
    }),
    ("lost", Reason::OutputMissing, |path| std::fs::remove_file(path).unwrap()),
];

#[test]
fn every_file_of_a_run_that_was_spoiled_is_made_again_by_its_stage_alone() {
    let case = finished();
    let clean = case.artifacts();
    let record = case.latest().record().clone();
    for made_by in &record.stages {
        for output in &made_by.outputs {
            for (how, reason, spoil) in SPOILED {
                spoil(&case.latest().path().join(&output.file));
                let reasons = Stage::ALL.map(|stage| {
                    let reason = serde_json::to_value(reason).unwrap();
                    let ran = if stage == made_by.stage { reason.as_str().unwrap() } else { "–" };
                    format!("{}={ran}", stage.word())
                });
                case.run(&["--quiet"]).exit(0).reasons(&reasons.join(" "));
                assert_eq!(case.artifacts(), clean, "{} {how}", output.file);
                if made_by.stage == Stage::Ingest {
                    let read = files(&case);
                    assert_eq!(read.len(), 3, "every file is read: {read:?}");
                    assert!(read.iter().all(|(_, why)| *why == reason), "{how}: {read:?}");
                }
            }
        }
    }
}

/// A retry takes the state of the newest run as it is, where it is what was written.
#[test]
fn a_retry_reads_no_table_that_was_spoiled() {
    for (how, _, spoil) in SPOILED {
        let case = finished();
        let clean = case.artifacts();
        for file in tables(case.latest().record()) {
            spoil(&case.latest().path().join(&file));
            case.tthc(&["retry", PIPELINE, "--quiet"]).exit(0);
            assert_eq!(case.artifacts(), clean, "{file} {how}");
        }
    }
}
