//! What is attached to a letter: whether somebody may have filled it in, and its name.

use mail_parser::{MessagePart, MimeHeaders as _, PartType};

use crate::model::is_hidden;

/// Kinds of attachments by the second word of their type.
const NO_TABLES: [&str; 9] = [
    "pkcs7-signature",
    "x-pkcs7-signature",
    "pgp-signature",
    "calendar",
    "ics",
    "vcard",
    "x-vcard",
    "delivery-status",
    "rfc822-headers",
];

/// Whether an attachment is no file that somebody fills in. Text without a name is more of the letter itself.
pub(super) fn holds_no_table(part: &MessagePart) -> bool {
    let words = matches!(part.body, PartType::Text(_) | PartType::Html(_));
    let unnamed = words && part.attachment_name().is_none();
    unnamed
        || part.content_type().is_some_and(|kind| {
            let second = kind.subtype().unwrap_or_default().to_ascii_lowercase();
            let first = kind.ctype().to_ascii_lowercase();
            // A picture in the text of a letter is a logo; one that is attached may be what somebody sent for a form.
            let shown = first == "image" && matches!(part.body, PartType::InlineBinary(_));
            shown || NO_TABLES.contains(&second.as_str())
        })
}

/// The last part of the name of an attachment: nothing leads out.
pub(super) fn file_name(name: &str) -> String {
    let plain: String = name.chars().filter(|&c| !is_hidden(c)).collect();
    let last = plain.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    if matches!(last, "." | "..") { String::new() } else { last.to_owned() }
}
