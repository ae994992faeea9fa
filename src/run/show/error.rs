//! Why nothing can be shown of a run.

use std::path::PathBuf;

use crate::model::Lang;
use crate::run::error::RunError;
use crate::run::named::NamedError;
use crate::text::nearest_word;

/// What is named to narrow down what is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShowKey {
    /// A unit, by its id or name.
    Unit,
    /// A ranking, by its id.
    Ranking,
    /// A metric, by its id.
    Metric,
}

impl ShowKey {
    /// The option by which it is named.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Ranking => "ranking",
            Self::Metric => "metric",
        }
    }

    const fn title(self, lang: Lang) -> &'static str {
        match self {
            Self::Unit => lang.pick("đơn vị", "unit"),
            Self::Ranking => lang.pick("bảng xếp hạng", "ranking"),
            Self::Metric => lang.pick("chỉ tiêu", "metric"),
        }
    }
}

/// Why nothing can be shown of a run.
#[derive(Debug)]
pub enum ShowError {
    /// The run is not known, or what it left cannot be read.
    Run(NamedError),
    /// The run has not come so far as to have this table.
    NotMade {
        /// Id of the run.
        run: String,
        /// The table.
        table: &'static str,
    },
    /// The run had a table and has it no longer.
    Gone {
        /// Where it was.
        path: PathBuf,
    },
    /// The run knows nothing of this name.
    Unknown {
        /// What kind of thing it should be.
        key: ShowKey,
        /// The name.
        word: String,
        /// Id of what might be meant.
        near: Option<String>,
        /// What there is, where that fits a line.
        all: Vec<String>,
    },
    /// Several units bear this name.
    Several {
        /// The name.
        word: String,
        /// Their ids, each with the name of the unit above.
        units: Vec<(String, String)>,
    },
}

impl From<NamedError> for ShowError {
    fn from(error: NamedError) -> Self {
        Self::Run(error)
    }
}

impl From<RunError> for ShowError {
    fn from(error: RunError) -> Self {
        Self::Run(NamedError::Run(error))
    }
}

/// As many names as a line holds.
const MOST_NAMED: usize = 20;

impl ShowError {
    /// Nothing of this kind is called so: neither by an id nor by a name.
    pub(super) fn unknown(key: ShowKey, word: &str, known: &[(&str, &str)]) -> Self {
        let words = known.iter().flat_map(|(id, name)| [*id, *name]);
        let near = nearest_word(word, words).and_then(|near| {
            let found = known.iter().find(|(id, name)| *id == near || *name == near);
            found.map(|(id, _)| (*id).to_owned())
        });
        let few = known.len() <= MOST_NAMED;
        let all = known.iter().filter(|_| few).map(|(id, _)| (*id).to_owned()).collect();
        Self::Unknown { key, word: word.to_owned(), near, all }
    }

    /// The word for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Run(error) => error.code(),
            Self::NotMade { .. } => "not_made",
            Self::Gone { .. } => "gone",
            Self::Unknown { key: ShowKey::Unit, .. } => "unknown_unit",
            Self::Unknown { key: ShowKey::Ranking, .. } => "unknown_ranking",
            Self::Unknown { key: ShowKey::Metric, .. } => "unknown_metric",
            Self::Several { .. } => "several_units",
        }
    }

    /// What a person reads.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Run(error), _) => error.text(lang),
            (Self::NotMade { run, table }, Lang::Vi) => {
                format!("{run}: lượt này chưa có bảng `{table}`")
            }
            (Self::NotMade { run, table }, Lang::En) => {
                format!("{run}: the run has no table `{table}` yet")
            }
            (Self::Gone { path }, Lang::Vi) => {
                format!("{}: tệp của lượt này không còn", path.display())
            }
            (Self::Gone { path }, Lang::En) => {
                format!("{}: this file of the run is gone", path.display())
            }
            (Self::Unknown { key, word, .. }, Lang::Vi) => {
                format!("`{word}`: lượt này không có {} như vậy", key.title(lang))
            }
            (Self::Unknown { key, word, .. }, Lang::En) => {
                format!("`{word}`: the run has no such {}", key.title(lang))
            }
            (Self::Several { word, units }, Lang::Vi) => {
                format!("`{word}`: {} đơn vị có tên này", units.len())
            }
            (Self::Several { word, units }, Lang::En) => {
                format!("`{word}`: {} units bear this name", units.len())
            }
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn hint(&self, lang: Lang) -> Option<String> {
        match self {
            Self::Run(error) => error.hint(lang),
            Self::NotMade { .. } | Self::Gone { .. } => {
                Some(lang.pick("chạy lại để lập lại", "run again to make it anew").to_owned())
            }
            Self::Unknown { near, all, .. } => {
                let asked = lang.pick("có phải là", "did you mean");
                let near = near.as_ref().map(|near| format!("{asked} `{near}`?"));
                let known = lang.pick("có", "there are");
                let all = (!all.is_empty()).then(|| format!("{known}: {}", all.join(", ")));
                let said: Vec<String> = near.into_iter().chain(all).collect();
                (!said.is_empty()).then(|| said.join(" "))
            }
            Self::Several { units, .. } => {
                let units = units.iter().map(|(id, above)| format!("{id} ({above})"));
                let units: Vec<String> = units.collect();
                let words = lang.pick("ghi mã đơn vị", "write the id of one");
                Some(format!("{words}: {}", units.join(", ")))
            }
        }
    }
}
