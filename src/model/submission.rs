//! What became of a file that a unit had to send.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use super::lang::Lang;

/// What became of a submission.
#[derive(EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Read, nothing wrong.
    Accepted,
    /// Read and used, with warnings or errors.
    AcceptedWithFindings,
    /// Expected and not sent.
    Missing,
    /// Sent after its deadline.
    Late,
    /// A workbook without any known form, or of an unknown unit.
    Unrecognised,
    /// No workbook could be opened.
    Unreadable,
    /// A newer file of the same unit and form counts instead.
    Superseded,
    /// The form came, and nothing of it can be used: it is of another period, hidden, or not whole.
    Unusable,
    /// A form came that may be of this unit or of another; it counts for nobody.
    Doubtful,
    /// The runs that figures are taken from do not tell of the unit; whether it sent its form is not known.
    NotRun,
}

impl Status {
    /// All statuses.
    pub const ALL: [Self; Self::VARIANTS.len()] = super::choice::array_of(Self::VARIANTS);

    /// The word used in tables.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// The status behind a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        word.parse().ok()
    }

    /// What a caller reads in a language, in Vietnamese as [`Status::title`] says it.
    #[must_use]
    pub const fn title_in(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Vi => self.title(),
            Lang::En => match self {
                Self::Accepted => "Accepted",
                Self::AcceptedWithFindings => "With findings",
                Self::Missing => "Missing",
                Self::Late => "Late",
                Self::Unrecognised => "Wrong form",
                Self::Unreadable => "Unreadable",
                Self::Superseded => "Superseded",
                Self::Unusable => "Sent, unusable",
                Self::Doubtful => "Sender unclear",
                Self::NotRun => "No run yet",
            },
        }
    }

    /// What an official reads.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Accepted => "Đạt",
            Self::AcceptedWithFindings => "Có phát hiện",
            Self::Missing => "Chưa gửi",
            Self::Late => "Gửi trễ",
            Self::Unrecognised => "Sai biểu mẫu",
            Self::Unreadable => "Không mở được",
            Self::Superseded => "Đã có bản thay thế",
            Self::Unusable => "Đã gửi, không dùng được",
            Self::Doubtful => "Chưa rõ của ai",
            Self::NotRun => "Chưa có lượt chạy",
        }
    }

    /// Whether nothing of the submission was used although it was expected or sent.
    #[must_use]
    pub const fn is_gap(self) -> bool {
        !self.is_used() && !matches!(self, Self::Superseded)
    }

    /// Whether it was read and counts.
    #[must_use]
    pub const fn is_used(self) -> bool {
        matches!(self, Self::Accepted | Self::AcceptedWithFindings | Self::Late)
    }
}

/// One form in one file, or one form that was not sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubmissionRow {
    /// Reporting period.
    pub period: String,
    /// Id of the unit that sent it or should have; `None` where it is unknown.
    pub unit_id: Option<String>,
    /// Id of the form; `None` where none was recognised.
    pub form: Option<String>,
    /// File, relative to the inbox; `None` where nothing was sent.
    pub file: Option<String>,
    /// What became of it.
    pub status: Status,
    /// When it came in, where the inbox says so.
    pub received_at: Option<String>,
    /// When it was due, where that is declared.
    pub due: Option<String>,
    /// BLAKE3 of the file, in hex.
    pub blake3: Option<String>,
    /// How many lines of counts it has.
    pub lines: u32,
    /// How many numbers were accepted from it.
    pub values: u32,
    /// How many findings of severity error or blocking it has.
    pub errors: u32,
    /// How many warnings it has.
    pub warnings: u32,
}

impl SubmissionRow {
    /// Whether nothing can be used, and nobody can say that nothing was sent.
    #[must_use]
    pub const fn is_unusable(&self) -> bool {
        self.status.is_gap() && (self.file.is_some() || matches!(self.status, Status::NotRun))
    }
}

/// What Windows puts into folders by itself, in small letters.
const OF_WINDOWS: [&str; 4] = ["thumbs.db", "ehthumbs.db", "ehthumbs_vista.db", "desktop.ini"];

/// Whether a file is no submission by its name: what office programs and file managers leave behind. `name` is
/// the last part of a path.
#[must_use]
pub fn is_litter(name: &str) -> bool {
    let small = name.to_ascii_lowercase();
    // What Word keeps while a document is open.
    let of_word = small.strip_suffix(".tmp").is_some_and(|name| name.starts_with("~wr"));
    // A second stream of a file, as some programs that copy folders write it out.
    let whole = small.split(':').next().unwrap_or_default();
    let stream = small.ends_with(":zone.identifier");
    let hidden = name.starts_with("~$") || name.starts_with('.') || name == "Icon\r";
    hidden || of_word || stream || OF_WINDOWS.contains(&whole)
}

#[cfg(test)]
mod tests {
    use super::is_litter;

    #[test]
    fn litter_is_known_by_its_name() {
        for name in [
            "desktop.ini",
            "Desktop.INI",
            "Thumbs.db",
            "Thumbs.db:encryptable",
            "~$bao-cao.xlsx",
            ".~lock.bc.ods#",
            ".DS_Store",
            "~WRL0003.tmp",
            "bc.xlsx:Zone.Identifier",
        ] {
            assert!(is_litter(name), "{name}");
        }
        for name in ["desktop.ini.xlsx", "thumbs.xlsx", "~bao-cao.xlsx", "bc.url", "bc.tmp"] {
            assert!(!is_litter(name), "{name}");
        }
    }
}
