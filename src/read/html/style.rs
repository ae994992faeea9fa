//! What attributes and style sheets say about an element: spans, whether it is shown, its font, the value that
//! Excel or LibreOffice kept beside the text. Knows nothing of trees.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Value;
use crate::text::LegacyFont;

use super::super::runs::PieceLook;

/// Largest spans, as the HTML standard has them.
const MOST_COLUMNS: u16 = 1000;
const MOST_ROWS: u16 = 65_534;

/// More digits than this and a double no longer tells two numbers apart.
const MOST_DIGITS: usize = 15;

/// What the attributes of an element say.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Traits {
    /// Columns it spans, at least one.
    pub(super) columns: u16,
    /// Rows it spans; 0 for all that are left of its group.
    pub(super) rows: u16,
    /// Not shown.
    pub(super) hidden: bool,
    /// The font it names.
    pub(super) face: Option<Face>,
    /// How text in it looks.
    pub(super) look: PieceLook,
    /// A formula stands behind it.
    formula: bool,
    stated: Stated,
}

/// A font.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Face {
    /// One for Unicode text.
    Unicode,
    /// One of the time before Unicode.
    Legacy(LegacyFont),
}

impl Face {
    /// The font where it is one of the time before Unicode.
    pub(super) const fn legacy(self) -> Option<LegacyFont> {
        match self {
            Self::Unicode => None,
            Self::Legacy(font) => Some(font),
        }
    }

    /// The first of a list of fonts.
    fn first(list: &str) -> Self {
        let first = list.split(',').next().unwrap_or_default();
        let is_around = |c: char| c.is_whitespace() || c == '"' || c == '\'';
        LegacyFont::parse(first.trim_matches(is_around)).map_or(Self::Unicode, Self::Legacy)
    }
}

/// The value kept beside the text.
#[derive(Debug, Clone, PartialEq)]
enum Stated {
    Nothing,
    Text,
    Number(Option<f64>),
    Flag(Option<bool>),
    Fault(String),
}

impl Traits {
    /// An element without attributes.
    pub(super) const PLAIN: Self = Self {
        columns: 1,
        rows: 1,
        hidden: false,
        face: None,
        look: PieceLook { raised: false, struck: false },
        formula: false,
        stated: Stated::Nothing,
    };

    /// Reads attributes, names in small letters; what they leave open the style sheets may say.
    pub(super) fn of<'a>(
        element: &str,
        attributes: impl Iterator<Item = (&'a str, &'a str)>,
        sheets: &StyleSheets,
    ) -> Self {
        let mut traits = Self::PLAIN;
        let mut class = "";
        for (name, value) in attributes {
            match name {
                "class" => class = value,
                "colspan" | "span" if (name == "span") == element.starts_with("col") => {
                    traits.columns = leading_number(value).unwrap_or(1).clamp(1, MOST_COLUMNS);
                }
                "rowspan" => traits.rows = leading_number(value).unwrap_or(1).min(MOST_ROWS),
                "hidden" => traits.hidden = true,
                "face" => traits.face = Some(Face::first(value)),
                "style" => traits.style(value),
                _ => traits.state(name, value),
            }
        }
        traits.face = traits.face.or_else(|| sheets.face(element, class));
        traits.look.raised |= matches!(element, "sup" | "sub");
        traits.look.struck |= matches!(element, "s" | "strike" | "del") || sheets.strikes(class);
        traits
    }

    fn style(&mut self, declarations: &str) {
        for (property, value) in properties(declarations) {
            if property.eq_ignore_ascii_case("display") {
                self.hidden |= value.eq_ignore_ascii_case("none");
            } else if property.eq_ignore_ascii_case("font-family") {
                self.face = Some(Face::first(value));
            } else if property.eq_ignore_ascii_case("vertical-align") {
                self.look.raised |= matches!(value, "super" | "sub");
            } else {
                self.look.struck |= is_line_through(property, value);
            }
        }
    }

    fn state(&mut self, name: &str, value: &str) {
        self.stated = match name {
            "x:num" | "sdval" => Stated::Number(plain_number(value)),
            "x:bool" => Stated::Flag(flag(value)),
            "x:err" => Stated::Fault(value.to_owned()),
            "x:str" if self.stated == Stated::Nothing => Stated::Text,
            "x:fmla" => {
                self.formula = true;
                return;
            }
            _ => return,
        };
    }

    /// The value of a cell that shows a text; `None` where it is blank.
    pub(super) fn value(&self, text: String) -> Option<Value> {
        let blank = text.chars().all(char::is_whitespace);
        let stated = match &self.stated {
            Stated::Fault(fault) if blank => Some(Value::Fault(fault.clone())),
            Stated::Fault(_) => return Some(Value::Fault(text)),
            Stated::Flag(flag_kept) => flag_kept.or_else(|| flag(&text)).map(Value::Flag),
            // A date is kept as the number of its day.
            Stated::Number(_) if is_date(&text) => Some(Value::Date(text.trim().to_owned())),
            Stated::Number(number) => number.or_else(|| plain_number(&text)).map(Value::Number),
            Stated::Nothing => whole_number(&text).map(Value::Number),
            Stated::Text => None,
        };
        match stated {
            Some(value) => Some(value),
            None if !blank => Some(Value::Text(text)),
            None => self.formula.then_some(Value::Uncalculated),
        }
    }
}

/// The number that the standard reads: digits at the beginning, whatever follows.
fn leading_number(text: &str) -> Option<u16> {
    let text = text.trim_start();
    let text = text.strip_prefix('+').unwrap_or(text);
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let digits = &text[..end];
    // What is too long for the type is far beyond the limits.
    (!digits.is_empty()).then(|| digits.parse().unwrap_or(u16::MAX))
}

/// A number as a program writes it, not as a person does.
fn plain_number(text: &str) -> Option<f64> {
    let text = text.trim();
    let written = text.bytes().all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b));
    let number: f64 = written.then(|| text.parse().ok())??;
    number.is_finite().then_some(number)
}

/// A text of nothing but digits, as nobody writes a code or a fraction.
fn whole_number(text: &str) -> Option<f64> {
    let digits = (1..=MOST_DIGITS).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_digit())
        && (text == "0" || !text.starts_with('0'));
    digits.then(|| text.parse().ok())?
}

/// Day, month and year in any order.
fn is_date(text: &str) -> bool {
    let parts = || text.trim().split(['/', '-']);
    let is_part =
        |part: &str| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    parts().count() == 3 && parts().all(is_part)
}

fn flag(text: &str) -> Option<bool> {
    let text = text.trim();
    let is = |word: &str| text.eq_ignore_ascii_case(word);
    match () {
        () if is("true") || text == "1" => Some(true),
        () if is("false") || text == "0" => Some(false),
        () => None,
    }
}

fn is_line_through(property: &str, value: &str) -> bool {
    let begins =
        property.get(..15).is_some_and(|name| name.eq_ignore_ascii_case("text-decoration"));
    begins && value.to_ascii_lowercase().contains("line-through")
}

fn properties(declarations: &str) -> impl Iterator<Item = (&str, &str)> {
    declarations.split(';').filter_map(|declaration| {
        let (property, value) = declaration.split_once(':')?;
        Some((property.trim(), value.trim()))
    })
}

/// Fonts by the selectors that Office writes: `.xl65`, `td`, `p.MsoNormal`.
#[derive(Debug, Default)]
pub(super) struct StyleSheets {
    faces: BTreeMap<String, Face>,
    struck: BTreeSet<String>,
}

impl StyleSheets {
    /// Reads the text of a style sheet; what is not understood is passed over.
    pub(super) fn read(&mut self, text: &str) {
        for rule in text.split('}') {
            let Some((selectors, declarations)) = rule.rsplit_once('{') else { continue };
            let mut named = properties(declarations);
            let face = named.find(|(property, _)| property.eq_ignore_ascii_case("font-family"));
            let struck = properties(declarations).any(|(of, value)| is_line_through(of, value));
            if face.is_none() && !struck {
                continue;
            }
            let selectors = selectors.trim_start_matches(|c: char| c.is_whitespace());
            let selectors = selectors.strip_prefix("<!--").unwrap_or(selectors);
            for selector in selectors.split(',').filter_map(simple) {
                if struck {
                    self.struck.insert(selector.clone());
                }
                self.faces.extend(face.map(|(_, face)| (selector, Face::first(face))));
            }
        }
    }

    /// Whether one of the classes strikes text through.
    fn strikes(&self, classes: &str) -> bool {
        !self.struck.is_empty()
            && classes.split_ascii_whitespace().any(|class| {
                self.struck.contains(format!(".{}", class.to_ascii_lowercase()).as_str())
            })
    }

    fn face(&self, element: &str, classes: &str) -> Option<Face> {
        if self.faces.is_empty() {
            return None;
        }
        let of_class = classes.split_ascii_whitespace().find_map(|class| {
            let class = class.to_ascii_lowercase();
            self.faces.get(format!(".{class}").as_str())
        });
        of_class.or_else(|| self.faces.get(element)).copied()
    }
}

/// The class of a selector, with its point, or the element where there is no class.
fn simple(selector: &str) -> Option<String> {
    let selector = selector.trim();
    let key = selector.find('.').map_or(selector, |point| &selector[point..]);
    let word = key.strip_prefix('.').unwrap_or(key);
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    (!word.is_empty() && word.chars().all(is_word)).then(|| key.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::{StyleSheets, Traits};
    use crate::model::Value;

    fn traits(attributes: &[(&'static str, &'static str)]) -> Traits {
        Traits::of("td", attributes.iter().copied(), &StyleSheets::default())
    }

    #[test]
    fn spans_are_read_as_the_standard_says() {
        let spans = |columns, rows| {
            let traits = traits(&[("colspan", columns), ("rowspan", rows)]);
            (traits.columns, traits.rows)
        };
        assert_eq!(spans("4", "2"), (4, 2));
        assert_eq!(spans(" +3px", "0"), (3, 0));
        assert_eq!(spans("0", "-1"), (1, 1));
        assert_eq!(spans("99999999999", "99999999999"), (1000, 65_534));
    }

    #[test]
    fn what_excel_keeps_beside_the_text_counts() {
        let value = |name, kept, text: &str| traits(&[(name, kept)]).value(text.to_owned());
        assert_eq!(value("x:num", "1234.5", "1.234,5"), Some(Value::Number(1234.5)));
        assert_eq!(value("x:num", "", "12.5"), Some(Value::Number(12.5)));
        assert_eq!(value("x:num", "nan", "mười"), Some(Value::Text("mười".into())));
        assert_eq!(value("sdval", "45199", "30/09/2023"), Some(Value::Date("30/09/2023".into())));
        assert_eq!(value("x:num", "-5", "-5"), Some(Value::Number(-5.0)));
        assert_eq!(value("x:err", "", "#REF!"), Some(Value::Fault("#REF!".into())));
        assert_eq!(value("x:bool", "TRUE", "Đúng"), Some(Value::Flag(true)));
        assert_eq!(value("x:fmla", "=A1", "\u{a0}"), Some(Value::Uncalculated));
        assert_eq!(value("x:str", "", "12"), Some(Value::Text("12".into())));
        assert_eq!(value("sdval", "7", "7 hồ sơ"), Some(Value::Number(7.0)));
    }

    #[test]
    fn only_digits_alone_are_a_number() {
        let value = |text: &str| Traits::PLAIN.value(text.to_owned());
        assert_eq!(value("1204"), Some(Value::Number(1204.0)));
        assert_eq!(value("0"), Some(Value::Number(0.0)));
        for text in ["1.204", "007", "-5", "1234567890123456", "12 ", "１２"] {
            assert_eq!(value(text), Some(Value::Text(text.into())));
        }
        assert_eq!(value(" \n"), None);
    }

    #[test]
    fn style_sheets_name_fonts_by_class_and_element() {
        let mut sheets = StyleSheets::default();
        sheets.read("<!--td\n\t{padding:0px;font-family:Arial;}\n.xl65\n\t{font-family:\".VnTime\", serif;}");
        sheets.read(
            "p.MsoNormal, li.MsoNormal {font-family:'VNI-Times'} h1 > b {font-family:.VnArial}",
        );
        let face = |element, class| {
            Traits::of(element, [("class", class)].into_iter(), &sheets)
                .face
                .and_then(super::Face::legacy)
                .is_some()
        };
        assert!(face("td", "xl65") && face("p", "MsoNormal"));
        assert!(!face("td", "xl66") && !face("h1", ""));
    }
}
