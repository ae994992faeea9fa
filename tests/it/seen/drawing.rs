//! Charts and pictures of a sheet, in words.

use std::fmt::Write as _;

use super::areas::letters;
use super::book::SeenSheet;
use super::xml::Element;

pub(super) fn told(sheet: &SeenSheet<'_>) -> String {
    let book = sheet.book;
    let drawings = sheet.relations.iter().filter(|relation| relation.kind == "drawing");
    let mut out = String::new();
    for drawing in drawings {
        let relations = book.relations(&drawing.target);
        for anchor in Element::read(&book.parts[&drawing.target]).inside {
            let properties = anchor.deep("cNvPr")[0];
            let (name, descr) = (properties.get("name"), properties.get("descr"));
            writeln!(out, "{name} {} \"{descr}\"", place(&anchor)).unwrap();
            for chart in anchor.deep("chart") {
                let part = relations.iter().find(|relation| relation.id == chart.get("id"));
                let chart = Element::read(&book.parts[&part.unwrap().target]);
                out.push_str(&chart.outline(2, &in_short));
            }
        }
    }
    out
}

/// From which cell to which, and how far into them, in points.
fn place(anchor: &Element) -> String {
    let corner = |name: &str| {
        let corner = anchor.first(name)?;
        let number = |name: &str| corner.first(name)?.text.parse::<u32>().ok();
        let (row, column) = (number("row")?, number("col")?);
        let (right, down) = (number("colOff")? / 12700, number("rowOff")? / 12700);
        Some(format!("{}{}+{right}+{down}", letters(column), row + 1))
    };
    let corners = ["from", "to"].map(corner);
    corners.into_iter().flatten().collect::<Vec<_>>().join(" – ")
}

/// What is the same in every chart is left out; letters and what is kept of the cells is told in short.
fn in_short(element: &Element) -> Option<String> {
    match element.name.as_str() {
        "idx" | "order" | "axId" | "crossAx" | "lang" | "printSettings" | "lstStyle" | "bodyPr"
        | "endParaRPr" | "layout" | "auto" | "lblAlgn" | "lblOffset" | "pPr" | "plotVisOnly" => {
            Some(String::new())
        }
        "rich" | "txPr" => {
            let letters = element.deep("defRPr").into_iter().chain(element.deep("rPr")).next();
            let letters = letters.map_or_else(String::new, |letters| {
                let face = letters.first("latin").map_or("", |face| face.get("typeface"));
                let bold = if letters.is("b") { " bold" } else { "" };
                let size = letters.number::<u32>("sz").unwrap_or(0);
                format!("{face} {},{:02}{bold}", size / 100, size % 100)
            });
            Some(
                format!("{} {letters} {}", element.name, quoted(&element.words("defRPr")))
                    .trim()
                    .to_owned(),
            )
        }
        "strCache" | "numCache" => {
            let points = element.deep("v");
            let ends =
                [points.first(), points.last()].map(|point| point.map_or("", |v| v.text.as_str()));
            Some(format!("kept {}: {} … {}", points.len(), ends[0], ends[1]))
        }
        _ => None,
    }
}

fn quoted(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("\"{text}\"") }
}
