//! The role of each line below a header: column numbers, group, part, item, total, note, signature.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::model::{Cell, CellRef, Sheet, Unit};
use crate::pipeline::{Binding, Form, Groups, Items, Match, Register};
use crate::text;

use super::header::Header;
use super::indicators;
use super::locate::Located;

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineRole {
    /// A header that a new page repeats.
    Header,
    /// The numbers of the columns: `(1) (2) (3) …`.
    ColumnNumbers,
    /// Opens a group; the label names it.
    Group,
    /// Says where the files below were handled: `Trên hệ thống của Bộ`.
    Source,
    /// Opens a part of the form, by its index.
    Part(usize),
    /// Counts of a field or a unit.
    Item,
    /// Opens a section of a form of indicators, by its index.
    Section(usize),
    /// An indicator of the form, by its index; a heading among them too.
    Indicator(usize),
    /// Sums over lines above.
    Total,
    /// Text below the table.
    Note,
    /// Date, offices and names below the table.
    Signature,
    /// A line of the empty form left in place: `…`.
    Placeholder,
    /// None of these.
    Unknown,
}

impl LineRole {
    /// Whether its figures are read or compared.
    pub(super) const fn holds_figures(self) -> bool {
        matches!(self, Self::Item | Self::Group | Self::Source | Self::Total | Self::Indicator(_))
    }
}

/// A line of a table.
#[derive(Debug, Clone)]
pub(super) struct Line<'s> {
    /// Its non-empty cells.
    pub(super) cells: &'s [Cell],
    /// What it is.
    pub(super) role: LineRole,
    /// Where its label stands, or its first cell.
    pub(super) at: CellRef,
    /// Its label as found; empty where it has none.
    pub(super) label: &'s str,
}

/// Gives each line of a table its role.
pub(super) fn lines<'s>(sheet: &'s Sheet, table: &Located, register: &Register) -> Vec<Line<'s>> {
    let mut reader = Reader::new(table.form, &table.header, register);
    if table.form.items == Items::Indicator {
        return indicators::lines(sheet, table, &mut reader);
    }
    let body = table.header.bottom + 1..table.end;
    let lines = sheet.rows_in(body).map(|(row, cells)| {
        if table.repeats_header(row) { reader.header(cells) } else { reader.line(cells) }
    });
    lines.collect()
}

/// What the lines above tell about the next one.
pub(super) struct Reader<'p> {
    form: &'p Form,
    register: &'p Register,
    /// Labels as found, and whether each is the name of a unit that the form covers.
    units: BTreeMap<String, bool>,
    label: Option<u32>,
    ordinal: Option<u32>,
    figures: Vec<u32>,
    keys: BTreeMap<String, Rc<str>>,
    begun: bool,
    /// The line above belongs to a header.
    headed: bool,
    below: Option<LineRole>,
}

impl<'p> Reader<'p> {
    fn new(form: &'p Form, header: &Header, register: &'p Register) -> Self {
        let figures = header.figures(form);
        Self {
            form,
            register,
            units: BTreeMap::new(),
            label: header.column_of(form, Binding::Label),
            ordinal: header.column_of(form, Binding::Ordinal),
            figures,
            keys: BTreeMap::new(),
            begun: false,
            headed: false,
            below: None,
        }
    }

    fn header<'s>(&mut self, cells: &'s [Cell]) -> Line<'s> {
        let role = LineRole::Header;
        self.saw(role);
        Line { cells, role, at: cells[0].at, label: "" }
    }

    fn line<'s>(&mut self, cells: &'s [Cell]) -> Line<'s> {
        let labelled = self.label_cell(cells);
        let at = labelled.map_or(cells[0].at, |cell| cell.at);
        let label = labelled.and_then(Cell::text).unwrap_or("");
        let role = self.role(cells, label);
        self.saw(role);
        Line { cells, role, at, label }
    }

    /// Remembers the role of a line.
    pub(super) const fn saw(&mut self, role: LineRole) {
        self.headed = matches!(role, LineRole::Header);
        match role {
            LineRole::Note | LineRole::Signature => self.below = Some(role),
            LineRole::Item
            | LineRole::Group
            | LineRole::Source
            | LineRole::Total
            | LineRole::Part(_)
            | LineRole::Section(_)
            | LineRole::Indicator(_) => {
                self.begun = true;
                self.below = None;
            }
            LineRole::Header
            | LineRole::ColumnNumbers
            | LineRole::Placeholder
            | LineRole::Unknown => {}
        }
    }

    /// The column that numbers the lines.
    pub(super) const fn ordinal(&self) -> Option<u32> {
        self.ordinal
    }

    /// Whether a line above the first one with figures numbers the columns.
    pub(super) fn is_column_numbers(&self, cells: &[Cell]) -> bool {
        (!self.begun || self.headed) && is_column_numbers(cells)
    }

    /// The text that says what the line is about: in the label column, else in the ordinal column (merged
    /// total labels stand there), else the first text outside the figures.
    pub(super) fn label_cell<'s>(&self, cells: &'s [Cell]) -> Option<&'s Cell> {
        let text_in = |column: Option<u32>| {
            cells.iter().find(|cell| Some(cell.at.column) == column && cell.text().is_some())
        };
        let outside = || {
            cells
                .iter()
                .find(|cell| cell.text().is_some() && !self.figures.contains(&cell.at.column))
        };
        text_in(self.label).or_else(|| text_in(self.ordinal)).or_else(outside)
    }

    fn role(&mut self, cells: &[Cell], label: &str) -> LineRole {
        let has_figures = cells.iter().any(|cell| self.figures.contains(&cell.at.column));
        if self.is_column_numbers(cells) {
            return LineRole::ColumnNumbers;
        }
        if let Some(role) = self.below_the_table(cells) {
            return role;
        }
        let key = self.key(label);
        if self.form.is_source_key(&key) {
            return LineRole::Source;
        }
        if self.form.is_heading_key(&key) {
            // Sums of a whole tier are nobody's: they are told, not counted.
            return if has_figures { LineRole::Unknown } else { LineRole::Placeholder };
        }
        if has_figures {
            return self.role_with_figures(cells, label, &key);
        }
        if self.form.is_total_key(&key) {
            return LineRole::Total;
        }
        if let Some(part) = self.part(&key) {
            return LineRole::Part(part);
        }
        self.role_without_figures(cells, label)
    }

    /// The part that a label opens.
    fn part(&self, key: &str) -> Option<usize> {
        let opens = |titles: &[String]| titles.iter().any(|title| key.starts_with(title.as_str()));
        self.form.parts.iter().position(|part| opens(&part.titles))
    }

    fn role_with_figures(&mut self, cells: &[Cell], label: &str, key: &str) -> LineRole {
        let ordinal_key = self.ordinal_text(cells).map(|text| self.key(text));
        if self.form.is_total_key(key) || ordinal_key.is_some_and(|k| self.form.is_total_key(&k)) {
            LineRole::Total
        } else if self.form.groups == Groups::Unit
            && (self.ordinal_text(cells).is_some_and(is_roman) || self.names_unit(cells, label))
        {
            LineRole::Group
        } else if let Some(part) = self.part(key) {
            LineRole::Part(part)
        } else if !is_placeholder(key) && !key.is_empty() {
            LineRole::Item
        } else if cells.iter().all(|cell| cell.text().is_some_and(has_no_digit)) {
            LineRole::Placeholder
        } else {
            LineRole::Unknown
        }
    }

    /// Lines of nothing but text below the table: notes, dates, offices and names. Once they began, all such
    /// lines that follow belong to them.
    pub(super) fn below_the_table(&mut self, cells: &[Cell]) -> Option<LineRole> {
        if !self.begun {
            return None;
        }
        // A count typed as text begins with a digit, a date or an office below a figure column does not.
        let counts = |cell: &Cell| {
            let text = cell.text().map_or("", str::trim_start);
            self.figures.contains(&cell.at.column) && text.starts_with(|c: char| c.is_ascii_digit())
        };
        if !cells.iter().all(|cell| cell.text().is_some()) || cells.iter().any(counts) {
            return None;
        }
        let keys: Vec<Rc<str>> = cells.iter().filter_map(Cell::text).map(|t| self.key(t)).collect();
        let begins = |words: &[String]| {
            keys.iter().any(|key| words.iter().any(|word| text::begins_with_word(key, word)))
        };
        let dated = |key: &str| ["ngày", "tháng", "năm"].iter().all(|word| key.contains(word));
        if begins(&self.form.words.note) {
            Some(LineRole::Note)
        } else if begins(&self.form.words.signature) || keys.iter().any(|key| dated(key)) {
            Some(LineRole::Signature)
        } else {
            let figures = cells.iter().filter(|cell| self.figures.contains(&cell.at.column));
            let no_numbers = figures.filter_map(Cell::text).all(has_no_digit);
            self.below.filter(|_| no_numbers)
        }
    }

    fn role_without_figures(&mut self, cells: &[Cell], label: &str) -> LineRole {
        let ordinal = self.ordinal_text(cells);
        if label.is_empty() {
            return LineRole::Placeholder;
        }
        if is_placeholder(label) || is_unfilled(label) {
            return LineRole::Placeholder;
        }
        let numbered = cells.iter().any(|cell| {
            Some(cell.at.column) == self.ordinal
                && cell.text().is_none_or(|text| text.trim().bytes().all(|b| b.is_ascii_digit()))
        });
        let roman = ordinal.is_some_and(is_roman);
        let opens = roman || !numbered || self.names_unit(cells, label);
        if opens { LineRole::Group } else { LineRole::Item }
    }

    /// Whether a line is about a unit by its name, however it is numbered. Only in forms whose items are fields,
    /// for where items are units every line is.
    fn names_unit(&mut self, cells: &[Cell], label: &str) -> bool {
        if self.form.groups != Groups::Unit || label.is_empty() || cells.is_empty() {
            return false;
        }
        if let Some(&known) = self.units.get(label) {
            return known;
        }
        let covers = |_, unit: &Unit| self.form.covers.contains(&unit.level);
        let named = !matches!(self.register.find_exact(label, covers), Match::None(_));
        self.units.insert(label.to_owned(), named);
        named
    }

    /// The text in the column that numbers the lines.
    pub(super) fn ordinal_text<'s>(&self, cells: &'s [Cell]) -> Option<&'s str> {
        cells.iter().find(|cell| Some(cell.at.column) == self.ordinal).and_then(Cell::text)
    }

    fn key(&mut self, label: &str) -> Rc<str> {
        if let Some(key) = self.keys.get(label) {
            return Rc::clone(key);
        }
        let key: Rc<str> = text::key(label).into();
        self.keys.insert(label.to_owned(), Rc::clone(&key));
        key
    }
}

/// `1 2 3 …`, `(1) (2) (3)=(4)+(5) …`: three or more numbers that rise by one.
pub(super) fn is_column_numbers(cells: &[Cell]) -> bool {
    let is_letter = |text: &str| {
        let letter = text.trim().trim_matches(['(', ')']);
        letter.len() == 1 && letter.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    let number = |cell: &Cell| -> Option<u32> {
        let shown = super::count::shown(&cell.value);
        let digits = shown.trim_start_matches('(');
        let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        let rest = digits[end..].trim();
        let rest_fits = rest.chars().all(|c| c.is_ascii_digit() || "()=+- ".contains(c));
        digits[..end].parse().ok().filter(|_| rest_fits)
    };
    // `A B 1 2 3 …`: columns of words are lettered.
    let lettered = cells.iter().take_while(|cell| cell.text().is_some_and(is_letter)).count();
    let numbers: Option<Vec<u32>> = cells[lettered..].iter().map(number).collect();
    numbers.is_some_and(|n| n.len() >= 3 && n.windows(2).all(|pair| pair[1] == pair[0] + 1))
}

/// Dots and dashes, as the empty form has them.
pub(super) fn is_placeholder(label: &str) -> bool {
    label.chars().all(|c| ".…- \u{a0}".contains(c))
}

/// A label of the empty form: `UBND huyện ...`, `Lĩnh vực …`.
fn is_unfilled(label: &str) -> bool {
    let label = label.trim_end();
    label.ends_with("...") || label.ends_with('…')
}

fn has_no_digit(text: &str) -> bool {
    !text.chars().any(|c| c.is_ascii_digit())
}

/// `I`, `IV.`, `XII)`; not the `c)` that follows `b)`.
pub(super) fn is_roman(ordinal: &str) -> bool {
    let letters = ordinal.trim().trim_end_matches(['.', ')', '/']);
    letters.starts_with(['I', 'V', 'X', 'i', 'v', 'x'])
        && letters.chars().all(|c| "IVXLCivxlc".contains(c))
}

#[cfg(test)]
mod tests {
    use super::{is_column_numbers, is_roman};
    use crate::model::{Cell, CellRef, Value};

    fn cells(texts: &[&str]) -> Vec<Cell> {
        let at = |column: usize| CellRef::new(0, u32::try_from(column).unwrap());
        let cell = |(column, text): (usize, &&str)| Cell {
            at: at(column),
            value: Value::Text((*text).to_owned()),
        };
        texts.iter().enumerate().map(cell).collect()
    }

    #[test]
    fn column_numbers_rise_by_one() {
        assert!(is_column_numbers(&cells(&["(1)", "(2)", "(3)=(4)+(5)", "(4)"])));
        assert!(is_column_numbers(&cells(&["A", "(b)", "1", "2", "3"])));
        assert!(!is_column_numbers(&cells(&["1", "Đất đai", "3"])));
        assert!(!is_column_numbers(&cells(&["1", "12", "30"])));
    }

    #[test]
    fn roman_numbers_open_groups() {
        assert!(is_roman("XIV."));
        assert!(!is_roman("1"));
        assert!(!is_roman("c)"));
    }
}
