//! Sums that hold inside a line of a form.

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

use crate::model::MeasureIx;

/// A sum printed inside a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// Name in the declaration.
    pub id: String,
    /// The whole, as a sum: one measure, or those that make it up.
    pub whole: Vec<MeasureIx>,
    /// The parts.
    pub parts: Vec<MeasureIx>,
    /// How the whole relates to the sum of the parts.
    pub relation: Relation,
}

/// How a whole relates to the sum of its parts.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, IntoStaticStr, VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Relation {
    /// Equal.
    #[default]
    Equal,
    /// At least: the form leaves out a column.
    AtLeast,
}
