//! Texts that come with a folder that mail or a cloud drive keeps in step: letters, which may bring a table, and links,
//! which only say where one is, so that whoever sent them is told what to send instead.

const MAIL: &str =
    "tệp là thư điện tử, không phải bảng tính; hãy lưu tệp đính kèm trong thư rồi gửi tệp đó";
const WEB_ARCHIVE: &str =
    "tệp là trang web một tệp (.mht); hãy mở bằng Excel, lưu lại dạng .xlsx rồi gửi lại";
const LINK: &str =
    "tệp chỉ là đường dẫn (lối tắt), không có số liệu; hãy tải tệp số liệu về rồi gửi tệp đó";
const SETTINGS: &str = "tệp là thiết đặt thư mục của Windows (desktop.ini), không có số liệu; hãy xóa khỏi thư mục nhận";

/// Beginnings of letters and links that are no text.
pub(super) const BEGINNINGS: [(&[u8], &str); 3] =
    [(b"\x78\x9f\x3e\x22", MAIL), (b"\x4c\x00\x00\x00\x01\x14\x02\x00", LINK), (b"bplist00", LINK)];

/// The stream that tells a letter of Outlook from other containers.
pub(super) const OUTLOOK_STREAM: &str = "__properties_version1.0";

/// What a letter of Outlook is.
pub(super) const OUTLOOK: &str = MAIL;

/// What such a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MailText {
    /// A letter or a mailbox.
    Letters,
    /// Why it is not read, in Vietnamese.
    Refused(&'static str),
}

/// What a text is, told by its beginning in small letters; `None` where it is neither letter nor link.
pub(super) fn told(start: &str) -> Option<MailText> {
    if start.starts_with("[internetshortcut") || is_desktop_link(start) || is_cloud_link(start) {
        Some(MailText::Refused(LINK))
    } else if start.starts_with("[.shellclassinfo]") {
        Some(MailText::Refused(SETTINGS))
    } else {
        letter(start)
    }
}

/// A link as Linux keeps it.
fn is_desktop_link(start: &str) -> bool {
    start.starts_with("[desktop entry]") && start.contains("type=link")
}

/// The few words in which a cloud drive says where a document is: `.gsheet`, `.gdoc`; and a link as macOS keeps it.
fn is_cloud_link(start: &str) -> bool {
    let points = ["\"doc_id\"", "\"url\"", "\"resource_id\""];
    let json = start.starts_with('{') && points.iter().any(|word| start.contains(word));
    json || (start.starts_with("<?xml") && start.contains("<plist") && start.contains("<key>url</"))
}

/// Names of the lines at the head of a letter that tables do not begin with.
const HEADS: [&str; 12] = [
    "from",
    "to",
    "cc",
    "subject",
    "date",
    "received",
    "return-path",
    "delivered-to",
    "message-id",
    "mime-version",
    "content-type",
    "reply-to",
];

/// A letter, or a page that a browser or Excel saved in the form of one.
fn letter(start: &str) -> Option<MailText> {
    // In a mailbox a line of its own begins each letter.
    let in_mailbox = start.starts_with("from ");
    let behind = if in_mailbox { start.split_once('\n')?.1 } else { start };
    let name = |line: &str| {
        let (name, _) = line.split_once(':')?;
        let named =
            !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        named.then(|| name.to_owned())
    };
    let goes_on = |line: &str| line.starts_with([' ', '\t']);
    let head = behind.lines().take_while(|line| !line.trim().is_empty());
    let head: Vec<&str> = head.filter(|line| !goes_on(line)).collect();
    let names: Option<Vec<String>> = head.iter().map(|line| name(line)).collect();
    // The last line may be cut off where looking ended.
    let names = names.or_else(|| head.split_last()?.1.iter().map(|line| name(line)).collect())?;
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    let known = HEADS.iter().filter(|name| has(name)).count();
    let sent = ["to", "received", "message-id", "return-path", "delivered-to"];
    let is_page = start.contains("multipart/related") && !sent.iter().any(|name| has(name));
    match known {
        _ if is_page && has("mime-version") => Some(MailText::Refused(WEB_ARCHIVE)),
        2.. if has("from") || has("received") || has("return-path") || has("to") => {
            Some(MailText::Letters)
        }
        _ if start.starts_with("mime-version:") => Some(MailText::Refused(WEB_ARCHIVE)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{LINK, MailText, SETTINGS, WEB_ARCHIVE, told};

    #[test]
    fn letters_and_links_are_known_by_their_beginning() {
        for (text, expected) in [
            (
                "from: a@b.vn\r\nto: c@d.vn\r\nsubject: bao cao\r\n\r\nkính gửi",
                Some(MailText::Letters),
            ),
            (
                "return-path: <a@b.vn>\nreceived: from x\n by y;\nfrom: a\n\n",
                Some(MailText::Letters),
            ),
            ("from a@b.vn thu sep 28\nfrom: a@b.vn\ndate: x\n\n", Some(MailText::Letters)),
            (
                "mime-version: 1.0\nfrom: a\nto: b\ncontent-type: multipart/mixed\n\n",
                Some(MailText::Letters),
            ),
            (
                "mime-version: 1.0\ncontent-type: multipart/related\n\n",
                Some(MailText::Refused(WEB_ARCHIVE)),
            ),
            (
                "from: <saved by blink>\nsubject: x\ndate: y\nmime-version: 1.0\ncontent-type: multipart/related;\n\n",
                Some(MailText::Refused(WEB_ARCHIVE)),
            ),
            ("[internetshortcut]\nurl=https://a.vn", Some(MailText::Refused(LINK))),
            ("{\"\":\"warning!\",\"doc_id\":\"x\"}", Some(MailText::Refused(LINK))),
            ("[.shellclassinfo]\niconresource=x", Some(MailText::Refused(SETTINGS))),
            ("stt;lĩnh vực\n1;đất đai", None),
            ("from: sở xây dựng;;;\n1;đất đai;2", None),
            ("to;số\n1;2", None),
            ("{ghi chú};1", None),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }
}
