//! Tables: columns, rows and heads.

use std::borrow::Cow;
use std::ops::Range;

use super::layout::row_px;
use super::meaning::Meaning;
use super::plan::{Datum, PlanCell, SheetPlan};
use super::style::{CellKind, CellStyle, RowTone};

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
    /// How many columns the first datum takes.
    pub(in crate::publish) lead: usize,
    /// The cell that holds something else than its column does, by its column.
    pub(in crate::publish) look: Option<(usize, CellKind)>,
    /// What each shows; of those behind the last that is told, nothing but words.
    pub(in crate::publish) means: Vec<Meaning<'a>>,
}

impl<'a> TableRow<'a> {
    pub(in crate::publish) const fn toned(tone: RowTone, data: Vec<Datum<'a>>) -> Self {
        Self { tone, data, lead: 1, look: None, means: Vec::new() }
    }

    pub(in crate::publish) const fn plain(data: Vec<Datum<'a>>) -> Self {
        Self::toned(RowTone::Plain, data)
    }

    pub(in crate::publish) fn band(text: String) -> Self {
        Self::toned(RowTone::Band, vec![Datum::owned(text)])
    }

    /// What stands in a column; nothing where it is part of a cell that takes several.
    pub(super) fn in_column(&self, index: usize, columns: usize) -> Option<&Datum<'a>> {
        let is_own = self.lead == 1 || index >= self.lead;
        let whole = self.data.len() + self.lead == columns + 1;
        if is_own && whole { self.data.get(index + 1 - self.lead) } else { None }
    }

    /// Takes away what stands in the columns that are not kept.
    pub(in crate::publish) fn keep(&mut self, columns: &[bool]) {
        let lead = self.lead;
        let kept = |at: usize| if at == 0 { true } else { columns[at + lead - 1] };
        let (mut data, mut means) = (0.., 0..);
        self.data.retain(|_| data.next().is_none_or(kept));
        self.means.retain(|_| means.next().is_none_or(kept));
        self.lead -= columns[..lead].iter().filter(|kept| !**kept).count();
        let before = |at: usize| columns[..at].iter().filter(|kept| **kept).count();
        self.look = self.look.filter(|&(at, _)| columns[at]).map(|(at, kind)| (before(at), kind));
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
        self.push(upper, 0);
        if groups {
            let above = self.lines.last().map_or(0, |line| line.height);
            self.push(lower, tallest.saturating_sub(above));
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
        let TableRow { tone, data, lead, look, means } = row;
        let mut means = means.into_iter();
        if data.len() == 1 && columns.len() > 1 {
            let across = columns.iter().map(|column| column.across).sum();
            let style = CellStyle::Cell(CellKind::Words, tone);
            let means = means.next().unwrap_or_default();
            let cell = |datum| PlanCell { column: 0, across, down: 1, datum, style, means };
            return self.push(data.into_iter().map(cell).collect(), row_px(1));
        }
        let mut at = 0;
        let mut cells = Vec::with_capacity(columns.len());
        let (led, rest) = columns.split_at(lead.min(columns.len()));
        let across = led.iter().map(|column| column.across).sum();
        let kind = if lead == 1 { led[0].kind } else { CellKind::Words };
        let rest = (lead..).zip(rest).map(|(index, column)| (index, column.across, column.kind));
        for ((index, across, kind), datum) in [(0, across, kind)].into_iter().chain(rest).zip(data)
        {
            let kind = look.filter(|(column, _)| *column == index).map_or(kind, |(_, kind)| kind);
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
        self.push(cells, row_px(1));
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
