//! Cells that are shown otherwise than they are held: by the style of the cell, or by that of pieces of its text. The
//! styles are looked at once a workbook; cells are only where any of them is of that kind.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::model::{CellRef, Shown, Value};

use super::super::draft::Draft;
use super::super::runs::{PieceLook, UnreadPieces};
use super::super::shown::{mark_of, mark_of_builtin};
use super::super::xml::{attribute, entity, number};
use super::scan::{Scan, digits, plain_text};

/// What is shown otherwise than it is held, in all sheets of a workbook.
#[derive(Debug, Default)]
pub(super) struct Looks {
    styles: Vec<Option<Shown>>,
    texts: MarkedTexts,
}

impl Looks {
    /// Of the texts and styles as they are written.
    pub(super) fn of(texts: &str, styles: &str) -> Self {
        Self { styles: of_styles(styles), texts: of_shared(texts) }
    }

    /// How cells of a style are shown, where that is not what they hold.
    pub(super) fn style(&self, style: Option<u32>) -> Option<Shown> {
        let style = style.filter(|_| !self.styles.is_empty())?;
        self.styles.get(usize::try_from(style).ok()?).copied().flatten()
    }

    /// What is read of a text, by its place, where that is not all of it.
    pub(super) fn text(&self, place: u32) -> Option<&(String, Shown)> {
        self.texts.get(&usize::try_from(place).ok()?)
    }
}

/// How the cells of each style are shown; empty where all are shown as they are.
fn of_styles(styles: &str) -> Vec<Option<Shown>> {
    let struck = struck_fonts(styles);
    let formats = formats(styles);
    let Some((_, rest)) = styles.split_once("<cellXfs") else { return Vec::new() };
    let rest = rest.split_once("</cellXfs>").map_or(rest, |(styles, _)| styles);
    let marks = rest.split("<xf").skip(1).map(|style| {
        let (mut font, mut format) = (None, None);
        // What is not written as usual says nothing.
        let _ = Scan::behind(style).attributes(|name, value| {
            match name {
                "fontId" => font = digits(value),
                "numFmtId" => format = digits(value),
                _ => {}
            }
            Some(())
        });
        let is_struck = font.and_then(|font| struck.get(usize::try_from(font).ok()?));
        let shown = |id| match formats.get(&id) {
            Some(declared) => *declared,
            None => mark_of_builtin(id),
        };
        if is_struck == Some(&true) { Some(Shown::Struck) } else { format.and_then(shown) }
    });
    let marks: Vec<Option<Shown>> = marks.collect();
    if marks.iter().all(Option::is_none) { Vec::new() } else { marks }
}

/// Whether each font strikes its text through.
fn struck_fonts(styles: &str) -> Vec<bool> {
    if !styles.contains("<strike") {
        return Vec::new();
    }
    let Some((_, rest)) = styles.split_once("<fonts") else { return Vec::new() };
    let fonts = rest.split_once("</fonts>").map_or(rest, |(fonts, _)| fonts);
    let fonts = fonts.split("<font").skip(1);
    // `<font/>` and `<font>` alone are fonts.
    let fonts = fonts.filter(|font| font.starts_with(['>', '/', ' ']));
    fonts.map(strikes).collect()
}

/// Whether the properties of a font strike its text through.
fn strikes(properties: &str) -> bool {
    properties.split("<strike").nth(1).is_some_and(|behind| {
        let tag = behind.split('>').next().unwrap_or_default();
        !["\"0\"", "\"false\""].iter().any(|off| tag.contains(off))
    })
}

/// The formats that a workbook declares itself.
fn formats(styles: &str) -> BTreeMap<u32, Option<Shown>> {
    let Some((_, rest)) = styles.split_once("<numFmts") else { return BTreeMap::new() };
    let formats = rest.split_once("</numFmts>").map_or(rest, |(formats, _)| formats);
    let formats = formats.split("<numFmt").skip(1).filter_map(|format| {
        let (mut id, mut code) = (None, None);
        Scan::behind(format).attributes(|name, value| {
            match name {
                "numFmtId" => id = digits(value),
                "formatCode" => code = plain_text(value),
                _ => {}
            }
            Some(())
        })?;
        Some((id?, mark_of(&code?)))
    });
    formats.collect()
}

/// Whether any piece of text in a part may be raised or struck through.
fn has_pieces(part: &str) -> bool {
    part.contains("vertAlign") || part.contains("<strike")
}

/// Texts of which not all is read, or that are struck through, by their places among all texts.
type MarkedTexts = BTreeMap<usize, (String, Shown)>;

/// Those that the cells of all sheets share.
fn of_shared(part: &str) -> MarkedTexts {
    let (mut texts, mut next) = (MarkedTexts::new(), 0);
    if has_pieces(part) {
        each(part, |_, text| {
            texts.extend(text.map(|text| (next, text)));
            next += 1;
        });
    }
    texts
}

/// A cell, or a shared text, while it is looked at.
#[derive(Debug, Default)]
struct OpenCell {
    /// Where the next cell stands, if it does not say so itself.
    row: u32,
    column: u32,
    style: Option<u32>,
    is_shared: bool,
    value: String,
    kept: String,
    left_out: UnreadPieces,
    look: PieceLook,
    /// The element of a text that is open.
    inside: Inside,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Inside {
    #[default]
    Nothing,
    Text,
    Value,
    Properties,
}

/// Marks the cells of a sheet that another reader has read, with the texts as they are to be read.
pub(super) fn mark(part: &str, looks: &Looks, draft: &mut Draft) {
    if looks.styles.is_empty() && looks.texts.is_empty() && !has_pieces(part) {
        return;
    }
    let mut marked: BTreeMap<CellRef, (Option<String>, Shown)> = BTreeMap::new();
    each(part, |cell, own| {
        let shared = || looks.text(cell.value.trim().parse().ok()?).filter(|_| cell.is_shared);
        let text = own.or_else(|| shared().cloned());
        if let Some(mark) = looks.style(cell.style).or(text.as_ref().map(|(_, mark)| *mark)) {
            let at = CellRef::new(cell.row, cell.column);
            marked.insert(at, (text.map(|(text, _)| text), mark));
        }
    });
    for cell in &mut draft.cells {
        let Some((text, mark)) = marked.remove(&cell.at) else { continue };
        if let (Some(text), Value::Text(_)) = (text, &cell.value) {
            cell.value = Value::Text(text);
        }
        draft.marks.push((cell.at, mark));
    }
}

/// Tells of the cells of a sheet, or of the shared texts: with what is left of a text in pieces where some are not read.
fn each(part: &str, mut tell: impl FnMut(&OpenCell, Option<(String, Shown)>)) {
    let mut reader = Reader::from_str(part);
    let mut open = OpenCell::default();
    loop {
        match reader.read_event() {
            Ok(Event::Start(e)) => open.start(&e, false),
            Ok(Event::Empty(e)) => {
                open.start(&e, true);
                open.end(e.local_name().as_ref(), &mut tell);
            }
            Ok(Event::End(e)) => open.end(e.local_name().as_ref(), &mut tell),
            Ok(Event::Text(text)) => open.say(&text.xml10_content()),
            Ok(Event::GeneralRef(reference)) => open.say(&entity(&reference)),
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

impl OpenCell {
    fn start(&mut self, e: &BytesStart, empty: bool) {
        let inside = |inside| if empty { Inside::Nothing } else { inside };
        match e.local_name().as_ref() {
            "row" => {
                self.row = number(e, "r").and_then(|row| row.checked_sub(1)).unwrap_or(self.row);
                self.column = 0;
            }
            "c" => {
                if let Some(at) = attribute(e, "r").and_then(|at| CellRef::parse(&at)) {
                    (self.row, self.column) = (at.row, at.column);
                }
                self.style = number(e, "s");
                self.is_shared = attribute(e, "t").is_some_and(|kind| kind == "s");
                self.value.clear();
            }
            "r" => self.look = PieceLook::default(),
            "rPr" => self.inside = inside(Inside::Properties),
            "t" => self.inside = inside(Inside::Text),
            "v" => self.inside = inside(Inside::Value),
            name if self.inside == Inside::Properties => {
                let value = attribute(e, "val");
                match name {
                    "strike" => self.look.struck = !matches!(value.as_deref(), Some("0" | "false")),
                    "vertAlign" => {
                        self.look.raised = value.is_some_and(|value| value.ends_with("script"));
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }

    fn say(&mut self, text: &str) {
        match self.inside {
            Inside::Value => self.value.push_str(text),
            Inside::Text if self.look.is_plain() => self.kept.push_str(text),
            Inside::Text => self.left_out.push(text, self.look),
            Inside::Properties | Inside::Nothing => {}
        }
    }

    fn end(&mut self, name: &str, tell: &mut impl FnMut(&Self, Option<(String, Shown)>)) {
        match name {
            "t" | "v" | "rPr" => self.inside = Inside::Nothing,
            "r" => self.look = PieceLook::default(),
            "row" => self.row += 1,
            "c" | "si" => {
                let mut text = std::mem::take(&mut self.kept);
                let mark = std::mem::take(&mut self.left_out).settle(&mut text);
                tell(self, mark.map(|mark| (text, mark)));
                self.column += 1;
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{of_shared, of_styles};
    use crate::model::Shown;

    #[test]
    fn styles_that_show_something_else() {
        let styles = "<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"#,##0,\"/></numFmts>\
            <fonts count=\"3\"><font/><font><strike/><b/></font><font><strike val=\"0\"/></font></fonts>\
            <cellXfs count=\"4\"><xf numFmtId=\"164\"/><xf fontId=\"1\"><alignment/></xf><xf numFmtId=\"9\"/>\
            <xf numFmtId=\"3\" fontId=\"2\"/></cellXfs>";
        let shown = [Some(Shown::Scaled), Some(Shown::Struck), Some(Shown::Percent), None];
        assert_eq!(of_styles(styles), shown);
        assert!(of_styles("<cellXfs><xf numFmtId=\"3\"/></cellXfs>").is_empty());
    }

    #[test]
    fn pieces_that_are_not_read() {
        let part = "<sst><si><t>a</t></si><si/><si><r><t>4</t></r><r><rPr><vertAlign val=\"superscript\"/></rPr>\
            <t>1</t></r></si><si><r><rPr><strike/></rPr><t>5</t></r></si></sst>";
        let texts: Vec<_> = of_shared(part).into_iter().collect();
        let of = |text: &str, mark| (text.to_owned(), mark);
        assert_eq!(texts, [(2, of("4", Shown::Partly)), (3, of("5", Shown::Struck))]);
    }
}
