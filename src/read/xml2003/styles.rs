//! The styles of an XML spreadsheet, as far as they name fonts of the time before Unicode or show something else than a
//! cell holds.

use std::collections::BTreeMap;

use quick_xml::events::BytesStart;

use crate::model::Shown;
use crate::text::LegacyFont;

use super::super::shown::mark_of;
use super::super::xml::attribute;

/// The style of what names none, and of what a style leaves open.
const DEFAULT: &str = "Default";
/// Most styles above a style; they may go round in a circle.
const MOST_PARENTS: usize = 16;

#[derive(Debug, Default)]
struct Style {
    parent: Option<String>,
    font: Option<String>,
    struck: Option<bool>,
    format: Option<NumberFormat>,
}

/// How a format shows a number, where that is not what it is.
#[derive(Debug, Clone, Copy)]
struct NumberFormat(Option<Shown>);

/// Styles by their names.
#[derive(Debug, Default)]
pub(super) struct Styles {
    known: BTreeMap<String, Style>,
    /// The style at hand.
    open: Option<(String, Style)>,
    /// One of them names a font that counts.
    has_legacy: bool,
    /// One of them shows something else than a cell holds.
    has_marks: bool,
}

impl Styles {
    /// An element of the part that declares styles begins.
    pub(super) fn start(&mut self, name: &str, element: &BytesStart) {
        match (name, &mut self.open) {
            ("Style", _) => {
                let id = attribute(element, "ID").unwrap_or_default();
                let parent = attribute(element, "Parent");
                self.open = Some((id, Style { parent, ..Style::default() }));
            }
            ("Font", Some((_, style))) => {
                style.font = attribute(element, "FontName");
                let legacy = style.font.as_deref().and_then(LegacyFont::parse);
                self.has_legacy |= legacy.is_some();
                let struck = attribute(element, "StrikeThrough");
                style.struck = struck.map(|struck| matches!(struck.trim(), "1" | "true"));
                self.has_marks |= style.struck == Some(true);
            }
            ("NumberFormat", Some((_, style))) => {
                // One that names no format is that of general numbers.
                let mark = attribute(element, "Format").and_then(|format| match format.as_str() {
                    "Percent" => Some(Shown::Percent),
                    code => mark_of(code),
                });
                style.format = Some(NumberFormat(mark));
                self.has_marks |= mark.is_some();
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
        let named = self.above(style).find_map(|style| style.font.as_deref());
        LegacyFont::parse(named?)
    }

    /// How cells of a style are shown, where that is not what they hold.
    pub(super) fn shown(&self, style: Option<&str>) -> Option<Shown> {
        if !self.has_marks {
            return None;
        }
        if self.above(style).find_map(|style| style.struck) == Some(true) {
            return Some(Shown::Struck);
        }
        self.above(style).find_map(|style| style.format)?.0
    }

    /// A style and those that it builds on, at last the one of what names none.
    fn above<'s>(&'s self, style: Option<&'s str>) -> impl Iterator<Item = &'s Style> {
        let next = |name: &&'s str| {
            let parent = self.known.get(*name).and_then(|style| style.parent.as_deref());
            parent.or_else(|| (*name != DEFAULT).then_some(DEFAULT))
        };
        let names = std::iter::successors(Some(style.unwrap_or(DEFAULT)), next);
        names.take(MOST_PARENTS).filter_map(|name| self.known.get(name))
    }
}
