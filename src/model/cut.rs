//! What is changed in a table once all of it is read: what is taken out of it again, and what follows from the rest.

use std::collections::BTreeSet;
use std::ops::Range;

use super::reading::{Table, TextKind};

impl Table {
    /// Lets go of columns that no line has a number in, from a place on.
    pub fn drop_unused(&mut self, from: usize) {
        let width = self.columns.len();
        let used = |column: &usize| {
            *column < from || self.values.iter().skip(*column).step_by(width).any(|v| !v.is_nan())
        };
        let kept: Vec<usize> = (0..width).filter(used).collect();
        if kept.len() < width {
            let lines = 0..self.lines.len();
            let values =
                lines.flat_map(|line| kept.iter().map(move |column| line * width + column));
            self.values = values.map(|place| self.values[place]).collect();
            self.columns = kept.iter().map(|&column| self.columns[column].clone()).collect();
        }
    }

    /// Puts a number into the place of a column in a line.
    pub fn set(&mut self, line: usize, column: usize, value: f64) {
        let width = self.columns.len();
        self.values[line * width + column] = value;
    }

    /// Lets go of the numbers of some lines.
    pub fn drop_numbers(&mut self, lines: Range<usize>) {
        let width = self.columns.len();
        self.values[lines.start * width..lines.end * width].fill(f64::NAN);
    }

    /// Lets go of lines that hold neither a number nor a note.
    pub fn drop_silent(&mut self) {
        let width = self.columns.len();
        let notes = self.texts.iter().filter(|text| text.kind == TextKind::Note);
        let noted: BTreeSet<u32> = notes.map(|text| text.row).collect();
        let number = |line: usize| (0..width).any(|column| self.number(line, column).is_some());
        let all = 0..self.lines.len();
        let kept: Vec<usize> =
            all.filter(|&line| number(line) || noted.contains(&self.lines[line].row)).collect();
        let values = kept.iter().flat_map(|line| line * width..(line + 1) * width);
        self.values = values.map(|place| self.values[place]).collect();
        self.lines = kept.iter().map(|&line| self.lines[line]).collect();
    }
}
