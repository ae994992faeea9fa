//! The notice that an office signs: its file, what it tells and who is asked to do what.

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

use crate::model::array_of;

/// The notice that an office signs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// File name inside the run: `thong-bao.docx`.
    pub file: String,
    /// What it is about: `Kết quả giải quyết thủ tục hành chính`.
    pub title: String,
    /// What stands behind the number that the office gives it: `TB-SNV`; empty where it has none.
    pub number: String,
    /// The rankings it tells of, by their places in `Pipeline::rankings`; the first is printed as a table.
    pub rankings: Vec<usize>,
    /// What is asked of whom.
    pub requests: Vec<NoticeRequest>,
    /// Who gets it.
    pub recipients: Vec<String>,
}

impl Notice {
    /// Most rankings, requests and lines of recipients: a notice has two pages.
    pub(in crate::pipeline) const MOST_ITEMS: usize = 6;
    /// Most letters of a request, a line of recipients or a title.
    pub(in crate::pipeline) const MOST_LETTERS: usize = 120;
}

/// What is asked of some units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeRequest {
    /// Whom.
    pub of: NoticeAudience,
    /// What: `gửi báo cáo về Sở Nội vụ trước ngày …/…/……`.
    pub text: String,
}

/// Whom a request is for. Where there is nobody of the kind it is not made.
#[derive(IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoticeAudience {
    /// Every unit.
    All,
    /// Who owes a form and has sent none that can be used.
    Missing,
    /// Who sent a form of which figures are missing.
    Incomplete,
    /// Who gets a form back.
    Returned,
    /// Who holds most of what the first ranking counts against units.
    Most,
}

impl NoticeAudience {
    /// All kinds.
    pub const ALL: [Self; Self::VARIANTS.len()] = array_of(Self::VARIANTS);
}
