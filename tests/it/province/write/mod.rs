//! Paper → the bytes of a file, in the formats that offices send.

mod docx;
mod html;
mod opendocument;
mod text;
mod xlsx;
mod xml2003;

use super::mess::Messes;
use super::paper::{Cell, Page};

/// A format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Xlsx,
    Html,
    Xml2003,
    Fods,
    Ods,
    Docx,
    /// Separated values.
    Csv(char, Letters),
}

/// How the letters of a text become bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Letters {
    Utf8,
    Utf8Marked,
    Utf16,
    Windows1258,
}

impl Format {
    /// The ending of its files.
    pub(crate) const fn ending(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Html | Self::Xml2003 => "xls",
            Self::Fods => "fods",
            Self::Ods => "ods",
            Self::Docx => "docx",
            Self::Csv(..) => "csv",
        }
    }

    /// What people find a sheet by: its name, or which of the tables it is.
    pub(crate) fn tab(self, index: usize, name: &str) -> String {
        match self {
            Self::Xlsx | Self::Xml2003 | Self::Fods | Self::Ods => name.to_owned(),
            Self::Html | Self::Docx => format!("bảng {}", index + 1),
            Self::Csv(..) => "trang 1".to_owned(),
        }
    }
}

/// The file that this program would write.
pub(crate) fn file(pages: &[Page], format: Format, messes: Messes) -> Vec<u8> {
    match format {
        Format::Xlsx => xlsx::file(pages, messes),
        Format::Html => html::file(pages, messes),
        Format::Xml2003 => xml2003::file(pages, messes),
        Format::Fods => opendocument::flat(pages),
        Format::Ods => opendocument::package(pages),
        Format::Docx => docx::file(pages),
        Format::Csv(separator, letters) => text::file(pages, separator, letters),
    }
}

/// A text between tags.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// What a cell shows, where a format has nothing but text.
fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        Cell::Number(number) | Cell::Formula(_, Some(number)) => number.to_string(),
        Cell::Date(day) => (*day).to_owned(),
        Cell::Formula(_, None) => String::new(),
    }
}

/// Each row of a sheet with its cells; of a merged area only the first one.
fn rows(page: &Page) -> impl Iterator<Item = Vec<(u32, Option<&Cell>)>> {
    let (rows, columns) = page.size();
    (0..rows).map(move |row| {
        let cells = (0..columns).map(|column| tthc::model::CellRef::new(row, column));
        let cells = cells.filter(|&at| !page.is_covered(at));
        cells.map(|at| (at.column, page.cells.get(&at))).collect()
    })
}
