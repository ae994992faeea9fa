//! A mail with attachments, given to the `sendmail` of the machine.

use std::path::{Path, absolute};

use lettre::message::header::ContentType;
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use lettre::{Message, SendmailTransport, Transport as _};

use crate::model::Sentence;

/// A mail.
#[derive(Debug)]
pub(super) struct Letter<'l> {
    pub(super) from: &'l str,
    pub(super) to: &'l [String],
    pub(super) subject: String,
    pub(super) text: String,
    /// Attached files: name and bytes.
    pub(super) files: Vec<(String, Vec<u8>)>,
    /// The same whenever the same is sent: who gets it twice, because the machine died in between, sees that by it.
    pub(super) id: String,
    /// What stands between its parts.
    pub(super) boundary: &'l str,
}

impl Letter<'_> {
    /// Gives it away.
    pub(super) fn send(self, sendmail: &Path) -> Result<(), Sentence> {
        let message = self.message()?;
        // A bare name would be looked for where programs are, not beside the declaration.
        let program = absolute(sendmail).map_err(said)?;
        let transport = SendmailTransport::new_with_command(program);
        transport.send(&message).map_err(|error| {
            let why = match std::error::Error::source(&error) {
                Some(source) => source.to_string(),
                None => error.to_string(),
            };
            said(format!("{}: {}", sendmail.display(), why.trim()))
        })
    }

    fn message(self) -> Result<Message, Sentence> {
        let mut head = Message::builder()
            .from(mailbox(self.from)?)
            .subject(self.subject)
            .message_id(Some(self.id));
        for to in self.to {
            head = head.to(mailbox(to)?);
        }
        let text = SinglePart::plain(self.text);
        let mut parts = MultiPart::mixed().boundary(self.boundary).singlepart(text);
        for (name, bytes) in self.files {
            let kind = ContentType::parse(kind(&name)).map_err(said)?;
            parts = parts.singlepart(Attachment::new(name).body(bytes, kind));
        }
        head.multipart(parts).map_err(said)
    }
}

/// What a published file is, by the ending of its name.
fn kind(file: &str) -> &'static str {
    match file.rsplit_once('.') {
        Some((_, "docx")) => {
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        }
        _ => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
}

fn mailbox(address: &str) -> Result<Mailbox, Sentence> {
    address.parse().map_err(|error| said(format!("{address}: {error}")))
}

#[expect(clippy::needless_pass_by_value, reason = "what `map_err` gives")]
fn said(error: impl ToString) -> Sentence {
    Sentence::new(error.to_string(), error.to_string())
}
