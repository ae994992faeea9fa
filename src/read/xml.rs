//! Elements of XML by their local names, whatever prefix a program gives them.

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart};

/// An attribute by its local name, entities resolved; `None` where it is not there or broken.
pub(super) fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    attributes.with_checks(false);
    let mut attributes = attributes.filter_map(Result::ok);
    let found = attributes.find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(found.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

/// An attribute that is a whole number.
pub(super) fn number(element: &BytesStart, name: &str) -> Option<u32> {
    attribute(element, name)?.trim().parse().ok()
}

/// The letter behind `&lt;` or `&#10;`; an entity that a file declares itself stays as it is written, for one
/// can be made to unfold without end.
pub(super) fn entity(reference: &BytesRef) -> String {
    let name = reference.xml10_content();
    match reference.resolve_char_ref() {
        Ok(Some(letter)) => letter.to_string(),
        _ => resolve_predefined_entity(&name).map_or_else(|| format!("&{name};"), str::to_owned),
    }
}
