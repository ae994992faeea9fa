//! A document as plain data: every text as it stands on paper, always a line of its own.

/// A document.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::publish) struct Document {
    /// Agencies above the one that issues.
    pub(in crate::publish) superiors: Vec<String>,
    /// Agency that issues.
    pub(in crate::publish) issuer: String,
    /// `Số:        /TB-SNV`; empty where it has no number.
    pub(in crate::publish) number: String,
    /// Place and date, left open; empty where they stand in the text.
    pub(in crate::publish) date: String,
    /// What kind of paper it is: `THÔNG BÁO`.
    pub(in crate::publish) title: String,
    /// What it is about.
    pub(in crate::publish) subject: String,
    /// What it says.
    pub(in crate::publish) parts: Vec<DocumentPart>,
    /// Who gets it.
    pub(in crate::publish) recipients: Vec<String>,
    /// Who signs: one on the right, beside the recipients; of more two in a row, and the recipients below them.
    pub(in crate::publish) signatures: Vec<DocumentSignature>,
    /// What stands at the foot of each page; the number of the page stands at its head, but for the first.
    pub(in crate::publish) foot: String,
    /// Year and month that stand for the time of writing.
    pub(in crate::publish) created: (u16, u8),
}

/// What stands for the time of writing of a document of a day: `2023-08-01`.
pub(in crate::publish) fn written_in(day: &str) -> (u16, u8) {
    let mut parts = day.split('-');
    let year = parts.next().and_then(|year| year.parse().ok());
    let month = parts.next().and_then(|month| month.parse().ok());
    year.zip(month).unwrap_or((1980, 1))
}

/// Room for a signature.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::publish) struct DocumentSignature {
    /// Who signs: `GIÁM ĐỐC`.
    pub(in crate::publish) who: String,
    /// What is to be done: `(Ký, đóng dấu)`.
    pub(in crate::publish) hint: &'static str,
}

/// A part of a document, from the top.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::publish) enum DocumentPart {
    /// `1. Kết quả chung`
    Heading(String),
    /// `a) Đất đai`: a heading below another.
    Subheading(String),
    /// A paragraph.
    Text(Vec<DocumentRun>),
    /// A table.
    Table(DocumentTable),
}

impl DocumentPart {
    /// A paragraph that looks the same throughout.
    pub(in crate::publish) fn text(text: impl Into<String>) -> Self {
        Self::Text(vec![DocumentRun::new(RunLook::Plain, text)])
    }

    /// A line of a list, which the decree begins with a dash.
    pub(in crate::publish) fn item(text: impl AsRef<str>) -> Self {
        Self::text(format!("- {}", text.as_ref()))
    }
}

/// A stretch of a text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::publish) struct DocumentRun {
    pub(in crate::publish) look: RunLook,
    pub(in crate::publish) text: String,
}

impl DocumentRun {
    pub(in crate::publish) fn new(look: RunLook, text: impl Into<String>) -> Self {
        Self { look, text: text.into() }
    }
}

/// How a text looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(in crate::publish) enum RunLook {
    #[default]
    Plain,
    Bold,
    Italic,
    /// What is typed letter by letter, such as a command or a hash.
    Code,
}

/// A table, its head repeated on every page.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::publish) struct DocumentTable {
    pub(in crate::publish) columns: Vec<DocumentColumn>,
    pub(in crate::publish) rows: Vec<DocumentRow>,
    /// Size of its letters; [`DocumentTable::POINTS`] where nothing speaks for another.
    pub(in crate::publish) points: u8,
}

impl DocumentTable {
    /// What the decree has for tables at least.
    pub(in crate::publish) const POINTS: u8 = 12;
}

/// A column, before it has a width.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::publish) struct DocumentHead {
    pub(in crate::publish) title: String,
    pub(in crate::publish) side: DocumentSide,
    /// Its part of what the others leave over; 0 of a column that is as wide as its texts.
    pub(in crate::publish) share: u32,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::publish) struct DocumentColumn {
    pub(in crate::publish) title: String,
    pub(in crate::publish) side: DocumentSide,
    /// In twentieths of a point.
    pub(in crate::publish) width: u32,
}

/// Where the texts of a column stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::publish) enum DocumentSide {
    Left,
    Center,
    Right,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::publish) struct DocumentRow {
    pub(in crate::publish) kind: DocumentRowKind,
    /// A cell for each column; of a group the one that it has.
    pub(in crate::publish) cells: Vec<DocumentCell>,
}

impl DocumentRow {
    /// A row of texts.
    pub(in crate::publish) fn plain(cells: impl IntoIterator<Item = String>) -> Self {
        let cells = cells.into_iter().map(DocumentCell::from).collect();
        Self { kind: DocumentRowKind::Plain, cells }
    }

    /// A row of bold texts, such as sums.
    pub(in crate::publish) fn sum(cells: impl IntoIterator<Item = String>) -> Self {
        Self { kind: DocumentRowKind::Strong, ..Self::plain(cells) }
    }

    /// A row with one text that says what the rows below it are.
    pub(in crate::publish) fn group(text: impl Into<String>) -> Self {
        Self { kind: DocumentRowKind::Group, ..Self::plain([text.into()]) }
    }
}

impl DocumentRow {
    /// A row with one text from end to end.
    pub(in crate::publish) fn span(look: RunLook, text: impl Into<String>) -> Self {
        let cell = DocumentCell { lines: vec![text.into()], look };
        Self { kind: DocumentRowKind::Span, cells: vec![cell] }
    }
}

impl DocumentRowKind {
    /// Whether it has one cell from end to end.
    pub(in crate::publish) const fn is_wide(self) -> bool {
        matches!(self, Self::Group | Self::Span)
    }
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::publish) enum DocumentRowKind {
    Plain,
    /// Bold: a sum, or what the others are compared with.
    Strong,
    /// Bold, one cell from end to end, on one page with the row below it.
    Group,
    /// One cell from end to end.
    Span,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::publish) struct DocumentCell {
    pub(in crate::publish) lines: Vec<String>,
    pub(in crate::publish) look: RunLook,
}

impl From<String> for DocumentCell {
    fn from(text: String) -> Self {
        Self { lines: vec![text], look: RunLook::Plain }
    }
}

impl DocumentCell {
    /// A cell of what is typed letter by letter.
    pub(in crate::publish) fn code(lines: impl IntoIterator<Item = String>) -> Self {
        Self { lines: lines.into_iter().collect(), look: RunLook::Code }
    }
}
