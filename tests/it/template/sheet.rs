//! The sheet of a template as its file has it: which cells ask for a number, what stands in the others, and the same file
//! with something typed into it. Nothing of the program is used, so that what is typed is typed where the file says.

#![expect(clippy::unwrap_used, reason = "a template that cannot be read fails the test")]

use std::collections::BTreeMap;

use tthc::model::CellRef;

use crate::grid::zip;
use crate::lint::{Parts, parts};

const SHEET: &str = "xl/worksheets/sheet1.xml";

/// A template and what is typed into it.
pub(crate) struct TemplateSheet {
    parts: Parts,
    /// Texts of cells by row and column.
    pub(crate) texts: BTreeMap<(u32, u32), String>,
    /// Cells that ask for something, with the kind that they ask for.
    pub(crate) asks: BTreeMap<(u32, u32), String>,
}

impl TemplateSheet {
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let parts = parts(bytes);
        let strings: Vec<String> = pieces(&parts["xl/sharedStrings.xml"], "<si>", "</si>")
            .map(|item| pieces(item, ">", "</t>").map(|text| plain(last(text, '>'))).collect())
            .collect();
        let xml = &parts[SHEET];
        let mut texts = BTreeMap::new();
        for cell in pieces(xml, "<c r=\"", "</c>") {
            // Cells without anything in them close themselves, and stand before the one that is wanted.
            let cell = cell.rsplit("<c r=\"").next().unwrap();
            let at = at(&cell[..cell.find('"').unwrap()]);
            if cell.contains("t=\"s\"") {
                let index: usize = between(cell, "<v>", "</v>").parse().unwrap();
                texts.insert(at, strings[index].clone());
            }
        }
        let mut asks = BTreeMap::new();
        for rule in pieces(xml, "<dataValidation ", "</dataValidation>") {
            let kind = between(rule, "type=\"", "\"");
            for area in between(rule, "sqref=\"", "\"").split(' ') {
                let (from, to) = area.split_once(':').unwrap_or((area, area));
                let (from, to) = (self::at(from), self::at(to));
                for row in from.0..=to.0 {
                    asks.extend((from.1..=to.1).map(|column| ((row, column), kind.to_owned())));
                }
            }
        }
        Self { parts, texts, asks }
    }

    /// Rows that ask for something.
    pub(crate) fn rows(&self) -> Vec<u32> {
        let mut rows: Vec<u32> = self.asks.keys().map(|(row, _)| *row).collect();
        rows.dedup();
        rows
    }

    /// Types a number.
    pub(crate) fn number(&mut self, at: (u32, u32), value: &str) {
        self.put(at, "", &format!("<v>{value}</v>"));
    }

    /// Types a text.
    pub(crate) fn text(&mut self, at: (u32, u32), text: &str) {
        self.put(at, " t=\"inlineStr\"", &format!("<is><t>{text}</t></is>"));
    }

    fn put(&mut self, at: (u32, u32), kind: &str, inside: &str) {
        let xml = self.parts.get_mut(SHEET).unwrap();
        let name = CellRef::new(at.0, at.1).to_string();
        let begin = xml.find(&format!("<c r=\"{name}\"")).unwrap_or_else(|| panic!("no {name}"));
        let tag = xml[begin..].find('>').unwrap() + begin;
        let end = if xml[..=tag].ends_with("/>") {
            tag + 1
        } else {
            begin + xml[begin..].find("</c>").unwrap() + 4
        };
        let style = between(&xml[begin..=tag], "s=\"", "\"").to_owned();
        xml.replace_range(begin..end, &format!("<c r=\"{name}\" s=\"{style}\"{kind}>{inside}</c>"));
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let parts: Vec<(&str, &str)> =
            self.parts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        zip(&parts)
    }
}

/// Row and column of `C12`, from 0.
fn at(name: &str) -> (u32, u32) {
    let letters = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let column = letters.bytes().fold(0, |sum, letter| sum * 26 + u32::from(letter - b'A') + 1);
    (name[letters.len()..].parse::<u32>().unwrap() - 1, column - 1)
}

fn pieces<'t>(text: &'t str, from: &'t str, to: &'t str) -> impl Iterator<Item = &'t str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let begin = rest.find(from)? + from.len();
        let end = begin + rest[begin..].find(to)?;
        let piece = &rest[begin..end];
        rest = &rest[end + to.len()..];
        Some(piece)
    })
}

fn between<'t>(text: &'t str, from: &'t str, to: &'t str) -> &'t str {
    pieces(text, from, to).next().unwrap_or("")
}

fn last(text: &str, sign: char) -> &str {
    text.rsplit(sign).next().unwrap_or(text)
}

fn plain(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}
