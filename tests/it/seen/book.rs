//! A workbook as it lies in its bytes: its sheets, with what each cell shows and looks like.

use std::collections::BTreeMap;

use tthc::model::CellRef;

use super::number::{Signs, shown};
use super::style::Styles;
use super::xml::Element;
use crate::lint::{Parts, parts};

pub(super) struct Book {
    pub(super) parts: Parts,
    pub(super) styles: Styles,
    workbook: Element,
    texts: Vec<String>,
}

pub(super) struct SeenSheet<'b> {
    pub(super) name: String,
    pub(super) state: String,
    pub(super) xml: Element,
    /// What it leads to: kind, where, and its number.
    pub(super) relations: Vec<Relation>,
    /// Names of the workbook that concern this sheet, such as what is printed of it.
    pub(super) names: BTreeMap<String, String>,
    pub(super) cells: BTreeMap<(u32, u32), SeenCell>,
    pub(super) book: &'b Book,
}

pub(super) struct Relation {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) target: String,
}

pub(super) struct SeenCell {
    /// What a reader sees.
    pub(super) shown: String,
    pub(super) is_number: bool,
    /// The number of its look.
    pub(super) look: usize,
}

impl Book {
    pub(super) fn read(bytes: &[u8]) -> Self {
        let parts = parts(bytes);
        let styles = Styles::read(&parts["xl/styles.xml"]);
        let workbook = Element::read(&parts["xl/workbook.xml"]);
        let texts = parts.get("xl/sharedStrings.xml").map(|xml| Element::read(xml));
        let texts = texts.iter().flat_map(|list| list.all("si").map(|text| text.words("rPh")));
        Self { texts: texts.collect(), parts, styles, workbook }
    }

    pub(super) fn sheets(&self, signs: Signs) -> Vec<SeenSheet<'_>> {
        let sheets = self.workbook.first("sheets").unwrap().inside.iter().enumerate();
        sheets.map(|(at, sheet)| self.sheet(at, sheet, signs)).collect()
    }

    fn sheet(&self, at: usize, sheet: &Element, signs: Signs) -> SeenSheet<'_> {
        let of_book = self.relations("xl/workbook.xml");
        let part = of_book.iter().find(|relation| relation.id == sheet.get("id")).unwrap();
        let xml = Element::read(&self.parts[&part.target]);
        let names = self.workbook.first("definedNames");
        let own = names.iter().flat_map(|names| &names.inside);
        let own = own.filter(|name| name.number("localSheetId") == Some(at));
        let names = own.map(|name| {
            let area = name.text.split(',').map(|part| part.rsplit('!').next().unwrap());
            let area = area.collect::<Vec<_>>().join(", ").replace('$', "");
            (name.get("name").to_owned(), area)
        });
        let mut cells = BTreeMap::new();
        for cell in xml.first("sheetData").unwrap().deep("c") {
            let at = CellRef::parse(cell.get("r")).unwrap();
            cells.insert((at.row, at.column), self.cell(cell, signs));
        }
        SeenSheet {
            name: sheet.get("name").to_owned(),
            state: sheet.get("state").to_owned(),
            relations: self.relations(&part.target),
            names: names.collect(),
            cells,
            xml,
            book: self,
        }
    }

    fn cell(&self, cell: &Element, signs: Signs) -> SeenCell {
        let look = cell.number("s").unwrap_or(0);
        let value = cell.first("v").map_or("", |value| value.text.as_str());
        let kind = cell.get("t");
        let shown = match kind {
            _ if cell.inside.is_empty() => String::new(),
            "s" => self.texts[value.parse::<usize>().unwrap()].clone(),
            "inlineStr" => cell.words("rPh"),
            "" | "n" => {
                let number =
                    value.parse().unwrap_or_else(|_| panic!("{}: `{value}`", cell.get("r")));
                shown(number, &self.styles.looks[look].format, signs)
            }
            _ => value.to_owned(),
        };
        let is_number = matches!(kind, "" | "n") && !value.is_empty();
        SeenCell { shown, is_number, look }
    }

    /// What a part leads to, each with its place in the package.
    pub(super) fn relations(&self, part: &str) -> Vec<Relation> {
        let (folder, file) = part.rsplit_once('/').unwrap();
        let Some(xml) = self.parts.get(&format!("{folder}/_rels/{file}.rels")) else {
            return Vec::new();
        };
        let relations = Element::read(xml);
        let relations = relations.inside.iter().map(|relation| {
            let target = relation.get("Target");
            let target = match target.strip_prefix("../") {
                _ if relation.get("TargetMode") == "External" => target.to_owned(),
                Some(target) => format!("{}/{target}", folder.rsplit_once('/').unwrap().0),
                None => match target.strip_prefix('/') {
                    Some(target) => target.to_owned(),
                    None => format!("{folder}/{target}"),
                },
            };
            let kind = relation.get("Type").rsplit('/').next().unwrap().to_owned();
            Relation { id: relation.get("Id").to_owned(), kind, target }
        });
        relations.collect()
    }
}
