//! A workbook as plain data: which text or number stands where, and how the sheets print. Composed by the
//! `*_sheet` modules, turned into a file by `write`. `Display` prints it for people and snapshots.

use std::borrow::Cow;
use std::fmt;

use crate::model::{Area, CellRef, DataCode, column_letters};

use super::copied::Copied;
use super::meaning::Meaning;
use super::style::CellStyle;

/// A workbook.
#[derive(Debug, Clone, PartialEq)]
pub struct WorkbookPlan<'a> {
    /// Title in the properties of the file.
    pub title: Cow<'a, str>,
    /// Issuing agency in the properties of the file.
    pub company: &'a str,
    /// Year and month that stand for the time of writing.
    pub created: (u16, u8),
    /// What every sheet bears for the data it is made from.
    pub code: Option<DataCode>,
    /// The sheets, in order.
    pub sheets: Vec<SheetPlan<'a>>,
    /// Sheets of submitted files, after the others.
    pub copies: Vec<Copied<'a>>,
}

/// One sheet.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct SheetPlan<'a> {
    /// Name on the tab.
    pub name: &'a str,
    /// How it prints.
    pub paper: Paper,
    /// Left part of the footer.
    pub footer: String,
    /// Widths of the columns, in pixels.
    pub widths: Vec<u32>,
    /// Lines from the top.
    pub lines: Vec<PlanLine<'a>>,
    /// First and last line of the table head: repeated on every printed page.
    pub head: Option<(u32, u32)>,
    /// Columns at the left that stay in sight.
    pub holds_columns: u16,
    /// Rows and columns of the table that can be filtered.
    pub filter: Option<Area>,
    /// Figures that are the darker the larger they are.
    pub shades: Vec<Shade>,
    /// Charts.
    pub charts: Vec<Chart<'a>>,
    /// Lines that start a new printed page.
    pub breaks: Vec<u32>,
    /// Cells that formulas of the workbook call by name.
    pub names: Vec<NamedCells>,
}

/// Cells that formulas of the workbook call by name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NamedCells {
    /// The name.
    pub name: String,
    /// The cells.
    pub area: Area,
}

/// How a sheet prints on A4.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Paper {
    /// Upright, at a fixed scale, so that page breaks hold.
    Upright,
    /// Lying, as many pages long as it takes and one page wide.
    Lying,
}

/// One line of a sheet.
#[derive(Debug, Clone, PartialEq, Default, Hash)]
pub struct PlanLine<'a> {
    /// Height in pixels.
    pub height: u32,
    /// Cells from the left.
    pub cells: Vec<PlanCell<'a>>,
}

/// One cell, or several merged.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct PlanCell<'a> {
    /// Its column, from 0.
    pub column: u16,
    /// How many columns it covers.
    pub across: u16,
    /// How many lines it covers.
    pub down: u16,
    /// What stands in it.
    pub datum: Datum<'a>,
    /// How it looks.
    pub style: CellStyle,
    /// What it shows.
    pub means: Meaning<'a>,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Datum<'a> {
    /// Nothing.
    Blank,
    /// Text.
    Text(Cow<'a, str>),
    /// A title with a smaller explanation on a line of its own.
    Explained(Box<Explained<'a>>),
    /// Text that leads elsewhere.
    Link(Box<Link<'a>>),
    /// A count or a place.
    Count(i64),
    /// A ratio or a score.
    Number(f64),
    /// What follows from other cells.
    Formula(Box<CellFormula<'a>>),
}

/// What follows from other cells: whoever changes those sees it change, and who opens the file without calculating reads
/// what it gave when it was written.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct CellFormula<'a> {
    /// The formula without the sign of equality in front of it; no text of a submission is ever part of one.
    pub text: String,
    /// What it gives.
    pub result: Datum<'a>,
}

/// A title with a smaller explanation; apart, for there are few and most cells are small.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct Explained<'a> {
    /// The title.
    pub title: Cow<'a, str>,
    /// What explains it.
    pub detail: Cow<'a, str>,
}

/// Text that leads elsewhere.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct Link<'a> {
    /// The text.
    pub text: Cow<'a, str>,
    /// Where it leads.
    pub target: Target,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Target {
    /// A cell of a sheet of the same workbook.
    Cell(String, CellRef),
    /// A file, by its path from the folder of the workbook.
    File(String),
}

/// Figures that are the darker the larger they are.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Shade {
    /// The figures.
    pub areas: Vec<Area>,
    /// The figure of the darkest; that of the lightest is 0.
    pub full: i64,
}

/// A chart of lying bars beside the table of its figures: a bar stands at the height of its row, so it needs no names.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart<'a> {
    /// What it shows, for who does not see it.
    pub alt: String,
    /// Line of the first row.
    pub line: u32,
    /// Column that it begins at; it reaches to the end of the grid.
    pub column: u16,
    /// Its height in pixels.
    pub height: u32,
    /// Height of the rows.
    pub plot: u32,
    /// Sheet that holds its figures.
    pub sheet: &'a str,
    /// Names of the rows.
    pub names: Area,
    /// What is drawn, each before the one behind it.
    pub series: Vec<ChartSeries>,
    /// First and last number of the axis, and its steps, in shares of a whole; `None` where it begins at 0 and shows none.
    pub axis: Option<(f64, f64, f64)>,
}

/// Figures with a bar each.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ChartSeries {
    /// What they are.
    pub name: String,
    /// Where they stand.
    pub figures: Area,
    /// How their bars look.
    pub fill: BarFill,
}

/// How a bar looks, on paper without colours too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BarFill {
    /// Hatched.
    Pattern,
    /// Dark.
    Dark,
    /// Light.
    Light,
    /// As the paper: it covers what is behind it.
    Blank,
}

/// Most characters a cell takes, less a margin for letters that count twice.
pub const CELL_CHARACTERS: usize = 16_000;

/// At most as many characters as a cell can hold.
pub(in crate::publish) fn clipped(text: &str) -> &str {
    if text.len() <= CELL_CHARACTERS {
        return text;
    }
    text.char_indices().nth(CELL_CHARACTERS).map_or(text, |(end, _)| &text[..end])
}

impl PlanCell<'_> {
    /// Whether it is one cell of the sheet, and needs its format for nothing but its looks.
    pub(in crate::publish) const fn is_single(&self) -> bool {
        let plain = !matches!(self.datum, Datum::Explained(..) | Datum::Link(..));
        plain && self.across == 1 && self.down == 1
    }
}

impl Target {
    /// Where it leads, as the file has it.
    pub(in crate::publish) fn address(&self) -> String {
        match self {
            Self::Cell(sheet, at) => {
                let (row, letters) = (u64::from(at.row) + 1, column_letters(at.column));
                format!("internal:'{}'!{letters}{row}", sheet.replace('\'', "''"))
            }
            Self::File(path) => format!("file:///{path}"),
        }
    }
}

impl<'a> Datum<'a> {
    /// Text that lives as long as the inputs.
    #[must_use]
    pub const fn text(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }

    /// Text made for the cell.
    #[must_use]
    pub const fn owned(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }

    /// The dash of a figure that does not exist.
    #[must_use]
    pub const fn dash() -> Self {
        Self::Text(Cow::Borrowed("–"))
    }

    /// A title with a smaller explanation.
    #[must_use]
    pub fn explained(title: &'a str, detail: String) -> Self {
        Self::Explained(Box::new(Explained { title: title.into(), detail: detail.into() }))
    }

    /// Text that leads elsewhere.
    #[must_use]
    pub fn link(text: impl Into<Cow<'a, str>>, target: Target) -> Self {
        Self::Link(Box::new(Link { text: text.into(), target }))
    }

    /// Text that leads to the top of a sheet.
    #[must_use]
    pub fn to_sheet(text: &'a str, sheet: &str) -> Self {
        Self::link(text, Target::Cell(sheet.to_owned(), CellRef::new(0, 0)))
    }

    /// What is seen: of a formula what it gives.
    #[must_use]
    pub fn shown(&self) -> &Self {
        match self {
            Self::Formula(formula) => &formula.result,
            other => other,
        }
    }

    /// Whether nothing is told: a dash, or not even that.
    pub(in crate::publish) fn says_nothing(&self) -> bool {
        match self {
            Self::Blank => true,
            Self::Text(text) => text.is_empty() || text == "–",
            _ => false,
        }
    }

    /// A count from a size.
    #[must_use]
    pub fn size(value: usize) -> Self {
        Self::Count(i64::try_from(value).unwrap_or(i64::MAX))
    }
}

impl fmt::Display for WorkbookPlan<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.title)?;
        self.sheets.iter().try_for_each(|sheet| write!(f, "\n{sheet}"))?;
        self.copies.iter().try_for_each(|sheet| write!(f, "\n{sheet}"))
    }
}

impl fmt::Display for SheetPlan<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "== {} ({:?}, {} columns)", self.name, self.paper, self.widths.len())?;
        for (row, line) in (0u32..).zip(&self.lines) {
            if self.breaks.contains(&row) {
                writeln!(f, "-- new page")?;
            }
            for chart in self.charts.iter().filter(|chart| chart.line == row) {
                writeln!(f, "{chart}")?;
            }
            let mut separator = "";
            for cell in line.cells.iter().filter(|cell| cell.datum != Datum::Blank) {
                let at = CellRef::new(row, u32::from(cell.column));
                write!(f, "{separator}{at} {}", cell.datum)?;
                separator = " | ";
            }
            if !separator.is_empty() {
                writeln!(f)?;
            }
        }
        for NamedCells { name, area } in &self.names {
            writeln!(f, "{name} = {}:{}", area.first, area.last)?;
        }
        Ok(())
    }
}

impl fmt::Display for Datum<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Blank => Ok(()),
            Self::Text(text) => f.write_str(&text.replace('\n', " ⏎ ")),
            Self::Explained(both) => write!(f, "{} ⏎ {}", both.title, both.detail),
            Self::Link(link) => write!(f, "{} → {}", link.text, link.target),
            Self::Count(value) => write!(f, "{value}"),
            Self::Number(value) => write!(f, "{value}"),
            Self::Formula(formula) => write!(f, "{} [={}]", formula.result, formula.text),
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cell(sheet, at) if (at.row, at.column) == (0, 0) => f.write_str(sheet),
            Self::Cell(sheet, at) => write!(f, "{sheet}!{at}"),
            Self::File(path) => f.write_str(path),
        }
    }
}

impl fmt::Display for Chart<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { alt, sheet, names, series, .. } = self;
        write!(f, "[chart] {alt}: {sheet}!{}:{}", names.first, names.last)?;
        series.iter().try_for_each(|one| {
            let Area { first, last } = one.figures;
            write!(f, ", {} {first}:{last}", one.name)
        })
    }
}
