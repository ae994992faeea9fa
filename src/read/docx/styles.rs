//! What the styles of a Word document say about text whose runs do not say it themselves: whether a font is one of the
//! time before Unicode, and whether the text is raised or struck through.

use std::collections::BTreeMap;

use quick_xml::events::BytesStart;

use crate::text::LegacyFont;

use super::super::runs::PieceLook;
use super::super::xml::attribute;
use super::parts::{each_element, is_on};

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

/// What is said about a text, by a run or by a style.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Properties {
    pub(super) face: Face,
    /// Once, and twice: each counts for itself.
    struck: [Option<bool>; 2],
    raised: Option<bool>,
}

impl Properties {
    /// Takes a property; it counts more than what was said before.
    pub(super) fn say(&mut self, property: &BytesStart) {
        match property.local_name().as_ref() {
            "rFonts" => self.face = Face::named(property).or(self.face),
            "strike" => self.struck[0] = Some(is_on(property)),
            "dstrike" => self.struck[1] = Some(is_on(property)),
            "vertAlign" => {
                self.raised =
                    Some(attribute(property, "val").is_some_and(|to| to.ends_with("script")));
            }
            _ => {}
        }
    }

    /// These, or the others where nothing is said.
    pub(super) fn or(self, other: Self) -> Self {
        let [once, twice] = self.struck;
        Self {
            face: self.face.or(other.face),
            struck: [once.or(other.struck[0]), twice.or(other.struck[1])],
            raised: self.raised.or(other.raised),
        }
    }

    /// How the text looks.
    pub(super) fn look(self) -> PieceLook {
        PieceLook { raised: self.raised == Some(true), struck: self.struck.contains(&Some(true)) }
    }
}

#[derive(Debug, Default)]
struct Style {
    says: Properties,
    based_on: Option<String>,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    known: BTreeMap<String, Style>,
    /// The style of paragraphs that name none.
    usual: Option<String>,
    /// What counts where no style says anything.
    default: Properties,
}

/// An element of the part of the styles that is open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum OpenElement {
    Style,
    Defaults,
    Runs,
    Other,
}

impl Styles {
    /// What the part of the styles says.
    pub(super) fn of(part: &[u8]) -> Self {
        let mut styles = Self::default();
        let mut path: Vec<OpenElement> = Vec::new();
        let mut current: Option<(String, Style)> = None;
        each_element(part, |element| {
            let Some(e) = element else {
                if path.pop() == Some(OpenElement::Style)
                    && let Some((id, style)) = current.take()
                    && styles.known.len() < MOST_STYLES
                {
                    styles.known.insert(id, style);
                }
                return;
            };
            let open = match (e.local_name().as_ref(), path.last()) {
                ("style", _) => {
                    current = Some((styles.begin(e), Style::default()));
                    OpenElement::Style
                }
                ("rPrDefault", _) => OpenElement::Defaults,
                ("rPr", Some(OpenElement::Style | OpenElement::Defaults)) => OpenElement::Runs,
                _ => OpenElement::Other,
            };
            match (e.local_name().as_ref(), &mut current) {
                ("basedOn", Some((_, style))) => {
                    style.based_on = attribute(e, "val");
                }
                (_, Some((_, style))) if path.last() == Some(&OpenElement::Runs) => {
                    style.says.say(e);
                }
                (_, None) if path.last() == Some(&OpenElement::Runs) => styles.default.say(e),
                _ => {}
            }
            path.push(open);
        });
        styles
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

    /// What is said of a paragraph of a style, or of one that names none.
    pub(super) fn paragraph(&self, style: Option<&str>) -> Properties {
        let named = style.or(self.usual.as_deref()).map(|id| self.style(id));
        named.unwrap_or_default().or(self.default)
    }

    /// What a style says, itself or by those that it builds on.
    pub(super) fn style(&self, id: &str) -> Properties {
        let above = |style: &&Style| self.known.get(style.based_on.as_deref()?);
        let chain = std::iter::successors(self.known.get(id), above).take(LONGEST_CHAIN);
        chain.fold(Properties::default(), |said, style| said.or(style.says))
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::runs::PieceLook;
    use super::{Face, Styles};

    const STYLES: &str = r#"<w:styles xmlns:w="w">
        <w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi"/></w:rPr></w:rPrDefault></w:docDefaults>
        <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr></w:style>
        <w:style w:type="paragraph" w:styleId="Bang"><w:basedOn w:val="Normal"/><w:pPr><w:rPr><w:rFonts w:ascii="Arial"/></w:rPr></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="Moi"><w:basedOn w:val="Bang"/><w:rPr><w:rFonts w:ascii="Arial"/></w:rPr></w:style>
        <w:style w:type="character" w:styleId="Bo"><w:rPr><w:strike/></w:rPr></w:style>
        <w:style w:type="character" w:styleId="Ghi"><w:basedOn w:val="Bo"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
        <w:style w:type="character" w:styleId="Lai"><w:basedOn w:val="Ghi"/><w:rPr><w:strike w:val="0"/><w:vertAlign w:val="baseline"/></w:rPr></w:style>
        <w:style w:type="paragraph" w:styleId="Vong"><w:basedOn w:val="Vong"/></w:style>
        </w:styles>"#;

    #[test]
    fn styles_build_on_one_another() {
        let styles = Styles::of(STYLES.as_bytes());
        assert!(matches!(styles.paragraph(None).face, Face::Legacy(_)));
        assert!(matches!(styles.paragraph(Some("Bang")).face, Face::Legacy(_)));
        assert_eq!(styles.paragraph(Some("Moi")).face, Face::Plain);
        assert_eq!(styles.paragraph(Some("Vong")).face, Face::Plain);
        let looks = ["Bo", "Ghi", "Lai", "Khac"].map(|id| styles.style(id).look());
        let look = |raised, struck| PieceLook { raised, struck };
        let plain = look(false, false);
        assert_eq!(looks, [look(false, true), look(true, true), plain, plain]);
        assert_eq!(Styles::of(b"<w:styles").paragraph(None).face, Face::Unsaid);
    }
}
