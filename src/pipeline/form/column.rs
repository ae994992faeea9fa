//! A column of a form: the texts above it, and what it holds.

use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

use crate::model::MeasureIx;
use crate::pipeline::formula::Formula;

/// A column of a form, found by the texts above it, never by position.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FormColumn {
    /// Name of the column: its measure, or its role.
    pub id: String,
    /// Header texts from the top; each may be written in any of several ways (keys).
    pub path: Vec<Vec<String>>,
    /// Header texts of the columns that stand in its place where a sheet splits it: `Trước hạn` and `Đúng hạn` for
    /// both together. Their counts add up. Empty where it is never split.
    pub parts: Vec<Vec<Vec<String>>>,
    /// What the column holds.
    pub binding: Binding,
    /// A percentage or score printed in the column, to be recomputed.
    pub printed: Option<Printed>,
    /// A sheet without this column is still complete.
    pub optional: bool,
}

impl FormColumn {
    /// Whether another column stands below the same header texts.
    #[must_use]
    pub fn is_twin(&self, other: &Self) -> bool {
        let shares = |(ours, theirs): (&Vec<String>, &Vec<String>)| {
            theirs.iter().any(|word| ours.contains(word))
        };
        self.path.len() == other.path.len() && self.path.iter().zip(&other.path).all(shares)
    }

    /// The header texts as the form writes them, for messages.
    #[must_use]
    pub fn label(&self) -> String {
        label(&self.path)
    }

    /// The header texts of the column in the sheet, where `index` counts the columns it is split into.
    #[must_use]
    pub fn label_of(&self, index: usize, columns: usize) -> String {
        match self.parts.get(index) {
            Some(part) if columns > 1 => label(part),
            _ => self.label(),
        }
    }
}

/// A path as the form writes it.
fn label(path: &[Vec<String>]) -> String {
    let words: Vec<&str> =
        path.iter().filter_map(|word| word.first().map(String::as_str)).collect();
    words.join(" / ")
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Binding {
    /// Numbering of the lines; never used as a key.
    Ordinal,
    /// What the line is about: a field or a unit.
    Label,
    /// The unit of the line, in a flat table: one line for each unit and field.
    Unit,
    /// Where the files of the line were handled, in a flat table.
    Source,
    /// Free text.
    Note,
    /// Known and not used.
    Ignored,
    /// A count.
    Count(MeasureIx),
    /// In what an indicator is counted: `Văn bản`, `%`.
    Scale,
    /// The value of the indicator that the line is.
    Value,
    /// A printed figure that is only compared.
    Printed,
}

impl Binding {
    /// What a column may hold in place of a count, as its `role` says.
    pub const ROLES: [Self; 9] = [
        Self::Ordinal,
        Self::Label,
        Self::Unit,
        Self::Source,
        Self::Note,
        Self::Ignored,
        Self::Printed,
        Self::Scale,
        Self::Value,
    ];

    /// The word of its role; a count has none and stands for no role.
    #[must_use]
    pub fn role(self) -> &'static str {
        if let Self::Count(_) = self { Self::Ignored.into() } else { self.into() }
    }

    /// Whether the column carries words.
    #[must_use]
    pub const fn holds_words(self) -> bool {
        matches!(self, Self::Ordinal | Self::Label | Self::Unit | Self::Source | Self::Note)
    }

    /// Whether the column carries figures.
    #[must_use]
    pub const fn holds_figures(self) -> bool {
        matches!(self, Self::Count(_) | Self::Printed | Self::Value)
    }
}

/// A printed figure that follows from counts in the same line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Printed {
    /// Sum above the line.
    pub numerator: Formula,
    /// Sum below the line; the figure is a plain sum where there is none.
    pub denominator: Option<Formula>,
    /// What the ratio is multiplied by before printing: 100 for percent, 20 for a score out of 20, 1 for a sum.
    pub scale: u32,
}

impl Printed {
    /// The usual scale of a ratio.
    pub(in crate::pipeline) const PERCENT: i64 = 100;
}
