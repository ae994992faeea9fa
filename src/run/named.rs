//! A run that a person names, and why it is not there.

use crate::model::Lang;
use crate::pipeline::Pipeline;
use crate::store::{Run, Unfound};

use super::error::RunError;
use super::folder::folder_of;

/// The run of a pipeline and period behind a word: an id or the beginning of one, `latest`, `latest~1`, or a folder.
pub(super) fn named(pipeline: &Pipeline, word: &str) -> Result<Run, NamedError> {
    let folder = folder_of(pipeline);
    match folder.find(word) {
        Ok(Ok(run)) => Ok(run),
        Ok(Err(why)) => Err(NamedError::Unfound { word: word.to_owned(), why }),
        Err(error) => Err(NamedError::Run(RunError::Store(error))),
    }
}

/// Why nothing can be told of a run that was named.
#[derive(Debug)]
pub enum NamedError {
    /// No run goes by a name.
    Unfound {
        /// The name.
        word: String,
        /// Why not.
        why: Unfound,
    },
    /// What a run left cannot be read.
    Run(RunError),
}

impl From<RunError> for NamedError {
    fn from(error: RunError) -> Self {
        Self::Run(error)
    }
}

impl NamedError {
    /// The word for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Run(error) => error.code(),
            Self::Unfound { why: Unfound::Unknown(_), .. } => "unknown_run",
            Self::Unfound { why: Unfound::Several(_), .. } => "several_runs",
            Self::Unfound { why: Unfound::TooFew(_), .. } => "too_few_runs",
        }
    }

    /// What a person reads.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Self::Run(error) => error.say(lang),
            Self::Unfound { word, why } => match (why, lang) {
                (Unfound::Unknown(_), Lang::Vi) => format!("`{word}`: không có lượt chạy này"),
                (Unfound::Unknown(_), Lang::En) => format!("`{word}`: there is no such run"),
                (Unfound::Several(all), Lang::Vi) => {
                    format!("`{word}`: {} lượt chạy bắt đầu như vậy", all.len())
                }
                (Unfound::Several(all), Lang::En) => {
                    format!("`{word}`: {} runs begin so", all.len())
                }
                (Unfound::TooFew(count), Lang::Vi) => {
                    format!("`{word}`: chỉ có {count} lượt chạy trọn vẹn")
                }
                (Unfound::TooFew(count), Lang::En) => {
                    format!("`{word}`: there are only {count} complete runs")
                }
            },
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn hint(&self, lang: Lang) -> Option<String> {
        let listed = |all: &[String]| all.join(", ");
        match self {
            Self::Run(error) => error.hint(lang).map(str::to_owned),
            Self::Unfound { why: Unfound::Unknown(all), .. } if !all.is_empty() => {
                let words = lang.pick("các lượt gần nhất", "the newest runs");
                Some(format!("{words}: {}", listed(all)))
            }
            Self::Unfound { why: Unfound::Several(all), .. } => {
                let words = lang.pick("ghi thêm cho đủ một lượt", "write more of one of them");
                Some(format!("{words}: {}", listed(all)))
            }
            Self::Unfound { .. } => {
                let words = lang.pick(
                    "kiểm tra --period và --output; lượt của kỳ khác thì ghi đường dẫn thư mục của lượt",
                    "check --period and --output; name a run of another period by its folder",
                );
                Some(words.to_owned())
            }
        }
    }
}
