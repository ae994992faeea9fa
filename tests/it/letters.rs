//! Letters and mailboxes in the inbox: what is attached counts, as of the time at which the letter came in.

use crate::case::Case;
use crate::grid::{self, HEAD_2, HEAD_3, under};
use crate::reading::{LOC_NINH, NOI_VU, OBSERVED};

fn form() -> Vec<u8> {
    grid::xlsx(&[("Phụ lục 3", &under(HEAD_3, LOC_NINH))])
}

fn other() -> Vec<u8> {
    grid::xlsx(&[("Phụ lục 3", &under(HEAD_3, &LOC_NINH.replace("| 60 ", "| 61 ")))])
}

fn province() -> Case {
    Case::district("phu-luc-3")
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let piece = |piece: &[u8]| -> String {
        let number = (0..3).fold(0u32, |number, at| {
            (number << 8) | u32::from(piece.get(at).copied().unwrap_or(0))
        });
        let letter = |at: usize| {
            let index = (number >> (18 - 6 * at)) as usize & 63;
            if at <= piece.len() { char::from(LETTERS[index]) } else { '=' }
        };
        (0..4).map(letter).collect()
    };
    let pieces: Vec<String> = bytes.chunks(3).map(piece).collect();
    pieces.chunks(19).map(|line| line.concat() + "\r\n").collect()
}

/// A letter that came in at an hour of 5 October 2023, with files attached.
pub(crate) fn letter(hour: u32, files: &[(&str, &[u8])]) -> String {
    let attached = |(name, bytes): &(&str, &[u8])| {
        format!(
            "--x\r\nContent-Type: application/octet-stream; name=\"{name}\"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=\"{name}\"\r\n\r\n{}\r\n",
            base64(bytes)
        )
    };
    let files: String = files.iter().map(attached).collect();
    format!(
        "Received: from a by b; Thu, 5 Oct 2023 {hour:02}:30:00 +0700\r\nFrom: \"Mot cua\" <mot-cua@tinh.vn>\r\nTo: b@tinh.vn\r\nSubject: bao cao\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nKinh gui\r\n{files}--x--\r\n"
    )
}

#[test]
fn what_is_attached_to_a_letter_counts() {
    let pdf: &[u8] = b"%PDF-1.7";
    let letter = letter(16, &[("pl3.xlsx", &form()), ("cong-van.pdf", pdf)]);
    let folder = "bao-cao.eml/2023-10-05 16.30.00 mot-cua@tinh.vn";
    province()
        .bytes("bao-cao.eml", letter.as_bytes())
        .read()
        .observations(&OBSERVED.replace("a.xlsx!", &format!("{folder}/pl3.xlsx!")))
        .submissions(&format!(
            "
            - - {folder}/cong-van.pdf unreadable
            692 phu-luc-3 {folder}/pl3.xlsx accepted
            "
        ));
}

#[test]
fn of_two_letters_the_later_one_counts_whatever_their_names() {
    let case = province()
        .bytes("a.eml", letter(17, &[("pl3.xlsx", &form())]).as_bytes())
        .bytes("b.eml", letter(9, &[("pl3.xlsx", &other())]).as_bytes());
    let later = "a.eml/2023-10-05 17.30.00 mot-cua@tinh.vn/pl3.xlsx!";
    let first = case.read().observations(&OBSERVED.replace("a.xlsx!", later));
    let found = first.findings();
    assert!(!found.contains("F141 error"), "receipts order both: {found}");
    // A night without anything new, and one that begins later, find the same.
    let before = case.artifacts();
    case.run(&["--quiet", "--fail-on", "never", "--from", "validate"]).exit(0);
    assert_eq!(case.artifacts(), before);
}

#[test]
fn the_declared_time_of_a_letter_goes_before_its_own() {
    let table = "file,received_at\na.eml,2023-10-04 08:00\n";
    let later = "b.eml/2023-10-05 09.30.00 mot-cua@tinh.vn/pl3.xlsx!";
    province()
        .bytes("a.eml", letter(17, &[("pl3.xlsx", &other())]).as_bytes())
        .bytes("b.eml", letter(9, &[("pl3.xlsx", &form())]).as_bytes())
        .bytes("received.csv", table.as_bytes())
        .read()
        .observations(&OBSERVED.replace("a.xlsx!", later));
}

#[test]
fn a_mailbox_and_an_archive_in_a_letter_are_opened() {
    let packed = crate::archives::archive(&[("692/pl3.xlsx", &form())]);
    let letters = [letter(9, &[("pl3.xlsx", &other())]), letter(17, &[("goi.zip", &packed)])];
    let in_mailbox = letters.map(|letter| {
        format!(
            "From mot-cua@tinh.vn Thu Oct  5 10:00:00 2023
{letter}
"
        )
    });
    let mailbox = in_mailbox.concat();
    let later = "thu.mbox/2023-10-05 17.30.00 mot-cua@tinh.vn/goi.zip/692/pl3.xlsx!";
    province()
        .bytes("thu.mbox", mailbox.as_bytes())
        .read()
        .observations(&OBSERVED.replace("a.xlsx!", later));
}

/// Nothing but the address tells whose the sheet is.
#[test]
fn who_sent_a_letter_is_weighed_as_the_name_of_a_folder() {
    let form = grid::xlsx(&[("Sheet1", &under(HEAD_2, NOI_VU))]);
    let sent = letter(9, &[("bao cao.xlsx", &form)]).replace("mot-cua@", "so-noi-vu@");
    let night = Case::of("phu-luc-2").bytes("thu.eml", sent.as_bytes());
    let night = night.read();
    assert!(night.values().contains("70.so-noi-vu "), "{}", night.findings());
    let sent = letter(9, &[("bao cao.xlsx", &form)]);
    let unknown = Case::of("phu-luc-2").bytes("thu.eml", sent.as_bytes());
    let findings = unknown.read().findings();
    assert!(findings.contains("F103"), "{findings}");
}

#[test]
fn a_letter_that_brings_nothing_is_told() {
    let broken: &[u8] = b"PK\x03\x04";
    province()
        .bytes("khong.eml", letter(9, &[]).as_bytes())
        .bytes("hong.eml", letter(9, &[("pl3.xlsx", broken)]).as_bytes())
        .read()
        .submissions(
            "
            - - hong.eml/2023-10-05 09.30.00 mot-cua@tinh.vn/pl3.xlsx unreadable
            - - khong.eml unreadable
            692 phu-luc-3 - missing
            ",
        );
}
