//! Tables: columns, rows, heads, and widths that fit what is shown.

use std::borrow::Cow;
use std::ops::Range;

use crate::text::group_thousands;

use super::layout::{INDENT_PX, LYING_PX, UPRIGHT_PX};
use super::meaning::Meaning;
use super::plan::{Datum, Paper, PlanCell, SheetPlan};
use super::style::{CellKind, CellStyle, RowTone};
use super::width::{PADDING, cell_px, text_px, widest_word_px};

/// A head below this width is not broken.
const SHORT_HEAD_PX: u32 = 125;
/// A text below this width is not broken where there is room.
const LONG_TEXT_PX: u32 = 300;
/// A text below this width is a name, and is not broken.
const LONG_NAME_PX: u32 = 320;
/// A word above this width may be broken: it is the name of a file, not of a place.
const LONG_WORD_PX: u32 = 110;

/// A column of a table.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::publish) struct TableColumn<'a> {
    /// Its head.
    pub(in crate::publish) title: Cow<'a, str>,
    /// A head above it, shared with its neighbours.
    pub(in crate::publish) group: Option<&'a str>,
    /// What its cells hold.
    pub(in crate::publish) kind: CellKind,
    /// How many columns of the grid it takes.
    pub(in crate::publish) across: u16,
}

impl<'a> TableColumn<'a> {
    pub(in crate::publish) fn new(title: impl Into<Cow<'a, str>>, kind: CellKind) -> Self {
        Self { title: title.into(), group: None, kind, across: 1 }
    }

    pub(in crate::publish) fn across(mut self, across: u16) -> Self {
        self.across = across;
        self
    }

    pub(in crate::publish) fn under(mut self, group: &'a str) -> Self {
        self.group = Some(group);
        self
    }
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::publish) struct TableRow<'a> {
    /// How it speaks.
    pub(in crate::publish) tone: RowTone,
    /// One datum for each column; a single one runs across all.
    pub(in crate::publish) data: Vec<Datum<'a>>,
    /// What each shows; of those behind the last that is told, nothing but words.
    pub(in crate::publish) means: Vec<Meaning<'a>>,
}

impl<'a> TableRow<'a> {
    pub(in crate::publish) const fn toned(tone: RowTone, data: Vec<Datum<'a>>) -> Self {
        Self { tone, data, means: Vec::new() }
    }

    pub(in crate::publish) const fn plain(data: Vec<Datum<'a>>) -> Self {
        Self::toned(RowTone::Plain, data)
    }

    pub(in crate::publish) fn band(text: String) -> Self {
        Self::toned(RowTone::Band, vec![Datum::owned(text)])
    }

    /// The row with what each of its cells shows.
    pub(in crate::publish) fn meaning(self, means: Vec<Meaning<'a>>) -> Self {
        Self { means, ..self }
    }
}

impl<'a> SheetPlan<'a> {
    /// The head of a table; it starts in the first column.
    pub(in crate::publish) fn table_head(&mut self, columns: &[TableColumn<'a>]) {
        let groups = columns.iter().any(|column| column.group.is_some());
        let (mut upper, mut lower): (Vec<PlanCell>, Vec<PlanCell>) = (Vec::new(), Vec::new());
        let mut at = 0;
        let mut last_group = None;
        for column in columns {
            let head = |datum, down| PlanCell {
                column: at,
                across: column.across,
                down,
                datum,
                style: CellStyle::Head,
                means: Meaning::Words,
            };
            let title = Datum::Text(column.title.clone());
            match column.group {
                Some(group) => {
                    match upper.last_mut() {
                        Some(cell) if last_group == Some(group) => cell.across += column.across,
                        _ => upper.push(head(Datum::text(group), 1)),
                    }
                    lower.push(head(title, 1));
                }
                None if groups => upper.push(head(title, 2)),
                None => upper.push(head(title, 1)),
            }
            last_group = column.group;
            at += column.across;
        }
        let tallest = upper.iter().map(|cell| self.height(cell)).max().unwrap_or(0);
        self.push(upper, 26);
        if groups {
            let above = self.lines.last().map_or(0, |line| line.height);
            self.push(lower, tallest.saturating_sub(above).max(26));
        }
    }

    /// A row of figures under the head that numbers the columns.
    pub(in crate::publish) fn column_numbers(&mut self, labels: Vec<String>) {
        let cells = (0u16..).zip(labels).map(|(column, label)| PlanCell {
            column,
            across: 1,
            down: 1,
            datum: Datum::owned(label),
            style: CellStyle::ColumnNumber,
            means: Meaning::Words,
        });
        let cells = cells.collect();
        self.push(cells, 0);
    }

    /// A row of a table.
    pub(in crate::publish) fn table_row(&mut self, columns: &[TableColumn<'a>], row: TableRow<'a>) {
        let TableRow { tone, data, means } = row;
        let mut means = means.into_iter();
        if data.len() == 1 && columns.len() > 1 {
            let across = columns.iter().map(|column| column.across).sum();
            let style = CellStyle::Cell(CellKind::Words, tone);
            let means = means.next().unwrap_or_default();
            let cell = |datum| PlanCell { column: 0, across, down: 1, datum, style, means };
            return self.push(data.into_iter().map(cell).collect(), 24);
        }
        let mut at = 0;
        let mut cells = Vec::with_capacity(columns.len());
        for (column, datum) in columns.iter().zip(data) {
            let TableColumn { across, kind, .. } = *column;
            // A word in a column of figures, such as a dash, is centred.
            let kind = match (datum.shown(), kind) {
                (
                    Datum::Text(_),
                    CellKind::Count
                    | CellKind::Rate
                    | CellKind::Points
                    | CellKind::Tenths
                    | CellKind::Move
                    | CellKind::ChanceMove
                    | CellKind::Change,
                ) => CellKind::Mark,
                _ => kind,
            };
            cells.push(PlanCell {
                column: at,
                across,
                down: 1,
                datum,
                style: CellStyle::Cell(kind, tone),
                means: means.next().unwrap_or_default(),
            });
            at += across;
        }
        self.push(cells, 24);
    }

    /// A whole table, in the first columns of the grid; gives the lines of its rows.
    pub(in crate::publish) fn table(
        &mut self,
        columns: &[TableColumn<'a>],
        rows: impl IntoIterator<Item = TableRow<'a>>,
    ) -> Range<u32> {
        self.table_head(columns);
        let first = self.next();
        for row in rows {
            self.table_row(columns, row);
        }
        first..self.next()
    }
}

/// A lying table of this width still prints its letters of 12 points at 10.5.
const WIDEST_LYING_PX: u32 = LYING_PX * 120 / 106;

/// How a table lies on paper.
pub(in crate::publish) struct Fitted {
    pub(in crate::publish) paper: Paper,
    /// Widths of the columns in pixels.
    pub(in crate::publish) widths: Vec<u32>,
}

/// Paper and widths for a table whose columns take one column of the grid each: every figure and every word of a head
/// fits, long texts wrap, the page is filled. A table that can stand upright does. The letters are made smaller only where
/// the least room that nothing is torn in is wider than a lying page.
pub(in crate::publish) fn fit(
    columns: &[TableColumn<'_>],
    labels: &[String],
    rows: &[TableRow<'_>],
) -> Fitted {
    let label = |index: usize| labels.get(index).map_or(0, |label| cell_px(label, 11, false));
    let needs = columns.iter().enumerate();
    let needs = needs.map(|(index, column)| ColumnNeeds::of(column, index, rows, columns.len()));
    let needs: Vec<ColumnNeeds> = needs.collect();
    let widths = |width: fn(&ColumnNeeds) -> u32| -> Vec<u32> {
        needs.iter().enumerate().map(|(index, needs)| width(needs).max(label(index))).collect()
    };
    let (wished, mut least) = (widths(ColumnNeeds::natural), widths(ColumnNeeds::least));
    if least.iter().sum::<u32>() > WIDEST_LYING_PX {
        least = widths(ColumnNeeds::least_of_words);
    }
    let (paper, page) = match least.iter().sum::<u32>() {
        ..=UPRIGHT_PX => (Paper::Upright, UPRIGHT_PX),
        _ => (Paper::Lying, wished.iter().sum::<u32>().clamp(LYING_PX, WIDEST_LYING_PX)),
    };
    let mut widths = narrowed(&wished, &least, page);
    let spare = page.saturating_sub(widths.iter().sum());
    let parts: u32 = columns.iter().map(elastic).sum();
    for (width, column) in widths.iter_mut().zip(columns) {
        *width += spare * elastic(column) / parts.max(1);
    }
    Fitted { paper, widths }
}

/// Widths that fit the page as far as that can be: the widest columns give way first, none below what it needs.
fn narrowed(wished: &[u32], least: &[u32], page: u32) -> Vec<u32> {
    let below = |most: u32| -> Vec<u32> {
        wished.iter().zip(least).map(|(&wished, &least)| wished.min(most).max(least)).collect()
    };
    let widest = wished.iter().copied().max().unwrap_or(0);
    let fits = |most: &u32| below(*most).iter().sum::<u32>() <= page;
    below((1..=widest).rev().find(fits).unwrap_or(0))
}

/// How much of the room that is left a column takes, beside the others.
const fn elastic(column: &TableColumn<'_>) -> u32 {
    match column.kind {
        CellKind::Place | CellKind::Move | CellKind::ChanceMove => 0,
        CellKind::Words => 3,
        CellKind::Mark
        | CellKind::Link
        | CellKind::Count
        | CellKind::Rate
        | CellKind::Points
        | CellKind::Tenths
        | CellKind::Change => 1,
    }
}

/// What a column has to show, in pixels, measured once for all widths that are tried.
struct ColumnNeeds {
    kind: CellKind,
    /// Its head where it is easy to read, and the widest word of it.
    head: (u32, u32),
    /// Its widest text, and the widest word of its texts.
    text: (u32, u32),
    /// Its largest figure.
    figure: u32,
}

impl ColumnNeeds {
    fn of(column: &TableColumn<'_>, index: usize, rows: &[TableRow<'_>], across: usize) -> Self {
        let face = CellStyle::Head.face();
        // A short head stays on one line, a longer one takes about three.
        let line = text_px(&column.title, face.points, face.bold);
        let line = if line < SHORT_HEAD_PX { line + PADDING } else { line * 2 / 5 + PADDING };
        let word = widest_word_px(&column.title, face.points, face.bold);
        let (mut text, mut largest) = ((0, 0), 0);
        for row in rows.iter().filter(|row| row.data.len() == across) {
            match row.data[index].shown() {
                Datum::Count(value) => largest = largest.max(value.abs()),
                Datum::Text(words) if column.kind == CellKind::Words || words.len() > 3 => {
                    let bold = row.tone == RowTone::Alert;
                    let whole = cell_px(words, 12, bold);
                    // No word is wider than its text.
                    if whole > text.1 {
                        text.1 = text.1.max(widest_word_px(words, 12, bold));
                    }
                    text.0 = text.0.max(whole);
                }
                _ => {}
            }
        }
        let (kind, head) = (column.kind, (line.max(word), word));
        Self { kind, head, text, figure: figure_px(kind, largest) }
    }

    const fn is_text(&self) -> bool {
        matches!(self.kind, CellKind::Words | CellKind::Mark | CellKind::Link)
    }

    /// The room in which it is easy to read.
    fn natural(&self) -> u32 {
        let margin = if self.kind == CellKind::Words { INDENT_PX } else { PADDING };
        let own =
            if self.is_text() { (self.text.0 + margin).min(LONG_TEXT_PX) } else { self.figure };
        self.head.0.max(own)
    }

    /// The room in which nothing of it is torn: its figures, and its texts where they are no longer than names are; what
    /// is longer wraps as often as it must.
    fn least(&self) -> u32 {
        let name = self.text.0 + INDENT_PX;
        self.least_of_words().max(if name <= LONG_NAME_PX { name } else { 0 })
    }

    /// The room in which no figure and no word of it is torn, where words are no longer than words are.
    fn least_of_words(&self) -> u32 {
        let own =
            if self.is_text() { (self.text.1 + INDENT_PX).min(LONG_WORD_PX) } else { self.figure };
        self.head.1.max(own)
    }
}

/// Pixels of the largest figure of a column; nothing where it holds texts.
fn figure_px(kind: CellKind, largest: i64) -> u32 {
    match kind {
        CellKind::Place => {
            cell_px("0.000", 12, true).max(cell_px(&group_thousands(largest), 12, true))
        }
        CellKind::Count => cell_px(&group_thousands(largest), 12, true) + INDENT_PX,
        CellKind::Rate => cell_px("100,00%", 12, true) + INDENT_PX,
        CellKind::Points => cell_px("100,00", 12, true) + INDENT_PX,
        CellKind::Move | CellKind::ChanceMove => cell_px("▲ 000", 12, true),
        CellKind::Change => cell_px("+10,00", 12, true) + INDENT_PX,
        CellKind::Tenths => cell_px("10.000,0", 12, true) + INDENT_PX,
        CellKind::Words | CellKind::Mark | CellKind::Link => 0,
    }
}
