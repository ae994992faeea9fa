//! What calamine does not tell of an .xls: hidden rows and columns, old fonts, how far the cells of a sheet
//! reach, and whether the workbook is encrypted. BIFF5 differs where said.

use std::collections::BTreeMap;

use crate::model::{CellRef, Shown, Span, Value};
use crate::text::LegacyFont;

use super::super::draft::Draft;
use super::super::runs::{PieceLook, Pieces, RunStarts};
use super::super::shown::{mark_of, mark_of_builtin};
use super::container;
use super::dead;
use super::records::{
    BEGIN, BOOLEAN_OR_ERROR, BOUND_SHEET, COLUMN_INFO, CONTINUE, DIMENSIONS, Depth, END,
    EXTENDED_FORMAT, FILE_PASS, FONT, FORMULA, HEAD, IGNORED, LABEL, LABEL_OF_TABLE, MULTIPLE_RK,
    NUMBER, NUMBER_FORMAT, OLD_FORMULAS, RICH_STRING, RK, ROW, RecordOwner, Records, SHARED_TEXTS,
    TEXT_OF_FORMULA, u16_at, u32_at,
};
use super::runs;
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
    /// Cells that are shown otherwise than they are held.
    pub(super) marks: Vec<(CellRef, Shown)>,
    /// Texts in pieces of which some may be raised or struck through.
    pub(super) pieces: BTreeMap<CellRef, Pieces>,
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

    /// The records in front of the sheets.
    pub(super) fn globals(&self) -> impl Iterator<Item = (u16, &[u8])> {
        let records = Records::new(&self.0, 0).map(|(_, kind, data)| (kind, data));
        records.take_while(|(kind, _)| *kind != END)
    }

    /// Reads what the records tell.
    pub(super) fn layouts(&self) -> Layouts {
        let mut globals = Globals::default();
        self.globals().for_each(|(kind, data)| globals.record(kind, data));
        let looks = globals.looks();
        let sheets = globals.sheets.iter().map(|&start| layout(&self.0, start, &looks)).collect();
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
struct Globals<'s> {
    encrypted: bool,
    is_biff8: bool,
    sheets: Vec<usize>,
    fonts: Vec<Option<LegacyFont>>,
    /// How text in each font looks.
    looks: Vec<PieceLook>,
    /// The table of shared texts, with the records that go on with it.
    texts: Vec<&'s [u8]>,
    before: u16,
    formats: Vec<CellFormat>,
    /// The number formats that the workbook declares itself.
    numbers: BTreeMap<u16, Option<Shown>>,
}

/// The looks of a cell, by what they refer to.
#[derive(Debug, Clone, Copy)]
struct CellFormat {
    font: u16,
    number: u16,
}

/// What looks of cells matter, by their numbers.
struct Looks {
    is_biff8: bool,
    fonts: BTreeMap<u16, LegacyFont>,
    shown: BTreeMap<u16, Shown>,
    /// How text in each font looks; none where all are plain.
    faces: Vec<PieceLook>,
    formats: Vec<CellFormat>,
    /// The shared texts that are in several fonts; none where all of these are plain.
    texts: BTreeMap<u32, RunStarts>,
}

impl Looks {
    fn face(&self, font: u16) -> PieceLook {
        self.faces.get(place_of_font(font)).copied().unwrap_or_default()
    }

    /// How the text of a cell begins and goes on, where it is in pieces.
    fn pieces(&self, kind: u16, data: &[u8], format: u16) -> Option<Pieces> {
        if self.faces.is_empty() {
            return None;
        }
        let own;
        let runs = match kind {
            LABEL_OF_TABLE => self.texts.get(&u32_at(data, 6)?)?,
            RICH_STRING => {
                own = runs::of_cell(data, self.is_biff8)?;
                &own
            }
            _ => return None,
        };
        let first = self.formats.get(usize::from(format)).map(|format| self.face(format.font));
        let runs = runs.iter().map(|(from, font)| (*from, self.face(*font))).collect();
        Some(Pieces { first: first.unwrap_or_default(), runs })
    }
}

/// Font 4 does not exist: numbers from 5 on count one too many.
fn place_of_font(number: u16) -> usize {
    usize::from(if number > 4 { number - 1 } else { number })
}

impl<'s> Globals<'s> {
    fn record(&mut self, kind: u16, data: &'s [u8]) {
        let before = std::mem::replace(&mut self.before, kind);
        match kind {
            SHARED_TEXTS => self.texts = vec![data],
            CONTINUE if before == SHARED_TEXTS => {
                self.texts.push(data);
                self.before = SHARED_TEXTS;
            }
            BEGIN => self.is_biff8 = u16_at(data, 0) == Some(0x0600),
            FILE_PASS => self.encrypted = true,
            BOUND_SHEET => {
                let start = u32_at(data, 0).and_then(|start| usize::try_from(start).ok());
                self.sheets.push(start.unwrap_or(usize::MAX));
            }
            FONT => {
                self.fonts.push(self.font(data));
                let struck = u16_at(data, 2).is_some_and(|flags| flags & 8 != 0);
                // Above the line, or below it.
                let raised = u16_at(data, 8).is_some_and(|place| matches!(place, 1 | 2));
                self.looks.push(PieceLook { raised, struck });
            }
            EXTENDED_FORMAT => {
                let (font, number) = (u16_at(data, 0), u16_at(data, 2));
                let format = CellFormat { font: font.unwrap_or(0), number: number.unwrap_or(0) };
                self.formats.push(format);
            }
            NUMBER_FORMAT => {
                let text = if self.is_biff8 { data.get(5..) } else { data.get(3..) };
                let wide = self.is_biff8 && data.get(4).is_some_and(|flags| flags & 1 == 1);
                let step = if wide { 2 } else { 1 };
                // Whatever is no ASCII stands for itself in a format.
                let letters = text.unwrap_or_default().iter().step_by(step);
                let code: String = letters.map(|&byte| char::from(byte)).collect();
                self.numbers.extend(u16_at(data, 0).map(|id| (id, mark_of(&code))));
            }
            _ => {}
        }
    }

    /// What is told of the looks of cells.
    fn looks(&self) -> Looks {
        let plain = self.looks.iter().all(|look| look.is_plain());
        let texts = if plain { BTreeMap::new() } else { runs::of_table(&self.texts) };
        Looks {
            is_biff8: self.is_biff8,
            fonts: self.fonts_of_formats(),
            shown: self.shown(),
            faces: if plain { Vec::new() } else { self.looks.clone() },
            formats: self.formats.clone(),
            texts,
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

    /// The old font of each format.
    fn fonts_of_formats(&self) -> BTreeMap<u16, LegacyFont> {
        let font =
            |format: &CellFormat| self.fonts.get(place_of_font(format.font)).copied().flatten();
        (0..).zip(&self.formats).filter_map(|(own, format)| Some((own, font(format)?))).collect()
    }

    /// How numbers in each format are shown, where that is not what they are.
    fn shown(&self) -> BTreeMap<u16, Shown> {
        let shown = |format: &CellFormat| {
            if self.looks.get(place_of_font(format.font)).is_some_and(|look| look.struck) {
                return Some(Shown::Struck);
            }
            let declared = self.numbers.get(&format.number).copied();
            declared.unwrap_or_else(|| mark_of_builtin(format.number.into()))
        };
        (0..).zip(&self.formats).filter_map(|(own, format)| Some((own, shown(format)?))).collect()
    }
}

fn layout(stream: &[u8], start: usize, looks: &Looks) -> Layout {
    let mut layout = Layout { start, ..Layout::default() };
    let mut depth = Depth::default();
    for (at, kind, data) in Records::new(stream, start) {
        layout.end = at + data.len();
        match depth.step(kind) {
            RecordOwner::Ends => break,
            RecordOwner::Inner => continue,
            RecordOwner::Own => {}
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
            _ => layout.cell(kind, data, looks),
        }
    }
    layout.finish()
}

impl Layout {
    fn cell(&mut self, kind: u16, data: &[u8], looks: &Looks) {
        if kind == TEXT_OF_FORMULA {
            self.extent.add(self.formula_at.unwrap_or(CellRef::new(0, 0)));
        }
        let (Some(row), Some(column), Some(format)) =
            (u16_at(data, 0), u16_at(data, 2), u16_at(data, 4))
        else {
            return;
        };
        let at = CellRef::new(row.into(), column.into());
        if let Some(pieces) = looks.pieces(kind, data, format) {
            self.pieces.insert(at, pieces);
        } else if kind != MULTIPLE_RK && kind != ROW {
            self.marks.extend(looks.shown.get(&format).map(|&shown| (at, shown)));
        }
        match kind {
            NUMBER | RK | BOOLEAN_OR_ERROR => self.extent.add(at),
            LABEL | RICH_STRING | LABEL_OF_TABLE | FORMULA => {
                self.extent.add(at);
                if kind == FORMULA {
                    self.formula_at = Some(at);
                    self.formula(at, data);
                }
                self.fonts.extend(looks.fonts.get(&format).map(|&font| (at, font)));
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
                // Six bytes a cell: its looks and its number.
                let formats = data.get(4..).unwrap_or_default().chunks_exact(6);
                let formats = (u32::from(column)..).zip(formats.map(|cell| u16_at(cell, 0)));
                self.marks.extend(formats.filter_map(|(column, format)| {
                    let shown = looks.shown.get(&format?)?;
                    Some((CellRef::new(row.into(), column), *shown))
                }));
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
