//! Files made to end a reader, and readers that end: the file becomes a finding with its reason, the good file
//! beside it is read, and the run ends with exit code 3.

#![expect(clippy::unwrap_used, reason = "a file that cannot be made fails the test")]

use std::io::{Cursor, Write as _};

use tthc::model::{Limits, Lost, Stage};
use tthc::run::{Program, Worker, Workers, read_file};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::case::Case;
use crate::formats::fixture;
use crate::grid::{HEAD_3, under, workbook_of};
use crate::properties::NIGHTLY;
use crate::reading::{DONG_PHU, LOC_NINH, OBSERVED};
use crate::returned::back;

/// The last key of the declaration before its tables.
const METRICS: &str = "metrics = \"metrics.toml\"";

/// Lộc Ninh with its faultless Phụ lục 3, and limits that a test can reach.
fn good(limits: &str) -> Case {
    Case::district("phu-luc-3")
        .file("a.xlsx", &[("Phụ lục 3", &under(HEAD_3, LOC_NINH))])
        .declare(METRICS, &format!("{METRICS}\n\n[limits]\n{limits}"))
}

/// The bad file beside the good one.
#[track_caller]
fn refused(case: Case, name: &str, bytes: &[u8], reason: &str) {
    let case = case.bytes(name, bytes);
    let night = case.run(&["--quiet"]).says_anything().exit(3);
    let night = night.observations(OBSERVED);
    let findings = night.findings();
    let start = format!("F101 blocking {name}: ");
    let found = findings.lines().find(|line| line.starts_with(&start));
    assert!(found.is_some_and(|line| line.contains(reason)), "{name}: {findings}");
}

/// A package with parts that are compressed.
fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_file_beyond_the_size_is_not_read() {
    let bytes = vec![b'x'; (1 << 20) + 1];
    refused(good("file-megabytes = 1"), "b.xlsx", &bytes, "tệp lớn hơn 1 MB");
}

#[test]
fn a_package_that_swells_is_not_opened() {
    let blanks = vec![b' '; 9 << 20];
    for name in ["xl/worksheets/sheet1.xml", "word/document.xml", "content.xml"] {
        let main = if name.starts_with("word") { "word/document.xml" } else { "xl/workbook.xml" };
        let first: &[(&str, &[u8])] = match name {
            "content.xml" => &[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")],
            _ => &[("[Content_Types].xml", b""), (main, b"<a/>")],
        };
        let parts: Vec<(&str, &[u8])> = first
            .iter()
            .copied()
            .filter(|(part, _)| *part != name)
            .chain([(name, blanks.as_slice())])
            .collect();
        refused(good("inflated-megabytes = 8"), "b.bin", &package(&parts), "phình to bất thường");
    }
}

/// The directory of the package says that the part is small.
#[test]
fn a_package_that_lies_about_its_sizes_swells_no_further() {
    let part = vec![b'<'; 9 << 20];
    let mut bytes = package(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", &part),
    ]);
    let size = u32::try_from(part.len()).unwrap().to_le_bytes();
    let at: Vec<usize> = (0..bytes.len() - 4).filter(|&at| bytes[at..at + 4] == size).collect();
    assert!(at.len() >= 2, "the size stands in the header and in the directory");
    for at in at {
        bytes[at..at + 4].copy_from_slice(&100u32.to_le_bytes());
    }
    let case = good("inflated-megabytes = 8").bytes("b.ods", &bytes);
    let night = case.run(&["--quiet"]).says_anything().exit(3).observations(OBSERVED);
    assert!(night.findings().contains("F101 blocking b.ods: "), "{}", night.findings());
}

#[test]
fn a_table_of_too_many_cells_is_given_up() {
    let text = "1;".repeat(200).trim_end_matches(';').to_owned() + "\n";
    refused(good("cells = 5_000"), "b.csv", text.repeat(30).as_bytes(), "có hơn 5.000 ô");
    let cells = r#"<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="1000"/>"#;
    let flat = format!(
        r#"<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet><table:table table:name="a"><table:table-row table:number-rows-repeated="1000000">{cells}</table:table-row></table:table></office:spreadsheet></office:body></office:document>"#
    );
    refused(good("cells = 5_000"), "b.fods", flat.as_bytes(), "có hơn 5.000 ô");
}

#[test]
fn a_file_that_needs_too_much_memory_ends_its_reader_only() {
    let text = format!("<table><tr>{}</tr></table>", "<td>x".repeat(300_000));
    refused(good("memory-megabytes = 8"), "b.html", text.as_bytes(), "cần quá 8 MB bộ nhớ");
}

#[test]
fn a_file_that_takes_too_long_is_given_up() {
    // So slow on no machine that a reader finishes it in a second, so fast on none that it is in doubt.
    let text = format!("<table><tr><td>{}", "&".repeat(24 << 20));
    refused(good("seconds = 1"), "b.html", text.as_bytes(), "lâu quá 1 giây");
}

/// A cell at the far corner costs nothing in a format that is streamed, and is measured in one that is not.
#[test]
fn a_cell_at_the_far_corner() {
    let rows = r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#;
    let case = good("").bytes("b.xlsx", &workbook_of("a", rows));
    let night = case.run(&["--quiet"]).says_anything().exit(3).observations(OBSERVED);
    assert!(night.findings().contains("F102 blocking b.xlsx: "), "{}", night.findings());
}

/// Two hundred thousand tags in each other are no deeper for a reader without recursion.
#[test]
fn deep_nesting_is_survived() {
    let deep = |open: &str| open.repeat(200_000).into_bytes();
    for (name, bytes) in [
        ("b.html", deep("<div>")),
        ("c.html", [b"<table>".to_vec(), deep("<tr><td><table>")].concat()),
        (
            "d.docx",
            package(&[("[Content_Types].xml", b""), ("word/document.xml", &deep("<w:tbl>"))]),
        ),
        (
            "e.xml",
            [
                br#"<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">"#.to_vec(),
                deep("<Worksheet><Table>"),
            ]
            .concat(),
        ),
    ] {
        let case = good("").bytes(name, &bytes);
        let night = case.run(&["--quiet"]).says_anything().exit(3).observations(OBSERVED);
        let findings = night.findings();
        assert!(findings.contains(&format!("blocking {name}")), "{name}: {findings}");
    }
}

/// Every fixture cut off at many lengths and with bytes changed: read or refused, never the end of the run.
#[test]
fn damaged_files_end_no_run() {
    // The last by name counts, so that no damaged file takes the place of the good one.
    let form = under(HEAD_3, LOC_NINH);
    let mut case = good("").without("a.xlsx").file("z.xlsx", &[("Phụ lục 3", &form)]);
    let mut random = fastrand::Rng::with_seed(7);
    for name in [
        "phu-luc-3.xlsx",
        "phu-luc-3.xlsb",
        "phu-luc-3.lo.xls",
        "phu-luc-3.lo.ods",
        "phu-luc-3.docx",
    ] {
        let whole = fixture(name);
        for round in 0..6 {
            let mut bytes = whole.clone();
            if round < 3 {
                bytes.truncate(random.usize(1..whole.len()));
            } else {
                for _ in 0..20 {
                    let at = random.usize(0..bytes.len());
                    bytes[at] = random.u8(..);
                }
            }
            case = case.bytes(&format!("hong/{round}-{name}"), &bytes);
        }
    }
    let night = case.run(&["--quiet"]).says_anything().exit(3);
    assert!(night.observed().contains("z.xlsx!Phụ lục 3!8 692 Đất đai"), "{}", night.observed());
}

/// A form that goes back is made of several files. One on which the worker that makes it is lost is left out of the form,
/// with the reason; the marks in the others, and the forms of other units, are as they are without it.
#[test]
fn a_file_that_ends_its_worker_is_left_out_of_its_form_alone() {
    let wrong = |lines: &str, from: &str, to: &str| under(HEAD_3, &lines.replacen(from, to, 1));
    let (first, last) = (wrong(LOC_NINH, "| 60 ", "| 6O "), wrong(LOC_NINH, "| 40 ", "| 4O "));
    let heavy = "x | ".repeat(400) + "x\n";
    let heavy = heavy.repeat(1_000);
    let case = Case::of("phu-luc-3")
        .file("692-1.xlsx", &[("Một", &first)])
        .file("692-2.xlsx", &[("Hai", &last), ("Nháp", &heavy)])
        .file("692-3.xlsx", &[("Ba", &last)])
        .file("695.xlsx", &[("Phụ lục 3", &wrong(DONG_PHU, "| 80 ", "| 81 "))])
        .declare(METRICS, &format!("{METRICS}\n\n[limits]\nmemory-megabytes = 300"));
    case.run(&["--quiet", "--fail-on", "never"]).exit(0);
    assert_eq!(back(&case, "692.xlsx").sheets(), ["Phản hồi", "Một", "Hai", "Nháp", "Ba"]);
    let other = case
        .artifacts()
        .into_iter()
        .find(|(file, _)| file == "phan-hoi/695-huyen-dong-phu.xlsx")
        .unwrap();
    // A file that was read lies there, and the machine has less for it now.
    let less = |case: Case, from: &str, to: &str| {
        case.declare(&format!("memory-megabytes = {from}"), &format!("memory-megabytes = {to}"))
    };
    let case = less(case, "300", "6");
    for jobs in ["1", "2"] {
        let publish = ["--quiet", "--fail-on", "never", "--from", "publish", "--jobs", jobs];
        case.run(&publish).exit(0);
        let mut form = back(&case, "692.xlsx");
        assert_eq!(form.sheets(), ["Phản hồi", "Một", "Ba"], "--jobs {jobs}");
        let text = form.text();
        assert!(
            text.contains("Tệp 692-2.xlsx") && text.contains(Lost::Unreadable.title()),
            "{text}"
        );
        for sheet in ["Một", "Ba"] {
            assert!(form.comments(sheet).contains("<comment ref="), "{sheet}");
        }
        assert!(case.artifacts().contains(&other), "the form of the other district");
        let latest = case.latest();
        let published = &latest.record().stage(Stage::Publish).unwrap().outputs;
        let lasts =
            |form: &str| published.iter().find(|one| one.file == form).unwrap().made_from.is_some();
        assert!(
            !lasts("phan-hoi/692-huyen-loc-ninh.xlsx") && lasts("phan-hoi/695-huyen-dong-phu.xlsx"),
            "made anew next time"
        );
    }
    let case = less(case, "6", "300");
    case.run(&["--quiet", "--fail-on", "never", "--from", "publish"]).exit(0);
    assert_eq!(back(&case, "692.xlsx").sheets(), ["Phản hồi", "Một", "Hai", "Nháp", "Ba"]);
}

/// What is said about a file whose worker does what the script does.
fn reason(script: &str, seconds: u64) -> String {
    let arguments = vec!["-c".into(), script.into()];
    let worker = Worker::Apart(Program { path: "/bin/sh".into(), arguments });
    let limits = Limits { seconds, ..Limits::DEFAULT };
    let workers = Workers::new(&worker, None, limits).unwrap();
    let readings = read_file(&workers, "a.csv", Ok(b"STT".to_vec()), &NIGHTLY).unwrap();
    match readings.as_slice() {
        [reading] if reading.refused.is_some() => reading.findings[0].message.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_reader_that_is_lost_is_told_by_what_it_did() {
    assert!(reason("kill -ABRT $$", 8).contains("dừng đột ngột (signal: 6"));
    assert!(reason("exit 7", 8).contains("dừng đột ngột (exit status: 7"));
    let memory = "echo 'memory allocation of 99 bytes failed' >&2; kill -ABRT $$";
    assert!(reason(memory, 8).contains("bộ nhớ"));
    let stack = "echo \"thread 'main' has overflowed its stack\" >&2; kill -ABRT $$";
    assert!(reason(stack, 8).contains("lồng quá sâu"));
    // Noise in place of an answer.
    assert!(reason("printf 'xxxxxxxxxxxxxxxxxxxxxxxxxxxx'", 8).contains("dừng đột ngột"));
}

#[test]
fn a_reader_that_never_answers_is_ended() {
    assert!(reason("exec sleep 600", 1).contains("lâu quá 1 giây"));
}

#[test]
fn a_machine_that_starts_no_process_is_an_error_and_no_finding() {
    let worker = Worker::Apart(Program { path: "/no/such/program".into(), arguments: Vec::new() });
    let workers = Workers::new(&worker, None, Limits::DEFAULT).unwrap();
    assert!(read_file(&workers, "a.csv", Ok(b"STT".to_vec()), &NIGHTLY).is_err());
}

/// One process reads many files, and another takes over where it is lost.
#[test]
fn files_after_a_lost_reader_are_read() {
    let mut case = good("memory-megabytes = 8");
    let heavy = format!("<table><tr>{}</tr></table>", "<td>x".repeat(300_000));
    for number in 0..3 {
        case = case.bytes(&format!("{number}.html"), heavy.as_bytes());
    }
    let case = case.without("a.xlsx").file("z.xlsx", &[("Phụ lục 3", &under(HEAD_3, LOC_NINH))]);
    let night = case.run(&["--quiet", "--jobs", "1"]).says_anything().exit(3);
    assert_eq!(night.findings().matches("cần quá 8 MB").count(), 3, "{}", night.findings());
    assert!(night.observed().contains("z.xlsx!"), "{}", night.observed());
}
