//! What the total of a group says about a cell of it that cannot be read: the form's own arithmetic tells which
//! reading fits. It is told, never used.

use crate::ingest::count::{Counted, count, shown};
use crate::ingest::figures::assembler::{Assembler, DoubtfulCell};
use crate::ingest::findings::line::struck_line::STRUCK_LINE;
use crate::model::{Cell, Finding, Notation, Place, Shown, Value};
use crate::text::{group_thousands, normal};

impl Assembler<'_> {
    /// Completes what is said about the one cell of a column that is missing from its total.
    pub(in crate::ingest::figures) fn settle(&mut self, totals: &[Option<f64>]) {
        for (index, total) in totals.iter().enumerate() {
            let in_column: Vec<usize> = (0..self.to_say.doubtful.len())
                .filter(|&doubt| self.to_say.doubtful[doubt].index == index)
                .collect();
            let (Some(total), &[doubt]) = (total, in_column.as_slice()) else { continue };
            let missing = total - self.blocks.sums[index];
            if missing < 0.0 || self.columns[index].count.is_none() {
                continue;
            }
            self.to_say.doubtful[doubt].missing = Some(missing);
        }
    }

    /// Says what there is to say about the cells of the group at hand; of a line that is struck through, once.
    pub(in crate::ingest::figures) fn say_doubtful(&mut self) {
        let mut left = std::mem::take(&mut self.to_say.doubtful).into_iter().peekable();
        while let Some(first) = left.next() {
            let row = first.at.row;
            let mut line = vec![first];
            line.extend(std::iter::from_fn(|| left.next_if(|next| next.at.row == row)));
            let findings = if self.is_struck_line(&line) {
                vec![self.of_struck_line(&line)]
            } else {
                line.into_iter().map(|one| self.of_cell(one)).collect()
            };
            self.out.findings.extend(findings);
        }
    }

    /// Whether figures that cannot be read are all of their line, and all struck through.
    fn is_struck_line(&self, doubtful: &[DoubtfulCell]) -> bool {
        let sheet = self.context.sheet;
        let is_struck = |one: &DoubtfulCell| sheet.mark(one.at) == Some(Shown::Struck);
        let ([first, _, ..], true) = (doubtful, doubtful.iter().all(is_struck)) else {
            return false;
        };
        let counts = self.columns.iter().filter(|column| column.count.is_some());
        let filled = counts.filter(|column| sheet.get(first.at.beside(column.column)).is_some());
        filled.count() == doubtful.len()
    }

    fn of_cell(&self, doubtful: DoubtfulCell) -> Finding {
        let DoubtfulCell { at, mut finding, missing, .. } = doubtful;
        if let Some(missing) = missing {
            let said = said(missing, self.context.sheet.get(at));
            finding.message = format!("{}; {said}", finding.message);
            finding.expected = Some(missing.to_string());
        }
        finding
    }

    /// A line whose figures are all struck through. None of it counts, so that it is told where its name stands.
    fn of_struck_line(&self, struck: &[DoubtfulCell]) -> Finding {
        let sheet = self.context.sheet;
        let (first, last) = (&struck[0], &struck[struck.len() - 1]);
        let mut left =
            sheet.row(first.at.row).iter().filter(|cell| cell.at.column < first.at.column);
        let name = left.rfind(|cell| cell.text().is_some());
        let label = name.and_then(Cell::text).map(normal).unwrap_or_default();
        let cells = match first.at.notation {
            Notation::Letters => format!("ô {}:{}", first.at, last.at),
            Notation::Numbers | Notation::Dossiers => format!("từ {} đến {}", first.at, last.at),
        };
        let found: Vec<String> =
            struck.iter().map(|one| sheet.get(one.at).map(shown).unwrap_or_default()).collect();
        let found = found.join("; ");
        let mut message = format!(
            "số liệu của dòng \"{label}\" bị gạch ngang cả ({cells} ghi {found}), không rõ còn tính hay không; dòng này không được tính; nếu dòng đã bỏ, hãy xóa cả dòng, nếu không, hãy bỏ gạch ngang"
        );
        let missing: Option<Vec<f64>> = struck.iter().map(|one| one.missing).collect();
        if let Some(missing) = missing {
            message.push_str("; ");
            message.push_str(&self.said_of_struck(struck, &missing));
        }
        let at = name.map_or(first.at, |name| name.at);
        let finding = Finding::new(&STRUCK_LINE, message).found(found).left_out();
        Finding {
            unit_id: first.finding.unit_id.clone(),
            form: first.finding.form.clone(),
            place: Place { cell: Some(at), ..first.finding.place.clone() },
            ..finding
        }
    }

    /// What the total leaves for figures that are struck through: themselves, nothing or other numbers.
    fn said_of_struck(&self, struck: &[DoubtfulCell], missing: &[f64]) -> String {
        let is_left = |(one, missing): (&DoubtfulCell, &f64)| {
            let value = self.context.sheet.get(one.at);
            let value = value.map(|value| count(value, &self.form.numbers));
            matches!(value, Some(Counted::Count { value, .. }) if (value - missing).abs() < 0.5)
        };
        if missing.iter().all(|missing| *missing < 0.5) {
            "dòng tổng không cộng các số này".to_owned()
        } else if struck.iter().zip(missing).all(is_left) {
            "dòng tổng vẫn cộng các số này".to_owned()
        } else {
            let missing: Vec<String> = missing.iter().map(|missing| grouped(*missing)).collect();
            format!("dòng tổng trừ các dòng khác được {}", missing.join("; "))
        }
    }
}

/// A count with its thousands apart.
fn grouped(count: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "counts are whole and below 10^12")]
    group_thousands(count.round() as i64)
}

fn said(missing: f64, value: Option<&Value>) -> String {
    // A number that is a fraction is shown with a point: one that separates thousands beside it would look the same.
    let shown = match value {
        Some(Value::Number(_)) => missing.round().to_string(),
        _ => grouped(missing),
    };
    // A point between thousands that became a decimal point.
    let fits =
        matches!(value, Some(Value::Number(number)) if (number * 1000.0 - missing).abs() < 1e-6);
    if fits {
        format!("dòng tổng cho thấy ô này là {shown}")
    } else {
        format!("dòng tổng trừ các dòng khác được {shown}")
    }
}
