//! Cells that were read → figures with their place: unit, field, block and cell.

use crate::model::{CellRef, Value};
use crate::table::{Figure, NONE, Role};

use super::super::count::{Counted, Typed};
use super::super::lines::Line;
use super::Assembler;

/// What a line's figures have in common.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) role: Role,
    pub(super) unit: u32,
    pub(super) field: u32,
    pub(super) first_block: u32,
}

impl Assembler<'_> {
    pub(super) fn emit(
        &mut self,
        index: usize,
        at: CellRef,
        value: Option<&Counted>,
        place: Place,
    ) {
        let column = self.columns[index];
        match value {
            None | Some(Counted::Blank) => {}
            Some(Counted::Doubt(code, why)) if column.count.is_none() => {
                self.unreadable_rate(*code, why, at, &column.label());
            }
            Some(Counted::Doubt(code, why)) => self.doubt(index, *code, why, at),
            Some(Counted::Count { value, percentage, typed }) => {
                let as_text = *typed != Typed::Number;
                let raw = if as_text { self.raw(at, percentage.is_some()) } else { NONE };
                if *typed == Typed::Rounded {
                    self.rounded(index, *value, at);
                }
                let role = if column.count.is_some() { place.role } else { Role::Percentage };
                self.push(Figure {
                    role,
                    measure: column.measure,
                    ..self.figure(at, *value, raw, place)
                });
                if let (Some(percentage), Some(id)) = (percentage, column.percentage) {
                    let figure = self.figure(at, *percentage, raw, place);
                    self.push(Figure { role: Role::Percentage, measure: id, ..figure });
                }
            }
        }
    }

    /// What the note column says about an item.
    pub(super) fn note(&mut self, line: &Line, place: Place) {
        if let Some((at, text)) = self.notes.about(line, self.context.sheet) {
            let raw = self.words.raws.symbol(text);
            let figure = self.figure(at, 0.0, raw, place);
            self.push(Figure { role: Role::Note, ..figure });
        }
    }

    fn push(&mut self, figure: Figure) {
        self.out.figures.push(figure);
    }

    fn figure(&self, at: CellRef, value: f64, raw: u32, place: Place) -> Figure {
        Figure {
            role: place.role,
            unit: place.unit,
            form: self.context.form_symbol,
            field: place.field,
            source: self.source,
            measure: NONE,
            value,
            file: NONE,
            sheet: self.context.sheet_symbol,
            at,
            raw,
            first_block: place.first_block,
            block: self.block,
        }
    }

    /// The text of a text cell; numbers typed as text are counted for a note.
    fn raw(&mut self, at: CellRef, with_percentage: bool) -> u32 {
        match self.context.sheet.get(at) {
            Some(Value::Text(raw)) => {
                if !with_percentage {
                    self.typed_count += 1;
                    self.typed.get_or_insert_with(|| (at, raw.clone()));
                }
                self.words.raws.symbol(raw)
            }
            _ => NONE,
        }
    }
}
