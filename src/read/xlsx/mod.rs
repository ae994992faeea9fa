//! Bytes of an .xlsx, .xlsm or .xltx → sheets. Cells are streamed, so a lone cell at the far corner of a sheet
//! costs nothing; a cell that cannot be decoded is told and skipped.

mod dead;
pub(super) mod footer;
mod guard;
mod layout;
mod looks;
mod plain;
mod scan;
mod shared;

use std::io::Cursor;

use calamine::{Reader, Xlsx, XlsxError};

use crate::model::{Cell, CellRef, Value};
use crate::text::LegacyFont;

use super::cell::{value, worksheets};
use super::draft::{Budget, Draft};
use super::package::ZipPackage;
use super::stamp::kept::Stamps;
use super::stamp::markup;
use layout::{Layouts, layout, layout_around};
use looks::Looks;
use plain::Shared;

type XlsxBook<'b> = Xlsx<Cursor<&'b [u8]>>;

/// The workbook as calamine opens it, which is asked for only where something is not written as usual.
struct Calamine<'b> {
    bytes: &'b [u8],
    book: Option<XlsxBook<'b>>,
}

impl<'b> Calamine<'b> {
    /// The workbook; why there is none, in Vietnamese.
    fn book(&mut self) -> Result<&mut XlsxBook<'b>, String> {
        let book = match self.book.take() {
            Some(book) => book,
            None => Xlsx::new(Cursor::new(self.bytes)).map_err(|error| reason(&error))?,
        };
        Ok(self.book.insert(book))
    }
}

/// Reads the sheets that are wanted; where there are none at all, why, in Vietnamese, with what to do.
pub(super) fn read(
    bytes: &[u8],
    budget: &mut Budget,
    stamps: &mut Stamps,
    is_wanted: &dyn Fn(&str) -> bool,
) -> Result<Vec<Draft>, String> {
    let mut package = ZipPackage::open(bytes, budget.limits())?;
    guard::check(&mut package)?;
    markup::of_office(&mut package, "xl/workbook.xml", stamps)?;
    let Some(mended) = dead::mended(&mut package, bytes)? else {
        return listed(bytes, package, budget, is_wanted);
    };
    let package = ZipPackage::open(&mended.bytes, budget.limits())?;
    let mut drafts = listed(&mended.bytes, package, budget, is_wanted)?;
    drafts.extend(mended.dead.into_iter().filter(|draft| is_wanted(&draft.name)));
    Ok(drafts)
}

/// Reads the sheets that a workbook lists.
fn listed(
    bytes: &[u8],
    mut package: ZipPackage,
    budget: &mut Budget,
    is_wanted: &dyn Fn(&str) -> bool,
) -> Result<Vec<Draft>, String> {
    let mut calamine = Calamine { bytes, book: None };
    let mut layouts = Layouts::open(&mut package)?;
    let usual = layouts.sheets();
    let written = usual.as_ref().and_then(|_| layouts.shared());
    let written = written.map(|(texts, styles)| {
        let looks = Looks::of(&texts, styles);
        (texts, shared::numeric(styles), looks)
    });
    let shared = written.as_ref().and_then(|(texts, numeric, looks)| {
        Some(Shared { texts: shared::texts(texts)?, numeric: numeric.clone()?, looks })
    });
    let unknown = Looks::default();
    let looks = written.as_ref().map_or(&unknown, |(.., looks)| looks);
    let listed = match usual {
        Some(listed) => listed,
        None => worksheets(calamine.book()?.sheets_metadata()),
    };
    let mut drafts = Vec::new();
    for (name, hidden) in listed.into_iter().filter(|(name, _)| is_wanted(name)) {
        let mut draft = Draft::new(&name, hidden);
        let part = layouts.part(&name)?;
        let part = part.as_deref();
        let written = WrittenSheet { part, shared: shared.as_ref(), looks };
        let formulas = sheet(&mut calamine, &written, &mut draft, budget)?;
        if layouts.calculates_on_load() {
            never_calculated(&mut draft, &formulas);
        }
        if layouts.has_legacy_fonts() {
            draft.fonts = fonts(calamine.book()?, &name);
        }
        drafts.push(draft);
    }
    Ok(drafts)
}

/// A sheet as it is written, as far as that is known.
struct WrittenSheet<'w> {
    part: Option<&'w str>,
    shared: Option<&'w Shared<'w>>,
    looks: &'w Looks,
}

/// Reads a sheet; gives the places of cells that hold a formula and a result, in the list of cells.
fn sheet(
    calamine: &mut Calamine,
    written: &WrittenSheet,
    draft: &mut Draft,
    budget: &mut Budget,
) -> Result<Vec<usize>, String> {
    let part = written.part;
    let around = match part.zip(written.shared) {
        Some((part, shared)) => plain::cells(part, shared, draft, budget)?,
        None => None,
    };
    let told = match &around {
        Some(around) => layout_around(around),
        None => part.and_then(layout),
    };
    if let Some(layout) = told {
        draft.merges = layout.merges;
        draft.hidden_rows = layout.hidden_rows;
        draft.hidden_columns = layout.hidden_columns;
    } else {
        let merges = calamine.book()?.merge_cells_by_sheet_name(&draft.name).unwrap_or_default();
        draft.merges = merges.iter().map(super::cell::area).collect();
    }
    if let Some(around) = around {
        return Ok(around.formulas);
    }
    let formulas = cells(calamine.book()?, draft, budget)?;
    if let Some(part) = part {
        looks::mark(part, written.looks, draft);
    }
    Ok(formulas)
}

fn reason(error: &XlsxError) -> String {
    match error {
        XlsxError::Password => "tệp có mật khẩu; hãy bỏ mật khẩu rồi gửi lại".to_owned(),
        XlsxError::Zip(_) | XlsxError::Io(_) => super::package::BROKEN.to_owned(),
        XlsxError::FileNotFound(part) => {
            format!(
                "tệp không phải bảng tính Excel hoặc bị hỏng (thiếu phần `{part}`); hãy lưu lại dạng .xlsx rồi gửi lại"
            )
        }
        XlsxError::Unrecognized { typ: "sheet:type", .. } => {
            "tệp có trang macro kiểu cũ (Excel 4.0), loại trang hay bị vi-rút dùng, nên không được mở; hãy chép số liệu sang một tệp .xlsx mới rồi gửi lại".to_owned()
        }
        other => format!("tệp .xlsx bị hỏng ({other}); hãy mở bằng Excel, lưu lại rồi gửi lại"),
    }
}

/// Most cells of a sheet that may fail before the rest is given up: a reader that cannot get past a fault
/// repeats it for ever.
const MOST_FAILURES: u32 = 100;

/// Reads the cells; gives the places of those that hold a formula and a result, in the list of cells.
fn cells(
    book: &mut XlsxBook,
    draft: &mut Draft,
    budget: &mut Budget,
) -> Result<Vec<usize>, String> {
    let mut formulas = Vec::new();
    let mut reader = match book.worksheet_cells_reader(&draft.name.clone()) {
        Ok(reader) => reader,
        Err(error) => {
            draft.cannot_decode(None, &error.to_string());
            return Ok(formulas);
        }
    };
    let mut failures = 0;
    let mut last = None;
    while failures < MOST_FAILURES {
        match reader.next_cell_with_formula_metadata() {
            Ok(Some(record)) => {
                let at = CellRef::new(record.pos.0, record.pos.1);
                last = Some(at);
                match value(record.value) {
                    Some(value) => {
                        let place = draft.cells.len();
                        draft.put(at, value, budget)?;
                        // A blank result is not kept.
                        if record.formula.is_some() && draft.cells.len() > place {
                            formulas.push(place);
                        }
                    }
                    None if record.formula.is_some() => {
                        draft.put(at, Value::Uncalculated, budget)?;
                    }
                    None => {}
                }
            }
            Ok(None) => return Ok(formulas),
            Err(error) => {
                draft.cannot_decode(last, &error.to_string());
                failures += 1;
            }
        }
    }
    Ok(formulas)
}

/// A program that cannot calculate stores 0 for each formula. Where every formula of a sheet is 0 beside counts
/// that are not, none was calculated.
fn never_calculated(draft: &mut Draft, formulas: &[usize]) {
    let number = |cell: &Cell| match cell.value {
        Value::Number(number) => Some(number),
        _ => None,
    };
    let all_zero =
        formulas.iter().all(|&index| draft.cells.get(index).and_then(number) == Some(0.0));
    let others =
        draft.cells.iter().enumerate().filter(|(index, _)| formulas.binary_search(index).is_err());
    let any_count = others.filter_map(|(_, cell)| number(cell)).any(|number| number != 0.0);
    if all_zero && any_count {
        for &index in formulas {
            draft.cells[index].value = Value::Uncalculated;
        }
    }
}

/// Cells in an old font; a second pass over the sheet, made only where the workbook has such a font at all.
fn fonts(book: &mut XlsxBook, name: &str) -> Vec<(CellRef, LegacyFont)> {
    let mut found = Vec::new();
    let Ok(mut reader) = book.worksheet_cells_reader(name) else { return found };
    let legacy: Vec<Option<LegacyFont>> = reader
        .styles()
        .iter()
        .map(|style| LegacyFont::parse(style.font.as_ref()?.name.as_deref()?))
        .collect();
    while let Ok(Some((row, column, style))) = reader.next_style_id() {
        if let Some(font) = legacy.get(style).copied().flatten() {
            found.push((CellRef::new(row, column), font));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;
    use std::path::Path;

    use calamine::Reader as _;

    use super::layout::Layouts;
    use super::{Looks, Shared, XlsxBook, cells, plain, shared, worksheets};
    use crate::model::Limits;
    use crate::read::draft::{Budget, Draft};
    use crate::read::package::ZipPackage;

    /// Sheets of a workbook, and how many of them are plain; each gives the same cells both ways.
    fn compared(path: &Path) -> (usize, usize) {
        let bytes = std::fs::read(path).unwrap();
        let Ok(mut package) = ZipPackage::open(&bytes, &Limits::DEFAULT) else { return (0, 0) };
        let Ok(mut book) = XlsxBook::new(Cursor::new(bytes.as_slice())) else { return (0, 0) };
        let mut layouts = Layouts::open(&mut package).unwrap();
        let sheets = worksheets(book.sheets_metadata());
        let Some(listed) = layouts.sheets() else { return (sheets.len(), 0) };
        assert_eq!(listed, sheets, "{}", path.display());
        let Some((texts, styles)) = layouts.shared() else { return (sheets.len(), 0) };
        let (texts, numeric) = (shared::texts(&texts), shared::numeric(styles));
        let Some((texts, numeric)) = texts.zip(numeric) else { return (sheets.len(), 0) };
        // What calamine reads of a text are all of its pieces.
        let shared = Shared { texts, numeric, looks: &Looks::default() };
        let mut plain_ones = 0;
        for (name, _) in &sheets {
            let mut budget = Budget::new(&Limits::DEFAULT);
            let (mut ours, mut theirs) = (Draft::new(name, false), Draft::new(name, false));
            let part = layouts.part(name).unwrap().unwrap();
            let around = plain::cells(&part, &shared, &mut ours, &mut budget).unwrap();
            let Some(around) = around else { continue };
            let formulas = cells(&mut book, &mut theirs, &mut budget).unwrap();
            assert_eq!(ours.cells, theirs.cells, "{}: {name}", path.display());
            assert_eq!(around.formulas, formulas, "{}: {name}", path.display());
            plain_ones += 1;
        }
        (sheets.len(), plain_ones)
    }

    fn workbooks(folder: &Path, compare: &mut impl FnMut(&Path)) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                workbooks(&path, compare);
            } else if path.extension().is_some_and(|extension| extension == "xlsx") {
                compare(&path);
            }
        }
    }

    #[test]
    fn plain_sheets_hold_what_calamine_reads() {
        let (mut sheets, mut plain) = (0, 0);
        let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures");
        workbooks(Path::new(fixtures), &mut |path| {
            let (all, ours) = compared(path);
            sheets += all;
            plain += ours;
        });
        assert!(plain * 10 >= sheets * 8, "{plain} of {sheets} sheets are plain");
    }
}
