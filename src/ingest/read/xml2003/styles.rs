//! The styles of an XML spreadsheet, as far as they name fonts of the time before Unicode.

use std::collections::BTreeMap;

use quick_xml::events::BytesStart;

use crate::text::LegacyFont;

use super::super::xml::attribute;

/// The style of what names none, and of what a style leaves open.
const DEFAULT: &str = "Default";
/// Most styles above a style; they may go round in a circle.
const MOST_PARENTS: usize = 16;

#[derive(Debug, Default)]
struct Style {
    parent: Option<String>,
    font: Option<String>,
}

/// Styles by their names.
#[derive(Debug, Default)]
pub(super) struct Styles {
    known: BTreeMap<String, Style>,
    /// The style at hand.
    open: Option<(String, Style)>,
    /// One of them names a font that counts.
    has_legacy: bool,
}

impl Styles {
    /// An element of the part that declares styles begins.
    pub(super) fn start(&mut self, name: &str, element: &BytesStart) {
        match (name, &mut self.open) {
            ("Style", _) => {
                let id = attribute(element, "ID").unwrap_or_default();
                let style = Style { parent: attribute(element, "Parent"), font: None };
                self.open = Some((id, style));
            }
            ("Font", Some((_, style))) => {
                style.font = attribute(element, "FontName");
                let legacy = style.font.as_deref().and_then(LegacyFont::parse);
                self.has_legacy |= legacy.is_some();
            }
            _ => {}
        }
    }

    /// An element of that part ends.
    pub(super) fn end(&mut self, name: &str) {
        if name == "Style" {
            self.known.extend(self.open.take());
        }
    }

    /// The font of a style, or of the default style, where it is one of the time before Unicode.
    pub(super) fn font(&self, style: Option<&str>) -> Option<LegacyFont> {
        if !self.has_legacy {
            return None;
        }
        let mut name = style.unwrap_or(DEFAULT);
        for _ in 0..MOST_PARENTS {
            let style = self.known.get(name);
            if let Some(font) = style.and_then(|style| style.font.as_deref()) {
                return LegacyFont::parse(font);
            }
            let parent = style.and_then(|style| style.parent.as_deref());
            if parent.is_none() && name == DEFAULT {
                return None;
            }
            name = parent.unwrap_or(DEFAULT);
        }
        None
    }
}
