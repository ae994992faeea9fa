//! The role of a line by its cells and by the lines above it: column numbers, group, part, item, total, note, signature.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::ingest::lookups::Lookups;
use crate::ingest::table::column_numbers::is_column_numbers;
use crate::ingest::table::header::bound::Header;
use crate::model::{Cell, Unit};
use crate::pipeline::{Binding, Form, Groups, Items, Match};
use crate::text;

use super::labels::{has_no_digit, is_next, is_placeholder, is_roman, is_unfilled, letter_of};
use super::line::{LineRole, SheetLine};

/// What the lines above tell about the next one.
pub(in crate::ingest) struct LineReader<'p> {
    pub(in crate::ingest::table) form: &'p Form,
    pub(in crate::ingest::table) units: &'p Lookups<'p>,
    /// What the labels say about units, as found.
    namings: BTreeMap<String, LabelNaming>,
    /// Labels that were looked up among near names.
    near: BTreeMap<String, bool>,
    pub(in crate::ingest::table) labels: Vec<u32>,
    ordinal: Option<u32>,
    pub(in crate::ingest::table) figures: Vec<u32>,
    keys: BTreeMap<String, Rc<str>>,
    begun: bool,
    /// Groups are numbered 1, 2, 3.
    arabic_groups: bool,
    /// The letter that numbers the line above.
    letter: Option<char>,
    /// The line above belongs to a header.
    headed: bool,
    below: Option<LineRole>,
}

impl<'p> LineReader<'p> {
    pub(in crate::ingest::table) fn new(
        form: &'p Form,
        header: &Header,
        units: &'p Lookups<'p>,
    ) -> Self {
        let figures = header.figures(form);
        Self {
            form,
            units,
            namings: BTreeMap::new(),
            near: BTreeMap::new(),
            labels: header.columns_of(form, Binding::Label),
            ordinal: header.column_of(form, Binding::Ordinal),
            figures,
            keys: BTreeMap::new(),
            begun: false,
            arabic_groups: false,
            letter: None,
            headed: false,
            below: None,
        }
    }

    pub(in crate::ingest::table) fn header<'s>(&mut self, cells: &'s [Cell]) -> SheetLine<'s> {
        let role = LineRole::Header;
        self.saw(role);
        SheetLine { cells, role, at: cells[0].at, label: "" }
    }

    pub(in crate::ingest::table) fn line<'s>(&mut self, cells: &'s [Cell]) -> SheetLine<'s> {
        let labelled = self.label_cell(cells);
        let at = labelled.map_or(cells[0].at, |cell| cell.at);
        let label = labelled.and_then(Cell::text).unwrap_or("");
        let role = self.role(cells, label);
        self.saw(role);
        let ordinal = self.ordinal_text(cells).map(str::trim);
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let number = cells
            .iter()
            .any(|cell| Some(cell.at.column) == self.ordinal && cell.text().is_none_or(digits));
        self.arabic_groups |= role == LineRole::Group && number;
        self.letter = ordinal.and_then(letter_of);
        SheetLine { cells, role, at, label }
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
            | LineRole::Remark
            | LineRole::Placeholder
            | LineRole::Unknown => {}
        }
    }

    /// The column that numbers the lines.
    pub(in crate::ingest) const fn ordinal(&self) -> Option<u32> {
        self.ordinal
    }

    /// Whether a line numbers the columns, below the header or below one that a page repeats.
    pub(in crate::ingest) fn is_column_numbers(&self, cells: &[Cell]) -> bool {
        (!self.begun || self.headed) && is_column_numbers(cells, &self.labels)
    }

    /// The text that says what the line is about: in the label column, else in the ordinal column (merged
    /// total labels stand there), else the first text outside the figures.
    pub(super) fn label_cell<'s>(&self, cells: &'s [Cell]) -> Option<&'s Cell> {
        let labelled =
            || cells.iter().find(|c| self.labels.contains(&c.at.column) && c.text().is_some());
        let numbered =
            || cells.iter().find(|c| Some(c.at.column) == self.ordinal && c.text().is_some());
        // What stands behind the figures is a note and names nothing.
        let first = self.figures.iter().min().copied().unwrap_or(u32::MAX);
        let outside = || cells.iter().find(|c| c.text().is_some() && c.at.column < first);
        let headings = || {
            let without_figures = !cells.iter().any(|c| self.figures.contains(&c.at.column));
            cells.iter().find(|c| c.text().is_some() && without_figures)
        };
        labelled().or_else(numbered).or_else(outside).or_else(headings)
    }

    fn role(&mut self, cells: &[Cell], label: &str) -> LineRole {
        let has_figures = cells.iter().any(|cell| self.figures.contains(&cell.at.column));
        if self.is_column_numbers(cells) {
            return LineRole::ColumnNumbers;
        }
        // A group reopens the table: a note may stand between two of them.
        let reopens = self.below.is_some_and(|below| self.reopens(below, cells, label));
        if let Some(role) = self.below_the_table(cells).filter(|_| !reopens) {
            return role;
        }
        let key = self.key(label);
        if self.form.is_source_key(&key) {
            return LineRole::Source;
        }
        // In a form that names no units it may head a section of fields, or be one.
        let may_be_section = self.form.groups == Groups::None && self.form.items == Items::Field;
        if self.form.is_heading_key(&key) && !(has_figures && may_be_section) {
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
        } else if self.opens_group(cells, label) {
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
        let ordinal = ordinal.is_some();
        let opens = self.opens_group(cells, label);
        match self.form.groups {
            Groups::None if numbered => LineRole::Item,
            Groups::None => LineRole::Group,
            Groups::Unit if opens => LineRole::Group,
            Groups::Unit if numbered || ordinal => LineRole::Item,
            Groups::Unit => LineRole::Remark,
        }
    }

    /// Whether a line below a note or a signature opens a group all the same: a numbered one does, and below a note
    /// one that names a unit. In a signature offices are named that open nothing.
    fn reopens(&mut self, below: LineRole, cells: &[Cell], label: &str) -> bool {
        let numbered = cells.iter().any(|cell| Some(cell.at.column) == self.ordinal);
        let labelled = cells.iter().any(|cell| self.labels.contains(&cell.at.column));
        let named = below == LineRole::Note && self.naming(label) == LabelNaming::Unit;
        labelled && (numbered || named) && self.opens_group(cells, label)
    }

    /// Whether a line opens the group of a unit: by its Roman number, or by a label that names a unit or seems to.
    /// Where groups are numbered 1, 2, 3 a Roman number is one of its items; where items are lettered, so is the
    /// `i` that follows `h`.
    fn opens_group(&mut self, cells: &[Cell], label: &str) -> bool {
        if self.form.groups != Groups::Unit || label.is_empty() || cells.is_empty() {
            return false;
        }
        let ordinal = self.ordinal_text(cells).map(str::trim);
        let follows = ordinal
            .and_then(letter_of)
            .zip(self.letter)
            .is_some_and(|(letter, before)| is_next(before, letter));
        let roman = ordinal.is_some_and(is_roman) && !follows;
        let counted = |column: u32| Some(column) == self.ordinal || self.figures.contains(&column);
        let numbered = cells.iter().any(|cell| counted(cell.at.column));
        match self.naming(label) {
            LabelNaming::Unit | LabelNaming::Office => true,
            // Looking for near names costs a look at every unit; a numbered line with figures is no group for one.
            LabelNaming::Nothing if roman && !self.arabic_groups => true,
            LabelNaming::Nothing => (roman || !numbered) && self.is_near_a_unit(label),
        }
    }

    /// Whether a label is nearly the name of a unit that the form covers.
    fn is_near_a_unit(&mut self, label: &str) -> bool {
        if label.chars().count() > LONGEST_NAME || self.near.len() >= MOST_LOOKED_UP {
            return false;
        }
        if let Some(&known) = self.near.get(label) {
            return known;
        }
        let covers = |_, unit: &Unit| self.form.covers.contains(&unit.level);
        let found = self.units.find(label, covers);
        let near = !matches!(found, Match::None(near) if near.is_empty());
        self.near.insert(label.to_owned(), near);
        near
    }

    /// What a label says about units.
    pub(in crate::ingest::table) fn naming(&mut self, label: &str) -> LabelNaming {
        if let Some(&known) = self.namings.get(label) {
            return known;
        }
        let covers = |_, unit: &Unit| self.form.covers.contains(&unit.level);
        let naming = match self.units.find_exact(label, covers) {
            Match::One(_) | Match::Many(_) => LabelNaming::Unit,
            Match::None(_) if text::names_office(label) => LabelNaming::Office,
            Match::None(_) => LabelNaming::Nothing,
        };
        self.namings.insert(label.to_owned(), naming);
        naming
    }

    /// The text in the column that numbers the lines.
    pub(super) fn ordinal_text<'s>(&self, cells: &'s [Cell]) -> Option<&'s str> {
        cells.iter().find(|cell| Some(cell.at.column) == self.ordinal).and_then(Cell::text)
    }

    pub(in crate::ingest::table) fn key(&mut self, label: &str) -> Rc<str> {
        if let Some(key) = self.keys.get(label) {
            return Rc::clone(key);
        }
        let key: Rc<str> = text::key(label).into();
        self.keys.insert(label.to_owned(), Rc::clone(&key));
        key
    }
}

/// What a label says about units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ingest::table) enum LabelNaming {
    /// It names one that the form covers.
    Unit,
    /// It begins like the name of an office, whichever.
    Office,
    /// Nothing.
    Nothing,
}

/// Labels of one table that are looked up among near names; more of them are made to keep a reader busy.
const MOST_LOOKED_UP: usize = 500;

/// Longer labels are sentences.
const LONGEST_NAME: usize = 60;
