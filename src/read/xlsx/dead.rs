//! Entries of the list of sheets behind which there is no sheet. Excel leaves one where an old module of macros was, and
//! opens the workbook all the same; calamine refuses it whole. Such a workbook is read as one that does not list them.

use std::collections::BTreeSet;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::super::draft::Draft;
use super::super::package::{self, ZipPackage};
use super::super::xml::attribute;
use super::layout::elements;

/// A workbook without the dead entries of its list, and a draft for each of these that tells what it is.
pub(super) struct Mended {
    pub(super) bytes: Vec<u8>,
    pub(super) dead: Vec<Draft>,
}

/// An entry of the list of sheets.
struct ListEntry {
    /// Where it stands in the part.
    at: Range<usize>,
    name: String,
    link: Option<String>,
}

/// The workbook without its dead entries; `Ok(None)` where it has none, or where that cannot be told. The reason in
/// Vietnamese where its parts are too large.
pub(super) fn mended(package: &mut ZipPackage, bytes: &[u8]) -> Result<Option<Mended>, String> {
    let path = book_path(package)?;
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
    let links = format!("{folder}/_rels/{name}.rels");
    let links = package.part(links.trim_start_matches('/'))?.and_then(text_of);
    let Some((book, links)) = package.part(&path)?.and_then(text_of).zip(links) else {
        return Ok(None);
    };
    let links = elements(&links, "Relationship", "Relationships", |e| attribute(e, "Id"));
    let Some((entries, links)) = entries(&book).zip(links) else { return Ok(None) };
    let links: BTreeSet<String> = links.into_iter().collect();
    let leads = |entry: &ListEntry| entry.link.as_ref().is_some_and(|link| links.contains(link));
    let dead: Vec<ListEntry> = entries.into_iter().filter(|entry| !leads(entry)).collect();
    if dead.is_empty() {
        return Ok(None);
    }
    let listed = without(&book, &dead);
    let bytes = package::with_part(bytes, &path, listed.as_bytes());
    Ok(bytes.map(|bytes| Mended { bytes, dead: dead.iter().map(told).collect() }))
}

/// Where the list of sheets is.
fn book_path(package: &mut ZipPackage) -> Result<String, String> {
    const USUAL: &str = "xl/workbook.xml";
    let links = package.part("_rels/.rels")?.and_then(text_of).unwrap_or_default();
    let targets = elements(&links, "Relationship", "Relationships", |e| {
        let is_book = attribute(e, "Type")?.ends_with("/officeDocument");
        Some(attribute(e, "Target").filter(|_| is_book))
    });
    let target = targets.into_iter().flatten().flatten().next();
    Ok(target.map_or_else(|| USUAL.to_owned(), |path| path.trim_start_matches('/').to_owned()))
}

fn text_of(part: Vec<u8>) -> Option<String> {
    String::from_utf8(part).ok()
}

/// The entries of the list of sheets; `None` where it cannot be read.
fn entries(book: &str) -> Option<Vec<ListEntry>> {
    let entry = |e: &BytesStart, at| {
        Some(ListEntry { at, name: attribute(e, "name")?, link: attribute(e, "id") })
    };
    let mut reader = Reader::from_str(book);
    let mut entries: Vec<ListEntry> = Vec::new();
    loop {
        let start = usize::try_from(reader.buffer_position()).ok()?;
        let event = reader.read_event().ok()?;
        let end = usize::try_from(reader.buffer_position()).ok()?;
        match event {
            Event::Start(e) | Event::Empty(e) if e.local_name().as_ref() == "sheet" => {
                entries.push(entry(&e, start..end)?);
            }
            Event::End(e) if e.local_name().as_ref() == "sheet" => entries.last_mut()?.at.end = end,
            Event::End(e) if e.local_name().as_ref() == "sheets" => break,
            Event::Eof => break,
            _ => {}
        }
    }
    let begins =
        |entry: &ListEntry| book.get(entry.at.clone()).is_some_and(|it| it.starts_with('<'));
    entries.iter().all(begins).then_some(entries)
}

fn without(book: &str, dead: &[ListEntry]) -> String {
    let mut left = String::with_capacity(book.len());
    let mut from = 0;
    for entry in dead {
        left.push_str(&book[from..entry.at.start]);
        from = entry.at.end;
    }
    left + &book[from..]
}

/// What is said of a dead entry: one that points to nothing never had cells, one whose part is gone had some.
fn told(entry: &ListEntry) -> Draft {
    Draft::of_dead_entry(&entry.name, entry.link.as_ref().is_some_and(|link| !link.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::{entries, without};

    #[test]
    fn entries_are_cut_out_of_the_list_as_they_stand() {
        let book = r#"<workbook><sheets><sheet name="A" r:id="r1"/> <sheet name="B &amp; C" r:id=""></sheet><sheet name="D"/></sheets><x/></workbook>"#;
        let listed = entries(book).unwrap();
        let names: Vec<&str> = listed.iter().map(|entry| entry.name.as_str()).collect();
        assert_eq!(names, ["A", "B & C", "D"]);
        let links: Vec<Option<&str>> = listed.iter().map(|entry| entry.link.as_deref()).collect();
        assert_eq!(links, [Some("r1"), Some(""), None]);
        let left = without(book, &listed[1..]);
        let expected = r#"<workbook><sheets><sheet name="A" r:id="r1"/> </sheets><x/></workbook>"#;
        assert_eq!(left, expected);
    }
}
