//! What calamine does not tell of an .xls: hidden rows and columns, old fonts, how far the cells of a sheet
//! reach, and whether the workbook is encrypted. BIFF5 differs where said.

use std::collections::BTreeMap;

use crate::model::{CellRef, Span, Value};
use crate::text::LegacyFont;

use super::super::draft::Draft;
use super::container;
use super::dead;
use super::records::{
    BEGIN, BOOLEAN_OR_ERROR, BOUND_SHEET, COLUMN_INFO, DIMENSIONS, Depth, END, EXTENDED_FORMAT,
    FILE_PASS, FONT, FORMULA, HEAD, IGNORED, LABEL, LABEL_OF_TABLE, MULTIPLE_RK, NUMBER,
    OLD_FORMULAS, RICH_STRING, RK, ROW, Records, Step, TEXT_OF_FORMULA, u16_at, u32_at,
};
use super::squeeze::{Squeezed, squeeze};

/// The stream of a workbook.
pub(super) struct Stream(Vec<u8>);

/// What the records of a workbook tell.
#[derive(Debug, Default)]
pub(super) struct Layouts {
    /// The workbook cannot be read without a password.
    pub(super) encrypted: bool,
    /// Its sheets, charts and macro sheets included, in order of their tabs.
    pub(super) sheets: Vec<Layout>,
}

/// What the records of a sheet tell.
#[derive(Debug, Default)]
pub(super) struct Layout {
    pub(super) extent: Extent,
    pub(super) hidden_rows: Vec<Span>,
    pub(super) hidden_columns: Vec<Span>,
    pub(super) fonts: Vec<(CellRef, LegacyFont)>,
    /// Cells that calamine does not tell: formulas whose result was never stored, and those in old records.
    pub(super) more: Vec<(CellRef, Value)>,
    /// Where its cells stand in a file that was mended.
    pub(super) squeezed: Option<Squeezed>,
    /// Where the sheet begins, in the stream, and where it ends.
    start: usize,
    end: usize,
    uncalculated: Vec<CellRef>,
    /// Formulas with a result.
    calculated: usize,
    /// Where the records that say what it spans have their kind, in the stream: calamine makes room for all of it
    /// at once.
    claims: Vec<usize>,
    /// The cell of the last formula: a text that stands alone is put there.
    formula_at: Option<CellRef>,
}

/// The rectangle that the cells of a sheet span.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Extent {
    corners: Option<(CellRef, CellRef)>,
}

impl Extent {
    fn add(&mut self, at: CellRef) {
        let (first, last) = self.corners.unwrap_or((at, at));
        self.corners = Some((
            CellRef::new(first.row.min(at.row), first.column.min(at.column)),
            CellRef::new(last.row.max(at.row), last.column.max(at.column)),
        ));
    }

    /// Cells of the rectangle, blank ones included.
    pub(super) fn cells(self) -> u64 {
        self.corners.map_or(0, |(first, last)| {
            let side = |first: u32, last: u32| u64::from(last - first) + 1;
            side(first.row, last.row) * side(first.column, last.column)
        })
    }

    /// Its lower right cell.
    pub(super) fn corner(self) -> CellRef {
        self.corners.map_or(CellRef::new(0, 0), |(_, last)| last)
    }
}

/// Cells of a rectangle that calamine may lay out, or make room for, without harm.
const WIDE: u64 = 1 << 19;

impl Stream {
    /// Finds the stream; `None` where there is none.
    pub(super) fn open(bytes: &[u8]) -> Option<Self> {
        container::open(bytes).map(Self)
    }

    /// Takes the entries out of the list of sheets that lead to none, and tells them.
    pub(super) fn take_out_dead(&mut self) -> Vec<Draft> {
        dead::take_out(&mut self.0)
    }

    /// Reads what the records tell.
    pub(super) fn layouts(&self) -> Layouts {
        let mut globals = Globals::default();
        for (_, kind, data) in Records::new(&self.0, 0) {
            match kind {
                END => break,
                _ => globals.record(kind, data),
            }
        }
        let fonts = globals.fonts_of_formats();
        let sheets = globals.sheets.iter().map(|&start| layout(&self.0, start, &fonts)).collect();
        Layouts { encrypted: globals.encrypted, sheets }
    }

    /// A file of the stream with its wide sheets squeezed and without their claims; `None` where that is not possible.
    pub(super) fn mend(mut self, layouts: &mut Layouts, most_cells: u64) -> Option<Vec<u8>> {
        // The rectangles of all sheets are held at once.
        let mut laid_out = 0u64;
        if overlap(&layouts.sheets) {
            return None;
        }
        for sheet in &mut layouts.sheets {
            if sheet.extent.cells() > WIDE {
                sheet.squeezed = Some(squeeze(&mut self.0, sheet.start)?);
            }
            laid_out += sheet.squeezed.as_ref().map_or(sheet.extent.cells(), Squeezed::cells);
            if laid_out > most_cells {
                return None;
            }
            for &at in &sheet.claims {
                self.0.get_mut(at..at + 2)?.copy_from_slice(&IGNORED.to_le_bytes());
            }
        }
        container::pack(&self.0).ok()
    }
}

/// Whether records belong to two sheets of which one is wide: made narrow once, they would be made so again.
fn overlap(sheets: &[Layout]) -> bool {
    let mut spans: Vec<_> = sheets.iter().map(|sheet| (sheet.start, sheet.end)).collect();
    spans.sort_unstable();
    sheets.iter().any(|sheet| sheet.extent.cells() > WIDE)
        && spans.windows(2).any(|pair| pair[1].0 < pair[0].1)
}

/// What stands in front of the sheets.
#[derive(Debug, Default)]
struct Globals {
    encrypted: bool,
    is_biff8: bool,
    sheets: Vec<usize>,
    fonts: Vec<Option<LegacyFont>>,
    formats: Vec<u16>,
}

impl Globals {
    fn record(&mut self, kind: u16, data: &[u8]) {
        match kind {
            BEGIN => self.is_biff8 = u16_at(data, 0) == Some(0x0600),
            FILE_PASS => self.encrypted = true,
            BOUND_SHEET => {
                let start = u32_at(data, 0).and_then(|start| usize::try_from(start).ok());
                self.sheets.push(start.unwrap_or(usize::MAX));
            }
            FONT => self.fonts.push(self.font(data)),
            EXTENDED_FORMAT => self.formats.push(u16_at(data, 0).unwrap_or(0)),
            _ => {}
        }
    }

    fn font(&self, data: &[u8]) -> Option<LegacyFont> {
        let length = usize::from(*data.get(14)?);
        let name = if self.is_biff8 && data.get(15)? & 1 == 1 {
            let units = data.get(16..)?.chunks_exact(2).take(length);
            let units: Vec<u16> = units.map(|p| u16::from_le_bytes([p[0], p[1]])).collect();
            String::from_utf16_lossy(&units)
        } else {
            let start = if self.is_biff8 { 16 } else { 15 };
            data.get(start..)?.iter().take(length).map(|&byte| char::from(byte)).collect()
        };
        LegacyFont::parse(&name)
    }

    /// The old font of each format. Font 4 does not exist: numbers from 5 on count one too many.
    fn fonts_of_formats(&self) -> BTreeMap<u16, LegacyFont> {
        let font = |number: u16| {
            let index = if number > 4 { number - 1 } else { number };
            self.fonts.get(usize::from(index)).copied().flatten()
        };
        (0..)
            .zip(&self.formats)
            .filter_map(|(format, &number)| Some((format, font(number)?)))
            .collect()
    }
}

fn layout(stream: &[u8], start: usize, fonts: &BTreeMap<u16, LegacyFont>) -> Layout {
    let mut layout = Layout { start, ..Layout::default() };
    let mut depth = Depth::default();
    for (at, kind, data) in Records::new(stream, start) {
        layout.end = at + data.len();
        match depth.step(kind) {
            Step::Ends => break,
            Step::Inner => continue,
            Step::Own => {}
        }
        match kind {
            DIMENSIONS => layout.claims.push(at - HEAD),
            ROW if u16_at(data, 12).is_some_and(|flags| flags & 0x20 != 0) => {
                layout.hidden_rows.extend(u16_at(data, 0).map(|row| Span::one(row.into())));
            }
            COLUMN_INFO if u16_at(data, 8).is_some_and(|flags| flags & 1 != 0) => {
                let span = u16_at(data, 0).zip(u16_at(data, 2));
                layout.hidden_columns.extend(
                    span.map(|(first, last)| Span { first: first.into(), last: last.into() }),
                );
            }
            _ => layout.cell(kind, data, fonts),
        }
    }
    layout.finish()
}

impl Layout {
    fn cell(&mut self, kind: u16, data: &[u8], fonts: &BTreeMap<u16, LegacyFont>) {
        if kind == TEXT_OF_FORMULA {
            self.extent.add(self.formula_at.unwrap_or(CellRef::new(0, 0)));
        }
        let (Some(row), Some(column), Some(format)) =
            (u16_at(data, 0), u16_at(data, 2), u16_at(data, 4))
        else {
            return;
        };
        let at = CellRef::new(row.into(), column.into());
        match kind {
            NUMBER | RK | BOOLEAN_OR_ERROR => self.extent.add(at),
            LABEL | RICH_STRING | LABEL_OF_TABLE | FORMULA => {
                self.extent.add(at);
                if kind == FORMULA {
                    self.formula_at = Some(at);
                    self.formula(at, data);
                }
                self.fonts.extend(fonts.get(&format).map(|&font| (at, font)));
            }
            old if OLD_FORMULAS.contains(&old) => {
                let value = data.get(6..14).and_then(|bytes| bytes.try_into().ok());
                let is_number = u16_at(data, 12) != Some(u16::MAX);
                let value = value.filter(|_| is_number).map(f64::from_le_bytes);
                self.more.push((at, value.map_or(Value::Uncalculated, Value::Number)));
            }
            MULTIPLE_RK => {
                self.extent.add(at);
                let last = data.len().checked_sub(2).and_then(|end| u16_at(data, end));
                self.extent.add(CellRef::new(row.into(), last.unwrap_or(column).into()));
            }
            _ => {}
        }
    }

    /// A formula that never was calculated is stored like one whose result is an empty text.
    fn formula(&mut self, at: CellRef, data: &[u8]) {
        let empty_text = data.get(6) == Some(&3) && u16_at(data, 12) == Some(u16::MAX);
        if empty_text {
            self.uncalculated.push(at);
        } else {
            self.calculated += 1;
        }
    }

    /// Where any formula of a sheet has a result, an empty text is one too.
    fn finish(mut self) -> Self {
        if self.calculated == 0 {
            let never = self.uncalculated.iter().map(|at| (*at, Value::Uncalculated));
            self.more.extend(never);
        }
        self
    }
}
