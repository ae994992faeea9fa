//! Addresses inside a sheet.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use serde::{Deserialize, Serialize};

/// How people find a cell in the program they open the file with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Notation {
    /// `F12`, in a spreadsheet.
    Letters,
    /// `dòng 12, cột 6`, in a table of a document that has no column letters.
    Numbers,
    /// `số đếm 6 của hồ sơ từ dòng 12`: no cell but a count of dossiers of a list, of which the first one stands there.
    Dossiers,
}

/// Address of a cell; row and column from 0 inside the program, `A1` style or counted for people. Two addresses
/// are equal where row and column are: the notation only says how they are shown.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct CellRef {
    /// Row, from 0.
    pub row: u32,
    /// Column, from 0.
    pub column: u32,
    /// How it is shown.
    pub notation: Notation,
}

impl CellRef {
    /// The cell at `row` and `column` of a spreadsheet, both from 0.
    #[must_use]
    pub const fn new(row: u32, column: u32) -> Self {
        Self { row, column, notation: Notation::Letters }
    }

    /// The cell at `row` and `column` of a table without column letters, both from 0.
    #[must_use]
    pub const fn counted(row: u32, column: u32) -> Self {
        Self { row, column, notation: Notation::Numbers }
    }

    /// The cell of the same row in another column.
    #[must_use]
    pub const fn beside(self, column: u32) -> Self {
        Self { column, ..self }
    }

    /// How people find its column: by letters, or by `cột 3`; of a count of dossiers what stands before the row.
    #[must_use]
    pub fn column_name(self) -> String {
        match self.notation {
            Notation::Letters => column_letters(self.column),
            Notation::Numbers => format!("{COLUMN_NUMBER}{}", u64::from(self.column) + 1),
            Notation::Dossiers => format!("{COUNT}{}{FIRST}", u64::from(self.column) + 1),
        }
    }

    /// Reads the name of a column; how it is found, and its number from 0.
    #[must_use]
    pub fn parse_column(name: &str) -> Option<(Notation, u32)> {
        let from_0 = |number: &str| number.parse::<u32>().ok()?.checked_sub(1);
        if let Some(number) = name.strip_prefix(COLUMN_NUMBER) {
            return Some((Notation::Numbers, from_0(number)?));
        }
        if let Some(number) = name.strip_prefix(COUNT) {
            return Some((Notation::Dossiers, from_0(number.strip_suffix(FIRST)?)?));
        }
        Some((Notation::Letters, Self::parse(&format!("{name}1"))?.column))
    }

    /// Reads an address as it is shown; `None` if it is not one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let from_0 = |number: &str| number.parse::<u32>().ok()?.checked_sub(1);
        if let Some(numbers) = text.strip_prefix(ROW) {
            let (row, column) = numbers.split_once(COLUMN)?;
            return Some(Self::counted(from_0(row)?, from_0(column)?));
        }
        if let Some(numbers) = text.strip_prefix(COUNT) {
            let (column, row) = numbers.split_once(FIRST)?;
            let notation = Notation::Dossiers;
            return Some(Self { row: from_0(row)?, column: from_0(column)?, notation });
        }
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
        Some(Self::new(row.checked_sub(1)?, column.checked_sub(1)?))
    }
}

const ROW: &str = "dòng ";
const COLUMN: &str = ", cột ";
const COLUMN_NUMBER: &str = "cột ";
const COUNT: &str = "số đếm ";
const FIRST: &str = " của hồ sơ từ dòng ";

impl PartialEq for CellRef {
    fn eq(&self, other: &Self) -> bool {
        (self.row, self.column) == (other.row, other.column)
    }
}

impl Eq for CellRef {}

impl PartialOrd for CellRef {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for CellRef {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.row, self.column).cmp(&(other.row, other.column))
    }
}

impl Hash for CellRef {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.row, self.column).hash(state);
    }
}

impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The last row a file can name may be the last number there is.
        let (row, column) = (u64::from(self.row) + 1, u64::from(self.column) + 1);
        match self.notation {
            Notation::Letters => write!(f, "{}{row}", column_letters(self.column)),
            Notation::Numbers => write!(f, "{ROW}{row}{COLUMN}{column}"),
            Notation::Dossiers => write!(f, "{COUNT}{column}{FIRST}{row}"),
        }
    }
}

/// Letters of a column counted from 0: `A` … `Z`, `AA` ….
#[must_use]
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        let digit = (rest - 1) % 26;
        letters.push(char::from(b'A' + u8::try_from(digit).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// A rectangle of cells, both corners included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Hash)]
pub struct Area {
    /// Upper left cell.
    pub first: CellRef,
    /// Lower right cell.
    pub last: CellRef,
}

impl Area {
    /// Makes the upper left corner the first one, however the area was written.
    pub fn put_in_order(&mut self) {
        let (a, b) = (self.first, self.last);
        self.first = CellRef { row: a.row.min(b.row), column: a.column.min(b.column), ..a };
        self.last = CellRef { row: a.row.max(b.row), column: a.column.max(b.column), ..b };
    }

    /// Whether the cell lies in the rectangle.
    #[must_use]
    pub const fn contains(&self, at: CellRef) -> bool {
        at.row >= self.first.row
            && at.row <= self.last.row
            && at.column >= self.first.column
            && at.column <= self.last.column
    }
}
