//! Cells of one style below each other: the library looks a format up by all its properties, which takes longer
//! than to write the cell, so it is told the format of a whole run at once.

use crate::publish::book::style::CellStyle;

/// Most cells of a run: its lines are still at hand when it is told.
const LONGEST: u32 = 64;

/// Cells of one column and style, from line to line without a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct StyleRun {
    pub(super) column: u16,
    pub(super) style: CellStyle,
    pub(super) first: u32,
    pub(super) last: u32,
}

/// The last run of each column.
#[derive(Debug, Default)]
pub(super) struct StyleRuns(Vec<Option<StyleRun>>);

impl StyleRuns {
    /// Whether a cell goes on with the run of its column; the run is longer by it then.
    pub(super) fn go_on(&mut self, row: u32, column: u16, style: CellStyle) -> bool {
        match self.0.get_mut(usize::from(column)) {
            Some(Some(run))
                if run.style == style && run.last + 1 == row && row - run.first < LONGEST =>
            {
                run.last = row;
                true
            }
            _ => false,
        }
    }

    /// Begins a run with a cell; gives the one that has ended in its column.
    pub(super) fn begin(&mut self, row: u32, column: u16, style: CellStyle) -> Option<StyleRun> {
        let at = usize::from(column);
        if self.0.len() <= at {
            self.0.resize(at + 1, None);
        }
        self.0[at].replace(StyleRun { column, style, first: row, last: row })
    }

    /// The runs that reach the end.
    pub(super) fn end(self) -> impl Iterator<Item = StyleRun> {
        self.0.into_iter().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::{StyleRun, StyleRuns};
    use crate::publish::book::style::CellStyle;

    #[test]
    fn a_run_ends_at_another_style_and_at_a_gap() {
        let mut runs = StyleRuns::default();
        assert_eq!(runs.begin(3, 1, CellStyle::Body), None);
        assert!(runs.go_on(4, 1, CellStyle::Body));
        assert!(!runs.go_on(5, 1, CellStyle::Remark));
        assert!(!runs.go_on(6, 1, CellStyle::Body));
        assert!(!runs.go_on(5, 0, CellStyle::Body));
        let ended = StyleRun { column: 1, style: CellStyle::Body, first: 3, last: 4 };
        assert_eq!(runs.begin(6, 1, CellStyle::Body), Some(ended));
        let last = StyleRun { column: 1, style: CellStyle::Body, first: 6, last: 6 };
        assert_eq!(runs.end().collect::<Vec<_>>(), [last]);
    }
}
