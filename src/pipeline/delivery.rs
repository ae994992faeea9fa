//! To whom published files are handed on. Of no artifact: a run that nobody is told of gives the same bytes.

use std::path::PathBuf;

use serde::Serialize;

/// One to whom published files are handed on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Delivery {
    /// A folder gets the files.
    Folder(PathBuf),
    /// People get a mail.
    Mail(MailDelivery),
    /// A shell runs a command.
    Command(String),
}

/// A mail to people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MailDelivery {
    /// Who gets it, at least one address.
    pub to: Vec<String>,
    /// The address that it comes from.
    pub from: String,
    /// Where readers find the files; `None` where they are attached.
    pub link: Option<String>,
    /// The program that takes it.
    pub sendmail: PathBuf,
}

impl MailDelivery {
    /// The program that takes mails: where cron does not look for it.
    pub(in crate::pipeline) const SENDMAIL: &str = "/usr/sbin/sendmail";
}

/// How the forms that go back are mailed to their units, whenever somebody asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnMail {
    /// The address that they come from, and that answers go to.
    pub from: String,
    /// The program that takes them.
    pub sendmail: PathBuf,
}

impl Delivery {
    /// What it is called where it is told of.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Folder(path) => path.display().to_string(),
            Self::Mail(mail) => mail.to.join(", "),
            Self::Command(command) => command.clone(),
        }
    }
}
