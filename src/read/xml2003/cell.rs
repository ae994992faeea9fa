//! One cell of an XML spreadsheet: what its type and its text say it holds.

use crate::model::{CellRef, Shown, Value};
use crate::text::LegacyFont;

use super::super::hour::with_hour;
use super::super::runs::{PieceLook, UnreadPieces};

/// A cell while its text is read.
#[derive(Debug)]
pub(super) struct OpenCell {
    /// Where it stands.
    pub(super) at: CellRef,
    /// Its font where that is one of the time before Unicode.
    pub(super) font: Option<LegacyFont>,
    /// A formula stands in it.
    pub(super) has_formula: bool,
    /// The type of its data.
    pub(super) kind: Option<String>,
    /// How it is shown, where its style says that this is not what it holds.
    pub(super) shown: Option<Shown>,
    /// The text of its data.
    pub(super) text: String,
    /// What is raised or struck through in it.
    left_out: UnreadPieces,
    /// Runs that are open around the letters at hand: those that raise them, and those that strike them through.
    raised: u32,
    struck: u32,
}

impl OpenCell {
    /// A cell nothing is read of yet.
    pub(super) fn new(at: CellRef) -> Self {
        Self {
            at,
            font: None,
            has_formula: false,
            kind: None,
            shown: None,
            text: String::new(),
            left_out: UnreadPieces::default(),
            raised: 0,
            struck: 0,
        }
    }

    /// A run begins.
    pub(super) fn begin_run(&mut self, name: &str) {
        if let Some(open) = self.runs(name) {
            *open += 1;
        }
    }

    /// A run ends.
    pub(super) fn end_run(&mut self, name: &str) {
        if let Some(open) = self.runs(name) {
            *open = open.saturating_sub(1);
        }
    }

    fn runs(&mut self, name: &str) -> Option<&mut u32> {
        match name {
            "Sup" | "Sub" => Some(&mut self.raised),
            "S" => Some(&mut self.struck),
            _ => None,
        }
    }

    /// Adds letters.
    pub(super) fn push(&mut self, letters: &str) {
        let look = PieceLook { raised: self.raised > 0, struck: self.struck > 0 };
        if look.is_plain() {
            self.text.push_str(letters);
        } else {
            self.left_out.push(letters, look);
        }
    }

    /// How it is shown, where that is not what is read of it.
    pub(super) fn settle(&mut self) -> Option<Shown> {
        let partly = std::mem::take(&mut self.left_out).settle(&mut self.text);
        self.shown.or(partly)
    }

    /// What stands in the cell; `None` where it is blank.
    pub(super) fn value(self) -> Option<Value> {
        let text = self.text;
        let kind = self.kind.as_deref();
        if text.chars().all(char::is_whitespace) {
            // A formula that gave an empty text has been calculated.
            let uncalculated = self.has_formula && kind != Some("String");
            return uncalculated.then_some(Value::Uncalculated);
        }
        Some(match kind {
            Some("Number") => number(&text).map_or(Value::Text(text), Value::Number),
            Some("Boolean") => flag(&text).map_or(Value::Text(text), Value::Flag),
            Some("DateTime") => Value::Date(date(&text).unwrap_or(text)),
            Some("Error") => Value::Fault(text),
            _ => Value::Text(text),
        })
    }
}

fn number(text: &str) -> Option<f64> {
    let number: f64 = text.trim().parse().ok()?;
    number.is_finite().then_some(number)
}

fn flag(text: &str) -> Option<bool> {
    match text.trim() {
        "1" | "true" | "True" | "TRUE" => Some(true),
        "0" | "false" | "False" | "FALSE" => Some(false),
        _ => None,
    }
}

/// `2023-09-30T00:00:00.000` as day, month and year, as dates of other workbooks are shown.
fn date(text: &str) -> Option<String> {
    let mut parts = text.trim().split('T').next()?.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let is = |part: &str, digits| part.len() == digits && part.bytes().all(|b| b.is_ascii_digit());
    (is(year, 4) && is(month, 2) && is(day, 2))
        .then(|| with_hour(format!("{day}/{month}/{year}"), text))
}

#[cfg(test)]
mod tests {
    use super::OpenCell;
    use crate::model::{CellRef, Value};

    #[test]
    fn the_type_decides_unless_the_text_does_not_fit() {
        let value = |kind: &str, text: &str| {
            let (at, kind, text) = (CellRef::new(0, 0), Some(kind.to_owned()), text.to_owned());
            OpenCell { kind, text, ..OpenCell::new(at) }.value()
        };
        assert_eq!(value("Number", " 15 "), Some(Value::Number(15.0)));
        assert_eq!(value("Number", "1,5"), Some(Value::Text("1,5".into())));
        assert_eq!(value("Number", "inf"), Some(Value::Text("inf".into())));
        assert_eq!(value("DateTime", "hôm nay"), Some(Value::Date("hôm nay".into())));
        assert_eq!(value("Boolean", "0"), Some(Value::Flag(false)));
        assert_eq!(value("lạ", "15"), Some(Value::Text("15".into())));
        assert_eq!(value("String", " \u{a0}"), None);
    }
}
