//! What the page for offices asks its engine: natively the same bytes in and out. It finds what `tthc check` finds, in every
//! format and by every rule, and whatever it is asked it answers. That the page does so too, `check_page` tries.

#![expect(clippy::unwrap_used, reason = "a fixture that cannot be read fails the test")]

use std::path::{Path, PathBuf};

use serde_json::{Value, json, to_value};
use tthc::check::{CheckJson, InspectJson, answer};
use tthc::ingest::is_receipts;
use tthc::pipeline::{DeclaredFile, Overrides, Pipeline, load, load_with};
use tthc::run::{Worker, check, inspect};

use crate::archives::archive;
use crate::case::PIPELINE;
use crate::letters::letter;
use crate::rulebook::{checked_alike, laid_out};

fn root(inside: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(inside)
}

/// The files below a folder, in order.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = entries
        .flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] })
        .collect();
    files.sort();
    files
}

fn framed(head: &Value, bytes: &[u8]) -> Vec<u8> {
    let head = head.to_string().into_bytes();
    [&u32::try_from(head.len()).unwrap().to_le_bytes()[..], &head, bytes].concat()
}

fn asked(request: &[u8]) -> Value {
    serde_json::from_str(&answer(request)).unwrap()
}

/// What a page asks of a pipeline: it holds no more of it than is handed out.
fn head(pipeline: &Pipeline, files: &Value) -> Value {
    let held = |file: &DeclaredFile| json!({"path": file.path, "text": file.text});
    let declaration: Vec<Value> = pipeline.handed_out().iter().map(held).collect();
    json!({"declaration": declaration, "period": pipeline.period.to_string(), "files": files})
}

fn answered(pipeline: &Pipeline, files: &[&Path]) -> Value {
    let bytes: Vec<Vec<u8>> = files.iter().map(|file| std::fs::read(file).unwrap()).collect();
    let named = files.iter().zip(&bytes);
    let named: Vec<Value> =
        named.map(|(file, bytes)| json!({"name": file, "size": bytes.len()})).collect();
    asked(&framed(&head(pipeline, &named.into()), &bytes.concat()))
}

/// How many findings files give, told by the program and by the engine.
#[track_caller]
fn compare(pipeline: &Pipeline, files: &[&Path]) -> usize {
    let named: Vec<PathBuf> = files.iter().map(|file| file.to_path_buf()).collect();
    let checked = check(&named, pipeline, &Worker::Here).unwrap();
    let answer = answered(pipeline, files);
    let told = to_value(CheckJson::of(&checked, pipeline)).unwrap();
    assert_eq!(answer["check"], told, "{files:?}: {}", answer["error"]);
    let seen = files
        .iter()
        .filter(|file| !is_receipts(&file.to_string_lossy()))
        .flat_map(|file| inspect(file, std::slice::from_ref(pipeline), &Worker::Here).unwrap());
    let seen: Vec<_> = seen.collect();
    let told = to_value(InspectJson::of(&seen, std::slice::from_ref(pipeline))).unwrap();
    assert_eq!(answer["inspections"], told["inspections"], "{files:?}");
    let sheets: Vec<usize> = seen.iter().map(|file| file.sheets.len()).collect();
    let drawn = answer["drawings"].as_array().unwrap().iter();
    let drawn: Vec<usize> = drawn.map(|sheets| sheets.as_array().unwrap().len()).collect();
    assert_eq!(sheets, drawn, "{files:?}");
    for finding in &checked.findings {
        let mut help = answer["guidance"].as_array().unwrap().iter();
        assert!(help.any(|help| help["code"] == finding.code.id()), "{}", finding.code);
    }
    checked.findings.len()
}

#[test]
fn every_format_gives_the_findings_of_the_program() {
    let pipeline = load(&root(PIPELINES[0])).unwrap();
    let files = files_below(&root("fixtures/formats"));
    let found: usize = files.iter().map(|file| compare(&pipeline, &[file])).sum();
    assert!(files.len() > 70 && found > 50, "{found} findings in {} files", files.len());
}

const PIPELINES: [&str; 2] = ["pipelines/nightly.toml", "pipelines/phu-tho-2026q3.toml"];
const INBOXES: [&str; 2] = ["fixtures/binh-phuoc-2023q3", "fixtures/phu-tho-2026q3"];

#[test]
#[expect(clippy::disallowed_methods, reason = "an archive and a letter lie in a temporary folder")]
fn both_inboxes_give_the_findings_of_the_program() {
    for (pipeline, inbox) in PIPELINES.into_iter().zip(INBOXES) {
        let pipeline = load(&root(pipeline)).unwrap();
        let files = files_below(&root(inbox));
        assert!(!files.is_empty());
        for file in &files {
            compare(&pipeline, &[file]);
        }
        // Together, as at night; then as an office may send them.
        let all: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
        compare(&pipeline, &all);
        let bytes: Vec<Vec<u8>> = files.iter().map(|file| std::fs::read(file).unwrap()).collect();
        let members = [("a/mot.xlsx", &*bytes[0]), ("a/hai.xlsx", &bytes[1 % bytes.len()])];
        let folder = tempfile::tempdir().unwrap();
        let (packed, mailed) = (folder.path().join("goi.zip"), folder.path().join("thu.eml"));
        std::fs::write(&packed, archive(&[members[0], members[1], ("x.pdf", b"%PDF-1.7")]))
            .unwrap();
        std::fs::write(&mailed, letter(16, &members)).unwrap();
        compare(&pipeline, &[&packed]);
        compare(&pipeline, &[&mailed]);
    }
}

/// An inbox of a rule is more than one file where it takes several to break it, and a table of receipts where it is late.
#[test]
fn every_rule_gives_the_findings_of_the_program() {
    let mut found = 0;
    for example in checked_alike() {
        let case = laid_out(&example);
        let now = Overrides { period: Some("2023-Q3".parse().unwrap()), ..Overrides::default() };
        let Ok(pipeline) = load_with(&case.path(PIPELINE), &now) else { continue };
        let files = files_below(&case.path("inbox"));
        let files: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
        found += usize::from(compare(&pipeline, &files) > 0);
    }
    assert!(found > 30, "{found} rules that find something");
}

/// A file that ended its reader is a finding, as at night, and the others are read.
#[test]
fn a_file_that_ended_the_engine_is_told() {
    let pipeline = load(&root(PIPELINES[0])).unwrap();
    let good = std::fs::read(root("fixtures/formats/phu-luc-3.xlsx")).unwrap();
    for (lost, said) in [
        ("stopped", "làm bộ đọc dừng đột ngột; hãy mở"),
        ("too_deep", "lồng quá sâu"),
        ("too_long", "lâu quá 8 giây"),
        ("too_much", "quá 320 MB bộ nhớ"),
    ] {
        let files =
            json!([{"name": "b.xls", "lost": lost}, {"name": "a.xlsx", "size": good.len()}]);
        let answer = asked(&framed(&head(&pipeline, &files), &good));
        let findings = answer["check"]["findings"].as_array().unwrap();
        let told: Vec<&Value> = findings.iter().filter(|found| found["file"] == "b.xls").collect();
        assert!(told.len() == 1 && told[0]["code"] == "F101", "{told:?}");
        assert!(told[0]["message"].as_str().unwrap().contains(said), "{told:?}");
        assert!(answer["check"]["counts"]["observations"].as_u64() > Some(0), "{answer}");
        assert_eq!(answer["inspections"][1]["refused"].as_str().map(str::is_empty), Some(false));
    }
    let long = vec![b'a'; (32 << 20) + 1];
    let files = json!([{"name": "dai.csv", "size": long.len()}]);
    let answer = asked(&framed(&head(&pipeline, &files), &long));
    let told = answer["check"]["findings"][0]["message"].as_str().unwrap();
    assert!(told.contains("lớn hơn 32 MB"), "{told}");
}

/// Whatever comes in, an answer goes out.
#[test]
fn what_is_no_request_is_told() {
    let pipeline = load(&root(PIPELINES[0])).unwrap();
    let of = |files: Value| framed(&head(&pipeline, &files), b"STT");
    let lone = |key: &str, value: Value| {
        let mut head = head(&pipeline, &json!([]));
        head[key] = value;
        framed(&head, b"")
    };
    for (request, said) in [
        (Vec::new(), "without a length"),
        (vec![1, 0], "without a length"),
        (vec![255, 255, 255, 255, b'{'], "cut off"),
        (vec![2, 0, 0, 0, b'{', b'x'], "no request"),
        (of(json!([])), "more bytes than files"),
        (of(json!([{"name": "a.csv", "size": 4}])), "cut off"),
        (of(json!([{"name": "a.csv", "size": -1}])), "no request"),
        (of(json!([{"name": "a.csv", "size": 1}, {"name": "a.csv", "size": 2}])), "two files"),
        (of(json!([{"name": "a.csv", "lost": "eaten"}])), "no request"),
        (lone("period", json!("2023-Q5")), "no period"),
        (lone("declaration", json!([])), "no such file"),
        (lone("declaration", json!([{"path": "a.toml", "text": "units = 1"}])), "units"),
        (lone("shell", json!("rm")), "no request"),
    ] {
        let answer = asked(&request);
        let error = answer["error"].as_str().unwrap_or_else(|| panic!("{answer}"));
        assert!(error.contains(said), "{said}: {error}");
    }
    // Names are said as messages write them.
    let odd = asked(&of(json!([{"name": "a\\b\u{202e}.csv", "size": 3}])));
    assert_eq!(odd["inspections"][0]["file"], "a/b\\u202e.csv");
}

/// The engine is made of what the program is made of.
#[test]
fn the_engine_has_the_versions_of_the_program() {
    let versions = |name: &str| {
        let lock: toml::Table = std::fs::read_to_string(root(name)).unwrap().parse().unwrap();
        let packages = lock["package"].as_array().unwrap().clone();
        packages.into_iter().map(|package| {
            let word = |key: &str| package[key].as_str().unwrap().to_owned();
            (word("name"), word("version"))
        })
    };
    let known: std::collections::BTreeSet<(String, String)> = versions("Cargo.lock").collect();
    let own = versions("kiem-tra/Cargo.lock").filter(|(name, _)| name != "kiem-tra");
    let other: Vec<_> = own.filter(|package| !known.contains(package)).collect();
    assert!(other.is_empty(), "kiem-tra/Cargo.lock is to follow Cargo.lock: {other:?}");
}

/// What a module asks of who runs it stands in a section; without it the engine reaches nothing.
#[test]
fn the_engine_imports_nothing() {
    /// The kind of the section that lists imports.
    const IMPORTS: u8 = 2;
    let Some(file) = std::env::var_os("TTHC_ENGINE") else { return };
    let module = std::fs::read(file).unwrap();
    let (mut at, mut kinds) = (8, Vec::new());
    while at < module.len() {
        kinds.push(module[at]);
        let (mut size, mut shift) = (0, 0);
        loop {
            at += 1;
            size |= usize::from(module[at] & 0x7f) << shift;
            shift += 7;
            if module[at] & 0x80 == 0 {
                break;
            }
        }
        at += 1 + size;
    }
    assert!(kinds.len() > 5 && !kinds.contains(&IMPORTS), "{kinds:?}");
}
