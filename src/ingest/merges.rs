//! Merged areas of a sheet, taken from the tail of its part. calamine decodes the whole part a second time for
//! them, which costs as much as reading the cells; where anything here is not as expected, it is asked after all.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;

use crate::model::{Area, CellRef};

/// Most bytes of a part that are inflated.
const LARGEST_PART: u64 = 256 << 20;

/// The package of an xlsx with the parts of its sheets.
pub(super) struct Merges<'b> {
    package: ZipArchive<Cursor<&'b [u8]>>,
    parts: BTreeMap<String, String>,
}

impl<'b> Merges<'b> {
    /// Opens the package; `None` where it is not laid out as usual.
    pub(super) fn open(bytes: &'b [u8]) -> Option<Self> {
        let mut package = ZipArchive::new(Cursor::new(bytes)).ok()?;
        let book = part(&mut package, "xl/workbook.xml")?;
        let links = part(&mut package, "xl/_rels/workbook.xml.rels")?;
        let targets: BTreeMap<String, String> =
            elements(book_text(&links)?, "Relationship", |e| {
                Some((attribute(e, "Id")?, attribute(e, "Target")?))
            })?
            .into_iter()
            .collect();
        let sheets = elements(book_text(&book)?, "sheet", |e| {
            Some((attribute(e, "name")?, attribute(e, "r:id")?))
        })?;
        let parts = sheets.into_iter().filter_map(|(name, link)| {
            let target = targets.get(&link)?;
            let path = match target.strip_prefix('/') {
                Some(absolute) => absolute.to_owned(),
                None => format!("xl/{target}"),
            };
            Some((name, path))
        });
        let parts = parts.collect();
        Some(Self { package, parts })
    }

    /// The merged areas of a sheet; `None` where they cannot be told from its tail.
    pub(super) fn of(&mut self, sheet: &str) -> Option<Vec<Area>> {
        let part = part(&mut self.package, self.parts.get(sheet)?)?;
        let text = book_text(&part)?;
        let Some(start) = text.rfind("<mergeCells") else {
            // Another prefix, or none at all.
            return (!text.contains("mergeCell")).then(Vec::new);
        };
        elements(&text[start..], "mergeCell", |e| area(&attribute(e, "ref")?))
    }
}

fn part(package: &mut ZipArchive<Cursor<&[u8]>>, path: &str) -> Option<Vec<u8>> {
    let file = package.by_name(path).ok()?;
    let mut bytes = Vec::new();
    file.take(LARGEST_PART).read_to_end(&mut bytes).ok()?;
    // A part cut off here has lost its tail.
    ((bytes.len() as u64) < LARGEST_PART).then_some(bytes)
}

/// A part in UTF-8; the few in another encoding are left to calamine.
fn book_text(part: &[u8]) -> Option<&str> {
    std::str::from_utf8(part).ok()
}

/// What `pick` makes of each element of a name; `None` where the text is no XML or `pick` refuses one.
fn elements<T>(text: &str, name: &str, pick: impl Fn(&BytesStart) -> Option<T>) -> Option<Vec<T>> {
    let mut reader = Reader::from_str(text);
    // The tail of a part closes elements that it does not open.
    reader.config_mut().check_end_names = false;
    let mut found = Vec::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(e) | Event::Empty(e)) if e.local_name().as_ref() == name => {
                found.push(pick(&e)?);
            }
            Ok(Event::End(e)) if e.local_name().as_ref() == "mergeCells" => return Some(found),
            Ok(Event::Eof) => return Some(found),
            Ok(_) => {}
            Err(_) => return None,
        }
    }
}

fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    let attribute = element.try_get_attribute(name).ok()??;
    Some(attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

/// `B3:D3`; a single cell is an area of its own.
fn area(reference: &str) -> Option<Area> {
    let (first, last) = reference.split_once(':').unwrap_or((reference, reference));
    Some(Area { first: CellRef::parse(first)?, last: CellRef::parse(last)? })
}
