//! Tables and paragraphs of the document, and what stands in them.

use crate::publish::document::{
    DocumentHead, DocumentPart, DocumentRow, DocumentRun, DocumentSide, RunLook, fitted,
};

/// What stands for a figure that there is none of.
pub(super) const DASH: &str = "–";
/// Size of the letters of tables.
const POINTS: u8 = 11;

/// A column as wide as its texts.
pub(super) fn head(title: &str, side: DocumentSide) -> DocumentHead {
    DocumentHead { title: title.to_owned(), side, share: 0 }
}

/// A column of words that takes its part of what is left.
pub(super) fn share(title: &str, share: u32) -> DocumentHead {
    DocumentHead { title: title.to_owned(), side: DocumentSide::Left, share }
}

/// A table; nothing where it has no rows.
pub(super) fn listing(heads: Vec<DocumentHead>, rows: Vec<DocumentRow>) -> Vec<DocumentPart> {
    if rows.is_empty() {
        return Vec::new();
    }
    vec![DocumentPart::Table(fitted(heads, rows, POINTS))]
}

/// A figure, or that there is none.
pub(super) fn figure(figure: Option<String>) -> String {
    figure.unwrap_or_else(|| DASH.to_owned())
}

/// A paragraph whose first words are bold.
pub(super) fn led(lead: &str, text: &str) -> DocumentPart {
    let runs = [(RunLook::Bold, lead), (RunLook::Plain, text)];
    DocumentPart::Text(runs.map(|(look, text)| DocumentRun::new(look, text)).to_vec())
}
