//! Cells that were read → a line of the reading, with its numbers and the texts they were taken from.

use crate::ingest::count::{Counted, TypedAs};
use crate::ingest::table::lines::line::SheetLine;
use crate::model::{self, CellRef, Role, Shown, Text, TextKind, UnitIx, Value};

use super::assembler::Assembler;

/// What is said of a line as a whole.
#[derive(Debug, Clone, Copy)]
pub(super) struct LinePlace {
    pub(super) role: Role,
    pub(super) unit: Option<UnitIx>,
    pub(super) field: Option<u32>,
    pub(super) first_block: u32,
}

/// The numbers of a line: those of its columns, then the shares that are printed in them.
pub(super) struct LineNumbers {
    own: Vec<Option<f64>>,
    shares: Vec<Option<f64>>,
}

impl LineNumbers {
    fn any(&self) -> bool {
        self.own.iter().chain(&self.shares).any(Option::is_some)
    }
}

impl Assembler<'_> {
    /// The numbers of the cells of a line; `reads` tells of which columns. What cannot be read is told.
    pub(super) fn numbers(
        &mut self,
        counted: &[(CellRef, Option<Counted>)],
        reads: impl Fn(usize, &Counted) -> bool,
    ) -> LineNumbers {
        let mut numbers =
            LineNumbers { own: Vec::with_capacity(counted.len()), shares: Vec::new() };
        for (index, (at, value)) in counted.iter().enumerate() {
            let value = value.as_ref().filter(|value| reads(index, value));
            let (own, share) = self.number(index, *at, value);
            numbers.own.push(own);
            if self.columns[index].share().is_some() {
                numbers.shares.push(share);
            }
        }
        numbers
    }

    fn number(
        &mut self,
        index: usize,
        at: CellRef,
        value: Option<&Counted>,
    ) -> (Option<f64>, Option<f64>) {
        let column = self.columns[index];
        match value {
            None | Some(Counted::Blank) => {}
            Some(Counted::Doubt(check, why)) if column.count.is_none() => {
                self.unreadable_rate(check, why, at, &column.label());
            }
            Some(Counted::Doubt(check, why)) => self.doubt(index, check, why, at),
            Some(Counted::Count { value, percentage, typed }) => {
                if *typed != TypedAs::Number {
                    self.typed_as_text(at, percentage.is_some());
                }
                if *typed == TypedAs::Rounded {
                    self.rounded(index, *value, at);
                }
                if self.context.sheet.mark(at) == Some(Shown::Partly) {
                    self.read_partly(index, *value, at);
                }
                return (Some(*value), percentage.filter(|_| column.share().is_some()));
            }
        }
        (None, None)
    }

    /// Puts a line down, with what the note column says about it. One that says nothing at all is none; the place of
    /// the others among the lines of the table.
    pub(super) fn put(
        &mut self,
        line: &SheetLine,
        place: LinePlace,
        numbers: &LineNumbers,
        noted: bool,
    ) -> Option<usize> {
        let noted = noted && self.note(line);
        if !numbers.any() && !noted {
            return None;
        }
        let LinePlace { role, unit, field, first_block } = place;
        let told = model::Line {
            row: line.at.row,
            role,
            unit,
            field,
            source: self.whose.source,
            indicator: None,
            first_block,
            block: self.blocks.block,
        };
        self.out.table.push(told, numbers.own.iter().chain(&numbers.shares).copied());
        Some(self.out.table.lines.len() - 1)
    }

    fn note(&mut self, line: &SheetLine) -> bool {
        let Some((at, raw)) = self.notes.about(line, self.context.sheet) else { return false };
        self.text(at, TextKind::Note, raw);
        true
    }

    /// Keeps the text of a cell that something was taken from.
    pub(super) fn text(&mut self, at: CellRef, kind: TextKind, raw: &str) {
        let (row, column, raw) = (at.row, at.column, raw.to_owned());
        self.out.table.texts.push(Text { row, column, kind, raw });
    }

    /// Numbers typed as text are counted for a note.
    fn typed_as_text(&mut self, at: CellRef, with_percentage: bool) {
        let sheet = self.context.sheet;
        if let Some(Value::Text(raw)) = sheet.get(at) {
            if !with_percentage {
                self.to_say.typed_count += 1;
                self.to_say.typed.get_or_insert_with(|| (at, raw.clone()));
            }
            self.text(at, TextKind::NumberAsText, raw);
        }
    }
}
