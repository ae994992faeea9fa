//! A workbook held against the checklist of the Analysis Function for accessible spreadsheets, rule by rule: those of its 36
//! rows that a program can decide, by their numbers there.

#![expect(clippy::unwrap_used, reason = "a workbook that cannot be taken apart fails the test")]

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

/// The parts of a package by their names.
pub(crate) type Parts = BTreeMap<String, String>;

/// A rule: its number in the checklist, what it asks, and what breaks it.
pub(crate) type Rule = (u8, &'static str, fn(&Book) -> Vec<String>);

/// The rules that a program can decide.
pub(crate) const RULES: [Rule; 25] = [
    (1, "tables are marked up", |book| {
        book.each(|sheet| (sheet.tables.is_empty()).then(|| "no table".to_owned()))
    }),
    (2, "tables have names of their own that say something", |book| {
        let names: Vec<&str> = book.tables().map(|table| table.name.as_str()).collect();
        let unique: BTreeSet<&str> = names.iter().copied().collect();
        let dull = names.iter().filter(|name| name.to_lowercase().starts_with("table"));
        let twice = (unique.len() < names.len()).then(|| "a name twice".to_owned());
        dull.map(|name| (*name).to_owned()).chain(twice).collect()
    }),
    (3, "no merged cells", |book| book.holds("<mergeCell ")),
    (4, "no blank rows and columns within tables", |book| {
        book.each(|sheet| {
            let table = sheet.tables.first()?;
            let blank = |cells: &[&str]| cells.iter().all(|cell| cell.trim().is_empty());
            let row = table.rows().find(|row| {
                blank(&table.columns().map(|column| sheet.at(*row, column)).collect::<Vec<_>>())
            });
            let column = table.columns().find(|column| {
                blank(&table.rows().map(|row| sheet.at(row, *column)).collect::<Vec<_>>())
            });
            row.or(column).map(|at| format!("blank line {at}"))
        })
    }),
    (5, "one tagged header row, every head a text of its own", |book| {
        book.each(|sheet| {
            let table = sheet.tables.first()?;
            let shown: Vec<&str> =
                table.columns().map(|column| sheet.at(table.first.0, column)).collect();
            let unique: BTreeSet<&str> = shown.iter().copied().collect();
            let tagged = table.heads.iter().map(String::as_str).eq(shown.iter().copied());
            let fits = table.has_head && tagged && unique.len() == shown.len();
            (!fits || unique.contains("")).then(|| format!("{shown:?} for {:?}", table.heads))
        })
    }),
    (6, "texts wrap within their cells", |book| {
        book.each_cell(|sheet, cell| {
            let long = cell.text.len() > 20 && cell.is_text && sheet.in_table(cell.at);
            (long && cell.at.0 > HEAD && !book.style(cell).contains("wrapText=\"1\""))
                .then(|| "does not wrap".to_owned())
        })
    }),
    (7, "no filters and freeze panes", |book| {
        [book.holds("<autoFilter"), book.holds("<pane ")].concat()
    }),
    (8, "no empty cell in a table", |book| {
        book.each(|sheet| {
            let table = sheet.tables.first()?;
            let mut cells = table.rows().flat_map(|row| table.columns().map(move |c| (row, c)));
            cells.find(|at| sheet.at(at.0, at.1).trim().is_empty()).map(|at| format!("{at:?}"))
        })
    }),
    (9, "no hidden rows, columns and sheets", |book| {
        [book.holds("hidden=\"1\""), found(&book.parts["xl/workbook.xml"], "state=\"")].concat()
    }),
    (10, "columns of a sensible width", |book| {
        book.each(|sheet| {
            let wide = |width: &f64| !(5.0..=70.0).contains(width);
            sheet.widths.iter().find(|width| wide(width)).map(|width| format!("{width}"))
        })
    }),
    (11, "no symbols or superscript for notes", |book| {
        let raised = found(&book.parts["xl/styles.xml"], "vertAlign");
        let marked = book.each_cell(|_, cell| {
            cell.text.ends_with(['*', '†', '‡', '¹', '²', '³']).then(|| cell.text.clone())
        });
        [raised, marked].concat()
    }),
    (14, "notes stand in a table on a sheet of notes", |book| {
        let notes = book.sheets.iter().filter(|sheet| {
            sheet.tables.iter().any(|table| table.name == "ghi_chu" && table.rows().count() > 0)
        });
        (notes.count() != 1).then(|| "no sheet of notes".to_owned()).into_iter().collect()
    }),
    (17, "letters of 12 points or more, upright, not underlined", |book| {
        let styles = &book.parts["xl/styles.xml"];
        let fonts = between(styles, "<fonts", "</fonts>");
        let small = fonts.split("<sz val=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let small = small.filter(|size| size.parse::<f64>().unwrap() < 12.0);
        let small = small.map(|size| format!("{size} points"));
        small.chain(found(fonts, "<i/>")).chain(found(fonts, "<u/>")).collect()
    }),
    (18, "a title in A1 of every sheet, bold", |book| {
        book.each(|sheet| {
            let title = sheet.cells.get(&(0, 0))?;
            let good = title.is_text && title.text.chars().count() > 5 && book.is_bold(title);
            (!good).then(|| title.text.clone())
        })
        .into_iter()
        .chain(book.each(|sheet| (!sheet.cells.contains_key(&(0, 0))).then(|| "none".to_owned())))
        .collect()
    }),
    (20, "no headers, footers and floating boxes", |book| {
        [book.holds("<headerFooter"), book.holds("<drawing")].concat()
    }),
    (21, "nothing drawn to divide data", |book| {
        let borders = between(&book.parts["xl/styles.xml"], "<borders", "</borders>");
        found(borders, "style=\"")
    }),
    (22, "no background", |book| {
        let fills = between(&book.parts["xl/styles.xml"], "<fills", "</fills>");
        let banded = book.tables().filter(|table| table.is_styled).map(|table| table.name.clone());
        found(fills, "solid").into_iter().chain(banded).collect()
    }),
    (23, "no colour that says something", |book| {
        let fonts = between(&book.parts["xl/styles.xml"], "<fonts", "</fonts>");
        [found(fonts, "rgb=\""), book.holds("<conditionalFormatting")].concat()
    }),
    (25, "no images", |book| book.named("xl/media/")),
    (26, "no macros", |book| [book.named("vbaProject"), book.named("xl/macrosheets")].concat()),
    (27, "every sheet has a name of its own", |book| {
        let names: BTreeSet<&str> = book.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        let dull = names.iter().filter(|name| name.starts_with("Sheet") || name.is_empty());
        let twice = (names.len() < book.sheets.len()).then(|| "a name twice".to_owned());
        dull.map(|name| (*name).to_owned()).chain(twice).collect()
    }),
    (30, "tables begin at the left edge", |book| {
        book.each(|sheet| sheet.tables.first().filter(|table| table.first.1 > 0).map(Table::place))
    }),
    (31, "nothing below or beside a table", |book| {
        book.each_cell(|sheet, cell| {
            let table = sheet.tables.first()?;
            (cell.at.0 > table.last.0 || cell.at.1 > table.last.1).then(|| cell.text.clone())
        })
    }),
    (32, "one table a sheet", |book| {
        book.each(|sheet| (sheet.tables.len() > 1).then(|| sheet.tables.len().to_string()))
    }),
    (35, "title, subject, author, keywords and language of the document", |book| {
        let core = &book.parts["docProps/core.xml"];
        let asked = ["dc:title", "dc:subject", "dc:creator", "cp:keywords", "dc:language"];
        let lacks = |name: &&str| {
            between(core, &format!("<{name}>"), &format!("</{name}>")).len() <= name.len() + 2
        };
        asked.into_iter().filter(lacks).map(str::to_owned).collect()
    }),
];

/// Row of the heads, from 0.
const HEAD: u32 = 3;

/// A workbook taken apart.
pub(crate) struct Book {
    pub(crate) parts: Parts,
    pub(crate) sheets: Vec<Sheet>,
    styles: Vec<String>,
    bold: Vec<bool>,
}

/// One of its sheets.
pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) xml: String,
    pub(crate) cells: BTreeMap<(u32, u32), Cell>,
    widths: Vec<f64>,
    pub(crate) tables: Vec<Table>,
}

/// A cell as it is stored.
pub(crate) struct Cell {
    pub(crate) at: (u32, u32),
    pub(crate) text: String,
    pub(crate) is_text: bool,
    pub(crate) is_formula: bool,
    /// The formula, as it is stored.
    pub(crate) formula: String,
    style: usize,
}

/// A marked table.
pub(crate) struct Table {
    pub(crate) name: String,
    pub(crate) heads: Vec<String>,
    first: (u32, u32),
    last: (u32, u32),
    has_head: bool,
    is_styled: bool,
}

impl Table {
    /// Its rows without the heads.
    pub(crate) fn rows(&self) -> impl Iterator<Item = u32> + use<> {
        self.first.0 + 1..=self.last.0
    }

    fn columns(&self) -> impl Iterator<Item = u32> + use<> {
        self.first.1..=self.last.1
    }

    fn place(&self) -> String {
        format!("{:?}", self.first)
    }
}

impl Sheet {
    /// What stands in a cell; nothing where there is none.
    pub(crate) fn at(&self, row: u32, column: u32) -> &str {
        self.cells.get(&(row, column)).map_or("", |cell| &cell.text)
    }

    fn in_table(&self, at: (u32, u32)) -> bool {
        self.tables.iter().any(|table| (table.first.0..=table.last.0).contains(&at.0))
    }
}

impl Book {
    pub(crate) fn of(parts: &Parts) -> Self {
        let strings = texts(&parts["xl/sharedStrings.xml"]);
        let styles = &parts["xl/styles.xml"];
        let formats: Vec<String> = between(styles, "<cellXfs", "</cellXfs>")
            .split("<xf ")
            .skip(1)
            .map(str::to_owned)
            .collect();
        let fonts = between(styles, "<fonts", "</fonts>").split("<font>").skip(1);
        let bold = fonts.map(|font| font.contains("<b/>")).collect();
        let names = attributes(&parts["xl/workbook.xml"], "sheet");
        let sheets = (1..).zip(&names).map(|(number, sheet)| {
            let xml = parts[&format!("xl/worksheets/sheet{number}.xml")].clone();
            let links = parts.get(&format!("xl/worksheets/_rels/sheet{number}.xml.rels"));
            let links = links.map_or_else(Vec::new, |links| attributes(links, "Relationship"));
            let targets = links.iter().map(|link| link["Target"].replace("../", "xl/"));
            let tables = targets.filter(|target| target.starts_with("xl/tables/"));
            Sheet {
                name: sheet["name"].clone(),
                cells: cells(&xml, &strings),
                widths: attributes(&xml, "col")
                    .iter()
                    .map(|c| c["width"].parse().unwrap())
                    .collect(),
                tables: tables.map(|name| table(&parts[&name])).collect(),
                xml,
            }
        });
        Self { sheets: sheets.collect(), parts: parts.clone(), styles: formats, bold }
    }

    /// Everything that breaks a rule, with its number.
    pub(crate) fn faults(&self) -> Vec<String> {
        let faults = RULES.iter().flat_map(|(number, asks, broken)| {
            let broken = broken(self).into_iter().take(3);
            broken.map(move |what| format!("{number} ({asks}): {what}"))
        });
        faults.collect()
    }

    fn tables(&self) -> impl Iterator<Item = &Table> {
        self.sheets.iter().flat_map(|sheet| &sheet.tables)
    }

    fn each(&self, fault: impl Fn(&Sheet) -> Option<String>) -> Vec<String> {
        let faults = self.sheets.iter().filter_map(|sheet| Some((sheet, fault(sheet)?)));
        faults.map(|(sheet, fault)| format!("{}: {fault}", sheet.name)).collect()
    }

    fn each_cell(&self, fault: impl Fn(&Sheet, &Cell) -> Option<String>) -> Vec<String> {
        let cells =
            self.sheets.iter().flat_map(|sheet| sheet.cells.values().map(move |c| (sheet, c)));
        let faults = cells.filter_map(|(sheet, cell)| Some((sheet, cell, fault(sheet, cell)?)));
        faults
            .map(|(sheet, cell, fault)| format!("{} {:?}: {fault}", sheet.name, cell.at))
            .collect()
    }

    fn holds(&self, what: &str) -> Vec<String> {
        let in_tables = self.parts.iter().filter(|(name, _)| name.starts_with("xl/tables/"));
        let in_tables = in_tables.flat_map(|(_, xml)| found(xml, what));
        self.sheets.iter().flat_map(|sheet| found(&sheet.xml, what)).chain(in_tables).collect()
    }

    fn named(&self, part: &str) -> Vec<String> {
        self.parts.keys().filter(|name| name.contains(part)).cloned().collect()
    }

    fn style(&self, cell: &Cell) -> &str {
        &self.styles[cell.style]
    }

    /// The number format of a cell; nothing where it is one of those that every program knows.
    pub(crate) fn number_format(&self, cell: &Cell) -> &str {
        let id = between(self.style(cell), "numFmtId=\"", "\" ");
        let tag = format!("<numFmt {id}\" formatCode=\"");
        let rest = self.parts["xl/styles.xml"].split(&tag).nth(1).unwrap_or_default();
        rest.split('"').next().unwrap_or_default()
    }

    fn is_bold(&self, cell: &Cell) -> bool {
        let font = between(self.style(cell), "fontId=\"", "\" ");
        let font = font.trim_start_matches("fontId=\"").split('"').next().unwrap();
        self.bold[font.parse::<usize>().unwrap()]
    }
}

/// The parts of a package; those that are no text as far as they can be read.
pub(crate) fn parts(bytes: &[u8]) -> Parts {
    let mut package = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Parts::new();
    for at in 0..package.len() {
        let mut file = package.by_index(at).unwrap();
        let (name, mut bytes) = (file.name().unwrap().into_owned(), Vec::new());
        file.read_to_end(&mut bytes).unwrap();
        parts.insert(name, String::from_utf8_lossy(&bytes).into_owned());
    }
    parts
}

fn found(xml: &str, what: &str) -> Vec<String> {
    xml.contains(what).then(|| what.to_owned()).into_iter().collect()
}

/// What stands from one mark to another; nothing where they are not there.
fn between<'t>(text: &'t str, from: &str, to: &str) -> &'t str {
    let Some(first) = text.find(from) else { return "" };
    let last = text[first..].find(to).map_or(text.len(), |last| first + last);
    &text[first..last]
}

fn of_tag(tag: &BytesStart<'_>) -> BTreeMap<String, String> {
    let attributes = tag.attributes().map(|attribute| {
        let attribute = attribute.unwrap();
        (attribute.key.as_ref().to_owned(), unescaped(&attribute.value))
    });
    attributes.collect()
}

fn unescaped(text: &str) -> String {
    quick_xml::escape::unescape(text).unwrap().into_owned()
}

/// The attributes of every tag of a name.
fn attributes(xml: &str, name: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = Reader::from_str(xml);
    let mut all = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) | Event::Empty(tag) if tag.name().as_ref() == name => {
                all.push(of_tag(&tag));
            }
            Event::Eof => return all,
            _ => {}
        }
    }
}

/// The shared texts.
fn texts(xml: &str) -> Vec<String> {
    let items = xml.split("<si>").skip(1);
    let text = |item: &str| {
        let parts = item.split("<t").skip(1).filter_map(|part| part.split_once('>'));
        parts.map(|(_, rest)| unescaped(rest.split("</t>").next().unwrap())).collect()
    };
    items.map(text).collect()
}

fn cells(xml: &str, strings: &[String]) -> BTreeMap<(u32, u32), Cell> {
    let mut cells = BTreeMap::new();
    let rows = xml.split("</sheetData>").next().unwrap();
    for cell in rows.split("<c ").skip(1) {
        let cell = cell.split("<c ").next().unwrap();
        let attribute = |name: &str| {
            let head = cell.split('>').next().unwrap();
            let value = head.split(&format!("{name}=\"")).nth(1)?;
            value.split('"').next()
        };
        let at = address(attribute("r").unwrap());
        let is_text = attribute("t") == Some("s");
        let value = between(cell, "<v>", "</v>").trim_start_matches("<v>");
        let text = match value.parse::<usize>() {
            Ok(index) if is_text => strings[index].clone(),
            _ => unescaped(value),
        };
        let style = attribute("s").map_or(0, |style| style.parse().unwrap());
        let formula = between(cell, "<f", "</f>");
        let formula = formula.split_once('>').map_or("", |(_, formula)| formula);
        let (is_formula, formula) = (cell.contains("<f"), unescaped(formula));
        cells.insert(at, Cell { at, text, is_text, is_formula, formula, style });
    }
    cells
}

fn table(xml: &str) -> Table {
    let whole = attributes(xml, "table").remove(0);
    let (first, last) = whole["ref"].split_once(':').unwrap();
    let heads =
        attributes(xml, "tableColumn").iter().map(|column| column["name"].clone()).collect();
    let styled = attributes(xml, "tableStyleInfo");
    Table {
        name: whole["displayName"].clone(),
        heads,
        first: address(first),
        last: address(last),
        has_head: whole.get("headerRowCount").is_none_or(|count| count == "1"),
        is_styled: styled.iter().any(|style| style.contains_key("name")),
    }
}

fn address(text: &str) -> (u32, u32) {
    let at = tthc::model::CellRef::parse(text).unwrap();
    (at.row, at.column)
}
