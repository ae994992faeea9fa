//! What calamine does not tell of an .xlsx, or only by decoding a sheet a second time: merged areas, hidden rows
//! and columns, and whether any font of the time before Unicode is used. Where anything here is not as expected,
//! calamine is asked after all.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::model::{Area, CellRef, Span};
use crate::text::LegacyFont;

use super::super::package::ZipPackage;
use super::super::xml::attribute;
use super::plain::Around;

/// The layout of one sheet.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Layout {
    pub(super) merges: Vec<Area>,
    pub(super) hidden_rows: Vec<Span>,
    pub(super) hidden_columns: Vec<Span>,
}

/// The parts of a package that tell the layouts of its sheets.
pub(super) struct Layouts<'p, 'b> {
    package: &'p mut ZipPackage<'b>,
    sheets: Vec<ListedSheet>,
    styles: Vec<u8>,
    legacy_fonts: bool,
    calculates_on_load: bool,
}

/// A sheet as the workbook lists it.
struct ListedSheet {
    name: String,
    hidden: bool,
    part: String,
    /// It is a sheet of cells, and listed as nearly every program does it.
    usual: bool,
}

impl<'p, 'b> Layouts<'p, 'b> {
    /// Finds the parts of the sheets; none where the package is not laid out as usual. The reason in Vietnamese
    /// where its parts are too large.
    pub(super) fn open(package: &'p mut ZipPackage<'b>) -> Result<Self, String> {
        let book = package.part("xl/workbook.xml")?;
        let links = package.part("xl/_rels/workbook.xml.rels")?;
        let calculates_on_load = book.as_deref().is_some_and(calculates_on_load);
        let sheets = book.zip(links).and_then(|(book, links)| sheets(&book, &links));
        let styles = package.part("xl/styles.xml")?.unwrap_or_default();
        let legacy_fonts = has_legacy_font(&styles);
        let sheets = sheets.unwrap_or_default();
        Ok(Self { package, sheets, styles, legacy_fonts, calculates_on_load })
    }

    /// The sheets in order: name, and whether it is hidden; `None` where the package is laid out so that calamine could
    /// list others.
    pub(super) fn sheets(&mut self) -> Option<Vec<(String, bool)>> {
        let mut names: Vec<&str> = self.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        names.sort_unstable();
        let unique = names.windows(2).all(|pair| pair[0] != pair[1]);
        let usual = unique && !names.is_empty() && self.sheets.iter().all(|sheet| sheet.usual);
        let listed = self.sheets.iter().map(|sheet| (sheet.name.clone(), sheet.hidden));
        (usual && is_usual(self.package)).then(|| listed.collect())
    }

    /// The texts that the cells of all sheets share, as they are written, and the styles.
    pub(super) fn shared(&mut self) -> Option<(String, &str)> {
        let texts = shared_texts(self.package)?;
        Some((texts, text_of(&self.styles)?))
    }

    /// Whether the styles name a font of the time before Unicode.
    pub(super) const fn has_legacy_fonts(&self) -> bool {
        self.legacy_fonts
    }

    /// Whether the program that wrote the workbook left its formulas to be calculated by whoever opens it.
    pub(super) const fn calculates_on_load(&self) -> bool {
        self.calculates_on_load
    }

    /// The part of a sheet; `Ok(None)` where it cannot be told or is in another encoding, which is left to calamine.
    pub(super) fn part(&mut self, sheet: &str) -> Result<Option<String>, String> {
        let Some(listed) = self.sheets.iter().find(|listed| listed.name == sheet) else {
            return Ok(None);
        };
        let part = self.package.part(&listed.part)?;
        Ok(part.and_then(|part| String::from_utf8(part).ok()))
    }
}

const SHARED: &str = "xl/sharedStrings.xml";

/// Longer texts are left to calamine, which has them in memory already.
const MOST_SHARED: u64 = 64 << 20;

/// The part with the texts that all sheets share; empty where there is none.
fn shared_texts(package: &mut ZipPackage) -> Option<String> {
    match package.head(SHARED, MOST_SHARED) {
        Some((part, size)) if part.len() as u64 == size => String::from_utf8(part).ok(),
        Some(_) => None,
        None => {
            let mut names = package.names().into_iter();
            let none = !names.any(|name| name.to_lowercase().ends_with("sharedstrings.xml"));
            none.then(|| "<sst/>".to_owned())
        }
    }
}

/// Whether the workbook is where it is looked for, and no two parts differ in capitals alone.
fn is_usual(package: &mut ZipPackage) -> bool {
    let names = package.names();
    let ambiguous = |name: &String| name.contains('\\') || name.starts_with('/');
    if names.iter().any(ambiguous) {
        return false;
    }
    let mut names: Vec<String> = names.iter().map(|name| name.to_ascii_lowercase()).collect();
    names.sort_unstable();
    let unique = names.windows(2).all(|pair| pair[0] != pair[1]);
    unique && package.head("_rels/.rels", HEAD).is_some_and(|(links, _)| leads_to_workbook(&links))
}

/// Longest part of links that is looked at.
const HEAD: u64 = 1 << 16;

fn leads_to_workbook(links: &[u8]) -> bool {
    let targets = text_of(links).and_then(|links| {
        elements(links, "Relationship", "Relationships", |e| {
            let is_book = attribute(e, "Type")?.ends_with("/relationships/officeDocument");
            Some(is_book.then(|| attribute(e, "Target")).flatten())
        })
    });
    let targets: Vec<String> = targets.into_iter().flatten().flatten().collect();
    matches!(targets.as_slice(), [target] if target.trim_start_matches('/') == "xl/workbook.xml")
}

fn sheets(book: &[u8], links: &[u8]) -> Option<Vec<ListedSheet>> {
    let targets: BTreeMap<String, (String, bool)> =
        elements(text_of(links)?, "Relationship", "Relationships", |e| {
            let holds_cells = attribute(e, "Type")?.ends_with("/worksheet");
            Some((attribute(e, "Id")?, (attribute(e, "Target")?, holds_cells)))
        })?
        .into_iter()
        .collect();
    let sheets = elements(text_of(book)?, "sheet", "sheets", |e| {
        Some((attribute(e, "name")?, attribute(e, "id")?, attribute(e, "state")))
    })?;
    let sheets = sheets.into_iter().filter_map(|(name, link, state)| {
        let (target, holds_cells) = targets.get(&link)?;
        let part = match target.strip_prefix('/') {
            Some(absolute) => absolute.to_owned(),
            None => format!("xl/{target}"),
        };
        let state = state.unwrap_or_else(|| "visible".to_owned());
        let known = ["visible", "hidden", "veryHidden"].contains(&state.as_str());
        let usual = *holds_cells && known && !name.contains(char::is_control);
        Some(ListedSheet { hidden: state != "visible", name, part, usual })
    });
    Some(sheets.collect())
}

/// A part in UTF-8; the few in another encoding are left to calamine.
fn text_of(part: &[u8]) -> Option<&str> {
    std::str::from_utf8(part).ok()
}

fn calculates_on_load(book: &[u8]) -> bool {
    let calculation = elements(&String::from_utf8_lossy(book), "calcPr", "workbook", |e| {
        attribute(e, "fullCalcOnLoad")
    });
    calculation.is_some_and(|flags| flags.iter().any(|flag| flag == "1" || flag == "true"))
}

fn has_legacy_font(styles: &[u8]) -> bool {
    let text = String::from_utf8_lossy(styles);
    let mut names = text.split("name val=\"").skip(1);
    names.any(|rest| rest.split('"').next().is_some_and(|name| LegacyFont::parse(name).is_some()))
}

/// What stands around the cells of a sheet.
pub(super) fn layout_around(around: &Around) -> Option<Layout> {
    Some(Layout {
        merges: merges(around.tail)?,
        hidden_rows: around.hidden_rows.clone(),
        hidden_columns: hidden_columns(around.head),
    })
}

/// The layout that a part tells; `None` where it cannot be told.
pub(super) fn layout(part: &str) -> Option<Layout> {
    let data = part.find("<sheetData").unwrap_or(part.len());
    Some(Layout {
        merges: merges(part)?,
        hidden_rows: hidden_rows(&part[data..]),
        hidden_columns: hidden_columns(&part[..data]),
    })
}

/// The merged areas stand behind the cells, in the tail of the part.
fn merges(part: &str) -> Option<Vec<Area>> {
    let Some(start) = part.rfind("<mergeCells") else {
        // Another prefix, or none at all.
        return (!part.contains("mergeCell")).then(Vec::new);
    };
    elements(&part[start..], "mergeCell", "mergeCells", |e| area(&attribute(e, "ref")?))
}

fn hidden_columns(head: &str) -> Vec<Span> {
    let spans = elements(head, "col", "cols", |e| {
        let from_0 = |name| attribute(e, name)?.parse::<u32>().ok()?.checked_sub(1);
        Some(
            is_hidden(e)
                .then_some(())
                .and(Some(Span { first: from_0("min")?, last: from_0("max")? })),
        )
    });
    spans.unwrap_or_default().into_iter().flatten().collect()
}

/// Bytes of a tag of a row on either side of an attribute.
const LONGEST_TAG: usize = 1024;

/// The rows are looked at one by one only where any of them is hidden, which is rare.
fn hidden_rows(data: &str) -> Vec<Span> {
    const HIDDEN: &str = " hidden=\"";
    let mut rows = Vec::new();
    for (at, _) in data.match_indices(HIDDEN) {
        // The tag of a row is short; looking further for its ends costs as much as the part is long.
        let start = data.floor_char_boundary(at.saturating_sub(LONGEST_TAG));
        let stop = data.floor_char_boundary(at + LONGEST_TAG);
        let Some(open) = data[start..at].rfind('<').map(|length| start + length) else { continue };
        let Some(end) = data[at..stop].find('>').map(|length| at + length + 1) else { continue };
        let row = elements(&data[open..end], "row", "row", |e| {
            let number = attribute(e, "r")?.parse::<u32>().ok()?.checked_sub(1)?;
            Some(is_hidden(e).then_some(Span::one(number)))
        });
        rows.extend(row.into_iter().flatten().flatten());
    }
    rows
}

fn is_hidden(element: &BytesStart) -> bool {
    attribute(element, "hidden").is_some_and(|value| value == "1" || value == "true")
}

/// What `pick` makes of each element of a name, up to the end of `parent`; `None` where the text is no XML or
/// `pick` refuses one.
pub(super) fn elements<T>(
    text: &str,
    name: &str,
    parent: &str,
    pick: impl Fn(&BytesStart) -> Option<T>,
) -> Option<Vec<T>> {
    let mut reader = Reader::from_str(text);
    // A piece of a part closes elements that it does not open.
    reader.config_mut().check_end_names = false;
    let mut found = Vec::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(e) | Event::Empty(e)) if e.local_name().as_ref() == name => {
                found.push(pick(&e)?);
            }
            Ok(Event::End(e)) if e.local_name().as_ref() == parent => return Some(found),
            Ok(Event::Eof) => return Some(found),
            Ok(_) => {}
            Err(_) => return None,
        }
    }
}

/// `B3:D3`; a single cell is an area of its own.
fn area(reference: &str) -> Option<Area> {
    let (first, last) = reference.split_once(':').unwrap_or((reference, reference));
    Some(Area { first: CellRef::parse(first)?, last: CellRef::parse(last)? })
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Reader as _, Xlsx};

    use super::super::super::cell::area;
    use super::super::super::package::ZipPackage;
    use super::{Layouts, layout};
    use crate::model::{Limits, Span};

    #[test]
    fn the_tail_of_a_part_tells_the_same_merged_areas() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/binh-phuoc-2023q3/cap-huyen");
        for entry in std::fs::read_dir(folder).unwrap() {
            let bytes = std::fs::read(entry.unwrap().path()).unwrap();
            let mut package = ZipPackage::open(&bytes, &Limits::DEFAULT).unwrap();
            let mut layouts = Layouts::open(&mut package).unwrap();
            let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.as_slice())).unwrap();
            for sheet in book.sheet_names() {
                let expected = book.merge_cells_by_sheet_name(&sheet).unwrap();
                let expected: Vec<_> = expected.iter().map(area).collect();
                assert!(!expected.is_empty());
                let part = layouts.part(&sheet).unwrap().unwrap();
                assert_eq!(layout(&part).unwrap().merges, expected, "{sheet}");
            }
        }
    }

    #[test]
    fn hidden_rows_and_columns_are_found() {
        let part = r#"<worksheet><cols><col min="1" max="2" width="9"/><col min="3" max="5" hidden="1"/></cols>
            <sheetData><row r="1"/><row r="7" ht="9" hidden="1"><c/></row><row hidden="0" r="8"/><row r="9" hidden="true"/></sheetData></worksheet>"#;
        let layout = layout(part).unwrap();
        assert_eq!(layout.hidden_columns, [Span { first: 2, last: 4 }]);
        assert_eq!(layout.hidden_rows, [Span::one(6), Span::one(8)]);
    }
}
