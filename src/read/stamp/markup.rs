//! Stamps in XML: the names and properties of Excel's packages, of OpenDocument and of the spreadsheets of Excel 2003.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::model::{STAMP_NAME, StampPlace};
use crate::read::package::ZipPackage;
use crate::read::xml::{attribute, entity, number};

use super::kept::{LONGEST, Stamps};

/// Longest part with properties that is looked at.
const PROPERTIES: u64 = 1 << 16;

/// The stamps of a package of Excel, whose list of sheets is `book` where it is XML.
pub(in crate::read) fn of_office(
    package: &mut ZipPackage,
    book: &str,
    stamps: &mut Stamps,
) -> Result<(), String> {
    if let Some(book) = package.part(book)? {
        of_text(&String::from_utf8_lossy(&book), stamps);
    }
    of_properties(package, "docProps/custom.xml", stamps);
    Ok(())
}

/// The stamps in a part of a package that holds properties.
pub(in crate::read) fn of_properties(package: &mut ZipPackage, part: &str, stamps: &mut Stamps) {
    if let Some((text, _)) = package.head(part, PROPERTIES) {
        of_text(&String::from_utf8_lossy(&text), stamps);
    }
}

/// The stamps in a text of XML. Nearly no text has any, and is searched for their name alone.
pub(in crate::read) fn of_text(text: &str, stamps: &mut Stamps) {
    if !text.contains(STAMP_NAME) {
        return;
    }
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut walk = Walk { stamps, sheets: Vec::new(), scope: None, open: None };
    loop {
        match reader.read_event() {
            Ok(Event::Start(e)) => walk.start(&e),
            Ok(Event::Empty(e)) => {
                walk.start(&e);
                walk.end(e.local_name().as_ref());
            }
            Ok(Event::End(e)) => walk.end(e.local_name().as_ref()),
            Ok(Event::Text(piece)) => walk.push(&piece.xml10_content()),
            Ok(Event::CData(piece)) => walk.push(&piece),
            Ok(Event::GeneralRef(piece)) => walk.push(&entity(&piece)),
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

struct Walk<'s> {
    stamps: &'s mut Stamps,
    /// Sheets as a workbook lists them.
    sheets: Vec<String>,
    /// The sheet at hand, where names stand in their sheet.
    scope: Option<String>,
    /// The element whose text is a stamp.
    open: Option<OpenStamp>,
}

struct OpenStamp {
    element: String,
    place: StampPlace,
    text: String,
}

impl Walk<'_> {
    fn start(&mut self, element: &BytesStart) {
        let name = element.local_name();
        let is_named = || attribute(element, "name").as_deref() == Some(STAMP_NAME);
        match name.as_ref() {
            "sheet" => self.sheets.push(attribute(element, "name").unwrap_or_default()),
            "table" => self.scope = attribute(element, "name"),
            "Worksheet" => self.scope = attribute(element, "Name"),
            "definedName" if is_named() => {
                let sheet = attribute(element, "localSheetId").map(|_| {
                    let place = number(element, "localSheetId").map_or(usize::MAX, |n| n as usize);
                    self.sheets.get(place).cloned().unwrap_or_default()
                });
                self.open(element, StampPlace::Name { sheet });
            }
            "property" | "user-defined" if is_named() => self.open(element, StampPlace::Property),
            STAMP_NAME => self.open(element, StampPlace::Property),
            "named-expression" if is_named() => self.in_attribute(element, "expression"),
            "NamedRange" if attribute(element, "Name").as_deref() == Some(STAMP_NAME) => {
                self.in_attribute(element, "RefersTo");
            }
            _ => {}
        }
    }

    fn open(&mut self, element: &BytesStart, place: StampPlace) {
        let element = element.local_name().as_ref().to_owned();
        self.open = Some(OpenStamp { element, place, text: String::new() });
    }

    fn in_attribute(&mut self, element: &BytesStart, name: &str) {
        let text = attribute(element, name).unwrap_or_default();
        self.stamps.put(StampPlace::Name { sheet: self.scope.clone() }, &text);
    }

    fn push(&mut self, text: &str) {
        // One letter more than is kept tells that it goes on.
        if let Some(open) = self.open.as_mut().filter(|open| open.text.len() <= LONGEST) {
            open.text.push_str(text);
        }
    }

    fn end(&mut self, name: &str) {
        if matches!(name, "table" | "Worksheet") {
            self.scope = None;
        }
        if let Some(open) = self.open.take_if(|open| open.element == name) {
            self.stamps.put(open.place, &open.text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::of_text;
    use crate::model::{Stamp, StampPlace};
    use crate::read::stamp::kept::Stamps;

    fn found(text: &str) -> Vec<Stamp> {
        let mut stamps = Stamps::default();
        of_text(text, &mut stamps);
        stamps.into_all()
    }

    fn stamp(place: StampPlace, text: &str) -> Stamp {
        Stamp { place, text: text.to_owned() }
    }

    #[test]
    fn every_dialect_tells_its_names_and_properties() {
        let workbook = StampPlace::Name { sheet: None };
        for text in [
            "<workbook><sheets><sheet name=\"a\"/></sheets><definedNames><definedName name=\"khac\">1</definedName><definedName name=\"tthc_form\">&quot;f;1;2;2023-Q3&quot;</definedName></definedNames></workbook>",
            "<x:definedName hidden=\"1\" name=\"tthc_form\"><![CDATA[\"f;1;2;2023-Q3\"]]></x:definedName>",
            "<table:named-expressions><table:named-expression table:name=\"tthc_form\" table:expression=\"&quot;f;1;2;2023-Q3&quot;\"/></table:named-expressions>",
            "<Names><NamedRange ss:Name=\"tthc_form\" ss:RefersTo=\"&quot;f;1;2;2023-Q3&quot;\"/></Names>",
        ] {
            assert_eq!(found(text), [stamp(workbook.clone(), "\"f;1;2;2023-Q3\"")], "{text}");
        }
        for text in [
            "<Properties><property name=\"khac\"><vt:lpwstr>x</vt:lpwstr></property><property name=\"tthc_form\"><vt:lpwstr>f;1;2;2023-Q3</vt:lpwstr></property></Properties>",
            "<meta:user-defined meta:name=\"tthc_form\">f;1;2;&#50;023-Q3</meta:user-defined>",
            "<CustomDocumentProperties><tthc_form dt:dt=\"string\">f;1;2;2023-Q3</tthc_form></CustomDocumentProperties>",
        ] {
            assert_eq!(found(text), [stamp(StampPlace::Property, "f;1;2;2023-Q3")], "{text}");
        }
    }

    #[test]
    fn a_name_of_one_sheet_is_told_with_its_sheet() {
        let of = |sheet: &str| StampPlace::Name { sheet: Some(sheet.to_owned()) };
        let listed = "<sheets><sheet name=\"a\"/><sheet name=\"b &amp; c\"/></sheets><definedName name=\"tthc_form\" localSheetId=\"1\">1</definedName>";
        assert_eq!(found(listed), [stamp(of("b & c"), "1")]);
        let inside = "<table:table table:name=\"a\"><table:named-expression table:name=\"tthc_form\" table:expression=\"1\"/></table:table><table:named-expression table:name=\"tthc_form\" table:expression=\"2\"/>";
        assert_eq!(
            found(inside),
            [stamp(of("a"), "1"), stamp(StampPlace::Name { sheet: None }, "2")]
        );
        // A sheet that is not there has no name that could be anybody's.
        let lost = "<definedName name=\"tthc_form\" localSheetId=\"7\">1</definedName>";
        assert_eq!(found(lost), [stamp(of(""), "1")]);
    }

    #[test]
    fn hostile_stamps_are_few_and_short() {
        let name = |n: u32| format!("<definedName name=\"tthc_form\">{n}</definedName>");
        let names: Vec<String> = (0..5_000).map(name).collect();
        assert_eq!(found(&names.concat()).len(), 200);
        let long =
            format!("<property name=\"tthc_form\"><a>{}</a></property>", "ộ".repeat(1 << 20));
        assert!(found(&long).iter().all(|stamp| stamp.text.len() <= 300));
        // An entity that the file declares is not unfolded.
        let declared = "<!DOCTYPE a [<!ENTITY x \"phu-luc-3\">]><property name=\"tthc_form\"><a>&x;</a></property>";
        assert_eq!(found(declared), [stamp(StampPlace::Property, "&x;")]);
        assert_eq!(found("<property name=\"tthc_form\"><a>cut"), []);
    }
}
