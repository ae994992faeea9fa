//! The figures of a line, as its cells say them together: what one cell says may be said of several.

use crate::ingest::count::{Counted, TypedAs, count, doubted, says_nothing_arose};
use crate::ingest::figures::assembler::Assembler;
use crate::ingest::findings::cell::not_a_number::NOT_A_NUMBER;
use crate::ingest::table::lines::line::{LineRole, SheetLine};
use crate::model::{Cell, CellRef};

use super::figure_columns::counted;

/// A count that another cell says is nothing.
const NOTHING: Counted = Counted::Count { value: 0.0, percentage: None, typed: TypedAs::Number };

impl Assembler<'_> {
    /// The figures of a line, one entry a column; `None` where the cell is empty.
    pub(in crate::ingest::figures) fn counted(
        &self,
        line: &SheetLine,
    ) -> Vec<(CellRef, Option<Counted>)> {
        let mut counted = counted(&self.columns, line, &self.form.numbers);
        if self.says_nothing_arose(line) {
            self.nothing_arose(&mut counted);
        } else {
            self.share_merged(&mut counted);
        }
        self.calculate(line, &mut counted);
        if line.role == LineRole::Item {
            self.shares.leave_out(line, &self.form.numbers, &mut counted);
        }
        if !self.context.sheet.marks.is_empty() {
            self.doubt_shown(&mut counted);
        }
        counted
    }

    /// A count that is shown as another number, or struck through, may be either; nothing is nothing in any format.
    fn doubt_shown(&self, counted: &mut [(CellRef, Option<Counted>)]) {
        let columns = self.columns.iter().zip(counted);
        for (_, (at, value)) in columns.filter(|(column, _)| column.count.is_some()) {
            let Some(Counted::Count { value: number, .. }) = value else { continue };
            let doubt = self.context.sheet.mark(*at).and_then(|shown| doubted(shown, *number));
            *value = doubt.or_else(|| value.take());
        }
    }

    /// Whether the one figure of a line is the sentence that there was nothing.
    fn says_nothing_arose(&self, line: &SheetLine) -> bool {
        let is_figure =
            |cell: &&Cell| self.columns.iter().any(|column| column.column == cell.at.column);
        let mut texts = line.cells.iter().filter(|cell| cell.text().is_some()).filter(is_figure);
        let Some(text) = texts.next().and_then(Cell::text) else { return false };
        line.cells.iter().filter(is_figure).nth(1).is_none()
            && says_nothing_arose(text, &self.form.numbers)
    }

    /// Where a line says that there was nothing, each of its counts is 0.
    fn nothing_arose(&self, counted: &mut [(CellRef, Option<Counted>)]) {
        for (column, (_, value)) in self.columns.iter().zip(counted) {
            if column.count.is_some() && value.is_none() {
                *value = Some(NOTHING);
            }
        }
    }

    /// A number that is merged over several figures is none of them; nothing of all is nothing of each.
    fn share_merged(&self, counted: &mut [(CellRef, Option<Counted>)]) {
        if self.merged.is_empty() {
            return;
        }
        for (column, (at, value)) in self.columns.iter().zip(counted) {
            let Some(head) = self.merged.head(*at) else { continue };
            let shown = self.context.sheet.get(head).map(|v| count(v, &self.form.numbers));
            if matches!(shown, Some(Counted::Count { value: 0.0, .. })) {
                if column.count.is_some() && value.is_none() {
                    *value = Some(NOTHING);
                }
            } else if matches!(shown, Some(Counted::Count { .. })) && head == *at {
                let why = "ghi ở ô gộp chung cho nhiều dòng hoặc nhiều cột, không phải của riêng dòng, cột nào; hãy bỏ gộp và ghi số vào từng ô";
                *value = Some(Counted::Doubt(&NOT_A_NUMBER, why));
            }
        }
    }
}
