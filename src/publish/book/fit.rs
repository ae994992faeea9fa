//! Widths of columns and heights of rows in which everything in a copied sheet can be read.

use std::collections::BTreeMap;

use crate::model::{Cell, Value};

use super::copied::{Copied, shown};
use super::style::{CellContent, CellStyle};
use super::width::{PADDING, cell_px, lines_in, text_px, widest_word_px};

/// Rows from the top that the widths of columns go by.
const MEASURED_ROWS: usize = 2_000;
/// Columns whose width is set, and the bounds of a width in pixels.
const MEASURED_COLUMNS: u32 = 256;
const NARROWEST: u32 = 40;
const WIDEST_FIGURES: u32 = 150;
const WIDEST_WORDS: u32 = 280;
/// Heights of a line, of a row of one line, and of the highest row, in pixels.
const LINE_PX: u32 = 18;
const ROW_PX: u32 = 21;
const HIGHEST_PX: u32 = 400;

impl Copied<'_> {
    /// Figures stand on one line; words beside figures, such as heads, take up to three, other words two.
    pub(in crate::publish) fn fitting_widths(&self) -> BTreeMap<u32, u32> {
        let points = points();
        let mut needs: BTreeMap<u32, Need> = BTreeMap::new();
        for (_, cells) in self.sheet.rows().take(MEASURED_ROWS) {
            for cell in cells.iter().filter(|cell| cell.at.column < MEASURED_COLUMNS) {
                let merged = self.merge_at(cell.at);
                let wide = merged.is_some_and(|area| area.first.column < area.last.column);
                if wide || self.holds(cell, cells.len()) == CellContent::Line {
                    continue;
                }
                let need = needs.entry(cell.at.column).or_default();
                let shown = shown(&cell.value);
                if matches!(cell.value, Value::Text(_)) {
                    need.text = need.text.max(text_px(&shown, points, false));
                    need.word = need.word.max(widest_word_px(&shown, points, false));
                } else {
                    need.figure = need.figure.max(cell_px(&shown, points, false));
                }
            }
        }
        needs.into_iter().map(|(column, need)| (column, need.width())).collect()
    }

    /// Rows high enough for their words, in the columns or merged areas they stand in.
    pub(super) fn fitting_heights(&self) -> BTreeMap<u32, u32> {
        let points = points();
        let mut heights = BTreeMap::new();
        for (row, cells) in self.sheet.rows() {
            let lines = |cell: &Cell| {
                let merged = self.merge_at(cell.at);
                let holds = self.holds(cell, cells.len());
                let Value::Text(text) = &cell.value else { return 1 };
                if holds == CellContent::Line || merged.is_some_and(|area| area.last.row > row) {
                    return 1;
                }
                let last = merged.map_or(cell.at.column, |area| area.last.column);
                let columns = cell.at.column..=last;
                let width: u32 = columns.map(|column| self.width(column)).sum();
                let room = width.saturating_sub(PADDING / 2);
                // No letter is wider than an em and a half; most texts need not be measured.
                let longest = u32::try_from(text.len()).unwrap_or(u32::MAX);
                let short = longest.saturating_mul(u32::from(points) * 2) <= room;
                if short { 1 } else { lines_in(text, room, points, false) }
            };
            let lines = cells.iter().map(lines).max().unwrap_or(1);
            if lines > 1 {
                heights.insert(row, (lines.saturating_mul(LINE_PX) + 4).clamp(ROW_PX, HIGHEST_PX));
            }
        }
        heights
    }

    fn width(&self, column: u32) -> u32 {
        self.widths.get(&column).copied().unwrap_or(72)
    }
}

/// What the cells of a column need, in pixels.
#[derive(Debug, Default)]
struct Need {
    figure: u32,
    text: u32,
    word: u32,
}

impl Need {
    fn width(&self) -> u32 {
        let Self { figure, text, word } = *self;
        if figure > 0 {
            let words = word.max(text / 3 + PADDING).min(WIDEST_FIGURES);
            words.max(figure.min(WIDEST_WORDS)).max(NARROWEST)
        } else {
            word.max(text * 2 / 3 + PADDING).clamp(NARROWEST, WIDEST_WORDS)
        }
    }
}

fn points() -> u8 {
    CellStyle::Copied(CellContent::Text, None).face().points
}
