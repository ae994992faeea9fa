//! Addresses inside a sheet.

use std::fmt;

/// Address of a cell; row and column from 0 inside the program, `A1` style for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellRef {
    /// Row, from 0.
    pub row: u32,
    /// Column, from 0.
    pub column: u32,
}

impl CellRef {
    /// The cell at `row` and `column`, both from 0.
    #[must_use]
    pub const fn new(row: u32, column: u32) -> Self {
        Self { row, column }
    }

    /// Reads an `A1` style address; `None` if it is not one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.find(|c: char| c.is_ascii_digit())?;
        let (letters, number) = text.split_at(digits);
        let mut column = 0u32;
        for letter in letters.chars() {
            if !letter.is_ascii_uppercase() {
                return None;
            }
            let value = u32::from(letter) - u32::from('A');
            column = column.checked_mul(26)?.checked_add(value + 1)?;
        }
        let row: u32 = number.parse().ok()?;
        Some(Self { row: row.checked_sub(1)?, column: column.checked_sub(1)? })
    }
}

impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", column_letters(self.column), self.row + 1)
    }
}

/// Letters of a column counted from 0: `A` … `Z`, `AA` ….
#[must_use]
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let digit = (rest - 1) % 26;
        letters.push(char::from(b'A' + u8::try_from(digit).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// A rectangle of cells, both corners included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// Upper left cell.
    pub first: CellRef,
    /// Lower right cell.
    pub last: CellRef,
}

impl Area {
    /// Whether the cell lies in the rectangle.
    #[must_use]
    pub const fn contains(&self, at: CellRef) -> bool {
        at.row >= self.first.row
            && at.row <= self.last.row
            && at.column >= self.first.column
            && at.column <= self.last.column
    }
}
