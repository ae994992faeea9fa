//! Something wrong or doubtful in the data, as data.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::cell::{CellRef, Notation};
use super::check::Check;
use super::code::Code;
use super::plain::plain;
use super::severity::Severity;

/// What was done about a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// The value counts as it stands.
    Kept,
    /// The value counts, read in another way than it is written.
    Corrected,
    /// The value, the line or the file does not count.
    LeftOut,
}

impl Action {
    /// All actions.
    pub const ALL: [Self; 3] = [Self::Kept, Self::Corrected, Self::LeftOut];

    /// The word used in tables.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Corrected => "corrected",
            Self::LeftOut => "left_out",
        }
    }

    /// The action behind a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.word() == word)
    }

    /// What an official reads.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Kept => "vẫn tính",
            Self::Corrected => "đã hiểu lại",
            Self::LeftOut => "không tính",
        }
    }
}

/// Where a finding points: a file, perhaps a sheet in it, perhaps a cell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Place {
    /// File, relative to the inbox, with `/` between folders.
    pub file: Option<String>,
    /// Name on the tab.
    pub sheet: Option<String>,
    /// The cell.
    pub cell: Option<CellRef>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sheet_and_cell = match (&self.sheet, self.cell) {
            // `bảng 2, dòng 5, cột 3` is one phrase, `Phụ lục 3!F12` an address.
            (Some(sheet), Some(cell)) if cell.notation != Notation::Letters => {
                Some(format!("{sheet}, {cell}"))
            }
            (Some(sheet), Some(cell)) => Some(format!("{sheet}!{cell}")),
            (Some(sheet), None) => Some(sheet.clone()),
            (None, cell) => cell.map(|cell| cell.to_string()),
        };
        let parts = [self.file.as_deref(), sheet_and_cell.as_deref()];
        let parts: Vec<&str> = parts.into_iter().flatten().collect();
        f.write_str(&plain(&parts.join("!")))
    }
}

/// Something wrong or doubtful in the data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Which kind.
    pub code: Code,
    /// How bad.
    pub severity: Severity,
    /// The unit concerned, by id.
    pub unit_id: Option<String>,
    /// The form concerned, by id.
    pub form: Option<String>,
    /// Where.
    pub place: Place,
    /// A plain Vietnamese sentence; it does not repeat the place.
    pub message: String,
    /// What was found, as text.
    pub found: Option<String>,
    /// What was expected, as text: only where the right value is known.
    pub expected: Option<String>,
    /// What was found is held against this, which may be as wrong.
    pub compared: Option<String>,
    /// The measures whose numbers it is about, by id; none where it is about whole lines, or nothing tells.
    pub measures: Vec<String>,
    /// What was done about it.
    pub action: Action,
}

impl Finding {
    /// What a check found, with its own severity, kept, about nothing in particular yet.
    #[must_use]
    pub fn new(check: &Check, message: impl Into<String>) -> Self {
        // A sentence is one line, whatever is quoted in it.
        let message: String = message.into().replace(['\n', '\r', '\t'], " ");
        Self {
            code: check.code,
            severity: check.severity,
            unit_id: None,
            form: None,
            place: Place::default(),
            message: plain(&message).into_owned(),
            found: None,
            expected: None,
            compared: None,
            measures: Vec::new(),
            action: Action::Kept,
        }
    }

    /// In a file.
    #[must_use]
    pub fn in_file(mut self, file: &str) -> Self {
        self.place.file = Some(file.to_owned());
        self
    }

    /// In a sheet.
    #[must_use]
    pub fn in_sheet(mut self, sheet: &str) -> Self {
        self.place.sheet = Some(sheet.to_owned());
        self
    }

    /// At a cell.
    #[must_use]
    pub const fn at(mut self, cell: CellRef) -> Self {
        self.place.cell = Some(cell);
        self
    }

    /// About a unit.
    #[must_use]
    pub fn about(mut self, unit_id: &str) -> Self {
        self.unit_id = Some(unit_id.to_owned());
        self
    }

    /// In a form.
    #[must_use]
    pub fn of_form(mut self, form: &str) -> Self {
        self.form = Some(form.to_owned());
        self
    }

    /// With what was found.
    #[must_use]
    pub fn found(mut self, found: impl Into<String>) -> Self {
        self.found = Some(found.into());
        self
    }

    /// With what was expected.
    #[must_use]
    pub fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self
    }

    /// With what was found is held against.
    #[must_use]
    pub fn compared(mut self, compared: impl Into<String>) -> Self {
        self.compared = Some(compared.into());
        self
    }

    /// About the numbers of these measures alone.
    #[must_use]
    pub fn of_measures(mut self, measures: impl IntoIterator<Item = String>) -> Self {
        self.measures = measures.into_iter().collect();
        self.measures.sort_unstable();
        self.measures.dedup();
        self
    }

    /// Whether any of these measures lacks what it says is missing.
    #[must_use]
    pub fn concerns<'m>(&self, mut measures: impl Iterator<Item = &'m str>) -> bool {
        self.measures.is_empty() || measures.any(|asked| self.measures.iter().any(|m| m == asked))
    }

    /// Whether what it left out is missing; what is there already, or belongs elsewhere, is not.
    #[must_use]
    pub fn takes_away(&self) -> bool {
        self.action == Action::LeftOut && !self.code.is_about_repetition()
    }

    /// What it concerns does not count.
    #[must_use]
    pub const fn left_out(mut self) -> Self {
        self.action = Action::LeftOut;
        self
    }

    /// What it concerns counts in another reading.
    #[must_use]
    pub const fn corrected(mut self) -> Self {
        self.action = Action::Corrected;
        self
    }
}
