//! What goes back to units, mailed to them: to the addresses of the register, once, when a person asks, and never to
//! another unit.

#![expect(clippy::disallowed_methods, reason = "tests lay out and spoil temporary folders")]
#![expect(clippy::unwrap_used, reason = "a helper that fails fails the test")]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use mail_parser::{MessageParser, MimeHeaders as _};
use serde_json::Value;

use crate::case::{Case, PIPELINE};
use crate::grid::{HEAD_3, under};
use crate::reading::{DONG_PHU, LOC_NINH};
use crate::returned::back_of;

const UNITS: &str = "\
id,level,parent_id,name,aliases,contact
70,province,,Tỉnh Bình Phước,,
70.so-noi-vu,department,70,Sở Nội vụ,,
692,district,70,Huyện Lộc Ninh,,loc-ninh@tinh.vn; mot-cua.loc-ninh@tinh.vn
25294,commune,692,Xã Lộc Thành,,loc-thanh@tinh.vn
25297,commune,692,Xã Tân Tiến,,
695,district,70,Huyện Đồng Phú,,dong-phu@tinh.vn
25363,commune,695,Thị trấn Tân Phú,,
25380,commune,695,Xã Tân Tiến,,
";

const MAIL: &str = "[return-mail]\nfrom = \"so-noi-vu@tinh.vn\"\nsendmail = \"../sendmail\"\n\n";
const DELIVER: [&str; 3] = ["deliver", PIPELINE, "--returns"];

fn wrong(lines: &str, from: &str, to: &str) -> String {
    under(HEAD_3, &lines.replacen(from, to, 1))
}

/// Two districts, each with a sum that does not close.
fn case() -> Case {
    let case = Case::of("phu-luc-3")
        .declare("[[workbook]]", &format!("{MAIL}[[workbook]]"))
        .declared("units.csv", UNITS)
        .file("692.xlsx", &[("Phụ lục 3", &wrong(LOC_NINH, "| 60 ", "| 61 "))])
        .file("695.xlsx", &[("Phụ lục 3", &wrong(DONG_PHU, "| 80 ", "| 81 "))]);
    sendmail(&case, "");
    case
}

/// A program that keeps each mail in a file of its own, and then does this.
fn sendmail(case: &Case, then: &str) {
    let path = case.path("sendmail");
    let text = format!(
        "#!/bin/sh\nmails=\"$(dirname \"$0\")/mails\"\nmkdir -p \"$mails\"\n\
         file=\"$mails/$(ls \"$mails\" | wc -l)\"\n{{ echo \"X-To: $*\"; cat; }} > \"$file\"\n{then}\n"
    );
    fs::write(&path, text).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
}

/// A mail as its reader has it.
struct Mail {
    to: String,
    id: String,
    subject: String,
    text: String,
    file: (String, Vec<u8>),
}

fn mails(case: &Case) -> Vec<Mail> {
    let count = fs::read_dir(case.path("mails")).map_or(0, Iterator::count);
    let mails = (0..count).map(|number| {
        let bytes = fs::read(case.path(format!("mails/{number}"))).unwrap();
        let mail = MessageParser::default().parse(&bytes).unwrap();
        let to = mail.header_raw("X-To").unwrap().trim().rsplit_once("-- ").unwrap().1.to_owned();
        let file = mail.attachment(0).unwrap();
        Mail {
            to,
            id: mail.message_id().unwrap().to_owned(),
            subject: mail.subject().unwrap().to_owned(),
            text: mail.body_text(0).unwrap().into_owned(),
            file: (file.attachment_name().unwrap().to_owned(), file.contents().to_vec()),
        }
    });
    mails.collect()
}

fn addressed(case: &Case) -> Vec<String> {
    mails(case).into_iter().map(|mail| mail.to).collect()
}

#[test]
fn each_unit_gets_its_own_form_once() {
    let case = case();
    case.read();
    let to_both = "\
sẽ gửi: 692 Huyện Lộc Ninh → loc-ninh@tinh.vn, mot-cua.loc-ninh@tinh.vn: phan-hoi/692-huyen-loc-ninh.xlsx, 3 phát hiện
sẽ gửi: 695 Huyện Đồng Phú → dong-phu@tinh.vn: phan-hoi/695-huyen-dong-phu.xlsx, 3 phát hiện
";
    case.tthc(&[&DELIVER[..], &["--dry-run"]].concat()).stdout(to_both).exit(0);
    assert!(mails(&case).is_empty() && !case.runs().path().join("returned.json").exists());
    case.tthc(&DELIVER).stdout(&to_both.replace("sẽ gửi", "đã gửi")).exit(0);
    let sent = mails(&case);
    let to: Vec<&str> = sent.iter().map(|mail| mail.to.as_str()).collect();
    assert_eq!(to, ["loc-ninh@tinh.vn mot-cua.loc-ninh@tinh.vn", "dong-phu@tinh.vn"]);
    for (mail, file) in sent.iter().zip(["692-huyen-loc-ninh.xlsx", "695-huyen-dong-phu.xlsx"]) {
        let published = fs::read(case.latest().path().join("phan-hoi").join(file)).unwrap();
        assert!(mail.file == (file.to_owned(), published), "{}", mail.file.0);
    }
    assert_eq!(
        sent[0].subject,
        "Phản hồi về số liệu báo cáo – Huyện Lộc Ninh (Tỉnh Bình Phước) – Quý III năm 2023"
    );
    insta::assert_snapshot!("mail_of_a_returned_form", sent[0].text.replace("\r\n", "\n"));
    case.tthc(&DELIVER).stdout(&to_both.replace("sẽ gửi", "đã gửi từ trước")).exit(0);
    case.run(&["--fail-on", "never"]).says_anything().exit(0);
    assert_eq!(addressed(&case).len(), 2, "neither a second call nor a night sends it again");
    let log = fs::read_to_string(case.latest().path().join("log.jsonl")).unwrap();
    assert_eq!(log.matches("\"form returned\"").count(), 2, "{log}");
    case.tthc(&[&DELIVER[..], &["--again"]].concat()).says_anything().exit(0);
    let again = mails(&case);
    assert_eq!(again.len(), 4);
    assert_ne!(again[0].id, again[2].id, "a mail that is sent once more is another one");
}

#[test]
fn only_what_changed_is_sent_again() {
    let case = case();
    case.read();
    case.tthc(&DELIVER).says_anything().exit(0);
    let case = case.file("692.xlsx", &[("Phụ lục 3", &wrong(LOC_NINH, "| 60 ", "| 62 "))]);
    case.read();
    case.tthc(&DELIVER).says_anything().exit(0);
    assert_eq!(addressed(&case)[2..], ["loc-ninh@tinh.vn mot-cua.loc-ninh@tinh.vn"]);
    // What was told before is told again where something else was told since.
    let case = case.file("692.xlsx", &[("Phụ lục 3", &wrong(LOC_NINH, "| 60 ", "| 61 "))]);
    case.read();
    case.tthc(&DELIVER).says_anything().exit(0);
    assert_eq!(addressed(&case).len(), 4);
    // A unit more in the register, or another title, is nothing that a unit is told of.
    let case = case
        .edit(
            "pipelines/units.csv",
            "692,district",
            "691,district,70,Huyện Bù Gia Mập,,\n692,district",
        )
        .declare("title = \"Xếp hạng thử\"\nagency", "title = \"Xếp hạng khác\"\nagency");
    case.read();
    case.tthc(&DELIVER).says_anything().exit(3);
    assert_eq!(addressed(&case).len(), 4);
}

#[test]
fn an_address_that_is_new_gets_what_the_others_have() {
    let case = case();
    case.read();
    case.tthc(&DELIVER).says_anything().exit(0);
    let before = case.artifacts();
    let case = case.edit("pipelines/units.csv", "dong-phu@tinh.vn", "dong-phu@tinh.vn;moi@tinh.vn");
    let said = case.tthc(&[&DELIVER[..], &["--dry-run"]].concat()).says_anything().exit(0);
    assert!(said.stdout.contains("sẽ gửi: 695 Huyện Đồng Phú → moi@tinh.vn: "), "{}", said.stdout);
    case.tthc(&DELIVER).says_anything().exit(0);
    assert_eq!(addressed(&case)[2..], ["moi@tinh.vn"], "also before the next night");
    case.read().reasons("ingest=– validate=– measure=– rank=– publish=declaration_changed");
    let now = case.artifacts();
    let others: Vec<&String> =
        before.iter().filter(|old| !now.contains(old)).map(|(file, _)| file).collect();
    assert_eq!(others, ["pipelines/units.csv", "phan-hoi.xlsx", "SHA256SUMS"]);
}

/// The list says to whom each form goes; nothing else that is published knows an address.
#[test]
fn the_list_says_where_each_form_goes() {
    let case = case()
        .edit("pipelines/units.csv", "dong-phu@tinh.vn", "")
        .bytes("x.pdf", b"%PDF-1.7")
        .declare("[[workbook]]", "[page]\nfile = \"trang.html\"\n\n[[workbook]]");
    case.read();
    let list = back_of(&case, "phan-hoi.xlsx").text();
    let (_, recipients) = list.split_once("== Nơi nhận\n").unwrap();
    insta::assert_snapshot!("recipients", recipients);
    let latest = case.latest();
    for output in &latest.record().stage(tthc::model::Stage::Publish).unwrap().outputs {
        let file = &output.file;
        let bytes = fs::read(latest.path().join(file)).unwrap();
        let told = match file.rsplit_once('.') {
            _ if file == "phan-hoi.xlsx" => continue,
            Some((_, "xlsx")) => back_of(&case, file).text(),
            _ => String::from_utf8_lossy(&bytes).into_owned(),
        };
        assert!(!told.contains("@tinh.vn"), "{file} tells an address");
    }
    let said = case.tthc(&DELIVER).says_anything().exit(3);
    assert!(said.stderr.contains("chưa có địa chỉ: 695 Huyện Đồng Phú"), "{}", said.stderr);
    assert!(said.stdout.contains("chưa rõ đơn vị gửi: phan-hoi/chua-ro-don-vi.xlsx"));
    assert_eq!(addressed(&case).len(), 1, "nobody gets the form of another");
}

#[test]
fn one_that_cannot_be_reached_keeps_no_other_from_it() {
    let case = case();
    case.read();
    sendmail(&case, "case \"$*\" in *loc-ninh*) echo 'no such user' >&2; exit 67;; esac");
    let said = case.tthc(&[&DELIVER[..], &["--json"]].concat()).says_anything().exit(3);
    assert!(said.stderr.contains("chưa gửi được cho 692 Huyện Lộc Ninh"), "{}", said.stderr);
    let told: Value = serde_json::from_str(&said.stdout).unwrap();
    let states: Vec<&str> = told["returns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["state"].as_str().unwrap())
        .collect();
    assert_eq!(states, ["failed", "sent"]);
    assert!(told["returns"][0]["message"].as_str().unwrap().contains("no such user"));
    let english = case.tthc(&[&DELIVER[..], &["--lang", "en"]].concat()).says_anything().exit(3);
    let not_sent = "warning: not sent to 692 Huyện Lộc Ninh: ";
    assert!(english.stderr.starts_with(not_sent), "{}", english.stderr);
    assert!(english.stdout.starts_with("sent before: 695 Huyện Đồng Phú"), "{}", english.stdout);
    sendmail(&case, "");
    case.tthc(&DELIVER).says_anything().exit(0);
    let to = addressed(&case);
    assert_eq!(to.iter().filter(|to| to.contains("dong-phu")).count(), 1, "{to:?}");
}

/// At least once: what was given away and not noted comes again, under the same id; what was noted does not.
#[test]
fn a_call_that_is_killed_behind_a_mail_sends_that_one_alone_again() {
    let case = case();
    case.read();
    // The second mail is taken, and the program dies before it can note that.
    sendmail(&case, "case \"$*\" in *dong-phu*) kill -9 $PPID;; esac");
    let killed = case.shell("tthc deliver pipelines/thu.toml --returns; echo $?").says_anything();
    assert!(killed.exit(0).stdout.ends_with("137\n"));
    sendmail(&case, "");
    case.tthc(&DELIVER).says_anything().exit(0);
    let sent = mails(&case);
    let to: Vec<&str> = sent.iter().map(|mail| mail.to.as_str()).collect();
    assert_eq!(
        to,
        ["loc-ninh@tinh.vn mot-cua.loc-ninh@tinh.vn", "dong-phu@tinh.vn", "dong-phu@tinh.vn"]
    );
    assert_eq!(sent[1].id, sent[2].id);
}

#[test]
fn what_is_no_longer_what_was_published_goes_to_nobody() {
    let case = case();
    case.read();
    let form = case.latest().path().join("phan-hoi/692-huyen-loc-ninh.xlsx");
    fs::write(&form, b"other").unwrap();
    // The id is another unit's now.
    let case = case.edit(
        "pipelines/units.csv",
        "695,district,70,Huyện Đồng Phú",
        "695,district,70,Huyện Phú Riềng",
    );
    let said = case.tthc(&DELIVER).says_anything().exit(3);
    assert!(said.stderr.contains("tệp đã mất hoặc bị sửa"), "{}", said.stderr);
    assert!(said.stderr.contains("danh mục đơn vị nay không còn đơn vị này"), "{}", said.stderr);
    assert!(mails(&case).is_empty());
}

/// Who has what is not known: nothing is sent, not everything.
#[test]
fn a_note_that_cannot_be_read_or_written_sends_nothing() {
    let case = case();
    case.read();
    let note = case.runs().path().join("returned.json");
    fs::write(&note, b"{").unwrap();
    case.tthc(&DELIVER).says_anything().exit(1);
    fs::remove_file(&note).unwrap();
    fs::create_dir(&note).unwrap();
    case.tthc(&DELIVER).says_anything().exit(1);
    assert!(mails(&case).is_empty());
}

#[test]
fn a_trial_and_a_night_send_nothing() {
    let case = case();
    case.run(&["--set", "title=Thử", "--fail-on", "never"]).says_anything().exit(0);
    case.tthc(&DELIVER).says_anything().exit(4);
    case.read();
    case.run(&["--set", "return-forms=note", "--fail-on", "never"]).says_anything().exit(0);
    assert!(mails(&case).is_empty());
    let elsewhere = [&DELIVER[..], &["--output", "output"]].concat();
    case.tthc(&elsewhere).says_anything().exit(2);
}

#[test]
fn the_mail_says_by_when() {
    let case = case();
    let case = case.declare(
        "[[workbook]]",
        "[[deadline]]\ndate = \"2023-10-05\"\ntime = \"17:00\"\n\n[[workbook]]",
    );
    case.read();
    let again = [&DELIVER[..], &["--again"]].concat();
    for (now, more, told) in [
        ("2023-10-05T09:59:00Z", &[][..], "chậm nhất 17:00 ngày 05/10/2023."),
        ("2023-10-05T10:01:00Z", &[], "rồi gửi lại."),
        ("2023-10-05T10:01:00Z", &["--until", "2023-10-20"], "chậm nhất 20/10/2023."),
    ] {
        let arguments = [&again[..], more].concat();
        case.tthc(&arguments).env("TTHC_NOW", now).says_anything().exit(0);
        let text = mails(&case).pop().unwrap().text;
        assert!(text.contains(told), "{told}\n{text}");
    }
    case.tthc(&[&DELIVER[..], &["--until", "mai"]].concat()).says_anything().exit(2);
}

#[test]
fn what_mails_need_is_asked_for() {
    for (case, lack) in [
        (case().declare(MAIL, ""), "[return-mail]"),
        (case().declared("units.csv", &without_contacts()), "contact"),
        (case().declare("metrics = ", "return-forms = \"never\"\nmetrics = "), "return-forms"),
    ] {
        case.run(&["--quiet", "--fail-on", "never"]).exit(0);
        let said = case.tthc(&DELIVER).says_anything().exit(2).stderr;
        assert!(said.contains(lack), "{lack}: {said}");
        case.tthc(&[&DELIVER[..], &["--lang", "en"]].concat()).says_anything().exit(2);
    }
}

fn without_contacts() -> String {
    let lines = UNITS.lines().map(|line| line.rsplit_once(',').unwrap().0.to_owned() + "\n");
    lines.collect()
}

#[test]
fn a_contact_is_a_mailbox_each_once() {
    for (contact, expected) in [
        ("loc-ninh", "units.csv:4: contact: found `loc-ninh`, expected an address"),
        ("a@tinh.vn, b@tinh.vn", "hint: separate addresses by semicolons"),
        ("a@tinh.vn; A@tinh.vn", "found `A@tinh.vn` a second time"),
        ("Lộc Ninh <a@tinh.vn>", "found `Lộc Ninh <a@tinh.vn>`"),
        ("0651 3568 888", "found `0651 3568 888`"),
    ] {
        let units =
            UNITS.replace("loc-ninh@tinh.vn; mot-cua.loc-ninh@tinh.vn", &format!("\"{contact}\""));
        let case = case().declared("units.csv", &units);
        let said = case.run(&["-v", "--lang", "en"]).says_anything().exit(2).stderr;
        assert!(said.contains(expected), "{contact}: {said}");
    }
}
