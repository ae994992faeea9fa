//! The data edition: the figures once more, as tables for people who go on working with them.

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

use crate::model::array_of;

/// A workbook of tables.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataEdition {
    /// File name inside the run: `so-lieu.xlsx`.
    pub file: String,
    /// Its tables, in order.
    pub tables: Vec<DataTable>,
    /// What it is found by.
    pub keywords: Vec<String>,
}

/// A table of a data edition.
#[derive(IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DataTable {
    /// The place of each unit in each ranking.
    Places,
    /// Every metric of every unit.
    Metrics,
    /// The same by field.
    Fields,
    /// What is late, and why.
    Overdue,
    /// Who sent what.
    Submissions,
    /// What is wrong or doubtful.
    Findings,
    /// From which cells the figures are.
    Sources,
}

impl DataTable {
    /// All tables.
    pub const ALL: [Self; Self::VARIANTS.len()] = array_of(Self::VARIANTS);

    /// Its name in the workbook, by which it is loaded, and on the tab.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Places => "xep_hang",
            Self::Metrics => "chi_tieu",
            Self::Fields => "theo_linh_vuc",
            Self::Overdue => "qua_han",
            Self::Submissions => "nop_bao_cao",
            Self::Findings => "phat_hien",
            Self::Sources => "nguon",
        }
    }
}
