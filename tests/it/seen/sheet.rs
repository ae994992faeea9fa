//! A sheet in words: how it is printed and shown, how each cell looks, and what stands in each row.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::areas::{areas, letters, runs, stacked};
use super::book::SeenSheet;
use super::drawing;
use super::xml::Element;

/// Of the rows that look alike so many are told, and fewer in a sheet that has many.
const ALIKE: usize = 24;
const ALIKE_OF_MANY: usize = 3;
const MANY: usize = 200;
/// Pieces of a sheet that look alike and are named.
const PIECES: usize = 40;
/// Links, notes and the like of a sheet that are told.
const FEW: usize = 6;

pub(super) fn told(sheet: &SeenSheet<'_>) -> String {
    let mut out = format!("══ {} ══\n", sheet.name);
    if !sheet.state.is_empty() {
        writeln!(out, "{}", sheet.state).unwrap();
    }
    let lines = [
        ("page", page(&sheet.xml)),
        ("margins", margins(&sheet.xml)),
        ("printed", printed(sheet)),
        ("header", band(&sheet.xml, "Header")),
        ("footer", band(&sheet.xml, "Footer")),
        ("breaks after", breaks(&sheet.xml)),
        ("window", window(&sheet.xml)),
        ("columns", columns(sheet)),
        ("heights", heights(&sheet.xml)),
        ("merged", merged(&sheet.xml)),
        ("filter", sheet.xml.first("autoFilter").map_or("", |own| own.get("ref")).to_owned()),
    ];
    for (name, told) in lines.iter().filter(|(_, told)| !told.is_empty()) {
        writeln!(out, "{name}: {told}").unwrap();
    }
    out + &protection(&sheet.xml)
        + &conditions(sheet)
        + &links(sheet)
        + &drawing::told(sheet)
        + &looks(sheet)
        + &rows(sheet)
}

fn page(xml: &Element) -> String {
    let Some(setup) = xml.first("pageSetup") else { return String::new() };
    let paper = match setup.get("paperSize") {
        "9" => "A4",
        "8" => "A3",
        "" => "unsaid paper",
        other => panic!("paper {other} needs a line in this test"),
    };
    let fits = xml.first("sheetPr").and_then(|own| own.first("pageSetUpPr"));
    let fits = fits.is_some_and(|own| own.is("fitToPage"));
    let count = |name| if setup.get(name).is_empty() { "1" } else { setup.get(name) };
    let size = match (fits, setup.get("scale")) {
        (true, _) => format!("fits {} × {}", count("fitToWidth"), count("fitToHeight")),
        (false, "") => "100 %".to_owned(),
        (false, scale) => format!("{scale} %"),
    };
    let how = xml.first("printOptions").map_or_else(String::new, |own| own.outline(0, &|_| None));
    let numbers = if setup.is("useFirstPageNumber") { ", numbered from the first" } else { "" };
    let upright = if setup.get("orientation") == "landscape" { "landscape" } else { "portrait" };
    format!("{paper} {upright}, {size}{numbers}, {}", how.trim())
}

/// In millimetres.
fn margins(xml: &Element) -> String {
    let Some(margins) = xml.first("pageMargins") else { return String::new() };
    let sides = ["left", "right", "top", "bottom", "header", "footer"]
        .map(|side| format!("{side} {:.1}", margins.number::<f64>(side).unwrap() * 25.4));
    sides.join(", ")
}

fn printed(sheet: &SeenSheet<'_>) -> String {
    let name = |name: &str| sheet.names.get(&format!("_xlnm.{name}")).cloned();
    let area = name("Print_Area");
    let titles = name("Print_Titles").map(|rows| format!("repeats {rows}"));
    [area, titles].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn band(xml: &Element, which: &str) -> String {
    let Some(bands) = xml.first("headerFooter") else { return String::new() };
    let texts = [("first", "first "), ("odd", ""), ("even", "even ")].map(|(name, word)| {
        let text = bands.first(&format!("{name}{which}"));
        text.map(|text| format!("{word}{}", text.text))
    });
    let other = bands.is("differentFirst") && texts[0].is_none();
    let none = other.then(|| "none on the first".to_owned());
    none.into_iter().chain(texts.into_iter().flatten()).collect::<Vec<_>>().join(", ")
}

fn breaks(xml: &Element) -> String {
    let after = xml.first("rowBreaks").map_or_else(Vec::new, |own| own.deep("brk"));
    after.iter().map(|line| line.get("id")).collect::<Vec<_>>().join(", ")
}

fn window(xml: &Element) -> String {
    let view = xml.deep("sheetView")[0];
    let pane = view
        .first("pane")
        .map(|pane| format!("{} above {}", pane.get("state"), pane.get("topLeftCell")));
    let zoom = Some(view.get("zoomScale")).filter(|zoom| !zoom.is_empty());
    let parts = [
        pane,
        zoom.map(|zoom| format!("at {zoom} %")),
        (view.get("showGridLines") != "0").then(|| "with its grid".to_owned()),
        view.is("tabSelected").then(|| "in front".to_owned()),
        xml.first("sheetPr")
            .and_then(|own| own.first("tabColor"))
            .map(|own| own.outline(0, &|_| None)),
    ];
    parts.into_iter().flatten().map(|part| part.trim().to_owned()).collect::<Vec<_>>().join(", ")
}

fn columns(sheet: &SeenSheet<'_>) -> String {
    let mut widths = Vec::new();
    for column in sheet.xml.first("cols").iter().flat_map(|own| &own.inside) {
        let hidden = if column.is("hidden") { " hidden" } else { "" };
        let look = column
            .number::<usize>("style")
            .map_or(String::new(), |look| format!(" ({})", sheet.book.styles.looks[look].words));
        let width = column.number::<f64>("width").unwrap();
        let [first, last] = ["min", "max"].map(|end| column.number::<u32>(end).unwrap());
        // Up to the edge of the sheet is no column of its own.
        let last = last.min(first + 99);
        widths.extend((first..=last).map(|at| (at - 1, format!("{width:.1}{hidden}{look}"))));
    }
    runs(&widths, letters)
}

fn heights(xml: &Element) -> String {
    let rows = xml.first("sheetData").unwrap().all("row").filter_map(|row| {
        let hidden = if row.is("hidden") { " hidden" } else { "" };
        let height = row.is("customHeight").then(|| row.get("ht"));
        let told = format!("{}{hidden}", height.unwrap_or_default());
        (!told.is_empty()).then(|| (row.number("r").unwrap(), told))
    });
    runs(&rows.collect::<Vec<_>>(), |row| row.to_string())
}

fn merged(xml: &Element) -> String {
    let areas = xml
        .first("mergeCells")
        .into_iter()
        .flat_map(|own| &own.inside)
        .map(|area| area.get("ref").to_owned());
    stacked(&areas.collect::<Vec<_>>())
}

fn protection(xml: &Element) -> String {
    let validated = xml.deep("dataValidation");
    let own = xml.first("sheetProtection").into_iter().chain(validated);
    own.map(|own| own.outline(0, &|_| None)).collect()
}

/// What a cell looks like while something is true of it.
fn conditions(sheet: &SeenSheet<'_>) -> String {
    let mut out = String::new();
    for condition in sheet.xml.all("conditionalFormatting") {
        for rule in condition.all("cfRule") {
            let change =
                rule.number::<usize>("dxfId").map(|at| sheet.book.styles.changes[at].clone());
            let told = rule.outline(0, &|inner| (inner.name == "extLst").then(String::new));
            let told = told.trim().replace('\n', "; ");
            writeln!(
                out,
                "where {}: {told} {}",
                condition.get("sqref"),
                change.unwrap_or_default()
            )
            .unwrap();
        }
    }
    out
}

/// Links, notes and tables.
fn links(sheet: &SeenSheet<'_>) -> String {
    let target = |id: &str| {
        let relation = sheet.relations.iter().find(|relation| relation.id == id);
        relation.map_or_else(String::new, |relation| relation.target.clone())
    };
    let mut out = String::new();
    let links = sheet.xml.deep("hyperlink").into_iter().map(|link| {
        format!("{} → {}#{}", link.get("ref"), target(link.get("id")), link.get("location"))
    });
    out.push_str(&few("links", links.collect()));
    for relation in &sheet.relations {
        let Some(part) = sheet.book.parts.get(&relation.target) else { continue };
        let xml = Element::read(part);
        match relation.kind.as_str() {
            "comments" => {
                let notes = xml.deep("comment").into_iter().map(|note| {
                    format!("{} \"{}\"", note.get("ref"), note.words("rPh").replace('\n', " ⏎ "))
                });
                out.push_str(&few("notes", notes.collect()));
            }
            "table" => {
                let style = xml.first("tableStyleInfo").map_or("", |style| style.get("name"));
                writeln!(out, "table {} {} {style}", xml.get("displayName"), xml.get("ref"))
                    .unwrap();
            }
            _ => {}
        }
    }
    out
}

fn few(name: &str, things: Vec<String>) -> String {
    if things.is_empty() {
        return String::new();
    }
    let (count, more) = (things.len(), things.len().saturating_sub(FEW));
    let rest = if more > 0 { format!("\n  … {more} more") } else { String::new() };
    let things: Vec<String> = things.into_iter().take(FEW).collect();
    format!("{name} {count}:\n  {}{rest}\n", things.join("\n  "))
}

/// Each look with the cells that have it.
fn looks(sheet: &SeenSheet<'_>) -> String {
    let mut of: BTreeMap<&str, BTreeSet<(u32, u32)>> = BTreeMap::new();
    for (&at, cell) in &sheet.cells {
        of.entry(&sheet.book.styles.looks[cell.look].words).or_default().insert(at);
    }
    of.retain(|words, _| !words.is_empty());
    let mut lines: Vec<_> = of
        .into_iter()
        .map(|(words, cells)| (cells.first().copied(), words, pieces(&cells)))
        .collect();
    lines.sort_unstable();
    let lines = lines.into_iter().map(|(_, words, areas)| format!("  {areas}: {words}\n"));
    format!("looks:\n{}", lines.collect::<String>())
}

fn pieces(cells: &BTreeSet<(u32, u32)>) -> String {
    let areas = areas(cells);
    let pieces: Vec<&str> = areas.split(' ').collect();
    match pieces.len() {
        0..=PIECES => areas,
        all => format!("{} … {all} pieces, {} cells", pieces[..PIECES].join(" "), cells.len()),
    }
}

/// What stands in each row; of many that look alike some.
fn rows(sheet: &SeenSheet<'_>) -> String {
    let mut lines: BTreeMap<u32, Vec<(u32, &str)>> = BTreeMap::new();
    let mut kinds: BTreeMap<u32, Vec<(u32, &str, bool)>> = BTreeMap::new();
    for (&(row, column), cell) in &sheet.cells {
        let look = sheet.book.styles.looks[cell.look].words.as_str();
        kinds.entry(row).or_default().push((column, look, cell.is_number));
        if !cell.shown.is_empty() {
            lines.entry(row).or_default().push((column, &cell.shown));
        }
    }
    let lines: Vec<(u32, String)> =
        lines.into_iter().map(|(row, cells)| (row, line(&cells))).collect();
    let most = if lines.len() > MANY { ALIKE_OF_MANY } else { ALIKE };
    let mut out = String::from("rows:\n");
    let (mut told, mut left) = (BTreeMap::new(), 0);
    for (row, line) in &lines {
        let times = told.entry(&kinds[row]).or_insert(0);
        *times += 1;
        if *times > most {
            left += 1;
            continue;
        }
        if left > 0 {
            writeln!(out, "   … {left} that look as others above").unwrap();
        }
        left = 0;
        writeln!(out, "{:>4} {line}", row + 1).unwrap();
    }
    if left > 0 {
        writeln!(out, "   … {left} that look as others above").unwrap();
    }
    out
}

fn line(cells: &[(u32, &str)]) -> String {
    let mut line = String::new();
    let mut next = 0;
    for &(column, text) in cells {
        line.push_str(&"|".repeat((column - next + 1) as usize));
        next = column + 1;
        write!(line, " {} ", text.replace('\n', " ⏎ ")).unwrap();
    }
    line.trim_end().to_owned()
}
