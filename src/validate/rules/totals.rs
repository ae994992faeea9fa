//! F203: a total line and the lines it sums, with the line that would explain a difference.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Code, Finding};
use crate::table::{Figure, Role};
use crate::text::group_thousands;
use crate::validate::context::{Context, whole};
use crate::validate::{Check, Rule, Verdicts};

pub(super) const RULE: Rule = Rule { codes: &[Code::TotalDiffers], check: Check::OfFile(check) };

fn check(context: &Context, verdicts: &mut Verdicts) {
    // A form may run over several sheets.
    let mut forms: BTreeMap<u32, Vec<Figure>> = BTreeMap::new();
    for figure in &context.figures.rows {
        if matches!(figure.role, Role::Item | Role::Total) {
            forms.entry(figure.form).or_default().push(*figure);
        }
    }
    for form in forms.values() {
        check_form(context, form, verdicts);
    }
}

fn check_form(context: &Context, form: &[Figure], verdicts: &mut Verdicts) {
    let columns = Columns::of(form);
    for total in form.iter().filter(|f| f.role == Role::Total) {
        if !is_incomplete(context, total, form, &columns) {
            let summed = columns.summed(total);
            let blank = columns.blank_beside(total, &summed);
            let finding = differs(context, total, &summed, blank);
            verdicts.compared(Code::TotalDiffers, context.subject(total), finding);
        }
    }
}

/// The items of each column in each block of a form. A column is known by its measure and, where a measure is split
/// into several columns, by its place among them: sheets need not have them at the same letters.
struct Columns<'f> {
    /// Measure and place, by sheet and column.
    keys: BTreeMap<(u32, u32), Key>,
    items: BTreeMap<(Key, u32), Vec<&'f Figure>>,
}

/// Measure, and place among the columns of that measure.
type Key = (u32, u32);

impl<'f> Columns<'f> {
    fn of(form: &'f [Figure]) -> Self {
        let stands: BTreeSet<(u32, u32, u32)> =
            form.iter().map(|f| (f.sheet, f.measure, f.at.column)).collect();
        let mut keys = BTreeMap::new();
        let mut before = None;
        for (sheet, measure, column) in stands {
            let place = match before {
                Some((s, m, place)) if (s, m) == (sheet, measure) => place + 1,
                _ => 0,
            };
            before = Some((sheet, measure, place));
            keys.insert((sheet, column), (measure, place));
        }
        let mut columns = Self { keys, items: BTreeMap::new() };
        for figure in form.iter().filter(|f| f.role == Role::Item) {
            let key = columns.key(figure.sheet, figure.at.column);
            if let Some(key) = key {
                columns.items.entry((key, figure.block)).or_default().push(figure);
            }
        }
        columns
    }

    fn key(&self, sheet: u32, column: u32) -> Option<Key> {
        self.keys.get(&(sheet, column)).copied()
    }

    /// The items that a total sums.
    fn summed(&self, total: &Figure) -> Vec<&'f Figure> {
        let Some(key) = self.key(total.sheet, total.at.column) else { return Vec::new() };
        // A total with nothing above it sums nothing.
        let first = total.first_block.min(total.block + 1);
        let blocks = (key, first)..(key, total.block + 1);
        self.items.range(blocks).flat_map(|(_, items)| items).copied().collect()
    }
}

impl<'f> Columns<'f> {
    /// A figure of the one line that a total sums and that has nothing in its column.
    fn blank_beside(&self, total: &Figure, summed: &[&Figure]) -> Option<&'f Figure> {
        let line = |figure: &Figure| (figure.sheet, figure.at.row);
        let filled: BTreeSet<(u32, u32)> = summed.iter().map(|figure| line(figure)).collect();
        let blocks = total.first_block..=total.block;
        let inside = self.items.iter().filter(|((_, block), _)| blocks.contains(block));
        let mut blank: BTreeMap<(u32, u32), &Figure> = BTreeMap::new();
        for figure in inside.flat_map(|(_, items)| items) {
            if !filled.contains(&line(figure)) {
                blank.entry(line(figure)).or_insert(figure);
            }
        }
        let mut lines = blank.into_values();
        lines.next().filter(|_| lines.next().is_none())
    }
}

/// Whether reading left something out that the total may sum; the finding about that says what the total makes
/// of it, and a second one here would be about a cell that is right.
fn is_incomplete(context: &Context, total: &Figure, form: &[Figure], columns: &Columns) -> bool {
    let key = columns.key(total.sheet, total.at.column);
    let same_sheet = |a: &Figure, b: &Figure| a.sheet == b.sheet;
    form.chunk_by(same_sheet).any(|sheet| {
        let Some(first) = sheet.first() else { return false };
        let left_out = context.left_out_beside(first);
        if left_out.is_empty() {
            return false;
        }
        let rows = |wanted: &dyn Fn(u32) -> bool| {
            sheet.iter().filter(|f| wanted(f.block)).map(|f| f.at.row).max()
        };
        let before = rows(&|block| block < total.first_block);
        let last = rows(&|block| (total.first_block..=total.block).contains(&block));
        let own = (first.sheet == total.sheet).then_some(total.at.row);
        let Some(last) = last.max(own) else { return false };
        left_out.iter().any(|&(at, code)| {
            let inside = before.is_none_or(|before| at.row > before) && at.row <= last;
            let same_column = columns.key(first.sheet, at.column).is_some_and(|k| Some(k) == key);
            let same_column = same_column || (own.is_some() && at.column == total.at.column);
            inside && (same_column || code.is_about_lines())
        })
    })
}

fn differs(
    context: &Context,
    total: &Figure,
    summed: &[&Figure],
    blank: Option<&Figure>,
) -> Option<Finding> {
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
        match blank.filter(|_| found > expected) {
            Some(figure) => format!(
                "; dòng \"{}\" để trống ô {}",
                context.label(figure),
                figure.at.beside(total.at.column)
            ),
            None => explanation(context, summed, found - expected),
        },
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
