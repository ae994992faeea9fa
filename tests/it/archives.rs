//! Archives of submissions, encrypted files, and odd things that lie in an inbox.

#![expect(clippy::unwrap_used, reason = "a file that cannot be made fails the test")]
#![expect(clippy::disallowed_methods, reason = "links and pipes are laid into temporary folders")]

use std::io::{Cursor, Write as _};
use std::os::unix::ffi::OsStrExt as _;

use zip::ZipWriter;
use zip::unstable::write::FileOptionsExt as _;
use zip::write::SimpleFileOptions;

use crate::case::Case;
use crate::formats::{fixture, with_record};
use crate::grid::{self, HEAD_3, under};
use crate::reading::{LOC_NINH, OBSERVED};

fn form() -> Vec<u8> {
    grid::xlsx(&[("Phụ lục 3", &under(HEAD_3, LOC_NINH))])
}

pub(crate) fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn province() -> Case {
    Case::district("phu-luc-3")
}

#[test]
fn an_archive_of_submissions_is_opened() {
    let members: &[(&str, &[u8])] = &[
        ("Lộc Ninh/~$pl3.xlsx", b"x"),
        ("Lộc Ninh/pl3.xlsx", &form()),
        ("Lộc Ninh/Thumbs.db", b"x"),
        ("__MACOSX/Lộc Ninh/._pl3.xlsx", b"x"),
        ("ghi chú.pdf", b"%PDF-1.7"),
    ];
    province()
        .bytes("goi.zip", &archive(members))
        .read()
        .observations(&OBSERVED.replace("a.xlsx!", "goi.zip/Lộc Ninh/pl3.xlsx!"))
        .finds("F101 blocking goi.zip/ghi chú.pdf: tệp là PDF, không phải bảng tính; hãy gửi tệp .xlsx → left_out")
        .submissions(
            "
            692 phu-luc-3 goi.zip/Lộc Ninh/pl3.xlsx accepted
            - - goi.zip/ghi chú.pdf unreadable
            ",
        );
}

/// Members stand in the order of their names among the other files, whatever the order in the archive: the last
/// by name counts, and a rerun of a later stage finds the same order.
#[test]
fn files_of_an_archive_stand_in_the_order_of_names() {
    let other = under(HEAD_3, &LOC_NINH.replace("| 60 ", "| 61 "));
    let case = province()
        .bytes("b.zip", &archive(&[("2.xlsx", &form()), ("1.xlsx", &form())]))
        .file("b.zip-cu.xlsx", &[("Phụ lục 3", &other)]);
    let first = case.read().observations(&OBSERVED.replace("a.xlsx!", "b.zip/2.xlsx!"));
    let found = first.findings();
    assert!(found.contains("F141 error b.zip-cu.xlsx"), "{found}");
    let before = case.artifacts();
    case.run(&["--quiet", "--fail-on", "never", "--from", "validate"]).exit(0);
    assert_eq!(case.artifacts(), before);
}

#[test]
fn only_one_level_of_archives_is_opened() {
    let inner = archive(&[("a.xlsx", &form())]);
    province().bytes("goi.zip", &archive(&[("trong.zip", &inner)])).read().submissions(
        "
        - - goi.zip/trong.zip unreadable
        692 phu-luc-3 - missing
        ",
    );
}

#[test]
fn no_name_leads_out_of_an_archive() {
    let bytes = form();
    let open = ["../../a.xlsx", "/etc/a.xlsx", "..\\a.xlsx", "C:\\a.xlsx", "x/../../a.xlsx"];
    // A control character hides the way out until it is dropped.
    let hidden = ["x/.\u{1}./a.xlsx", "\u{1}/etc/a.xlsx", "\u{7f}C:/a.xlsx"];
    for name in open.into_iter().chain(hidden) {
        let case = province().bytes("goi.zip", &archive(&[(name, &bytes)]));
        let night = case.read();
        let findings = night.findings();
        let line = findings.lines().next().unwrap_or_default();
        assert!(line.contains("trỏ ra ngoài gói"), "{name}: {findings}");
        assert!(!line.contains("..") && !line.contains("zip//"), "{name}: {findings}");
    }
}

#[test]
fn an_archive_with_a_password_says_so() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let locked = SimpleFileOptions::default().with_deprecated_encryption(b"mat khau").unwrap();
    writer.start_file("a.xlsx", locked).unwrap();
    writer.write_all(&form()).unwrap();
    let bytes = writer.finish().unwrap().into_inner();
    let findings = province().bytes("goi.zip", &bytes).read().findings();
    assert!(findings.contains("F101 blocking goi.zip/a.xlsx: gói zip có mật khẩu"), "{findings}");
}

#[test]
fn an_archive_of_nothing_and_one_that_is_cut_off() {
    let whole = archive(&[("a.xlsx", &form())]);
    for (bytes, reason) in [
        (archive(&[]), "gói zip không có tệp nào"),
        (whole[..whole.len() / 2].to_vec(), "bị cắt cụt hoặc hỏng"),
    ] {
        let findings = province().bytes("goi.zip", &bytes).read().findings();
        assert!(findings.contains(reason), "{findings}");
    }
}

/// Both schemes, under true and false names: OOXML in its container, OpenDocument by its manifest, and the
/// records of an .xls.
#[test]
fn encrypted_files_say_so() {
    let container = |stream: &str| {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        file.create_stream(stream).unwrap().write_all(&[1; 5000]).unwrap();
        file.flush().unwrap();
        file.into_inner().into_inner()
    };
    let ods = archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", b"<manifest:encryption-data/>"),
        ("content.xml", &[7; 99]),
    ]);
    for (name, bytes) in [
        ("b.xlsx", container("EncryptedPackage")),
        ("b.xls", container("EncryptedPackage")),
        ("b.docx", container("EncryptedPackage")),
        ("b.ods", ods),
        ("c.xls", locked_xls()),
        ("c.XLSX", locked_xls()),
    ] {
        let findings = province().bytes(name, &bytes).read().findings();
        let line = findings.lines().find(|line| line.contains(name)).unwrap_or_default();
        assert!(line.contains("mật khẩu") && line.contains("gửi lại"), "{name}: {findings}");
    }
}

/// An .xls in which the record of the code page is one of a password.
fn locked_xls() -> Vec<u8> {
    with_record("phu-luc-3.lo.xls", &[0x42, 0, 2, 0], &[0x2f, 0])
}

#[test]
fn a_word_or_rtf_document_of_another_time_says_what_to_do() {
    for (name, bytes, reason) in [
        ("b.doc", fixture("phu-luc-3.doc"), "Word 97-2003"),
        ("b.doc", b"{\\rtf1\\ansi".to_vec(), "RTF"),
        ("b.xls", b"\x09\x00\x04\x00\x02\x00\x10\x00".to_vec(), "Excel 2.1"),
        ("b.rar", b"Rar!\x1a\x07\x00".to_vec(), ".rar"),
        ("b.xlsx", b"\x89PNG\r\n\x1a\n".to_vec(), "hình ảnh"),
        ("b.xls", b"MIME-Version: 1.0\r\nContent-Type: multipart/related".to_vec(), ".mht"),
    ] {
        let findings = province().bytes(name, &bytes).read().findings();
        assert!(findings.contains(reason), "{name}: {findings}");
    }
}

/// Links in a circle, a pipe that nobody writes into, a name that is no Unicode: each is a finding at most.
#[test]
fn odd_things_in_the_inbox_stop_nobody() {
    let case = province().bytes("a.xlsx", &form());
    let inbox = case.path("inbox");
    std::os::unix::fs::symlink(&inbox, inbox.join("vong")).unwrap();
    std::os::unix::fs::symlink(inbox.join("khong-co.xlsx"), inbox.join("mat.xlsx")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", inbox.join("zero.xlsx")).unwrap();
    let made = std::process::Command::new("mkfifo").arg(inbox.join("ong.xlsx")).status().unwrap();
    assert!(made.success());
    let name = std::ffi::OsStr::from_bytes(b"H\xe0 N\xf4i.pdf");
    std::fs::write(inbox.join(name), b"%PDF").unwrap();
    let night = case.read().observations(OBSERVED);
    let findings = night.findings();
    for (file, reason) in [
        ("vong/", "liên kết đến thư mục"),
        ("mat.xlsx", "không đọc được tệp"),
        ("zero.xlsx", "không phải tệp thường"),
        ("ong.xlsx", "không phải tệp thường"),
        ("H\u{fffd} N\u{fffd}i.pdf", "tệp là PDF"),
    ] {
        let line = findings.lines().find(|line| line.contains(&format!(" {file}: ")));
        assert!(line.is_some_and(|line| line.contains(reason)), "{file}: {findings}");
    }
}
