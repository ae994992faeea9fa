//! The mail about what is published, with the workbooks or with links to them, given to the `sendmail` of the machine.

use std::fmt::Write as _;
use std::path::absolute;

use lettre::message::header::ContentType;
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use lettre::{Message, SendmailTransport, Transport as _};

use crate::model::Sentence;
use crate::pipeline::MailDelivery;

use super::parcel::Parcel;

/// What a published file is, by the ending of its name.
fn kind(file: &str) -> &'static str {
    match file.rsplit_once('.') {
        Some((_, "docx")) => {
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        }
        _ => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
}

/// Writes the mail and gives it away.
pub(super) fn mail(parcel: &Parcel, letter: &MailDelivery) -> Result<(), Sentence> {
    let message = message(parcel, letter)?;
    // A bare name would be looked for where programs are, not beside the declaration.
    let sendmail = absolute(&letter.sendmail).map_err(said)?;
    let transport = SendmailTransport::new_with_command(sendmail);
    transport.send(&message).map_err(|error| {
        let why = match std::error::Error::source(&error) {
            Some(source) => source.to_string(),
            None => error.to_string(),
        };
        let said = format!("{}: {}", letter.sendmail.display(), why.trim());
        Sentence::new(said.clone(), said)
    })
}

fn message(parcel: &Parcel, letter: &MailDelivery) -> Result<Message, Sentence> {
    // One run has one mail: who gets it twice, because the machine died in between, sees that by its id.
    let id = format!("<{}.{}@tthc>", parcel.run_id, parcel.pipeline_id);
    let mut head = Message::builder()
        .from(mailbox(&letter.from)?)
        .subject(format!("{} – {}", parcel.title, parcel.period))
        .message_id(Some(id));
    for to in &letter.to {
        head = head.to(mailbox(to)?);
    }
    let text = SinglePart::plain(text(parcel, letter.link.as_deref()));
    let mut parts = MultiPart::mixed().boundary(&parcel.run_id).singlepart(text);
    if letter.link.is_none() {
        for output in parcel.workbooks() {
            let kind = ContentType::parse(kind(&output.file)).map_err(said)?;
            let bytes = parcel.run.bytes(&output.file).map_err(|error| error.sentence())?;
            let part = Attachment::new(output.file.clone()).body(bytes, kind);
            parts = parts.singlepart(part);
        }
    }
    head.multipart(parts).map_err(said)
}

fn mailbox(address: &str) -> Result<Mailbox, Sentence> {
    let parsed = address.parse();
    parsed.map_err(|error| {
        let said = format!("{address}: {error}");
        Sentence::new(said.clone(), said)
    })
}

#[expect(clippy::needless_pass_by_value, reason = "what `map_err` gives")]
fn said(error: impl ToString) -> Sentence {
    Sentence::new(error.to_string(), error.to_string())
}

/// What the mail says.
fn text(parcel: &Parcel, link: Option<&str>) -> String {
    let mut text = format!("{}, {}: đã xuất bản.\n\n", parcel.title, parcel.period);
    for output in parcel.workbooks() {
        // Writing to a String cannot fail.
        let _ = match link {
            None => writeln!(text, "- {}", output.file),
            Some(link) => writeln!(text, "- {}", linked(link, &output.file)),
        };
    }
    let gaps = parcel.run.record().gaps.len();
    if gaps > 0 {
        let _ =
            writeln!(text, "\nCòn {gaps} mục thiếu hoặc không tính được, xem trang \"Phát hiện\".");
    }
    let _ = writeln!(text, "\nLượt {}", parcel.run_id);
    text
}

/// The address of a file behind a link: of a web page, or of a share of Windows.
fn linked(link: &str, file: &str) -> String {
    let between = if link.starts_with(r"\\") { '\\' } else { '/' };
    format!("{}{between}{file}", link.trim_end_matches(['/', '\\']))
}

#[cfg(test)]
mod tests {
    use super::linked;

    #[test]
    fn a_link_ends_with_the_file() {
        for (link, file) in [
            (r"\\may-chu\xep-hang\moi-nhat", r"\\may-chu\xep-hang\moi-nhat\a.xlsx"),
            ("https://noi-bo.vn/xep-hang/", "https://noi-bo.vn/xep-hang/a.xlsx"),
            ("/srv/xep-hang", "/srv/xep-hang/a.xlsx"),
        ] {
            assert_eq!(linked(link, "a.xlsx"), file);
        }
    }
}
