//! Why a supposition leads nowhere.

use crate::model::Lang;
use crate::pipeline::DeclarationError;
use crate::run::error::RunError;
use crate::run::named::NamedError;
use crate::run::show::ShowError;

/// Why a supposition leads nowhere.
#[derive(Debug)]
pub enum WhatIfError {
    /// What is declared, or supposed of it, is no declaration.
    Declaration(DeclarationError),
    /// There is no such file in the inbox.
    NoFile {
        /// The name.
        word: String,
        /// What might be meant.
        near: Option<String>,
    },
    /// There is no such unit, or several bear the name; or a table cannot be read.
    Show(ShowError),
}

impl From<DeclarationError> for WhatIfError {
    fn from(error: DeclarationError) -> Self {
        Self::Declaration(error)
    }
}

impl From<ShowError> for WhatIfError {
    fn from(error: ShowError) -> Self {
        Self::Show(error)
    }
}

impl From<RunError> for WhatIfError {
    fn from(error: RunError) -> Self {
        Self::Show(ShowError::Run(NamedError::Run(error)))
    }
}

impl WhatIfError {
    /// The word for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Declaration(_) => "declaration",
            Self::NoFile { .. } => "unknown_file",
            Self::Show(error) => error.code(),
        }
    }

    /// What a person reads.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Self::Declaration(error) => error.say(lang),
            Self::NoFile { word, .. } => {
                let said = lang.pick("inbox không có tệp này", "the inbox has no such file");
                format!("`{word}`: {said}")
            }
            Self::Show(error) => error.text(lang),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn hint(&self, lang: Lang) -> Option<String> {
        match self {
            Self::Declaration(_) => None,
            Self::NoFile { near: Some(near), .. } => {
                Some(format!("{} `{near}`?", lang.pick("có phải là", "did you mean")))
            }
            Self::NoFile { near: None, .. } => {
                let words = lang.pick(
                    "ghi tên như trong inbox, ví dụ thang-9/bao-cao.xlsx",
                    "write the name as it is inside the inbox, such as september/report.xlsx",
                );
                Some(words.to_owned())
            }
            Self::Show(error) => error.hint(lang),
        }
    }
}
