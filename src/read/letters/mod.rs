//! Letters (.eml) and mailboxes (.mbox) → the files attached to them, each in a folder that tells when the letter came in
//! and who sent it. Logos, signatures and invitations are no submissions.

mod attachment;

use std::collections::BTreeMap;

use mail_parser::mailbox::mbox::MessageIterator;
use mail_parser::{Address, Message, MessageParser, MessagePart, MimeHeaders as _, PartType};

use crate::model::{Limits, is_litter, letter_folder};

use super::book::Member;
use super::bundle;
use super::sniff::{self, FileKind};
use attachment::{file_name, holds_no_table};

/// Most attachments that are taken.
const MOST_ATTACHED: usize = 2_000;

/// How deep letters are attached to letters.
const DEEPEST: usize = 4;

const NOTHING: &str = "tệp là thư điện tử không có tệp đính kèm nào đọc được; hãy lưu tệp bảng tính đính kèm trong thư rồi gửi tệp đó";

/// Takes the attachments out of letters; why there are none, in Vietnamese.
pub(super) fn open(bytes: &[u8], limits: &Limits) -> Result<Vec<Member>, String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let mut post = Post {
        limits,
        left: limits.file.saturating_mul(2),
        names: BTreeMap::new(),
        members: Vec::new(),
    };
    if bytes.starts_with(b"From ") {
        for letter in MessageIterator::new(bytes).flatten() {
            let delivered = i64::try_from(letter.internal_date()).ok().filter(|at| *at > 0);
            post.letter(letter.contents(), delivered);
        }
    } else {
        post.letter(bytes, None);
    }
    if post.members.is_empty() { Err(NOTHING.to_owned()) } else { Ok(post.members) }
}

/// What letters bring.
struct Post<'l> {
    limits: &'l Limits,
    /// Bytes that may still be taken.
    left: u64,
    names: BTreeMap<String, u32>,
    members: Vec<Member>,
}

impl Post<'_> {
    /// Takes the attachments of a letter; `delivered` is when a mailbox says that it came.
    fn letter(&mut self, bytes: &[u8], delivered: Option<i64>) {
        let Some(letter) = MessageParser::default().parse(bytes) else { return };
        // The last station writes above the others.
        let received = letter.received_all().next().and_then(mail_parser::Received::date);
        let written = || letter.date().map(mail_parser::DateTime::to_timestamp);
        let at = received.map(|at| at.to_timestamp()).or(delivered).or_else(written);
        let sender = letter.from().and_then(Address::first).and_then(|from| from.address());
        self.attached(&letter, &letter_folder(at, sender), 0);
    }

    fn attached(&mut self, letter: &Message, folder: &str, depth: usize) {
        for part in letter.attachments() {
            if self.members.len() >= MOST_ATTACHED {
                return;
            }
            match &part.body {
                // A letter that was handed on came in with the one that brought it.
                PartType::Message(inner) if depth < DEEPEST => {
                    self.attached(inner, folder, depth + 1);
                }
                _ if holds_no_table(part) => {}
                _ => self.take(part, folder),
            }
        }
    }

    fn take(&mut self, part: &MessagePart, folder: &str) {
        let named = part.attachment_name().map(file_name).filter(|name| !name.is_empty());
        let name = named.unwrap_or_else(|| "tệp đính kèm".to_owned());
        if is_litter(&name) {
            return;
        }
        let path = bundle::unique(&format!("{folder}/{name}"), &mut self.names);
        let bytes = part.contents();
        let taken = match sniff::kind(bytes) {
            FileKind::Bundle => match bundle::open_within(bytes, self.limits, &mut self.left) {
                Ok(inside) => {
                    let below =
                        |one: Member| Member { name: format!("{path}/{}", one.name), ..one };
                    return self.members.extend(inside.into_iter().map(below));
                }
                Err(reason) => Err(reason),
            },
            FileKind::Refused(reason) => Err(reason.to_owned()),
            FileKind::Book(_) | FileKind::Letters => self.within(bytes),
        };
        let bytes = taken.map_err(|reason| format!("tệp đính kèm trong thư điện tử: {reason}"));
        self.members.push(Member { name: path, bytes });
    }

    fn within(&mut self, bytes: &[u8]) -> Result<Vec<u8>, String> {
        let size = bytes.len() as u64;
        self.left = self.left.checked_sub(size).ok_or_else(|| {
            format!(
                "các tệp đính kèm cộng lại quá lớn (giới hạn {} MB); hãy gửi riêng",
                self.limits.file >> 19
            )
        })?;
        Ok(bytes.to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::{Limits, open};

    fn letter(head: &str, parts: &[(&str, &str)]) -> String {
        let kind = "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"x\"";
        let parts = parts.iter().map(|(kind, body)| format!("--x\r\n{kind}\r\n\r\n{body}\r\n"));
        format!("{head}{kind}\r\n\r\n{}--x--\r\n", parts.collect::<String>())
    }

    fn names(text: &str) -> Vec<String> {
        let members = open(text.as_bytes(), &Limits::default()).unwrap_or_default();
        members.into_iter().map(|member| member.name).collect()
    }

    const HEAD: &str = "Received: from a by b; Thu, 5 Oct 2023 09:30:00 +0000\r\nReceived: from c by a; Wed, 4 Oct 2023 09:30:00 +0000\r\nFrom: Mot cua <so-xay-dung@tinh.vn>\r\nTo: b@tinh.vn\r\nDate: Tue, 3 Oct 2023 09:30:00 +0000\r\n";
    const TABLE: (&str, &str) = (
        "Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename*=UTF-8''B%C3%A1o%20c%C3%A1o.csv",
        "stt;so\r\n1;2",
    );

    #[test]
    fn attachments_lie_in_a_folder_of_their_letter() {
        let body = ("Content-Type: text/plain", "kinh gui");
        let picture = ("Content-Type: image/png; name=\"logo.png\"", "x");
        let text = letter(HEAD, &[body, TABLE, picture, TABLE]);
        let folder = "2023-10-05 16.30.00 so-xay-dung@tinh.vn";
        assert_eq!(
            names(&text),
            [format!("{folder}/Báo cáo.csv"), format!("{folder}/Báo cáo.csv (2)")]
        );
    }

    #[test]
    fn a_mailbox_holds_letters_and_a_letter_another() {
        let one = letter("From: a@b.vn\r\nTo: c@d.vn\r\n", &[TABLE]);
        let forwarded = letter(HEAD, &[("Content-Type: message/rfc822", &one)]);
        let mailbox = format!(
            "From a@b.vn Thu Oct  5 10:00:00 2023\r\n{one}\r\nFrom a@b.vn Thu Oct  5 11:00:00 2023\r\n{forwarded}"
        );
        let names = names(&mailbox);
        assert_eq!(names.len(), 2, "{names:?}");
        assert_eq!(names[0], "2023-10-05 17.00.00 a@b.vn/Báo cáo.csv");
        assert_eq!(names[1], "2023-10-05 16.30.00 so-xay-dung@tinh.vn/Báo cáo.csv");
    }

    #[test]
    fn nothing_leads_out_and_an_empty_letter_is_told() {
        let out = ("Content-Type: text/csv; name=\"../../../x.csv\"", "1;2");
        assert_eq!(names(&letter("From: a@b.vn\r\n", &[out])), ["a@b.vn/x.csv"]);
        let alone = letter(HEAD, &[("Content-Type: text/plain", "kinh gui")]);
        let told = open(alone.as_bytes(), &Limits::default()).err().unwrap_or_default();
        assert!(told.contains("thư điện tử"), "{told}");
    }
}
