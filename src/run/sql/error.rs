//! Why a query gave no rows.

use std::io;

use polars::prelude::PolarsError;

use crate::model::{Exit, Lang};
use crate::pipeline::Pipeline;
use crate::query::{Step, sql_name};
use crate::run::error::RunError;
use crate::run::named::NamedError;
use crate::text::nearest_word;

/// Why a query gave no rows.
#[derive(Debug)]
pub enum SqlError {
    /// The run is not known, or what it left cannot be read.
    Run(NamedError),
    /// The pipeline has no ranking of this id.
    NoRanking {
        /// The id.
        id: String,
        /// The ranking that might be meant.
        near: Option<String>,
        /// All rankings.
        all: Vec<String>,
    },
    /// Dossiers are counted while a list is read and not kept.
    NotKept,
    /// The rows could not be put as text; a defect of the program.
    Text(io::Error),
    /// The query is wrong.
    Wrong {
        /// Why, as the engine says it.
        reason: String,
        /// A table that might be meant.
        near: Option<String>,
        /// All tables of the run, as SQL names them.
        tables: Vec<String>,
    },
}

impl From<NamedError> for SqlError {
    fn from(error: NamedError) -> Self {
        Self::Run(error)
    }
}

impl From<io::Error> for SqlError {
    fn from(error: io::Error) -> Self {
        Self::Text(error)
    }
}

impl From<RunError> for SqlError {
    fn from(error: RunError) -> Self {
        Self::Run(NamedError::Run(error))
    }
}

impl SqlError {
    pub(super) fn no_ranking(id: &str, pipeline: &Pipeline) -> Self {
        let all: Vec<String> = pipeline.rankings.iter().map(|ranking| ranking.id.clone()).collect();
        let near = nearest_word(id, all.iter().map(String::as_str)).map(str::to_owned);
        Self::NoRanking { id: id.to_owned(), near, all }
    }

    /// What an engine refused of steps over some tables.
    pub(super) fn wrong(reason: &PolarsError, steps: &[Step], tables: &[String]) -> Self {
        let tables: Vec<String> = tables.iter().map(|table| sql_name(table)).collect();
        let words = steps.iter().flat_map(|step| step.select.split_whitespace());
        let words: Vec<&str> = words.collect();
        let from = words
            .windows(2)
            .filter(|pair| ["from", "join"].iter().any(|word| pair[0].eq_ignore_ascii_case(word)));
        let asked = from.map(|pair| pair[1].trim_matches(|letter| ",;()\"".contains(letter)));
        let unknown = |name: &&str| {
            !tables.iter().any(|table| table == name)
                && !steps.iter().any(|step| step.name == **name)
        };
        let near = asked.filter(unknown).find_map(|name| {
            nearest_word(&sql_name(name), tables.iter().map(String::as_str)).map(str::to_owned)
        });
        Self::Wrong { reason: reason.to_string(), near, tables }
    }

    /// What a person reads.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Self::Run(error) => error.text(lang),
            Self::NoRanking { id, .. } => {
                let none = lang.pick("không có bảng xếp hạng này", "there is no such ranking");
                format!("`{id}`: {none}")
            }
            Self::NotKept => lang
                .pick(
                    "`dossiers`: lượt chạy giữ các dòng đã đếm, không giữ từng hồ sơ",
                    "`dossiers`: a run keeps the lines that were counted, not the dossiers",
                )
                .to_owned(),
            Self::Text(error) => {
                let not =
                    lang.pick("không ghi được bảng thành chữ", "the rows cannot be put as text");
                format!("{not}: {error}")
            }
            Self::Wrong { reason, .. } => {
                let wrong = lang.pick("câu truy vấn không chạy được", "the query does not run");
                format!("{wrong}: {reason}")
            }
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn hint(&self, lang: Lang) -> Option<String> {
        let (near, what, all) = match self {
            Self::Run(error) => return error.hint(lang),
            Self::NotKept => {
                let hint = lang.pick(
                    "không ghi --run thì câu SQL được in ra, để chạy trên danh sách hồ sơ bằng công cụ khác",
                    "without --run the SQL is printed, for another engine and the list itself",
                );
                return Some(hint.to_owned());
            }
            Self::Text(_) => return None,
            Self::NoRanking { near, all, .. } => (near, lang.pick("các bảng", "rankings"), all),
            Self::Wrong { near, tables, .. } => (near, lang.pick("các bảng", "tables"), tables),
        };
        let asked = lang.pick("có phải là", "did you mean");
        let near = near.as_ref().map(|near| format!("{asked} `{near}`? "));
        Some(format!("{}{what}: {}", near.unwrap_or_default(), all.join(", ")))
    }

    /// How the command ends.
    #[must_use]
    pub fn exit(&self) -> Exit {
        match self {
            Self::Run(error) => error.exit(),
            Self::Text(_) => Exit::Failed,
            Self::NoRanking { .. } | Self::NotKept | Self::Wrong { .. } => Exit::Usage,
        }
    }
}
