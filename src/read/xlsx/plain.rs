//! The cells of a sheet as nearly every program writes them, read without a parser of XML, which takes most of the time
//! of reading. Whatever else stands in a sheet, calamine reads it from its first cell on.

use std::borrow::Cow;

use crate::model::{CellRef, Shown, Span, Value};

use super::super::draft::{Budget, Draft};
use super::looks::Looks;
use super::scan::{Scan, digits, once, plain_text};

/// What the cells of all sheets share.
#[derive(Debug)]
pub(super) struct Shared<'t> {
    /// The texts that cells refer to.
    pub(super) texts: Vec<Cow<'t, str>>,
    /// For each style, whether a number in it is surely no date.
    pub(super) numeric: Vec<bool>,
    /// What is shown otherwise than it is held.
    pub(super) looks: &'t Looks,
}

/// What stands around the cells of a sheet that were read.
#[derive(Debug)]
pub(super) struct Around<'t> {
    pub(super) head: &'t str,
    pub(super) tail: &'t str,
    pub(super) hidden_rows: Vec<Span>,
    /// The places of cells that hold a formula and a result, in the list of cells.
    pub(super) formulas: Vec<usize>,
}

/// Why cells are not read here.
enum NotPlain {
    /// Something is written in another way.
    Unusual,
    /// The file is not read at all; why, in Vietnamese.
    Refused(String),
}

impl From<String> for NotPlain {
    fn from(reason: String) -> Self {
        Self::Refused(reason)
    }
}

/// Reads the cells of a part into a draft; `Ok(None)` where they are not plain, with nothing read.
pub(super) fn cells<'t>(
    part: &'t str,
    shared: &Shared,
    draft: &mut Draft,
    budget: &mut Budget,
) -> Result<Option<Around<'t>>, String> {
    let Some((head, data)) = split(part) else { return Ok(None) };
    let before = budget.clone();
    let (hidden_rows, formulas) = (Vec::new(), Vec::new());
    let mut sheet = Plain { scan: data, shared, draft, budget, hidden_rows, formulas };
    match sheet.rows() {
        Ok(()) => Ok(Some(Around {
            head,
            tail: sheet.scan.rest(),
            hidden_rows: sheet.hidden_rows,
            formulas: sheet.formulas,
        })),
        Err(NotPlain::Unusual) => {
            *sheet.budget = before;
            sheet.draft.clear();
            Ok(None)
        }
        Err(NotPlain::Refused(reason)) => Err(reason),
    }
}

/// What stands before the rows, and the rows.
fn split(part: &str) -> Option<(&str, Scan<'_>)> {
    let mut scan = Scan::new(part)?;
    scan.takes("<worksheet").then_some(())?;
    scan.attributes(|_, _| Some(()))?;
    let mut dimension = None;
    loop {
        let here = part.len() - scan.rest().len();
        if scan.takes("<sheetData>") {
            return Some((&part[..here], scan));
        }
        let is_dimension = scan.takes("<dimension");
        if !is_dimension {
            scan.take("<")?;
            scan.takes("/");
            let name =
                scan.rest().bytes().position(|b| !(b.is_ascii_alphanumeric() || b == b':'))?;
            scan.take(scan.rest().get(..name).filter(|name| !name.is_empty())?)?;
        }
        scan.attributes(|name, value| match name {
            "ref" if is_dimension => once(&mut dimension, area(value)?),
            _ => Some(()),
        })?;
        if is_dimension {
            dimension?;
        }
    }
}

/// A cell or two that lie in order.
fn area(reference: &str) -> Option<()> {
    let (first, last) = reference.split_once(':').unwrap_or((reference, reference));
    let (first, last) = (address(first)?, address(last)?);
    (first.row <= last.row && first.column <= last.column).then_some(())
}

/// `B12`.
fn address(reference: &str) -> Option<CellRef> {
    let letters = reference.bytes().take_while(u8::is_ascii_uppercase).count();
    let (letters, row) = reference.split_at_checked(letters)?;
    if !(1..=3).contains(&letters.len()) || row.len() > 7 {
        return None;
    }
    let column = letters.bytes().fold(0, |sum, byte| sum * 26 + u32::from(byte - b'A') + 1);
    Some(CellRef::new(digits(row)?.checked_sub(1)?, column - 1))
}

/// How the value of a cell is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ValueKind {
    Number,
    Shared,
    Text,
}

/// A sheet while its cells are read.
struct Plain<'r, 't, 's> {
    scan: Scan<'t>,
    shared: &'r Shared<'s>,
    draft: &'r mut Draft,
    budget: &'r mut Budget,
    hidden_rows: Vec<Span>,
    formulas: Vec<usize>,
}

fn usual<T>(found: Option<T>) -> Result<T, NotPlain> {
    found.ok_or(NotPlain::Unusual)
}

impl Plain<'_, '_, '_> {
    fn rows(&mut self) -> Result<(), NotPlain> {
        loop {
            if self.scan.takes("<row") {
                if usual(self.row())? {
                    continue;
                }
                while self.scan.takes("<c") {
                    self.cell()?;
                }
                usual(self.scan.take("</row>"))?;
            } else {
                return usual(self.scan.take("</sheetData>"));
            }
        }
    }

    /// The tag of a row; whether it is empty.
    fn row(&mut self) -> Option<bool> {
        let (mut number, mut hidden) = (None, None);
        let empty = self.scan.attributes(|name, value| match name {
            "r" => once(&mut number, digits(value)?.checked_sub(1)?),
            "hidden" => once(&mut hidden, matches!(value, "1" | "true")),
            _ => Some(()),
        })?;
        if hidden == Some(true) {
            self.hidden_rows.extend(number.map(Span::one));
        }
        Some(empty)
    }

    fn cell(&mut self) -> Result<(), NotPlain> {
        let (mut at, mut style, mut kind) = (None, None, None);
        let empty = usual(self.scan.attributes(|name, value| match name {
            "r" => once(&mut at, address(value)?),
            "s" => once(&mut style, digits(value)?),
            "t" => once(
                &mut kind,
                match value {
                    "s" => ValueKind::Shared,
                    "n" => ValueKind::Number,
                    "str" => ValueKind::Text,
                    _ => return None,
                },
            ),
            _ => Some(()),
        }))?;
        let at = usual(at)?;
        if empty {
            return Ok(());
        }
        let formula = usual(self.formula())?;
        let (value, partly) = self.value(kind.unwrap_or(ValueKind::Number), style)?;
        usual(self.scan.take("</c>"))?;
        let place = self.draft.cells.len();
        match value {
            Some(value) => {
                self.draft.put(at, value, self.budget)?;
                let mark = self.shared.looks.style(style).or(partly);
                self.draft.marks.extend(mark.map(|mark| (at, mark)));
                // A blank result is not kept.
                if formula && self.draft.cells.len() > place {
                    self.formulas.push(place);
                }
            }
            None if formula => self.draft.put(at, Value::Uncalculated, self.budget)?,
            None => {}
        }
        Ok(())
    }

    /// Whether a formula stands here, which is passed over.
    fn formula(&mut self) -> Option<bool> {
        if !self.scan.takes("<f") {
            return Some(false);
        }
        let (mut is_shared, mut index) = (None, None);
        let empty = self.scan.attributes(|name, value| match name {
            "t" => once(&mut is_shared, value == "shared"),
            "si" => once(&mut index, digits(value)?),
            "ref" => area(value),
            _ => Some(()),
        })?;
        if is_shared == Some(true) {
            index?;
        }
        if !empty {
            plain_text(self.scan.text()?)?;
            self.scan.take("</f>")?;
        }
        Some(true)
    }

    /// The value that stands here, if any, and how much of a text it is.
    fn value(
        &mut self,
        kind: ValueKind,
        style: Option<u32>,
    ) -> Result<(Option<Value>, Option<Shown>), NotPlain> {
        let text = if self.scan.takes("<v>") {
            let text = usual(self.scan.text())?;
            usual(self.scan.take("</v>"))?;
            text
        } else if self.scan.takes("<v/>") {
            ""
        } else {
            return Ok((None, None));
        };
        if text.is_empty() && kind != ValueKind::Text {
            return Ok((None, None));
        }
        let mut partly = None;
        let value = usual(match kind {
            ValueKind::Text => plain_text(text).map(|text| Value::Text(text.into_owned())),
            ValueKind::Shared => self.shared.text(text).map(|(text, mark)| {
                partly = mark;
                Value::Text(text)
            }),
            ValueKind::Number if self.shared.is_numeric(style) => number(text).map(Value::Number),
            ValueKind::Number => None,
        })?;
        Ok((Some(value), partly))
    }
}

impl Shared<'_> {
    /// The text of a number, and whether that is not all of it.
    fn text(&self, number: &str) -> Option<(String, Option<Shown>)> {
        let number = digits(number)?;
        if let Some((text, mark)) = self.looks.text(number) {
            return Some((text.clone(), Some(*mark)));
        }
        let place = usize::try_from(number).ok()?;
        Some((self.texts.get(place)?.clone().into_owned(), None))
    }

    /// Whether a number in a style is surely no date.
    fn is_numeric(&self, style: Option<u32>) -> bool {
        let Some(style) = style else { return true };
        usize::try_from(style).ok().and_then(|style| self.numeric.get(style)) == Some(&true)
    }
}

/// A number as programs write it; spaces, signs in front and words for what is none are unusual.
fn number(text: &str) -> Option<f64> {
    if let Some(whole) = digits(text) {
        return Some(f64::from(whole));
    }
    let plain =
        text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E'));
    let begins = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    if !plain || !begins(unsigned) || !text.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{Shared, cells, number};
    use crate::model::{Limits, Span, Value};
    use crate::read::draft::{Budget, Draft};
    use crate::read::xlsx::looks::Looks;

    fn read(data: &str) -> Option<(Vec<String>, Vec<usize>, Vec<Span>)> {
        let part = format!(
            "<worksheet><dimension ref=\"A1:B9\"/><cols><col min=\"1\"/></cols><sheetData>{data}</worksheet>"
        );
        let looks = Looks::default();
        let shared =
            Shared { texts: vec!["Số".into()], numeric: vec![true, false], looks: &looks };
        let mut draft = Draft::new("a", false);
        let mut budget = Budget::new(&Limits::DEFAULT);
        let around = cells(&part, &shared, &mut draft, &mut budget).unwrap();
        assert!(around.is_some() || draft.cells.is_empty());
        let shown = draft.cells.iter().map(|cell| match &cell.value {
            Value::Text(text) => format!("{} {text}", cell.at),
            value => format!("{} {value:?}", cell.at),
        });
        let shown = shown.collect();
        around.map(|around| (shown, around.formulas, around.hidden_rows))
    }

    #[test]
    fn plain_cells_are_read() {
        let (cells, formulas, hidden) = read(
            "<row r=\"1\" hidden=\"1\"><c r=\"A1\" s=\"1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"1\"/></row><row r=\"2\"/>\
             <row r=\"3\"><c r=\"A3\"><v>7</v></c><c r=\"B3\" s=\"0\"><f>A3*2</f><v>14.5</v></c></row>\
             <row r=\"4\"><c r=\"A4\"><f t=\"shared\" ref=\"A4:B4\" si=\"0\">1</f></c>\
             <c r=\"B4\" t=\"str\"><f t=\"shared\" si=\"0\"/><v>a &amp; b</v></c><c r=\"C4\" t=\"str\"><v></v></c></row></sheetData>",
        )
        .unwrap();
        assert_eq!(
            cells,
            ["A1 Số", "A3 Number(7.0)", "B3 Number(14.5)", "A4 Uncalculated", "B4 a & b"]
        );
        assert_eq!((formulas, hidden), (vec![2, 4], vec![Span::one(0)]));
    }

    #[test]
    fn what_is_unusual_is_left_to_another() {
        for cell in [
            "<c r=\"A1\" t=\"s\"><v>1</v></c>",
            "<c r=\"A1\" s=\"1\"><v>1</v></c>",
            "<c r=\"A1\" s=\"2\"><v>1</v></c>",
            "<c r=\"A1\" t=\"b\"><v>1</v></c>",
            "<c r=\"A1\" t=\"inlineStr\"><is><t>a</t></is></c>",
            "<c r=\"A1\"><v>1,5</v></c>",
            "<c r=\"a1\"><v>1</v></c>",
            "<c><v>1</v></c>",
            "<c r=\"A1\"> <v>1</v></c>",
            "<!-- --><c r=\"A1\"><v>1</v></c>",
            "<c r=\"A1\"><v>1</v><v>2</v></c>",
            "<c r=\"A1\"><f t=\"shared\">1</f><v>1</v></c>",
            "<c r=\"A1\"><v>1</v></c",
        ] {
            let first = "<c r=\"B9\"><v>5</v></c>";
            assert_eq!(read(&format!("<row>{first}{cell}</row></sheetData>")), None, "{cell}");
        }
        assert_eq!(read("<row><c r=\"A1\"/></row>"), None);
    }

    #[test]
    fn numbers_are_those_of_programs() {
        for (text, value) in
            [("0", 0.0), ("-3.5", -3.5), ("1.0E-3", 0.001), ("12345678901", 12_345_678_901.0)]
        {
            assert_eq!(number(text), Some(value), "{text}");
        }
        for odd in ["", "+1", ".5", "5.", "1 ", "nan", "inf", "1e", "--1", "1-1"] {
            assert_eq!(number(odd), None, "{odd}");
        }
    }
}
