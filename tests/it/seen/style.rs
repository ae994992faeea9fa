//! What a cell looks like, in words: its letters, ground, lines, place in the cell, and the format of its number.

use super::xml::Element;

/// The formats that have a number and no text of their own, as far as they are met.
const BUILT_IN: [(u32, &str); 9] = [
    (0, "General"),
    (1, "0"),
    (2, "0.00"),
    (3, "#,##0"),
    (4, "#,##0.00"),
    (9, "0%"),
    (10, "0.00%"),
    (14, "dd/mm/yyyy"),
    (49, "@"),
];

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Look {
    pub(super) words: String,
    pub(super) format: String,
}

pub(super) struct Styles {
    /// The letters that a cell has which says nothing.
    pub(super) normal: String,
    pub(super) looks: Vec<Look>,
    /// What a condition changes.
    pub(super) changes: Vec<String>,
}

impl Styles {
    pub(super) fn read(xml: &str) -> Self {
        let sheet = Element::read(xml);
        let of =
            |name: &str| sheet.first(name).map_or(&[][..], |list: &Element| list.inside.as_slice());
        let fonts = of("fonts").iter().map(letters).collect::<Vec<_>>();
        let grounds = of("fills").iter().map(ground).collect::<Vec<_>>();
        let boxes = of("borders").iter().map(lines).collect::<Vec<_>>();
        let own = of("numFmts");
        let format = |id: u32| {
            let own = own.iter().find(|format| format.number("numFmtId") == Some(id));
            let known = BUILT_IN.iter().find(|known| known.0 == id);
            let known = known.map(|known| known.1.to_owned());
            own.map(|format| format.get("formatCode").to_owned())
                .or(known)
                .unwrap_or_else(|| panic!("format {id} needs a line in this test"))
        };
        let normal = fonts[0].clone();
        let looks = of("cellXfs").iter().map(|look| {
            let of = |list: &[String], id: &str| list[look.number::<usize>(id).unwrap()].clone();
            let letters = of(&fonts, "fontId");
            let letters = if letters == normal { String::new() } else { letters };
            let format = format(look.number("numFmtId").unwrap());
            let shown = if format == "General" { String::new() } else { format.clone() };
            let words = [
                shown,
                letters,
                of(&grounds, "fillId"),
                of(&boxes, "borderId"),
                placed(look.first("alignment")),
                if look.is("quotePrefix") { "text".to_owned() } else { String::new() },
                look.first("protection").map_or_else(String::new, |own| own.outline(0, &|_| None)),
            ];
            Look { words: said(&words), format }
        });
        let changes = of("dxfs").iter().map(|change| {
            let part = |name: &str, told: fn(&Element) -> String| {
                change.first(name).map_or_else(String::new, told)
            };
            said(&[part("font", letters), part("fill", ground), part("border", lines)])
        });
        Self { normal: normal.clone(), looks: looks.collect(), changes: changes.collect() }
    }
}

/// What is said at all.
fn said(words: &[String]) -> String {
    let words: Vec<&str> =
        words.iter().map(|word| word.trim()).filter(|word| !word.is_empty()).collect();
    words.join(" · ")
}

fn letters(font: &Element) -> String {
    let value = |name: &str| font.first(name).map_or("", |inner| inner.get("val"));
    let mut words = vec![value("name").to_owned(), value("sz").to_owned()];
    for (name, word) in [("b", "bold"), ("i", "italic"), ("u", "underlined"), ("strike", "struck")]
    {
        let is = font.first(name).is_some_and(|inner| inner.get("val") != "0");
        words.extend(is.then(|| word.to_owned()));
    }
    words.extend(font.first("vertAlign").map(|raised| raised.get("val").to_owned()));
    words.extend(
        font.first("color").map(colour).filter(|colour| colour != "#000000" && colour != "theme 1"),
    );
    words.retain(|word| !word.is_empty());
    words.join(" ")
}

fn colour(color: &Element) -> String {
    match color.get("rgb") {
        "" if color.get("theme").is_empty() => format!("colour {}", color.get("indexed")),
        "" => format!("theme {}", color.get("theme")),
        rgb => format!("#{}", &rgb[2..]),
    }
}

fn ground(fill: &Element) -> String {
    let Some(pattern) = fill.first("patternFill") else { return fill.outline(0, &|_| None) };
    let colour = |name: &str| pattern.first(name).map(colour).unwrap_or_default();
    match pattern.get("patternType") {
        "none" => String::new(),
        // A condition names the colour of its ground as that behind a pattern.
        "" => format!("on {}", colour("bgColor")),
        "solid" => format!("on {}", colour("fgColor")),
        other => {
            format!("on {other} {} {}", colour("fgColor"), colour("bgColor")).trim().to_owned()
        }
    }
}

fn lines(border: &Element) -> String {
    let sides = ["left", "right", "top", "bottom", "diagonal"].map(|side| {
        let line = border.first(side).filter(|line| !line.get("style").is_empty());
        line.map(|line| {
            let colour = line.first("color").map(colour).unwrap_or_default();
            format!("{} {colour}", line.get("style"))
        })
    });
    match &sides {
        [Some(all), b, c, d, None] if [b, c, d].iter().all(|side| side.as_ref() == Some(all)) => {
            format!("box {all}")
        }
        _ => {
            let names = ["left", "right", "top", "bottom", "diagonal"].into_iter().zip(sides);
            let drawn = names.filter_map(|(name, side)| Some(format!("{name} {}", side?)));
            drawn.collect::<Vec<_>>().join(", ")
        }
    }
}

fn placed(alignment: Option<&Element>) -> String {
    let Some(alignment) = alignment else { return String::new() };
    let mut words = vec![alignment.get("horizontal").to_owned()];
    let indent = alignment.get("indent");
    words.extend((!indent.is_empty()).then(|| format!("indent {indent}")));
    words.extend(match alignment.get("vertical") {
        "center" => Some("middle".to_owned()),
        "" | "bottom" => None,
        other => Some(other.to_owned()),
    });
    words.extend(alignment.is("wrapText").then(|| "wrapped".to_owned()));
    words.extend(alignment.is("shrinkToFit").then(|| "shrunk".to_owned()));
    let turned = alignment.get("textRotation");
    words.extend((!turned.is_empty()).then(|| format!("turned {turned}")));
    words.retain(|word| !word.is_empty());
    words.join(" ")
}
