//! What is published: a workbook and its sheets.

use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

/// A published workbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workbook {
    /// File name inside the run: `xep-hang.xlsx`.
    pub file: String,
    /// Title on its summary sheet and in its properties.
    pub title: String,
    /// Its sheets, in order.
    pub sheets: Vec<SheetKind>,
}

/// A sheet of a published workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum SheetKind {
    /// Figures of the whole, a chart, first and last of each league.
    Summary,
    /// One ranking, by its place in `Pipeline::rankings`.
    Ranking(usize),
    /// The definitions of one ranking side by side, by its place in `Pipeline::rankings`.
    Definitions(usize),
    /// Who has another place than in the period before, and what moved each; not there without a period before.
    Moves,
    /// Definition and source of each metric, rules of ranking.
    Method,
    /// What is wrong in the submissions, with cell addresses.
    Findings,
    /// How many findings of which kind each unit has.
    Quality,
    /// Who sent what and who did not.
    Submissions,
    /// What is late, by field and unit.
    Fields,
    /// Who holds late files in which field, and why.
    Overdue,
    /// What is owed by the plans of inspection that serve the period, and what came of it.
    Inspections,
    /// What units say of the indicators of a form; as many sheets as their units need.
    Indicators,
}

impl SheetKind {
    /// Kinds whose name on the tab is fixed.
    pub const FIXED: [Self; 10] = [
        Self::Summary,
        Self::Moves,
        Self::Fields,
        Self::Overdue,
        Self::Method,
        Self::Findings,
        Self::Quality,
        Self::Submissions,
        Self::Inspections,
        Self::Indicators,
    ];

    /// Names on the tabs of the sheets of indicators, each with as many units as a page holds.
    pub const INDICATORS: [&str; 12] = [
        "Chỉ tiêu",
        "Chỉ tiêu 2",
        "Chỉ tiêu 3",
        "Chỉ tiêu 4",
        "Chỉ tiêu 5",
        "Chỉ tiêu 6",
        "Chỉ tiêu 7",
        "Chỉ tiêu 8",
        "Chỉ tiêu 9",
        "Chỉ tiêu 10",
        "Chỉ tiêu 11",
        "Chỉ tiêu 12",
    ];

    /// All rankings, in order of declaration, in a declaration.
    pub(in crate::pipeline) const RANKINGS: &str = "rankings";

    /// What stands in front of the id of one ranking in a declaration: `ranking:districts-own`.
    pub(in crate::pipeline) const RANKING: &str = "ranking:";

    /// What stands in front of the id of one ranking for its definitions side by side: `definitions:districts-own`.
    pub(in crate::pipeline) const DEFINITIONS: &str = "definitions:";

    /// Whether it shows single cells or fields, which the tables of ranking do not know.
    pub(in crate::pipeline) const fn shows_cells(self) -> bool {
        match self {
            Self::Fields | Self::Overdue => true,
            Self::Summary
            | Self::Moves
            | Self::Ranking(_)
            | Self::Definitions(_)
            | Self::Method
            | Self::Findings
            | Self::Quality
            | Self::Submissions
            | Self::Inspections
            | Self::Indicators => false,
        }
    }

    /// The word used in declarations.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// All that a declaration may say of a sheet.
    pub(in crate::pipeline) fn words() -> Vec<&'static str> {
        let rankings = [Self::RANKINGS, "ranking:<id>", "definitions:<id>"];
        Self::FIXED.map(Self::word).into_iter().chain(rankings).collect()
    }

    /// Name on the tab; a ranking brings its own.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Summary => "Tổng hợp",
            Self::Ranking(_) | Self::Definitions(_) => "",
            Self::Moves => "Biến động",
            Self::Method => "Phương pháp",
            Self::Findings => "Phát hiện",
            Self::Quality => "Chất lượng số liệu",
            Self::Submissions => "Nộp báo cáo",
            Self::Fields => "Lĩnh vực",
            Self::Overdue => "Hồ sơ quá hạn",
            Self::Inspections => "Kế hoạch kiểm tra",
            Self::Indicators => Self::INDICATORS[0],
        }
    }
}
