//! Reading apart from a run: shards of an inbox, put together, are the same bytes as one run over the files; what does not
//! fit is refused or read.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]
#![expect(
    clippy::disallowed_methods,
    reason = "the tests lay out and spoil folders of their own by hand"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use tthc::model::Stage;
use tthc::store::{Fingerprint, Folder};

use crate::archives::archive;
use crate::case::{Case, PIPELINE};
use crate::grid::{HEAD_2, HEAD_3, under, xlsx};
use crate::reading::{DONG_PHU, LOC_NINH, NOI_VU};

/// A file in an archive, a receipt of a late one, the same form twice, one corrected, one that is no workbook, and a
/// sheet whose numbers cannot all be read.
fn province() -> Case {
    let loc_ninh = under(HEAD_3, LOC_NINH);
    let dong_phu = xlsx(&[("Phụ lục 3", &under(HEAD_3, DONG_PHU))]);
    let better = under(HEAD_3, &LOC_NINH.replace("35 | 34 | 1", "35 | 30 | 5"));
    let unsure = under(HEAD_2, &NOI_VU.replacen("| 0", "| không rõ", 1));
    Case::new()
        .declare("metrics = \"metrics.toml\"\n", "metrics = \"metrics.toml\"\nreturn-forms = \"note\"\n")
        .file("692.xlsx", &[("Phụ lục 3", &loc_ninh)])
        .file("692-sua.xlsx", &[("Phụ lục 3", &better)])
        .file("lai/692.xlsx", &[("Phụ lục 3", &loc_ninh)])
        .bytes("goi.zip", &archive(&[("Đồng Phú/pl3.xlsx", &dong_phu), ("ghi chú.pdf", b"%PDF-1.7")]))
        .bytes("hong.xlsx", b"PK\x03\x04 no workbook")
        .file("so-noi-vu.xlsx", &[("Sở Nội vụ", &unsure)])
        .bytes(
            "received.csv",
            b"file,received_at\n692.xlsx,2023-10-02 08:00\n692-sua.xlsx,2023-10-09 08:00\ngone.xlsx,2023-10-01 08:00\n",
        )
}

/// The files below a folder, in order.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(files_below(&path)) } else { files.push(path) }
    }
    files.sort();
    files
}

/// All bytes below a folder, by their paths.
fn bytes_below(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let files = files_below(folder).into_iter();
    files.map(|file| (file.clone(), std::fs::read(file).unwrap())).collect()
}

/// Reads some files of the inbox of the case into `shards/<name>`.
#[track_caller]
fn shard(case: &Case, name: &str, files: &[&str], code: i32) {
    let files: Vec<String> = files.iter().map(|file| format!("inbox/{file}")).collect();
    let out = format!("shards/{name}");
    let mut words = vec!["read", "-p", PIPELINE, "-o", &out];
    words.extend(files.iter().map(String::as_str));
    case.tthc(&words).says_anything().exit(code);
}

/// Has the files of the inbox read in so many shards, each file by turns.
#[track_caller]
fn shards(case: &Case, count: usize) {
    let inbox = case.path("inbox");
    let files = files_below(&inbox);
    for place in 0..count {
        let own = files.iter().skip(place).step_by(count);
        let list: Vec<String> = own.map(|file| format!("{}\n", file.display())).collect();
        let list = list.concat();
        std::fs::write(case.path("list"), list).unwrap();
        let out = format!("shards/{place}");
        let words =
            ["read", "--from-list", "list", "-p", PIPELINE, "-o", &out, "--fail-on", "never"];
        case.tthc(&words).says_anything().exit(0);
    }
}

const TAKEN: [&str; 5] = ["--quiet", "--fail-on", "never", "--readings", "shards"];

/// What one run over the files makes.
fn one_run() -> Vec<(String, Fingerprint)> {
    let case = province();
    let found = case.read().findings();
    assert!(found.contains("F101"), "{found}");
    case.artifacts()
}

#[test]
fn any_number_of_shards_gives_the_bytes_of_one_run() {
    let one = one_run();
    for count in [1, 3, 8, 16] {
        let case = province();
        shards(&case, count);
        case.run(&TAKEN).exit(0);
        assert_eq!(case.artifacts(), one, "{count} shards");
        let newest = case.newest();
        assert!(
            newest.record().stage(Stage::Ingest).unwrap().files.is_empty(),
            "{count}: none is read"
        );
        // A plain run goes on from it, and has nothing to do.
        case.read();
        assert_eq!(case.newest().path(), newest.path());
    }
}

#[test]
fn a_shard_is_the_same_bytes_at_any_number_of_threads_and_for_any_order_of_its_files() {
    let case = province();
    let read = |out: &str, jobs: &str, files: &[&str]| {
        let words =
            [&["read", "-p", PIPELINE, "-o", out, "--jobs", jobs, "--fail-on", "never"], files];
        case.tthc(&words.concat()).says_anything().exit(0);
        let files = bytes_below(&case.path(out)).into_iter();
        files
            .map(|(path, bytes)| (path.strip_prefix(case.path(out)).unwrap().to_owned(), bytes))
            .collect::<Vec<_>>()
    };
    let files = ["inbox/692.xlsx", "inbox/goi.zip", "inbox/so-noi-vu.xlsx", "inbox/received.csv"];
    let once = read("a", "1", &files);
    let turned: Vec<&str> = files.into_iter().rev().chain(["inbox/../inbox/692.xlsx"]).collect();
    assert_eq!(read("b", "4", &turned), once);
    // What stands there is replaced.
    read("b", "2", &files[..1]);
    assert_eq!(read("b", "2", &files), once);
    let names: Vec<String> =
        once.iter().map(|(path, _)| path.to_string_lossy().into_owned()).collect();
    assert!(names.iter().any(|name| name == "received/received.csv"), "{names:?}");
    let here = std::fs::read_dir(case.path(".")).unwrap().flatten();
    let hidden = here.filter(|entry| entry.file_name().to_string_lossy().starts_with('.')).count();
    assert_eq!(hidden, 0, "nothing is left beside it");
}

#[test]
fn nobody_is_missed_and_what_cannot_be_used_is_told() {
    let case = province();
    case.tthc(&["read", "inbox/692.xlsx", "-p", PIPELINE, "-o", "a"])
        .stdout("a: 1 tệp, 4 dòng, 0 phát hiện\n")
        .exit(0);
    let night =
        case.tthc(&["read", "inbox/hong.xlsx", "-p", PIPELINE, "-o", "b"]).says_anything().exit(3);
    assert!(night.stdout.contains("F101 hong.xlsx"), "{}", night.stdout);
    assert!(!night.stdout.contains("F301"), "{}", night.stdout);
}

#[test]
fn what_no_shard_holds_or_changed_since_is_read_by_the_run() {
    let case = province();
    shard(&case, "a", &["692.xlsx", "692-sua.xlsx", "lai/692.xlsx"], 3);
    shard(&case, "b", &["hong.xlsx"], 3);
    let worse = under(HEAD_3, &LOC_NINH.replace("35 | 34 | 1", "35 | 30 | 5"));
    let change = |case: Case| case.file("692.xlsx", &[("Phụ lục 3", &worse)]);
    let (case, clean) = (change(case), change(province()));
    case.run(&TAKEN).exit(0);
    let newest = case.newest();
    let read = &newest.record().stage(Stage::Ingest).unwrap().files;
    let read: Vec<&str> = read.iter().map(|read| read.file.as_str()).collect();
    assert_eq!(read, ["692.xlsx", "goi.zip", "received.csv", "so-noi-vu.xlsx"]);
    clean.read();
    assert_eq!(case.artifacts(), clean.artifacts());
}

#[test]
fn without_the_inbox_it_is_a_trial_until_it_is_to_be_published() {
    let one = province();
    one.read();
    let case = province();
    shards(&case, 3);
    std::fs::rename(case.path("inbox"), case.path("away")).unwrap();
    case.run(&TAKEN).says_anything().exit(0);
    assert!(case.latest_id().is_none());
    case.run(&[&TAKEN[..], &["--publish"]].concat()).says_anything().exit(0);
    let tables = |case: &Case| {
        let made = case.artifacts().into_iter();
        made.filter(|(file, _)| file.starts_with("data/")).collect::<Vec<_>>()
    };
    assert_eq!(tables(&case), tables(&one));
    // Where the files are again, what goes back is made of them.
    std::fs::rename(case.path("away"), case.path("inbox")).unwrap();
    case.read();
    assert_eq!(case.artifacts(), one.artifacts());
}

#[test]
fn a_file_in_two_shards_counts_once_where_it_is_the_same() {
    let one = one_run();
    let case = province();
    shards(&case, 2);
    shard(&case, "2", &["692.xlsx", "goi.zip"], 3);
    case.run(&TAKEN).exit(0);
    assert_eq!(case.artifacts(), one);
    let worse = under(HEAD_3, &LOC_NINH.replace("35 | 34 | 1", "35 | 30 | 5"));
    let case = case.file("692.xlsx", &[("Phụ lục 3", &worse)]);
    shard(&case, "3", &["692.xlsx"], 0);
    let said = case.run(&TAKEN).says_anything().exit(2).stderr;
    assert!(said.contains("692.xlsx: có trong cả"), "{said}");
    assert!(said.contains("với nội dung khác nhau"), "{said}");
}

#[test]
fn a_shard_of_another_declaration_or_build_is_refused_with_both_named() {
    let case = province();
    shards(&case, 1);
    let before = case.edit("pipelines/forms/phu-luc-3.toml", "source = \"", "source = \"Theo ");
    before.run(&TAKEN).exit(0);
    let case = before.declare("period = \"2023-Q3\"", "period = \"2023-Q2\"");
    let said = case.run(&TAKEN).says_anything().exit(2).stderr;
    assert!(said.contains("đọc theo khai báo thu 2023-Q3 ("), "{said}");
    assert!(said.contains("còn lượt này theo thu 2023-Q2 ("), "{said}");
    let case = case.declare("period = \"2023-Q2\"", "period = \"2023-Q3\"");
    let record = std::fs::read_to_string(case.path("shards/0/run.json")).unwrap();
    let json: serde_json::Value = serde_json::from_str(&record).unwrap();
    let program = json["stages"][0]["program"].as_str().unwrap();
    let other = record.replace(program, &"0".repeat(program.len()));
    case.rewritten("shards/0/run.json", &other);
    let said = case.run(&TAKEN).says_anything().exit(2).stderr;
    assert!(said.contains("(00000000) đọc, còn đây là bản"), "{said}");
    case.rewritten("shards/0/run.json", &record);
    case.run(&TAKEN).exit(0);
    std::fs::write(case.path("shards/0/data/names.parquet"), "x").unwrap();
    let said = case.run(&TAKEN).says_anything().exit(2).stderr;
    assert!(said.contains("có bảng bị thiếu hoặc bị sửa"), "{said}");
}

#[test]
fn folders_and_files_that_cannot_be_meant_are_refused() {
    let case = province();
    let refused = |words: &[&str], said: &str| {
        let stderr = case.tthc(words).says_anything().exit(2).stderr;
        assert!(stderr.contains(said), "{words:?}: {stderr}");
    };
    let read = ["read", "-p", PIPELINE, "-o", "a"];
    refused(&[&read[..], &["inbox/gone.xlsx"]].concat(), "inbox/gone.xlsx: không có tệp này");
    refused(&[&read[..], &[PIPELINE]].concat(), "không nằm trong thư mục nhận báo cáo");
    assert!(!case.path("a").exists());
    let taken = ["read", "-p", PIPELINE, "-o", "pipelines", "inbox/692.xlsx"];
    refused(&taken, "đã có thứ khác ở đây");
    refused(&["run", PIPELINE, "--readings", "pipelines"], "không có kết quả nào của `tthc read`");
    refused(&["run", PIPELINE, "--readings", "nowhere"], "không có kết quả nào của `tthc read`");
    shard(&case, "a", &["692.xlsx"], 0);
    std::fs::create_dir(case.path("other")).unwrap();
    std::fs::write(case.path("other/x.xlsx"), "x").unwrap();
    refused(
        &["run", PIPELINE, "--readings", "shards", "--inbox", "other"],
        "không có tệp nào trong",
    );
    refused(&["run", PIPELINE, "--readings", "shards", "--only", "rank"], "--readings");
}

#[test]
fn a_reader_that_is_killed_leaves_no_shard_and_the_next_one_makes_it() {
    let case = province();
    let files = files_below(&case.path("inbox"));
    let mut killed = false;
    for delay in [0, 2, 5, 10, 20, 40, 80, 160] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_tthc"))
            .args(["read", "-p", PIPELINE, "-o", "shards/0"])
            .args(&files)
            .current_dir(case.path("."))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let until = Instant::now() + Duration::from_millis(delay);
        while Instant::now() < until && !case.path("shards").exists() {
            sleep(Duration::from_millis(1));
        }
        child.kill().unwrap();
        let status = child.wait().unwrap();
        killed |= !status.success() && status.code().is_none();
        assert_eq!(case.path("shards/0").exists(), case.path("shards/0/run.json").exists());
    }
    assert!(killed);
    shards(&case, 1);
    case.run(&TAKEN).exit(0);
    assert_eq!(case.artifacts(), one_run());
}

fn root(inside: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(inside)
}

/// The demonstration and Phú Thọ by the script of the examples.
#[test]
fn the_script_of_the_examples_gives_the_bytes_of_one_run() {
    for (pipeline, period, inbox) in [
        ("nightly", "2023-Q3", "fixtures/binh-phuoc-2023q3"),
        ("phu-tho-2026q3", "2026-Q3", "fixtures/phu-tho-2026q3"),
    ] {
        let case = Case::new();
        let file = root(&format!("pipelines/{pipeline}.toml"));
        let file = file.to_str().unwrap();
        let words = ["run", file, "--output", "one", "--quiet", "--fail-on", "never"];
        case.tthc(&words).exit(0);
        let (script, inbox) = (root("examples/mapper/xargs.sh"), root(inbox));
        let (script, inbox) = (script.display(), inbox.display());
        let line = format!("{script} {file} {inbox} 8 work --output many --quiet --fail-on never");
        case.shell(&line).exit(0);
        let sums = |output: &str| {
            let run = Folder::new(&case.path(output), pipeline, period).latest().unwrap().unwrap();
            String::from_utf8(run.bytes("SHA256SUMS").unwrap()).unwrap()
        };
        assert!(sums("one").contains("data/metrics.parquet"));
        assert_eq!(sums("many"), sums("one"), "{pipeline}");
    }
}
