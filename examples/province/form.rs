//! The layout of an official form, as constants.

/// A header cell: first row, first column, last row, last column (from the top of the header), text.
pub type Head = (u32, u16, u32, u16, &'static str);

/// Row (from 0) of the first header row: the heading block is above it.
pub const HEADER_ROW: u32 = 7;

/// First column that holds a figure: STT and the label come before it.
pub const FIRST_COLUMN: u16 = 2;

/// An official form.
#[derive(Debug)]
pub struct Form {
    /// Name in tables: `phu-luc-3`.
    pub id: &'static str,
    /// Name of the sheet, also printed above the title.
    pub sheet: &'static str,
    /// Title of the table.
    pub title: &'static str,
    /// Header cells.
    pub heads: &'static [Head],
    /// Rows of the header.
    pub header_rows: u32,
    /// Measures of the columns, from [`FIRST_COLUMN`] on; the note column follows.
    pub measures: &'static [&'static str],
    /// Widths of all columns, in characters.
    pub widths: &'static [f64],
    /// Notes below the table.
    pub notes: &'static [&'static str],
}

impl Form {
    /// Row (from 0) of the first line below the header.
    pub const fn first_row(&self) -> u32 {
        HEADER_ROW + self.header_rows
    }

    /// Place of a measure among the figures of a line.
    pub fn place(&self, measure: &str) -> Option<usize> {
        self.measures.iter().position(|name| *name == measure)
    }

    /// The last column: the notes.
    pub fn last_column(&self) -> u16 {
        self.heads.iter().map(|head| head.3).max().unwrap_or(FIRST_COLUMN)
    }
}
