//! What the styles of an OpenDocument spreadsheet say about cells and sheets: old fonts, and what is hidden.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::model::Shown;
use crate::text::LegacyFont;

use super::super::runs::PieceLook;
use super::super::xml::{attribute, number};

/// The styles of a spreadsheet by name.
#[derive(Debug, Default)]
pub(super) struct Styles {
    faces: BTreeMap<String, LegacyFont>,
    fonts: BTreeMap<String, LegacyFont>,
    parents: BTreeMap<String, String>,
    hidden: BTreeSet<String>,
    /// Whether those that say so raise their text, and strike it through.
    looks: BTreeMap<String, [Option<bool>; 2]>,
    /// One of them does.
    has_looks: bool,
    /// Formats of numbers that show thousands.
    scales: BTreeSet<String>,
    /// The formats of styles.
    formats: BTreeMap<String, String>,
}

/// Parents of a style that are asked; a circle of them must end.
const MOST_PARENTS: usize = 8;

impl Styles {
    /// Reads the styles of a part up to its body; what is broken is passed over.
    pub(super) fn read(&mut self, text: &str) {
        let mut reader = Reader::from_str(text);
        let (mut style, mut format) = (String::new(), String::new());
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
                        if let Some(format) = attribute(&e, "data-style-name") {
                            self.formats.insert(style.clone(), format);
                        }
                    }
                    "number-style" => format = attribute(&e, "name").unwrap_or_default(),
                    "number" if number(&e, "display-factor").is_some_and(|by| by > 1) => {
                        self.scales.insert(format.clone());
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
        let line = ["text-line-through-style", "text-line-through-type"];
        let line = line.map(|name| attribute(element, name));
        let said = line.iter().any(Option::is_some);
        let struck = said.then(|| line.iter().flatten().any(|line| line != "none"));
        let position = attribute(element, "text-position");
        let raised = position.map(|to| !to.trim_start().starts_with("0%"));
        let look = [raised, struck];
        if look != [None, None] {
            self.has_looks |= look.contains(&Some(true));
            self.looks.insert(style.to_owned(), look);
        }
    }

    /// Whether cells of some style are to be told apart from others.
    pub(super) fn matter(&self) -> bool {
        self.has_looks || !self.scales.is_empty() || !self.fonts.is_empty()
    }

    /// How text of a style looks.
    pub(super) fn look(&self, style: &str) -> PieceLook {
        if !self.has_looks {
            return PieceLook::default();
        }
        let says = |property: usize| {
            let said = |style| self.looks.get(style).and_then(|look| look[property]);
            self.above(style).find_map(said).unwrap_or_default()
        };
        PieceLook { raised: says(0), struck: says(1) }
    }

    /// How a number of a style is shown, where that is not what it is.
    pub(super) fn shown(&self, style: &str) -> Option<Shown> {
        if self.scales.is_empty() && !self.has_looks {
            return None;
        }
        if self.look(style).struck {
            return Some(Shown::Struck);
        }
        let format = self.above(style).find_map(|style| self.formats.get(style))?;
        self.scales.contains(format).then_some(Shown::Scaled)
    }

    /// A style and those that it builds on.
    fn above<'s>(&'s self, style: &'s str) -> impl Iterator<Item = &'s str> {
        let above = |style: &&'s str| self.parents.get(*style).map(String::as_str);
        std::iter::successors(Some(style), above).take(MOST_PARENTS)
    }

    /// The old font of a style, its own or its parents'.
    pub(super) fn font(&self, style: &str) -> Option<LegacyFont> {
        if self.fonts.is_empty() {
            return None;
        }
        self.above(style).find_map(|style| self.fonts.get(style)).copied()
    }

    /// Whether a style hides its sheet.
    pub(super) fn hides(&self, style: &str) -> bool {
        self.hidden.contains(style)
    }
}
