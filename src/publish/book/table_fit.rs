//! How a table lies on paper: upright or lying, and how wide its columns are. Nothing is torn, heads stay low, and the room
//! that is left goes where it saves most lines, so that the list takes the fewest pages.

use crate::text::group_thousands;

use super::layout::{INDENT_PX, LYING_PAGE_PX, LYING_PX, UPRIGHT_PAGE_PX, UPRIGHT_PX, row_px};
use super::plan::{Datum, Paper};
use super::style::{CellKind, CellStyle, RowTone};
use super::table::{TableColumn, TableRow};
use super::width::{PADDING, cell_px, lines_in, text_px, widest_word_px};

/// A lying table of this width still prints its letters of 12 points at 10.5.
const WIDEST_LYING_PX: u32 = LYING_PX * 120 / 106;
/// A word above this width may be broken: it is the name of a file, not of a place.
const LONG_WORD_PX: u32 = 110;
/// Lines of a head that stays in sight together with the heading of its sheet.
const HEAD_LINES: u32 = 3;
/// Pixels between a figure and the line at its right, beside the usual.
const FIGURE_INDENT_PX: u32 = 8;
/// Rows that widths are tried on; of more, as many all over the table.
const TRIED_ROWS: usize = 200;
/// Shares of the texts of a column, in percent, that a width is tried for in which they take one line.
const TRIED_SHARES: [usize; 5] = [50, 75, 90, 97, 100];

/// How a table lies on paper.
pub(in crate::publish) struct Fitted {
    pub(in crate::publish) paper: Paper,
    /// Widths of the columns in pixels.
    pub(in crate::publish) widths: Vec<u32>,
}

/// Paper and widths for a table whose columns take one column of the grid each. Upright, unless it then takes more pages
/// or a figure or a word is torn. The letters are made smaller only where the least room that nothing is torn in is wider
/// than a lying page.
pub(in crate::publish) fn fit(
    columns: &[TableColumn<'_>],
    labels: &[String],
    rows: &[TableRow<'_>],
) -> Fitted {
    let table = MeasuredTable::of(columns, labels, rows);
    let least: u32 = table.columns.iter().map(|column| column.least).sum();
    let (lying, lying_px) = table.widths(WIDEST_LYING_PX);
    let page = lying.iter().sum::<u32>().max(LYING_PX);
    let lying_pages = lying_px.div_ceil(LYING_PAGE_PX * page / LYING_PX);
    if least <= UPRIGHT_PX {
        let (upright, upright_px) = table.widths(UPRIGHT_PX);
        if upright_px.div_ceil(UPRIGHT_PAGE_PX) <= lying_pages {
            return Fitted { paper: Paper::Upright, widths: table.filled(upright, UPRIGHT_PX) };
        }
    }
    Fitted { paper: Paper::Lying, widths: table.filled(lying, LYING_PX) }
}

/// A table, measured once for all widths that are tried.
struct MeasuredTable {
    columns: Vec<MeasuredColumn>,
    /// How many rows stand for each that is tried.
    stands_for: usize,
    tried: usize,
}

/// The cell of a row that takes most lines, and how many the row takes without it.
struct TallestCell {
    lines: u32,
    column: usize,
    next: u32,
}

/// What a column has to show, in pixels.
struct MeasuredColumn {
    elastic: u32,
    /// The least room that nothing is torn in.
    least: u32,
    /// The room that its head takes no more than [`HEAD_LINES`] in.
    low_head: u32,
    /// The room that each of its texts takes one line in, of the rows that are tried.
    texts: Vec<u32>,
    /// What of that room lies beside the text.
    margin: u32,
    /// Widths that are worth trying.
    tries: Vec<u32>,
}

impl MeasuredTable {
    fn of(columns: &[TableColumn<'_>], labels: &[String], rows: &[TableRow<'_>]) -> Self {
        let stands_for = rows.len().div_ceil(TRIED_ROWS).max(1);
        let label = |index: usize| labels.get(index).map_or(0, |label| label_px(label));
        let measured = columns.iter().enumerate().map(|(index, column)| {
            MeasuredColumn::of(column, label(index), (index, columns.len()), rows, stands_for)
        });
        let mut columns_px: Vec<MeasuredColumn> = measured.collect();
        // A head above several columns wants its room from all of them.
        let grouped = (0..columns.len()).collect::<Vec<_>>();
        for group in grouped
            .chunk_by(|&a, &b| columns[a].group.is_some() && columns[a].group == columns[b].group)
        {
            let Some(title) = columns[group[0]].group else { continue };
            let each =
                head_px(title, HEAD_LINES - 1).div_ceil(u32::try_from(group.len()).unwrap_or(1));
            for &at in group {
                columns_px[at].low_head = columns_px[at].low_head.max(each);
            }
        }
        let tried = rows.len().div_ceil(stands_for);
        Self { columns: columns_px, stands_for, tried }
    }

    /// Widths that fit a page as far as that can be, and how high the table then is.
    fn widths(&self, page: u32) -> (Vec<u32>, u32) {
        let mut widths: Vec<u32> = self.columns.iter().map(|column| column.least).collect();
        let room = |widths: &[u32]| page.saturating_sub(widths.iter().sum());
        let mut heads: Vec<(u32, usize)> = (0..widths.len())
            .map(|at| (self.columns[at].low_head.saturating_sub(widths[at]), at))
            .collect();
        heads.sort_unstable();
        for (wants, at) in heads {
            if wants <= room(&widths) {
                widths[at] += wants;
            }
        }
        while let Some((at, width)) = self.widening(&widths, room(&widths)) {
            widths[at] = width;
        }
        let height = self.tried_rows().map(|row| row_px(self.tallest(row, &widths).lines)).sum();
        (widths, self.of_all_rows(height))
    }

    /// The column, and its new width, that saves most height for its pixels; `None` where none saves any.
    fn widening(&self, widths: &[u32], room: u32) -> Option<(usize, u32)> {
        let tallest: Vec<TallestCell> =
            self.tried_rows().map(|row| self.tallest(row, widths)).collect();
        let tries = self.columns.iter().enumerate().flat_map(|(at, column)| {
            column.tries.iter().filter(move |&&width| width > widths[at]).map(move |&w| (at, w))
        });
        let worth =
            tries.filter(|&(at, width)| width - widths[at] <= room).filter_map(|(at, width)| {
                let saved = tallest.iter().enumerate().filter(|(_, cell)| cell.column == at);
                let saved = saved.map(|(row, cell)| {
                    let lines = self.columns[at].lines(row, width).max(cell.next);
                    u64::from(row_px(cell.lines).saturating_sub(row_px(lines)))
                });
                let saved: u64 = saved.sum();
                let worth = saved * 1_000 / u64::from(width - widths[at]);
                (saved > 0).then_some((worth, std::cmp::Reverse((at, width))))
            });
        worth.max().map(|(_, std::cmp::Reverse(column))| column)
    }

    fn tried_rows(&self) -> std::ops::Range<usize> {
        0..self.tried
    }

    fn of_all_rows(&self, height: u32) -> u32 {
        height.saturating_mul(u32::try_from(self.stands_for).unwrap_or(u32::MAX))
    }

    fn tallest(&self, row: usize, widths: &[u32]) -> TallestCell {
        let mut tallest = TallestCell { lines: 1, column: 0, next: 1 };
        for (at, (column, &width)) in self.columns.iter().zip(widths).enumerate() {
            let lines = column.lines(row, width);
            if lines > tallest.lines {
                tallest = TallestCell { lines, column: at, next: tallest.lines };
            } else {
                tallest.next = tallest.next.max(lines);
            }
        }
        tallest
    }

    /// The widths with the rest of the page dealt out.
    fn filled(&self, mut widths: Vec<u32>, page: u32) -> Vec<u32> {
        let spare = page.saturating_sub(widths.iter().sum());
        let parts: u32 = self.columns.iter().map(|column| column.elastic).sum();
        for (width, column) in widths.iter_mut().zip(&self.columns) {
            *width += spare * column.elastic / parts.max(1);
        }
        widths
    }
}

impl MeasuredColumn {
    fn of(
        column: &TableColumn<'_>,
        label: u32,
        (index, across): (usize, usize),
        rows: &[TableRow<'_>],
        stands_for: usize,
    ) -> Self {
        let is_text = matches!(column.kind, CellKind::Words | CellKind::Mark | CellKind::Link);
        let margin = if column.kind == CellKind::Words { INDENT_PX } else { 0 };
        let (mut word, mut largest) = (0, 0);
        let mut texts = Vec::with_capacity(rows.len().div_ceil(stands_for));
        for (number, row) in rows.iter().enumerate() {
            let mut text = 0;
            match row.in_column(index, across).map(Datum::shown) {
                Some(Datum::Count(value)) => largest = largest.max(value.abs()),
                Some(Datum::Text(words)) => {
                    let bold = matches!(row.tone, RowTone::Alert | RowTone::Band);
                    text = cell_px(words, 12, bold) + margin;
                    // No word is wider than its text.
                    if text > word {
                        word = word.max(widest_word_px(words, 12, bold) + margin);
                    }
                }
                _ => {}
            }
            if number % stands_for == 0 {
                texts.push(text);
            }
        }
        let word = if is_text { word.min(LONG_WORD_PX.max(margin)) } else { word };
        let head = CellStyle::Head.face();
        let least = widest_word_px(&column.title, head.points, head.bold);
        let least = least.max(label).max(word).max(figure_px(column.kind, largest));
        let low_head = head_px(&column.title, HEAD_LINES);
        let margin = margin + PADDING;
        let tries = tries(&texts, margin);
        Self { elastic: elastic(column.kind), least, low_head, texts, margin, tries }
    }

    /// Lines that a text of it takes; words do not fill the lines that they are broken into.
    fn lines(&self, row: usize, width: u32) -> u32 {
        let text = self.texts.get(row).copied().unwrap_or(0);
        if text <= width {
            return 1;
        }
        let room = width.saturating_sub(self.margin).max(1);
        (text.saturating_sub(self.margin) * 11 / 10).div_ceil(room).max(2)
    }
}

/// Widths in which some more texts of a column take one line, or the longest few.
fn tries(texts: &[u32], margin: u32) -> Vec<u32> {
    let mut texts: Vec<u32> = texts.iter().copied().filter(|&text| text > margin).collect();
    texts.sort_unstable();
    let Some(last) = texts.len().checked_sub(1) else { return Vec::new() };
    let one_line = TRIED_SHARES.iter().map(|share| texts[last * share / 100]);
    let parts = |lines: u32| (texts[last] - margin) * 11 / 10 / lines + margin + 1;
    let mut tries: Vec<u32> = one_line.chain((2..=4).map(parts)).collect();
    tries.sort_unstable();
    tries.dedup();
    tries
}

/// The room that a head takes so many lines in.
fn head_px(title: &str, lines: u32) -> u32 {
    let face = CellStyle::Head.face();
    let needs = |room: u32| lines_in(title, room, face.points, face.bold);
    let (mut least, mut most) = (1, text_px(title, face.points, face.bold).max(1));
    while least < most {
        let middle = (least + most) / 2;
        if needs(middle) <= lines {
            most = middle;
        } else {
            least = middle + 1;
        }
    }
    least + PADDING
}

fn label_px(label: &str) -> u32 {
    cell_px(label, CellStyle::ColumnNumber.face().points, false)
}

/// How much of the room that is left a column takes, beside the others.
const fn elastic(kind: CellKind) -> u32 {
    match kind {
        CellKind::Place | CellKind::Move | CellKind::ChanceMove => 0,
        CellKind::Words => 3,
        CellKind::Mark
        | CellKind::Link
        | CellKind::Count
        | CellKind::Rate
        | CellKind::Points
        | CellKind::Tenths
        | CellKind::Change
        | CellKind::MidCount
        | CellKind::MidRate => 1,
    }
}

/// Pixels of the largest figure of a column; nothing where it holds texts.
fn figure_px(kind: CellKind, largest: i64) -> u32 {
    let figure = |text: &str| cell_px(text, 12, true);
    match kind {
        CellKind::Place => figure("000").max(figure(&group_thousands(largest))),
        CellKind::Count => figure(&group_thousands(largest)) + FIGURE_INDENT_PX,
        CellKind::Rate => figure("100,00%") + FIGURE_INDENT_PX,
        CellKind::Points => figure("100,00") + FIGURE_INDENT_PX,
        CellKind::Tenths => figure("1.000,0") + FIGURE_INDENT_PX,
        CellKind::Move | CellKind::ChanceMove => {
            figure(&format!("(▲ {})", group_thousands(largest)))
        }
        CellKind::Change => figure("+10,00") + FIGURE_INDENT_PX,
        CellKind::MidCount | CellKind::MidRate => {
            figure("100,00%").max(figure(&group_thousands(largest)))
        }
        CellKind::Words | CellKind::Mark | CellKind::Link => 0,
    }
}
