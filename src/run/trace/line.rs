//! The lines and cells that a figure is made of, as they were read.

use crate::model::{CellRef, MeasureIx, TextKind};

use super::traced_run::LineAside;

/// A line of an office's table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineTrace {
    /// The file, relative to the inbox.
    pub file: String,
    /// The name on the tab.
    pub sheet: String,
    /// The row, from 0.
    pub row: u32,
    /// Id of the form.
    pub form: String,
    /// The field, where it names one.
    pub field: Option<String>,
    /// Where its files were handled, where the form says so.
    pub source: Option<String>,
    /// Its cells that the figure asks for.
    pub cells: Vec<CellTrace>,
    /// What it adds above the line.
    pub above: i64,
    /// What it adds below the line.
    pub below: i64,
    /// What was found in its row, by the places of the findings.
    pub findings: Vec<usize>,
}

/// A cell that a figure asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellTrace {
    /// Where it stands.
    pub at: CellRef,
    /// What it counts.
    pub measure: MeasureIx,
    /// The text as it was found; of a number that is shown as it is kept, the number.
    pub raw: String,
    /// The count that it was read as.
    pub value: i64,
    /// How it was read.
    pub taken: Taken,
    /// What it adds above the line.
    pub above: i64,
    /// What it adds below the line.
    pub below: i64,
    /// Why it does not count; `None` where it does.
    pub not_counted: Option<NotCounted>,
    /// What was found at it, by the places of the findings.
    pub findings: Vec<usize>,
}

/// How a cell was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// The number that stands there.
    Number,
    /// A number typed as text.
    Text,
    /// A number that is shown otherwise than it is kept.
    Shown,
    /// What follows from other numbers, for nothing stands there that can be read.
    Followed,
    /// One of several columns that together are the count.
    Part,
}

impl Taken {
    pub(super) const fn of(kind: TextKind) -> Self {
        match kind {
            TextKind::NumberAsText => Self::Text,
            TextKind::NumberShown => Self::Shown,
            TextKind::Followed => Self::Followed,
            TextKind::Part => Self::Part,
            TextKind::Unit | TextKind::Note | TextKind::Code => Self::Number,
        }
    }

    /// The word for programs.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Text => "number_as_text",
            Self::Shown => "number_shown",
            Self::Followed => "followed",
            Self::Part => "part",
        }
    }
}

/// Why a cell that was read does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotCounted {
    /// A finding left it out.
    Cell,
    /// A finding left out all of its unit in the form.
    Unit,
    /// Another number of its line is missing or left out: the line counts in neither sum.
    Line,
    /// Another file took the place of its file.
    Superseded,
    /// Another form or sender tells the line as well.
    Repeated,
}

impl From<LineAside> for NotCounted {
    fn from(aside: LineAside) -> Self {
        match aside {
            LineAside::Superseded => Self::Superseded,
            LineAside::Repeated => Self::Repeated,
        }
    }
}

impl NotCounted {
    /// The word for programs.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Cell => "cell_left_out",
            Self::Unit => "unit_left_out",
            Self::Line => "line_incomplete",
            Self::Superseded => "superseded",
            Self::Repeated => "repeated",
        }
    }
}
