//! What the styles of an OpenDocument spreadsheet say about cells and sheets: old fonts, and what is hidden.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::text::LegacyFont;

use super::super::xml::attribute;

/// The styles of a spreadsheet by name.
#[derive(Debug, Default)]
pub(super) struct Styles {
    faces: BTreeMap<String, LegacyFont>,
    fonts: BTreeMap<String, LegacyFont>,
    parents: BTreeMap<String, String>,
    hidden: BTreeSet<String>,
}

/// Parents of a style that are asked; a circle of them must end.
const MOST_PARENTS: usize = 8;

impl Styles {
    /// Reads the styles of a part up to its body; what is broken is passed over.
    pub(super) fn read(&mut self, text: &str) {
        let mut reader = Reader::from_str(text);
        let mut style = String::new();
        loop {
            match reader.read_event() {
                Ok(Event::Start(e) | Event::Empty(e)) => match e.local_name().as_ref() {
                    "body" => return,
                    "font-face" => self.face(&e),
                    "style" => {
                        style = attribute(&e, "name").unwrap_or_default();
                        if let Some(parent) = attribute(&e, "parent-style-name") {
                            self.parents.insert(style.clone(), parent);
                        }
                    }
                    "text-properties" => self.text_properties(&style, &e),
                    "table-properties" if attribute(&e, "display").as_deref() == Some("false") => {
                        self.hidden.insert(style.clone());
                    }
                    _ => {}
                },
                Ok(Event::Eof) | Err(_) => return,
                Ok(_) => {}
            }
        }
    }

    fn face(&mut self, element: &BytesStart) {
        let Some(name) = attribute(element, "name") else { return };
        let family = attribute(element, "font-family").unwrap_or_else(|| name.clone());
        if let Some(font) = LegacyFont::parse(family.trim_matches('\'')) {
            self.faces.insert(name, font);
        }
    }

    fn text_properties(&mut self, style: &str, element: &BytesStart) {
        let face = attribute(element, "font-name").and_then(|name| self.faces.get(&name).copied());
        let family = attribute(element, "font-family");
        let family = family.and_then(|family| LegacyFont::parse(family.trim_matches('\'')));
        if let Some(font) = face.or(family) {
            self.fonts.insert(style.to_owned(), font);
        }
    }

    /// The old font of a style, its own or its parents'.
    pub(super) fn font(&self, style: &str) -> Option<LegacyFont> {
        if self.fonts.is_empty() {
            return None;
        }
        let line = std::iter::successors(Some(style), |style| {
            self.parents.get(*style).map(String::as_str)
        });
        line.take(MOST_PARENTS).find_map(|style| self.fonts.get(style)).copied()
    }

    /// Whether a style hides its sheet.
    pub(super) fn hides(&self, style: &str) -> bool {
        self.hidden.contains(style)
    }
}
