//! What calamine does not tell of an .xlsb: merged areas, hidden rows and columns, and formulas that show an
//! error, which it would pass over as blanks. Source of the records: [MS-XLSB] 2.3 and 2.4.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::model::{Area, CellRef, Shown, Span, Value};

use super::super::package::ZipPackage;
use super::super::runs::Pieces;
use super::super::xml::attribute;
use super::looks::Looks;
use super::records::{Records, SHEET, TABLE_TEXT, u32_at, wide_text};

/// The layout of one sheet.
#[derive(Debug, Default)]
pub(super) struct Layout {
    pub(super) merges: Vec<Area>,
    pub(super) hidden_rows: Vec<Span>,
    pub(super) hidden_columns: Vec<Span>,
    /// Cells that calamine passes over: formulas that show an error, and cells without a column of their own,
    /// which stand to the right of the one before.
    pub(super) more: Vec<(CellRef, Value)>,
    /// Cells that are shown otherwise than they are held.
    pub(super) marks: Vec<(CellRef, Shown)>,
    /// Texts in pieces of which some may be raised or struck through.
    pub(super) pieces: BTreeMap<CellRef, Pieces>,
}

/// The parts of a package that tell the layouts of its sheets.
pub(super) struct Layouts<'p, 'b> {
    package: &'p mut ZipPackage<'b>,
    parts: BTreeMap<String, String>,
    /// Shared texts, read where a sheet needs them.
    texts: Option<Vec<String>>,
    looks: Looks,
}

const ROW_HEADER: u32 = 0;
const TEXT_OF_TABLE: u32 = 7;
const LAST_CELL: u32 = 11;
const FORMULA_ERROR: u32 = 11;
const SHORT_BLANK: u32 = 12;
const SHORT_RK: u32 = 13;
const SHORT_ERROR: u32 = 14;
const SHORT_BOOLEAN: u32 = 15;
const SHORT_REAL: u32 = 16;
const SHORT_TEXT: u32 = 17;
const SHORT_TEXT_OF_TABLE: u32 = 18;
const COLUMN_INFO: u32 = 60;
const MERGED_CELL: u32 = 176;

impl<'p, 'b> Layouts<'p, 'b> {
    /// Finds the parts of the sheets; the reason in Vietnamese where they are too large.
    pub(super) fn open(package: &'p mut ZipPackage<'b>) -> Result<Self, String> {
        let book = package.part("xl/workbook.bin")?.unwrap_or_default();
        let links = package.part("xl/_rels/workbook.bin.rels")?.unwrap_or_default();
        let targets = targets(&String::from_utf8_lossy(&links));
        let sheets = Records(&book).filter(|(kind, _)| *kind == SHEET);
        let parts = sheets.filter_map(|(_, data)| {
            let (link, rest) = wide_text(data.get(8..)?)?;
            let (name, _) = wide_text(rest)?;
            let target = targets.get(&link)?;
            Some((name, target.strip_prefix('/').map_or(format!("xl/{target}"), str::to_owned)))
        });
        let parts = parts.collect();
        let styles = package.part("xl/styles.bin")?.unwrap_or_default();
        let mut looks = Looks::of(&styles);
        if looks.has_faces() {
            looks.add_texts(&package.part("xl/sharedStrings.bin")?.unwrap_or_default());
        }
        Ok(Self { package, parts, texts: None, looks })
    }

    /// The layout of a sheet; `Ok(None)` where it cannot be told.
    pub(super) fn of(&mut self, sheet: &str) -> Result<Option<Layout>, String> {
        let Some(path) = self.parts.get(sheet) else { return Ok(None) };
        let Some(part) = self.package.part(path)? else { return Ok(None) };
        if self.texts.is_none() && Records(&part).any(|(kind, _)| kind == SHORT_TEXT_OF_TABLE) {
            let table = self.package.part("xl/sharedStrings.bin")?.unwrap_or_default();
            let texts = Records(&table).filter(|(kind, _)| *kind == TABLE_TEXT);
            let texts = texts.map(|(_, data)| Some(wide_text(data.get(1..)?)?.0));
            self.texts = Some(texts.map(Option::unwrap_or_default).collect());
        }
        let texts = self.texts.as_deref().unwrap_or_default();
        Ok(Some(layout(&part, texts, &self.looks)))
    }
}

fn layout(part: &[u8], texts: &[String], looks: &Looks) -> Layout {
    let mut layout = Layout::default();
    let (mut row, mut column) = (0, 0);
    for (kind, data) in Records(part) {
        if (1..=LAST_CELL).contains(&kind) {
            column = u32_at(data, 0).unwrap_or(column);
            layout.look(
                CellRef::new(row, column),
                kind == TEXT_OF_TABLE,
                &data[4.min(data.len())..],
                looks,
            );
        } else if (SHORT_BLANK..=SHORT_TEXT_OF_TABLE).contains(&kind) {
            column = column.saturating_add(1);
            let value = short_value(kind, data, texts);
            layout.more.extend(value.map(|value| (CellRef::new(row, column), value)));
            layout.look(CellRef::new(row, column), kind == SHORT_TEXT_OF_TABLE, data, looks);
        }
        match kind {
            ROW_HEADER => {
                row = u32_at(data, 0).unwrap_or(row);
                // fDyZero: [MS-XLSB] 2.4.718
                if data.get(11).is_some_and(|flags| flags & 0x10 != 0) {
                    layout.hidden_rows.push(Span::one(row));
                }
            }
            COLUMN_INFO => layout.hidden_columns.extend(hidden_columns(data)),
            MERGED_CELL => layout.merges.extend(area(data)),
            FORMULA_ERROR => {
                let fault = u32_at(data, 0).zip(data.get(8).copied());
                let fault = fault.map(|(column, code)| {
                    (CellRef::new(row, column), Value::Fault(fault_text(code).to_owned()))
                });
                layout.more.extend(fault);
            }
            _ => {}
        }
    }
    layout
}

impl Layout {
    /// How a cell is shown, by its style and what it refers to, which are given.
    fn look(&mut self, at: CellRef, is_text_of_table: bool, data: &[u8], looks: &Looks) {
        if looks.are_plain() {
            return;
        }
        // Three bytes and flags.
        let Some(style) = u32_at(data, 0).map(|style| style & 0x00ff_ffff) else { return };
        let text = u32_at(data, 4).filter(|_| is_text_of_table);
        if let Some(pieces) = text.and_then(|text| looks.pieces(text, style)) {
            self.pieces.insert(at, pieces);
        } else {
            self.marks.extend(looks.shown(style).map(|shown| (at, shown)));
        }
    }
}

/// The value of a cell without a column of its own: a style of four bytes, then the value. A date cannot be told
/// from a number here; no count is one.
fn short_value(kind: u32, data: &[u8], texts: &[String]) -> Option<Value> {
    let at = 4;
    Some(match kind {
        SHORT_RK => Value::Number(rk(u32_at(data, at)?)),
        SHORT_ERROR => Value::Fault(fault_text(*data.get(at)?).to_owned()),
        SHORT_BOOLEAN => Value::Flag(*data.get(at)? != 0),
        SHORT_REAL => Value::Number(f64::from_le_bytes(data.get(at..at + 8)?.try_into().ok()?)),
        SHORT_TEXT => Value::Text(wide_text(data.get(at..)?)?.0),
        SHORT_TEXT_OF_TABLE => {
            Value::Text(texts.get(usize::try_from(u32_at(data, at)?).ok()?)?.clone())
        }
        _ => return None,
    })
}

/// [MS-XLSB] 2.5.122: a number in thirty bits, whole or the head of a double, perhaps in hundredths.
#[expect(clippy::cast_possible_wrap, reason = "thirty bits and a sign")]
fn rk(bits: u32) -> f64 {
    let number = if bits & 2 == 0 {
        f64::from_bits(u64::from(bits & !3) << 32)
    } else {
        f64::from(bits as i32 >> 2)
    };
    if bits & 1 == 0 { number } else { number / 100.0 }
}

fn hidden_columns(data: &[u8]) -> Option<Span> {
    let (first, last) = (u32_at(data, 0)?, u32_at(data, 4)?);
    let hidden = data.get(16)? & 1 != 0;
    hidden.then_some(Span { first, last })
}

fn area(data: &[u8]) -> Option<Area> {
    let at =
        |row: usize, column: usize| Some(CellRef::new(u32_at(data, row)?, u32_at(data, column)?));
    Some(Area { first: at(0, 8)?, last: at(4, 12)? })
}

/// [MS-XLSB] 2.5.97.2
pub(super) const fn fault_text(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        0x2a => "#N/A",
        _ => "#ERROR!",
    }
}

/// The targets of the relationships of a part.
pub(super) fn targets(links: &str) -> BTreeMap<String, String> {
    let mut reader = Reader::from_str(links);
    let mut targets = BTreeMap::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(e) | Event::Empty(e)) if e.local_name().as_ref() == "Relationship" => {
                targets.extend(attribute(&e, "Id").zip(attribute(&e, "Target")));
            }
            Ok(Event::Eof) | Err(_) => return targets,
            Ok(_) => {}
        }
    }
}
