//! How a table lies on paper: upright or lying, and how wide its columns are. Nothing is torn, heads stay low, and the room
//! that is left goes where it saves most lines, so that the list takes the fewest pages.

use std::ops::Range;

use crate::text::group_thousands;

use super::layout::{
    HELD_PX, INDENT_PX, LYING_PAGE_PX, LYING_PX, UPRIGHT_PAGE_PX, UPRIGHT_PX, line_px, row_px,
};
use super::plan::{Datum, Paper};
use super::style::{Appearance, CellKind, CellStyle, RowTone};
use super::table::{TableColumn, TableRow};
use super::width::{PADDING, cell_px, lines_in, text_px, widest_word_px};

/// A lying table of this width still prints its letters of 12 points at 10.5.
const WIDEST_LYING_PX: u32 = LYING_PX * 120 / 106;
/// A word above this width may be broken: it is the name of a file, not of a place.
const LONG_WORD_PX: u32 = 110;
/// Pixels of the remarks below a table.
const REMARKS_PX: u32 = 75;
/// Lines of a head, at least and at most.
const HEAD_LINES: (u32, u32) = (2, 4);
/// Pixels of rows that a head is worth which is too high to stay in sight.
const HIGH_HEAD_PX: u64 = 3_000;
/// Pixels between a figure and the line at its right, beside the usual.
const FIGURE_INDENT_PX: u32 = 8;
/// Looks of a head and of the numbers below it.
const HEAD: Appearance = CellStyle::Head.face();
const NUMBERS: Appearance = CellStyle::ColumnNumber.face();
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

/// Paper and widths for a table whose columns take one column of the grid each. Upright, unless it then takes more pages,
/// or as many with much that is broken into lines, or a figure or a word is torn. The letters are made smaller only where the least room that nothing is torn in is wider
/// than a lying page. `heading` is how high what stands above it is on a sheet of a width.
pub(in crate::publish) fn fit(
    columns: &[TableColumn<'_>],
    labels: &[String],
    rows: &[TableRow<'_>],
    heading: impl Fn(u32) -> u32,
) -> Fitted {
    let numbers = if labels.is_empty() { 0 } else { line_px(NUMBERS.points) };
    let lines = |width: u32| {
        let lines = HELD_PX.saturating_sub(heading(width) + numbers) / line_px(HEAD.points);
        lines.clamp(HEAD_LINES.0, HEAD_LINES.1)
    };
    // The head stands on each page, the heading above the first and remarks below the last.
    let pages = |rows: u32, page: u32, width: u32| {
        let head = lines(width) * line_px(HEAD.points) + numbers;
        (heading(width) + rows + REMARKS_PX).div_ceil(page.saturating_sub(head).max(1))
    };
    let table = MeasuredTable::of(columns, labels, rows);
    let (lying, lying_px) = table.widths(WIDEST_LYING_PX, lines(LYING_PX));
    let least = lying.iter().sum::<u32>().max(LYING_PX);
    // A wider table is printed smaller, and more of it stands on a page.
    let lying_pages = |width: u32| pages(lying_px, LYING_PAGE_PX * width / LYING_PX, width);
    let widest = least.max(WIDEST_LYING_PX);
    let width = if lying_pages(widest) < lying_pages(least) { widest } else { least };
    if table.columns.iter().map(|column| column.least).sum::<u32>() <= UPRIGHT_PX {
        let (upright, rows_px) = table.widths(UPRIGHT_PX, lines(UPRIGHT_PX));
        let torn = rows_px * 3 > lying_px * 4;
        let pages = pages(rows_px, UPRIGHT_PAGE_PX, UPRIGHT_PX);
        let is_shorter = pages < lying_pages(width) || (pages == lying_pages(width) && !torn);
        let is_low = table.has_low_heads(&upright, lines(UPRIGHT_PX))
            || !table.has_low_heads(&lying, lines(LYING_PX));
        if is_shorter && is_low {
            return Fitted { paper: Paper::Upright, widths: table.filled(upright, UPRIGHT_PX) };
        }
    }
    Fitted { paper: Paper::Lying, widths: table.filled(lying, width) }
}

/// A table, measured once for all widths that are tried.
struct MeasuredTable {
    columns: Vec<MeasuredColumn>,
    /// Columns below one head, with its title.
    groups: Vec<(Range<usize>, String)>,
    /// How many rows stand for each that is tried.
    stands_for: u32,
    tried: usize,
}

/// The cells of a row that take most lines: how many, the column where it is one alone, and how many the others take.
struct TallestCell {
    lines: u32,
    column: usize,
    next: u32,
}

/// What a column has to show, in pixels.
struct MeasuredColumn {
    title: String,
    elastic: u32,
    /// The least room that nothing is torn in.
    least: u32,
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
        let label = |index: usize| {
            labels.get(index).map_or(0, |label| cell_px(label, NUMBERS.points, false))
        };
        let measured = columns.iter().enumerate().map(|(index, column)| {
            MeasuredColumn::of(column, label(index), (index, columns.len()), rows, stands_for)
        });
        let all: Vec<usize> = (0..columns.len()).collect();
        let groups = all
            .chunk_by(|&a, &b| columns[a].group.is_some() && columns[a].group == columns[b].group);
        let groups = groups.filter_map(|group| {
            let title = columns[group[0]].group?.to_owned();
            Some((group[0]..group[group.len() - 1] + 1, title))
        });
        Self {
            groups: groups.collect(),
            columns: measured.collect(),
            tried: rows.len().div_ceil(stands_for),
            stands_for: u32::try_from(stands_for).unwrap_or(u32::MAX),
        }
    }

    /// Widths that fit a page as far as that can be, with heads of so many lines, and how high the rows then are: from
    /// those in which everything takes one line, the column gives way that costs the least height for its pixels.
    fn widths(&self, page: u32, head_lines: u32) -> (Vec<u32>, u32) {
        let low_heads = self.low_heads(head_lines);
        let columns = self.columns.iter().zip(&low_heads);
        let wide = columns.map(|(column, &low)| {
            column.tries.last().copied().unwrap_or(0).max(column.least).max(low)
        });
        let mut widths: Vec<u32> = wide.collect();
        while widths.iter().sum::<u32>() > page {
            let Some((at, width)) = self.narrowing(&widths, &low_heads) else { break };
            widths[at] = width;
        }
        let rows = 0..self.tried;
        let height: u32 = rows.map(|row| row_px(self.tallest(row, &widths).lines)).sum();
        (widths, height.saturating_mul(self.stands_for))
    }

    /// The room in which the head of each column takes so many lines.
    fn low_heads(&self, lines: u32) -> Vec<u32> {
        let mut low: Vec<u32> = self.columns.iter().map(|c| head_px(&c.title, lines)).collect();
        // A head above several columns takes all lines but those of the heads below it, and its room from all of them.
        let below = lines.saturating_sub(1).min(2);
        for (group, title) in &self.groups {
            let each = head_px(title, lines.saturating_sub(1));
            let each = each.div_ceil(u32::try_from(group.len()).unwrap_or(1));
            for at in group.clone() {
                low[at] = head_px(&self.columns[at].title, below).max(each);
            }
        }
        low
    }

    /// Whether no head takes more lines.
    fn has_low_heads(&self, widths: &[u32], lines: u32) -> bool {
        widths.iter().zip(self.low_heads(lines)).all(|(&width, low)| width >= low)
    }

    /// The column that gives way, and its next width; `None` where all have what they need.
    fn narrowing(&self, widths: &[u32], low_heads: &[u32]) -> Option<(usize, u32)> {
        let tallest: Vec<TallestCell> =
            (0..self.tried).map(|row| self.tallest(row, widths)).collect();
        let tries = self.columns.iter().enumerate().flat_map(|(at, column)| {
            let stops = column.tries.iter().chain([&column.least, &low_heads[at]]);
            let stops = stops.filter(move |&&stop| stop < widths[at] && stop >= column.least);
            stops.map(move |&width| (at, width))
        });
        let costs = tries.map(|(at, width)| {
            let column = &self.columns[at];
            let more = tallest.iter().enumerate().map(|(row, cell)| {
                let others = if cell.column == at { cell.next } else { cell.lines };
                u64::from(row_px(column.lines(row, width).max(others)) - row_px(cell.lines))
            });
            let head = if width < low_heads[at] { HIGH_HEAD_PX } else { 0 };
            let cost = (more.sum::<u64>() * u64::from(self.stands_for) + head) * 1_000;
            (cost / u64::from(widths[at] - width), std::cmp::Reverse(width), at)
        });
        costs.min().map(|(_, std::cmp::Reverse(width), at)| (at, width))
    }

    fn tallest(&self, row: usize, widths: &[u32]) -> TallestCell {
        let mut tallest = TallestCell { lines: 1, column: usize::MAX, next: 1 };
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
                Some(Datum::Number(value)) => largest = largest.max(whole_part(*value)),
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
        let least = widest_word_px(&column.title, HEAD.points, HEAD.bold);
        let least = least.max(label).max(word).max(figure_px(column.kind, largest));
        let margin = margin + PADDING;
        let tries = tries(&texts, margin);
        let title = column.title.to_string();
        Self { title, elastic: elastic(column.kind), least, texts, margin, tries }
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
    let (mut least, mut most) = (1, text_px(title, HEAD.points, HEAD.bold).max(1));
    while least < most {
        let middle = least.midpoint(most);
        if lines_in(title, middle, HEAD.points, HEAD.bold) <= lines {
            most = middle;
        } else {
            least = middle + 1;
        }
    }
    least + PADDING
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
        | CellKind::MidRate
        | CellKind::MidPercent
        | CellKind::MidTenths => 1,
    }
}

#[expect(clippy::cast_possible_truncation, reason = "figures of sheets stay far below 2^63")]
const fn whole_part(value: f64) -> i64 {
    value.abs() as i64
}

/// Pixels of the largest figure of a column; nothing where it holds texts.
fn figure_px(kind: CellKind, largest: i64) -> u32 {
    let figure = |text: &str| cell_px(text, 12, true);
    match kind {
        CellKind::Place => figure("000").max(figure(&group_thousands(largest))),
        CellKind::Count => figure(&group_thousands(largest)) + FIGURE_INDENT_PX,
        CellKind::Rate => figure("100,00%") + FIGURE_INDENT_PX,
        CellKind::Points => figure("100,00") + FIGURE_INDENT_PX,
        CellKind::Tenths => figure(&format!("{},0", group_thousands(largest))) + FIGURE_INDENT_PX,
        CellKind::Move | CellKind::ChanceMove => {
            figure(&format!("(▲ {})", group_thousands(largest)))
        }
        CellKind::Change => figure("+10,00") + FIGURE_INDENT_PX,
        CellKind::MidPercent => figure("100,0%"),
        CellKind::MidTenths => figure(&format!("{},0", group_thousands(largest))),
        CellKind::MidCount | CellKind::MidRate => {
            figure("100,00%").max(figure(&group_thousands(largest)))
        }
        CellKind::Words | CellKind::Mark | CellKind::Link => 0,
    }
}
