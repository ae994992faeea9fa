//! F203: a total line and the lines it sums, with the line that would explain a difference.

use std::collections::BTreeMap;

use crate::model::{CellRef, Code, Finding};
use crate::table::{Figure, Role};
use crate::text::group_thousands;
use crate::validate::context::{Context, whole};
use crate::validate::{Rule, Verdicts};

pub(super) const RULE: Rule = Rule { codes: &[Code::TotalDiffers], check };

fn check(context: &Context, verdicts: &mut Verdicts) {
    let same_sheet = |a: &Figure, b: &Figure| (a.file, a.sheet) == (b.file, b.sheet);
    for sheet in context.figures.rows.chunk_by(same_sheet) {
        let columns = Columns::of(sheet);
        for total in sheet.iter().filter(|f| f.role == Role::Total) {
            if is_incomplete(context, total, sheet) {
                continue;
            }
            let summed = columns.summed(total);
            let finding = differs(context, total, &summed);
            verdicts.compared(Code::TotalDiffers, context.subject(total), finding);
        }
    }
}

/// The items of each column in each block of a sheet.
struct Columns<'f>(BTreeMap<(u32, u32), Vec<&'f Figure>>);

impl<'f> Columns<'f> {
    fn of(sheet: &'f [Figure]) -> Self {
        let mut columns: BTreeMap<(u32, u32), Vec<&Figure>> = BTreeMap::new();
        for figure in sheet.iter().filter(|f| f.role == Role::Item) {
            columns.entry((figure.at.column, figure.block)).or_default().push(figure);
        }
        Self(columns)
    }

    /// The items that a total sums.
    fn summed(&self, total: &Figure) -> Vec<&'f Figure> {
        let column = total.at.column;
        // A total with nothing above it sums nothing.
        let first = total.first_block.min(total.block + 1);
        let blocks = (column, first)..(column, total.block + 1);
        self.0.range(blocks).flat_map(|(_, items)| items).copied().collect()
    }
}

/// Whether reading left something out that the total may sum; the finding about that says what the total makes
/// of it, and a second one here would be about a cell that is right.
fn is_incomplete(context: &Context, total: &Figure, sheet: &[Figure]) -> bool {
    let left_out = context.left_out_beside(total);
    if left_out.is_empty() {
        return false;
    }
    let rows = |wanted: &dyn Fn(u32) -> bool| {
        sheet.iter().filter(|f| wanted(f.block)).map(|f| f.at.row).max()
    };
    let before = rows(&|block| block < total.first_block);
    let last = rows(&|block| (total.first_block..=total.block).contains(&block));
    let last = last.unwrap_or(0).max(total.at.row);
    let concerns = |&(at, code): &(CellRef, Code)| {
        let inside = before.is_none_or(|before| at.row > before) && at.row <= last;
        inside && (at.column == total.at.column || code.is_about_lines())
    };
    left_out.iter().any(concerns)
}

fn differs(context: &Context, total: &Figure, summed: &[&Figure]) -> Option<Finding> {
    let expected: i64 = summed.iter().map(|figure| whole(figure.value)).sum();
    let found = whole(total.value);
    if found == expected {
        return None;
    }
    let measure = context.symbols.measure(total.measure)?;
    let message = format!(
        "dòng \"{}\", cột {}: ghi {}, cộng các dòng được {} (lệch {}){}",
        context.label(total),
        context.title(measure),
        group_thousands(found),
        group_thousands(expected),
        group_thousands((found - expected).abs()),
        explanation(context, summed, found - expected),
    );
    let finding = context.at(Code::TotalDiffers, total, message);
    Some(finding.found(found.to_string()).expected(expected.to_string()))
}

/// The one line that would explain the difference: left out of the sum, summed twice, or with two digits swapped.
fn explanation(context: &Context, summed: &[&Figure], difference: i64) -> String {
    let only = |explains: &dyn Fn(i64) -> bool| {
        let mut lines = summed.iter().filter(|figure| explains(whole(figure.value)));
        lines.next().filter(|_| lines.next().is_none()).copied()
    };
    let say = |figure: &Figure, what: &str| {
        format!(
            "; có thể dòng \"{}\" ({} = {}) {what}",
            context.label(figure),
            figure.at,
            group_thousands(whole(figure.value))
        )
    };
    if let Some(figure) = only(&|value| value == -difference) {
        return say(figure, "chưa được cộng vào");
    }
    if let Some(figure) = only(&|value| value == difference) {
        return say(figure, "bị cộng hai lần");
    }
    match only(&|value| is_swapped(value, value + difference)) {
        Some(figure) => {
            let meant = group_thousands(whole(figure.value) + difference);
            say(figure, &format!("đảo chữ số của {meant}"))
        }
        None => String::new(),
    }
}

/// Whether two numbers have the same digits but for two neighbours that changed places.
fn is_swapped(a: i64, b: i64) -> bool {
    let (a, b) = (a.to_string().into_bytes(), b.to_string().into_bytes());
    if a.len() != b.len() {
        return false;
    }
    let differing: Vec<usize> = (0..a.len()).filter(|&at| a[at] != b[at]).collect();
    matches!(differing[..], [left, right] if right == left + 1 && a[left] == b[right] && a[right] == b[left])
}

#[cfg(test)]
mod tests {
    use super::is_swapped;

    #[test]
    fn two_neighbouring_digits_may_change_places() {
        assert!(is_swapped(1_234, 1_324));
        assert!(!is_swapped(1_234, 4_231));
        assert!(!is_swapped(12, 12));
        assert!(!is_swapped(99, 109));
        assert!(!is_swapped(12, -2));
    }
}
