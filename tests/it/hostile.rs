//! What stands where files of an office should stand: devices, pipes, folders of the system, names that stand twice.

#![expect(clippy::unwrap_used, reason = "a case that cannot be laid out is a mistake in the test")]
#![expect(clippy::disallowed_methods, reason = "cases lay out temporary folders of their own")]

use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::case::{Case, PIPELINE};
use crate::grid::{HEAD_3, under, xlsx};
use crate::reading::LOC_NINH;

/// One district that has sent.
fn district() -> Case {
    Case::district("phu-luc-3").file("692.xlsx", &[("Phụ lục 3", &under(HEAD_3, LOC_NINH))])
}

#[test]
fn results_are_not_kept_in_the_inbox() {
    let linked = district();
    symlink(linked.path("inbox"), linked.path("khac")).unwrap();
    for (case, arguments) in [
        (district().declare("\"../output\"", "\"../inbox\""), &[][..]),
        (district().declare("\"../output\"", "\"../inbox/ket-qua/moi\""), &[]),
        (linked.declare("\"../output\"", "\"../khac/ket-qua\""), &[]),
        (district(), &["--output", "inbox/ket-qua"]),
        (district(), &["--inbox", "output/thu/2023-Q3"]),
        (district(), &["--inbox", "."]),
    ] {
        std::fs::create_dir_all(case.path("output/thu/2023-Q3")).unwrap();
        let said = case.run(arguments).says_anything().exit(2).stderr;
        assert!(said.contains("output") && said.contains("inbox"), "{said}");
        let doctor = [&["doctor", PIPELINE], arguments].concat();
        case.tthc(&doctor).says_anything().exit(2);
    }
    // Beside each other, or the runs of another pipeline around it, is fine.
    for output in [".", "inbox-khac", "inbox/../ket-qua"] {
        district().run(&["--quiet", "--output", output]).exit(0);
    }
}

#[test]
fn a_folder_that_is_no_run_disturbs_no_run() {
    let case = district().declare(
        "[[ranking]]\nid = \"departments\"",
        "[keep]\nruns = 2\nlast-of-period = false\n[[ranking]]\nid = \"departments\"",
    );
    case.run(&["--quiet"]).exit(0);
    let first = case.newest().record().run.clone();
    for name in ["zzz", "a", "latest", "29990101T000000"] {
        std::fs::create_dir_all(case.runs().runs_path().join(name)).unwrap();
    }
    // Of tomorrow: the clock was set back since.
    let runs = case.runs().runs_path();
    let tomorrow = "29990101T000000-000000Z";
    std::fs::rename(runs.join(&first), runs.join(tomorrow)).unwrap();
    std::fs::remove_file(case.runs().latest_path()).unwrap();
    case.run(&["--quiet", "--force"]).exit(0);
    let second = case.latest_id().unwrap();
    assert_eq!(second, "29990101T000000-000001Z", "it is later than any other run");
    case.run(&["--quiet", "--force"]).exit(0);
    let kept = |name: &str| runs.join(name).is_dir();
    assert!(!kept(tomorrow) && kept(&second), "two runs are kept");
    assert!(["zzz", "a", "latest", "29990101T000000"].into_iter().all(kept), "they are not ours");
    let said = case.tthc(&["export", "units", PIPELINE, "zz"]).says_anything().exit(2).stderr;
    assert!(!said.contains("zzz"), "no run is called so: {said}");
}

#[test]
fn a_run_whose_id_is_the_end_of_time_is_an_error_and_no_panic() {
    let case = district();
    case.run(&["--quiet"]).exit(0);
    let runs = case.runs().runs_path();
    let first = case.newest().record().run.clone();
    let last = "99991230T220000-999999Z";
    std::fs::rename(runs.join(first), runs.join(last)).unwrap();
    let said = case.run(&["--quiet", "--force"]).says_anything().exit(1).stderr;
    assert!(!said.contains("panicked"), "{said}");
}

/// Folders of the system as an inbox: what they hold is no regular file, or made up while it is read.
#[test]
fn folders_of_the_system_are_read_to_an_end() {
    let case = district();
    for inbox in ["/proc/self", "/proc/self/fd", "/dev"] {
        let began = Instant::now();
        let mut command = Command::new(env!("CARGO_BIN_EXE_tthc"));
        command.args(["plan", PIPELINE, "--inbox", inbox]).current_dir(case.path(""));
        let output = command.output().unwrap();
        assert!(began.elapsed() < Duration::from_mins(1), "{inbox}");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!said.contains("panicked"), "{inbox}: {said}");
    }
}

#[test]
fn a_run_on_a_folder_of_the_system_ends_soon_when_it_is_told_to() {
    let case = district();
    let mut command = Command::new(env!("CARGO_BIN_EXE_tthc"));
    command.args(["run", PIPELINE, "--inbox", "/proc/self"]).current_dir(case.path(""));
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(400));
    Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    let told = Instant::now();
    child.wait().unwrap();
    assert!(told.elapsed() < Duration::from_secs(20), "{:?}", told.elapsed());
    assert_eq!(case.latest_id(), None);
}

#[test]
fn a_pipe_among_the_files_is_told_and_not_waited_for() {
    let case = district();
    Command::new("mkfifo").arg(case.path("inbox/bao-cao.xlsx")).status().unwrap();
    symlink("/dev/zero", case.path("inbox/khong.xlsx")).unwrap();
    let findings = case.run(&["--quiet"]).says_anything().exit(3).findings();
    assert_eq!(findings.matches("không phải tệp thường").count(), 2, "{findings}");
}

#[test]
fn declarations_without_an_end_are_read_to_a_limit() {
    for key in ["units = \"units.csv\"", "metrics = \"metrics.toml\"", "\"forms/phu-luc-3.toml\""] {
        let name = key.rsplit('"').nth(1).unwrap();
        let case = district().declare(key, &key.replace(name, "/dev/zero"));
        let said = case.run(&[]).says_anything().exit(2).stderr;
        assert!(said.contains("/dev/zero") && said.contains("16 MB"), "{said}");
    }
    let said = district().tthc(&["run", "/dev/zero"]).says_anything().exit(2).stderr;
    assert!(said.contains("16 MB"), "{said}");
}

#[test]
fn receipts_without_an_end_are_a_finding() {
    let case = district();
    symlink("/dev/zero", case.path("inbox/received.csv")).unwrap();
    let findings = case.run(&["--quiet"]).says_anything().exit(0).findings();
    assert!(findings.contains("F142"), "{findings}");
    let case = district().declare("metrics = ", "limits.file-megabytes = 1\nmetrics = ");
    let case = case.bytes("received.csv", &vec![b'a'; (1 << 20) + 1]);
    let findings = case.run(&["--quiet"]).says_anything().exit(0).findings();
    assert!(findings.contains("F142"), "{findings}");
}

/// A stack that no machine has: each thread is refused as it is where a user has too many.
#[test]
fn without_threads_a_command_ends_with_an_error() {
    for command in ["run", "retry", "plan", "status", "doctor"] {
        let case = district();
        let call = case.tthc(&[command, PIPELINE]).env("RUST_MIN_STACK", "70368744177664");
        let said = call.says_anything().exit(1).stderr;
        assert!(said.contains("không tạo được luồng") && !said.contains("panicked"), "{said}");
        assert_eq!(said.lines().last(), Some(&*format!("tthc {command} {PIPELINE}")), "{said}");
    }
    let call = district();
    let call = call.tthc(&["schema", "form"]).env("RUST_MIN_STACK", "70368744177664");
    call.says_anything().exit(0);
}

/// A zip with these files, of which names may stand twice.
fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let distinct: Vec<String> = (0..files.len()).map(|at| format!("{at:09}")).collect();
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, (_, bytes)) in distinct.iter().zip(files) {
        writer.start_file(name, stored).unwrap();
        std::io::Write::write_all(&mut writer, bytes).unwrap();
    }
    // Names of the same length are put in afterwards: no program that writes zips would do it.
    let mut bytes = writer.finish().unwrap().into_inner();
    for (number, (name, _)) in distinct.iter().zip(files) {
        assert_eq!(name.len(), number.len());
        while let Some(at) = bytes.windows(number.len()).position(|part| part == number.as_bytes())
        {
            bytes[at..at + number.len()].copy_from_slice(name.as_bytes());
        }
    }
    bytes
}

#[test]
fn two_files_of_one_name_in_an_archive_are_a_finding_and_no_figures() {
    let good = xlsx(&[("Phụ lục 3", &under(HEAD_3, LOC_NINH))]);
    let other = xlsx(&[("Phụ lục 3", &under(HEAD_3, &LOC_NINH.replace("45 | 5", "50 | 0")))]);
    let both = [("692-.xlsx", &good[..]), ("692-.xlsx", &other), ("ghi.chu.x", b"a")];
    let case = Case::district("phu-luc-3").bytes("goi.zip", &zip_of(&both));
    let findings = case.run(&["--quiet"]).says_anything().exit(3).findings();
    assert!(
        findings.contains("F101 blocking goi.zip/692-.xlsx: trong gói zip có hai tệp cùng một tên"),
        "{findings}"
    );
    assert!(!findings.contains("F301"), "who sent it is known by its name: {findings}");
    // Beside them all is read as ever.
    let all = [("692-.xlsx", &good[..]), ("a.nothing", b"a"), ("b.nothing", b"b")];
    let case = Case::district("phu-luc-3").bytes("goi.zip", &zip_of(&all));
    case.read().rankings("districts", "1 692 155/161");
}

#[test]
fn a_workbook_with_two_parts_of_one_name_is_a_finding() {
    let parts = [("[Content_", &b"<Types/>"[..]), ("sheet.xml", b"<a/>"), ("sheet.xml", b"<b/>")];
    let plain = xlsx(&[("Phụ lục 3", &under(HEAD_3, LOC_NINH))]);
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&plain)).unwrap();
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        writer.raw_copy_file(archive.by_index_raw(index).unwrap()).unwrap();
    }
    let name = "xl/worksheets/sheet1.xml";
    let twin = "xl/worksheets/sheet9.xml";
    let stored = zip::write::SimpleFileOptions::default();
    writer.start_file(twin, stored).unwrap();
    let mut bytes = writer.finish().unwrap().into_inner();
    while let Some(at) = bytes.windows(twin.len()).position(|part| part == twin.as_bytes()) {
        bytes[at..at + twin.len()].copy_from_slice(name.as_bytes());
    }
    for bytes in [bytes, zip_of(&parts)] {
        let case = Case::district("phu-luc-3").bytes("692.xlsx", &bytes);
        let findings = case.run(&["--quiet"]).says_anything().exit(3).findings();
        assert!(findings.contains("F101 blocking 692.xlsx"), "{findings}");
    }
}

#[test]
fn results_that_nobody_else_can_read_are_told() {
    let case = district();
    let quiet = "umask 077; tthc run pipelines/thu.toml";
    let said = case.shell(quiet).says_anything().exit(0).stderr;
    assert!(said.contains("người dùng khác không đọc được"), "{said}");
    let mode = std::fs::metadata(case.latest().path()).unwrap().permissions().mode();
    assert_eq!(mode & 0o077, 0);
    // It is told by the doctor whatever its own umask, and once by a run.
    let said = case.tthc(&["doctor", PIPELINE]).says_anything().exit(0).stdout;
    assert!(said.contains("người dùng khác không đọc được"), "{said}");
    case.shell(quiet).says_anything().exit(0);
    let said = case.shell("umask 077; tthc run pipelines/thu.toml").says_anything().exit(0).stderr;
    assert!(!said.contains("người dùng khác"), "{said}");
    let said =
        district().shell("umask 027; tthc run pipelines/thu.toml").says_anything().exit(0).stderr;
    assert!(!said.contains("người dùng khác"), "the group can: {said}");
    let said = district()
        .shell("umask 077; tthc --lang en doctor pipelines/thu.toml")
        .says_anything()
        .exit(0)
        .stdout;
    assert!(said.contains("no other user can read the results"), "{said}");
}
