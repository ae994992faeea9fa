//! Small helpers over the XML parts of a Word package: properties and relationships. Knows nothing of tables.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::super::package::ZipPackage;
use super::super::xml::attribute;

/// Deepest nesting that is followed; Word itself stays far below a hundred.
pub(super) const DEEPEST: usize = 4096;

/// Whether a property that is there is on: `<w:hidden/>`, but not `<w:hidden w:val="0"/>`.
pub(super) fn is_on(element: &BytesStart) -> bool {
    !matches!(attribute(element, "val").as_deref(), Some("0" | "false" | "off"))
}

/// A count in `w:val`; one too large for a number is as large as can be, anything else is none.
pub(super) fn count(element: &BytesStart) -> Option<u32> {
    let text = attribute(element, "val")?;
    let digits = text.trim();
    let is_count = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_count.then(|| digits.parse().unwrap_or(u32::MAX))
}

/// Visits the elements of a small part, each start and, as `None`, each end; stops where it is no XML.
pub(super) fn each_element(part: &[u8], mut visit: impl FnMut(Option<&BytesStart>)) {
    let mut reader = Reader::from_reader(part);
    reader.config_mut().expand_empty_elements = true;
    let mut depth = 0;
    while depth < DEEPEST {
        match reader.read_event() {
            Ok(Event::Start(e)) => {
                depth += 1;
                visit(Some(&e));
            }
            Ok(Event::End(_)) => {
                depth -= 1;
                visit(None);
            }
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

/// The name of the part that `source` is related to by a relationship whose type ends in `kind`. The package
/// itself is the source with an empty name.
pub(super) fn related(
    package: &mut ZipPackage,
    source: &str,
    kind: &str,
) -> Result<Option<String>, String> {
    let (folder, file) = source.rsplit_once('/').unwrap_or(("", source));
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let Some(links) = package.part(&format!("{folder}_rels/{file}.rels"))? else {
        return Ok(None);
    };
    let mut found = None;
    each_element(&links, |element| {
        let Some(e) = element.filter(|e| e.local_name().as_ref() == "Relationship") else {
            return;
        };
        let fits = attribute(e, "Type").is_some_and(|t| t.rsplit('/').next() == Some(kind));
        if fits && found.is_none() {
            found = attribute(e, "Target").map(|target| match target.strip_prefix('/') {
                Some(absolute) => absolute.to_owned(),
                None => format!("{folder}{target}"),
            });
        }
    });
    Ok(found)
}
