//! Fonts of a Word document: what its styles say about text whose runs name no font. Only whether a font is
//! one of the time before Unicode matters here.

use std::collections::BTreeMap;

use quick_xml::events::BytesStart;

use crate::text::LegacyFont;

use super::super::xml::attribute;
use super::parts::each_element;

/// What is said about the font of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Face {
    /// Nothing: whatever stands around it decides.
    #[default]
    Unsaid,
    /// A font of today.
    Plain,
    /// A font of the time before Unicode.
    Legacy(LegacyFont),
}

impl Face {
    /// The font that `w:rFonts` names.
    pub(super) fn named(fonts: &BytesStart) -> Self {
        let names = ["ascii", "hAnsi"].map(|name| attribute(fonts, name));
        if let Some(font) = names.iter().flatten().find_map(|name| LegacyFont::parse(name)) {
            return Self::Legacy(font);
        }
        let themed = || attribute(fonts, "asciiTheme").is_some();
        if names.iter().any(Option::is_some) || themed() { Self::Plain } else { Self::Unsaid }
    }

    /// This font, or the other where nothing is said about this one.
    pub(super) const fn or(self, other: Self) -> Self {
        match self {
            Self::Unsaid => other,
            said => said,
        }
    }
}

/// Styles that are kept; the rest of a hostile list is not.
const MOST_STYLES: usize = 10_000;

/// Styles that build on one another.
const LONGEST_CHAIN: usize = 16;

#[derive(Debug, Default)]
struct Style {
    face: Face,
    based_on: Option<String>,
}

/// The fonts of the styles of a document.
#[derive(Debug, Default)]
pub(super) struct Fonts {
    styles: BTreeMap<String, Style>,
    /// The style of paragraphs that name none.
    usual: Option<String>,
    /// The font where no style says anything.
    default: Face,
}

/// An element of the part of the styles that is open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Style,
    Defaults,
    Runs,
    Other,
}

impl Fonts {
    /// The fonts of the part of the styles.
    pub(super) fn of(part: &[u8]) -> Self {
        let mut fonts = Self::default();
        let mut path: Vec<Open> = Vec::new();
        let mut current: Option<(String, Style)> = None;
        each_element(part, |element| {
            let Some(e) = element else {
                if path.pop() == Some(Open::Style)
                    && let Some((id, style)) = current.take()
                    && fonts.styles.len() < MOST_STYLES
                {
                    fonts.styles.insert(id, style);
                }
                return;
            };
            let open = match (e.local_name().as_ref(), path.last()) {
                ("style", _) => {
                    current = Some((fonts.begin(e), Style::default()));
                    Open::Style
                }
                ("rPrDefault", _) => Open::Defaults,
                ("rPr", Some(Open::Style | Open::Defaults)) => Open::Runs,
                _ => Open::Other,
            };
            match (e.local_name().as_ref(), &mut current) {
                ("basedOn", Some((_, style))) => {
                    style.based_on = attribute(e, "val");
                }
                ("rFonts", Some((_, style))) if path.last() == Some(&Open::Runs) => {
                    style.face = Face::named(e);
                }
                ("rFonts", None) if path.last() == Some(&Open::Runs) => {
                    fonts.default = Face::named(e);
                }
                _ => {}
            }
            path.push(open);
        });
        fonts
    }

    /// The id of a style that begins, noted where it is the usual one of paragraphs.
    fn begin(&mut self, style: &BytesStart) -> String {
        let id = attribute(style, "styleId").unwrap_or_default();
        let usual = attribute(style, "default").is_some_and(|on| on != "0" && on != "false");
        if usual && attribute(style, "type").as_deref() == Some("paragraph") {
            self.usual = Some(id.clone());
        }
        id
    }

    /// The font of a paragraph of a style, or of one that names none.
    pub(super) fn paragraph(&self, style: Option<&str>) -> Face {
        let named = style.or(self.usual.as_deref()).map_or(Face::Unsaid, |id| self.style(id));
        named.or(self.default)
    }

    /// What a style says, itself or by those that it builds on.
    pub(super) fn style(&self, id: &str) -> Face {
        let mut next = Some(id);
        for _ in 0..LONGEST_CHAIN {
            let Some(style) = next.and_then(|id| self.styles.get(id)) else { break };
            if style.face != Face::Unsaid {
                return style.face;
            }
            next = style.based_on.as_deref();
        }
        Face::Unsaid
    }
}

#[cfg(test)]
mod tests {
    use super::{Face, Fonts};

    const STYLES: &str = r#"<w:styles xmlns:w="w">
        <w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi"/></w:rPr></w:rPrDefault></w:docDefaults>
        <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr></w:style>
        <w:style w:type="paragraph" w:styleId="Bang"><w:basedOn w:val="Normal"/><w:pPr><w:rPr><w:rFonts w:ascii="Arial"/></w:rPr></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="Moi"><w:basedOn w:val="Bang"/><w:rPr><w:rFonts w:ascii="Arial"/></w:rPr></w:style>
        <w:style w:type="paragraph" w:styleId="Vong"><w:basedOn w:val="Vong"/></w:style>
        </w:styles>"#;

    #[test]
    fn styles_build_on_one_another() {
        let fonts = Fonts::of(STYLES.as_bytes());
        assert!(matches!(fonts.paragraph(None), Face::Legacy(_)));
        assert!(matches!(fonts.paragraph(Some("Bang")), Face::Legacy(_)));
        assert_eq!(fonts.paragraph(Some("Moi")), Face::Plain);
        assert_eq!(fonts.paragraph(Some("Vong")), Face::Plain);
        assert_eq!(Fonts::of(b"<w:styles").paragraph(None), Face::Unsaid);
    }
}
