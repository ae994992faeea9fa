//! A notice as plain data: every text as it stands on paper.

/// A notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::publish) struct NoticePlan {
    /// Agencies above the one that issues.
    pub(super) superiors: Vec<String>,
    /// Agency that issues.
    pub(super) issuer: String,
    /// `Số:        /TB-SNV`; empty where it has no number.
    pub(super) number: String,
    /// Place and date, left open.
    pub(super) date: String,
    /// What it is about.
    pub(super) subject: String,
    /// What it says.
    pub(super) parts: Vec<NoticePart>,
    /// Who gets it.
    pub(super) recipients: Vec<String>,
    /// Who signs; empty where nobody is declared.
    pub(super) signatory: String,
    /// What stands at the foot of each page.
    pub(super) foot: String,
    /// Year and month that stand for the time of writing.
    pub(super) created: (u16, u8),
}

/// A part of a notice, from the top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NoticePart {
    /// `1. Kết quả chung`
    Heading(String),
    /// A paragraph.
    Text(String),
    /// A table.
    Listing(Listing),
}

/// A table of units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Listing {
    /// The columns.
    pub(super) columns: Vec<ListingColumn>,
    /// A text for each column.
    pub(super) rows: Vec<Vec<String>>,
}

/// A column of a [`Listing`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ListingColumn {
    pub(super) title: String,
    /// `left`, `center` or `right`, as the format has it.
    pub(super) side: &'static str,
    /// In twentieths of a point.
    pub(super) width: u32,
}
