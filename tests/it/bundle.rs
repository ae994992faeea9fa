//! `tthc bundle`: a run handed on, and the same run made from it somewhere else.

#![expect(clippy::unwrap_used, reason = "a bundle that cannot be unpacked fails the test")]
#![expect(clippy::disallowed_methods, reason = "bundles are unpacked and inboxes spoiled by hand")]

use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;
use tthc::store::Folder;
use zip::ZipArchive;

use crate::case::Case;
use crate::grid::{HEAD_2, HEAD_3, under};
use crate::reading::{DONG_PHU, LOC_NINH, NOI_VU};

fn province() -> Case {
    Case::new()
        .declare(r#", "forms/phu-luc-5.toml"]"#, "]\nfail-on = \"never\"")
        .file("huyện/692 Lộc Ninh.xlsx", &[("Phụ lục 3", &under(HEAD_3, LOC_NINH))])
        .file("695.xlsx", &[("Phụ lục 3", &under(HEAD_3, DONG_PHU))])
        .file("so-noi-vu.xlsx", &[("Sở Nội vụ", &under(HEAD_2, NOI_VU))])
        .bytes("ghi chú.pdf", b"%PDF-1.7")
}

/// A bundle that was unpacked into a place of its own.
struct Unpacked {
    _home: TempDir,
    folder: PathBuf,
    names: Vec<String>,
}

impl Unpacked {
    #[track_caller]
    fn of(archive: &Path) -> Self {
        let home = TempDir::new().unwrap();
        let mut zip = ZipArchive::new(Cursor::new(std::fs::read(archive).unwrap())).unwrap();
        let mut names = Vec::new();
        let mut folder = PathBuf::new();
        for index in 0..zip.len() {
            let mut file = zip.by_index(index).unwrap();
            let inside = file.name().unwrap().into_owned();
            let (top, name) = inside.split_once('/').unwrap();
            folder = home.path().join(top);
            names.push(name.to_owned());
            let path = folder.join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        Self { _home: home, folder, names }
    }

    fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.folder.join(name)).unwrap()
    }

    /// Every command written in `DOC-TRUOC.txt`, as a person types them one after the other.
    #[track_caller]
    fn follow(&self) {
        let program = Path::new(env!("CARGO_BIN_EXE_tthc")).parent().unwrap();
        let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
        let text = self.text("DOC-TRUOC.txt");
        let is_command = |line: &&str| {
            ["tthc ", "sha256sum ", "ln ", "("].iter().any(|word| line.starts_with(word))
        };
        let commands: Vec<&str> = text.lines().map(str::trim_start).filter(is_command).collect();
        assert!(commands.len() >= 3, "{text}");
        for command in commands {
            let mut shell = Command::new("sh");
            shell.args(["-c", command]).current_dir(&self.folder).env("PATH", &path);
            let output = shell.output().unwrap();
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{command}: {said}\n{text}");
        }
    }
}

/// The archive of the published run.
#[track_caller]
fn bundled(case: &Case, name: &str) -> PathBuf {
    case.tthc(&["bundle", "thu", "-o", name]).stdout(name).exit(0);
    case.path(name)
}

#[test]
fn unpacked_elsewhere_the_written_command_makes_the_same_run() {
    let case = province();
    case.run(&["--quiet"]).exit(0);
    let unpacked = Unpacked::of(&bundled(&case, "goi.zip"));
    for name in [
        "inbox/huyện/692 Lộc Ninh.xlsx",
        "inbox/ghi chú.pdf",
        "pipelines/thu.toml",
        "pipelines/units.csv",
        "pipelines/metrics.toml",
        "pipelines/forms/phu-luc-3.toml",
        "run/run.json",
        "run/log.jsonl",
        "run/SHA256SUMS",
        "run/xep-hang.xlsx",
        "run/data/lines/phu-luc-3.parquet",
        "DOC-TRUOC.txt",
        "SHA256SUMS",
    ] {
        assert!(unpacked.names.iter().any(|found| found == name), "{name}: {:?}", unpacked.names);
    }
    // Forms that are not declared are not of the declaration.
    assert!(!unpacked.names.iter().any(|name| name.contains("phu-luc-5")), "{:?}", unpacked.names);
    let summed = unpacked.text("SHA256SUMS").lines().count();
    assert_eq!(summed, unpacked.names.len() - 1, "every file but the sums has its sum");
    // What is handed on tells nothing of where it was packed.
    let text = unpacked.text("DOC-TRUOC.txt");
    assert!(!text.contains(case.path("").to_str().unwrap()), "{text}");
    std::fs::remove_dir_all(case.path("inbox")).unwrap();
    unpacked.follow();
    let output = Folder::new(&unpacked.folder.join("output"), "thu", "2023-Q3");
    let again = output.latest().unwrap().unwrap();
    for (file, print) in case.artifacts() {
        let bytes = std::fs::read(again.path().join(&file)).unwrap();
        assert_eq!(tthc::store::Fingerprint::of_bytes(&bytes), print, "{file}");
    }
}

#[test]
fn the_same_run_is_packed_into_the_same_bytes() {
    let case = province();
    case.run(&["--quiet"]).exit(0);
    let one = std::fs::read(bundled(&case, "a.zip")).unwrap();
    let other = std::fs::read(bundled(&case, "b.zip")).unwrap();
    assert!(one == other);
    let names: Vec<String> = std::fs::read_dir(case.path(""))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.contains("zip"))
        .collect();
    assert_eq!(names.len(), 2, "no draft stays: {names:?}");
}

#[test]
fn the_period_before_comes_along() {
    let case = province();
    case.run(&["--quiet", "--period", "2023-Q2"]).exit(0);
    case.run(&["--quiet"]).exit(0);
    let unpacked = Unpacked::of(&bundled(&case, "goi.zip"));
    let before = unpacked.names.iter().filter(|name| name.starts_with("output/thu/2023-Q2/runs/"));
    let mut before: Vec<&str> = before.filter_map(|name| name.rsplit('/').next()).collect();
    before.sort_unstable();
    let lines = ["phu-luc-2.parquet", "phu-luc-3.parquet"];
    let tables = ["rankings.parquet", "run.json", "units.parquet"];
    assert_eq!(before, [&["metrics.parquet"], &lines[..], &tables].concat());
    unpacked.follow();
    // Places of the period before stand in the workbook, so without it another one would come out.
    case.run(&["--quiet", "--period", "2023-Q2", "--force"]).exit(0);
    bundled(&case, "nhu-cu.zip");
    let case = case.without("695.xlsx");
    case.run(&["--quiet", "--period", "2023-Q2"]).exit(0);
    let night = case.tthc(&["bundle", "thu", "-o", "khac.zip"]).says_anything().exit(3);
    assert_eq!(
        night.stderr,
        "695.xlsx: không còn trong hộp thư\n\
         kết quả của kỳ trước đã thay đổi từ lượt đó, không đưa vào gói\n"
    );
}

#[test]
fn what_changed_since_is_told_and_not_packed() {
    let case = province();
    case.run(&["--quiet"]).exit(0);
    let case =
        case.without("695.xlsx").bytes("so-noi-vu.xlsx", b"another").bytes("moi.xlsx", b"new");
    let case = case.declare("GIÁM ĐỐC", "PHÓ GIÁM ĐỐC");
    std::fs::write(case.latest().path().join("xep-hang.xlsx"), "spoiled").unwrap();
    let lacks = "\
695.xlsx: không còn trong hộp thư
so-noi-vu.xlsx: đã thay đổi từ lượt đó, không đưa vào gói
run/xep-hang.xlsx: bị thiếu hoặc bị sửa
";
    case.tthc(&["bundle", "thu", "-o", "goi.zip"]).stdout("goi.zip").stderr(lacks).exit(3);
    let unpacked = Unpacked::of(&case.path("goi.zip"));
    let inputs: Vec<&String> =
        unpacked.names.iter().filter(|name| name.starts_with("inbox/")).collect();
    assert_eq!(inputs, ["inbox/ghi chú.pdf", "inbox/huyện/692 Lộc Ninh.xlsx"]);
    let text = unpacked.text("DOC-TRUOC.txt");
    for lack in lacks.lines() {
        assert!(text.contains(lack), "{lack} in {text}");
    }
    let night =
        case.tthc(&["bundle", "thu", "-o", "b.zip", "--lang", "en"]).says_anything().exit(3);
    assert!(night.stderr.contains("695.xlsx: no longer in the inbox\n"), "{}", night.stderr);
}

#[test]
fn an_earlier_run_is_packed_by_its_name_or_its_place() {
    let case = province();
    case.run(&["--quiet"]).exit(0);
    let first = case.newest().record().run.clone();
    let case = case.bytes("them.pdf", b"%PDF-1.7");
    case.run(&["--quiet"]).exit(0);
    assert_ne!(case.latest_id().as_deref(), Some(first.as_str()));
    case.tthc(&["bundle", "thu", &first, "-o", "a.zip"]).stdout("a.zip").exit(0);
    let place = format!("output/thu/2023-Q3/runs/{first}");
    // The period is that of the run, whatever is declared by now.
    let case = case.declare("2023-Q3", "2023-Q4");
    case.tthc(&["bundle", "thu", &place, "-o", "b.zip"]).stdout("b.zip").exit(0);
    let inputs = |archive: &str| {
        let unpacked = Unpacked::of(&case.path(archive));
        assert!(unpacked.text("run/run.json").contains(&first), "{archive}");
        unpacked.names.iter().filter(|name| name.starts_with("inbox/")).count()
    };
    assert_eq!((inputs("a.zip"), inputs("b.zip")), (4, 4), "what came later is not of it");
}

#[test]
fn declarations_outside_the_folder_keep_their_places() {
    let case = province();
    std::fs::create_dir_all(case.path("chung")).unwrap();
    std::fs::rename(case.path("pipelines/units.csv"), case.path("chung/units.csv")).unwrap();
    let case = case.declare("\"units.csv\"", "\"../chung/units.csv\"");
    case.run(&["--quiet"]).exit(0);
    let unpacked = Unpacked::of(&bundled(&case, "goi.zip"));
    let text = unpacked.text("DOC-TRUOC.txt");
    assert!(text.contains("tthc run 'pipelines/pipelines/thu.toml' "), "{text}");
    unpacked.follow();
}

#[test]
fn without_such_a_run_nothing_is_written() {
    let case = province();
    case.tthc(&["bundle", "thu"])
        .stderr(
            "
            error: output/thu/2023-Q3/latest: không có tệp này
            hint: kiểm tra lại đường dẫn
            tthc bundle thu
            ",
        )
        .exit(2);
    case.run(&["--quiet"]).exit(0);
    let night = case.tthc(&["bundle", "thu", "20200101T000000-000000Z"]).says_anything().exit(2);
    assert!(
        night.stderr.ends_with("\ntthc bundle thu 20200101T000000-000000Z\n"),
        "{}",
        night.stderr
    );
    let declaration = std::fs::read_to_string(case.path("pipelines/thu.toml")).unwrap();
    let case = case.declared("khac.toml", &declaration);
    let place = case.latest().path().display().to_string();
    let night = case.tthc(&["bundle", "khac", &place]).says_anything().exit(2);
    assert!(night.stderr.contains("lượt này thuộc pipeline thu\n"), "{}", night.stderr);
    let archives = std::fs::read_dir(case.path("")).unwrap().flatten();
    assert_eq!(archives.filter(|entry| entry.path().extension().is_some()).count(), 0);
}

#[test]
fn a_run_that_cannot_be_made_again_says_why() {
    let case = province();
    case.run(&["--quiet"]).exit(0);
    let case = case.declare("minimum-denominator = 30", "minimum-denominator = 40");
    case.run(&["--quiet", "--only", "rank"]).says_anything().exit(5);
    let run = case.newest().record().run.clone();
    case.tthc(&["bundle", "thu", &run, "-o", "do.zip"])
        .stdout("do.zip")
        .stderr(
            "
            có bước của lượt này theo khai báo khác với khai báo của lượt
            lượt này chưa trọn: có bước chưa chạy lại theo bước trước
            ",
        )
        .exit(3);
    let whole = case.path("pipelines/units.csv").display().to_string();
    let case = case.declare("\"units.csv\"", &format!("\"{whole}\""));
    case.run(&["--quiet"]).exit(0);
    case.tthc(&["bundle", "thu", "-o", "xa.zip"])
        .stdout("xa.zip")
        .stderr(
            "pipelines/ngoai/units.csv: pipeline ghi đường dẫn tuyệt đối; sửa lại trước khi chạy",
        )
        .exit(3);
}

/// Issue 15: a run keeps the declaration it went by, so whatever is edited afterwards it can be made again.
#[test]
fn a_run_is_made_again_to_the_byte_after_its_declaration_was_edited() {
    let edits: [fn(Case) -> Case; 4] = [
        |case| case.declare("minimum-denominator = 30", "minimum-denominator = 40"),
        |case| case.edit("pipelines/units.csv", "Huyện Lộc Ninh", "Huyện Khác"),
        |case| case.declare("inbox = \"../inbox\"", "inbox = \"../noi-khac\""),
        |case| {
            std::fs::remove_file(case.path("pipelines/forms/phu-luc-2.toml")).unwrap();
            case.declare("\"forms/phu-luc-2.toml\", ", "")
        },
    ];
    for edit in edits {
        let case = province();
        case.run(&["--quiet", "--set", "signatory=PHÓ GIÁM ĐỐC", "--publish"]).exit(0);
        let first = case.artifacts();
        let case = edit(case);
        let unpacked = Unpacked::of(&bundled(&case, "goi.zip"));
        unpacked.follow();
        let output = Folder::new(&unpacked.folder.join("output"), "thu", "2023-Q3");
        let again = output.latest().unwrap().unwrap();
        for (file, print) in first {
            let bytes = std::fs::read(again.path().join(&file)).unwrap();
            assert_eq!(tthc::store::Fingerprint::of_bytes(&bytes), print, "{file}");
        }
    }
}

/// What a run keeps is what was read, byte for byte, and shares the room on the disk with the run before.
#[test]
fn the_declaration_stands_in_the_run_and_is_linked_while_it_does_not_change() {
    use std::os::unix::fs::MetadataExt as _;
    let register = std::fs::read_to_string(province().path("pipelines/units.csv")).unwrap();
    let case = province().declared("units.csv", &format!("\u{feff}{register}"));
    case.run(&["--quiet"]).exit(0);
    let first = case.latest();
    let names: Vec<&str> = first.record().declared.iter().map(|file| file.file.as_str()).collect();
    let expected =
        ["thu.toml", "forms/phu-luc-2.toml", "forms/phu-luc-3.toml", "metrics.toml", "units.csv"];
    assert_eq!(names, expected.map(|name| format!("pipelines/{name}")));
    for name in &names {
        assert_eq!(first.bytes(name).unwrap(), std::fs::read(case.path(name)).unwrap(), "{name}");
    }
    let case = case.declare("minimum-denominator = 30", "minimum-denominator = 31");
    case.run(&["--quiet"]).exit(0);
    let second = case.latest();
    let node = |run: &tthc::store::Run, name: &str| {
        std::fs::metadata(run.path().join(name)).unwrap().ino()
    };
    let linked = names.iter().filter(|name| node(&first, name) == node(&second, name));
    assert_eq!(linked.copied().collect::<Vec<_>>(), &names[1..]);
    assert!(first.bytes(names[0]).unwrap() != second.bytes(names[0]).unwrap());
    // It is of the run: one that is edited there is told.
    std::fs::write(second.path().join(names[4]), "another").unwrap();
    case.tthc(&["bundle", "thu", "-o", "goi.zip"])
        .stdout("goi.zip")
        .stderr("run/pipelines/units.csv: bị thiếu hoặc bị sửa")
        .exit(3);
}

/// A run of a program that kept no declaration is packed with the one of now, and that is told where it differs.
#[test]
fn a_run_without_a_declaration_of_its_own_goes_by_that_of_now() {
    let case = province();
    case.run(&["--quiet", "--set", "signatory=PHÓ GIÁM ĐỐC", "--publish"]).exit(0);
    let path = case.latest().path().join("run.json");
    let mut record: serde_json::Value =
        serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    record.as_object_mut().unwrap().remove("declared");
    std::fs::write(&path, serde_json::to_vec(&record).unwrap()).unwrap();
    bundled(&case, "nhu-cu.zip");
    let case = case.declare("minimum-denominator = 30", "minimum-denominator = 40");
    case.tthc(&["bundle", "thu", "-o", "goi.zip"])
        .stdout("goi.zip")
        .stderr("khai báo đã thay đổi từ lượt đó; gói chứa khai báo bây giờ")
        .exit(3);
}
