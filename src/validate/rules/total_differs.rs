//! F203: a total line and the lines it sums, with the line that would explain a difference.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    CellRef, Check, Code, Finding, FormIx, Guidance, LineOf, Number, Role, Severity, Slot,
};
use crate::text::group_thousands;
use crate::validate::file_context::FileContext;
use crate::validate::rule::{Judge, Rule};
use crate::validate::verdicts::Verdicts;

pub(super) const RULE: Rule = Rule { checks: &[&TOTAL_DIFFERS], judge: Judge::OfFile(check) };

static TOTAL_DIFFERS: Check = Check {
    code: Code::TotalDiffers,
    severity: Severity::Error,
    title: "Dòng tổng không khớp",
    vietnamese: Guidance {
        means: "Dòng tổng khác với các dòng cộng lại. Dòng tổng chỉ để đối chiếu; số liệu các dòng mới được tính.",
        example: "Dòng \"Tổng\" ghi 528, cộng các dòng được 527.",
        mend: "Tìm dòng sai hoặc thiếu rồi sửa; nên dùng công thức SUM.",
    },
    english: Guidance {
        means: "A total line differs from the sum of its lines.",
        example: "The total says 528, its lines add up to 527.",
        mend: "Find the line that is wrong or missing; better use SUM.",
    },
};

fn check(context: &FileContext, verdicts: &mut Verdicts) {
    // A form may run over several sheets.
    let mut forms: BTreeMap<FormIx, Vec<LineOf>> = BTreeMap::new();
    for line in context.lines() {
        forms.entry(line.table.form).or_default().push(line);
    }
    for (form, lines) in forms {
        let (columns, left_out) = (ItemColumns::of(&lines), sheets_left_out(context, &lines));
        for line in lines.iter().filter(|line| line.line.role == Role::Total) {
            for number in line.counts() {
                let total = TotalNumber { line, number };
                if !is_incomplete(&total, &left_out) {
                    let finding = differs(context, &total, &columns);
                    verdicts.compared(&TOTAL_DIFFERS, context.subject(form), finding);
                }
            }
        }
    }
}

/// A number of a line that sums others.
struct TotalNumber<'c> {
    line: &'c LineOf<'c>,
    number: Number<'c>,
}

/// A count that a total sums.
#[derive(Clone, Copy)]
struct Item<'c> {
    line: LineOf<'c>,
    number: Number<'c>,
}

/// What a column counts and, where a count is split, which part of it: sheets need not have it at the same letters.
type ColumnKey = (Slot, u16);

const fn key(number: &Number) -> ColumnKey {
    (number.column.slot, number.column.part)
}

/// The items of each column, each with its block, by blocks.
struct ItemColumns<'c> {
    items: BTreeMap<ColumnKey, Vec<(u32, Item<'c>)>>,
    /// The lines of items in each block.
    lines: BTreeMap<u32, Vec<LineOf<'c>>>,
}

impl<'c> ItemColumns<'c> {
    fn of(lines: &[LineOf<'c>]) -> Self {
        let mut columns = Self { items: BTreeMap::new(), lines: BTreeMap::new() };
        for line in lines.iter().filter(|line| line.is_item()) {
            let block = line.line.block;
            columns.lines.entry(block).or_default().push(*line);
            for number in line.counts() {
                let item = Item { line: *line, number };
                columns.items.entry(key(&number)).or_default().push((block, item));
            }
        }
        for items in columns.items.values_mut() {
            items.sort_by_key(|(block, _)| *block);
        }
        columns
    }

    /// The items that a total sums; one with nothing above it sums nothing.
    fn summed<'s>(&'s self, total: &TotalNumber) -> impl Iterator<Item = Item<'c>> + use<'c, 's> {
        let line = *total.line.line;
        let items = self.items.get(&key(&total.number)).map_or(&[][..], Vec::as_slice);
        let first = items.partition_point(|(block, _)| *block < line.first_block);
        let summed = items[first..].iter().take_while(move |(block, _)| *block <= line.block);
        summed.map(|(_, item)| *item)
    }

    /// The one line that a total sums and that has nothing in its column.
    fn blank_beside(&self, total: &TotalNumber, summed: &[Item]) -> Option<LineOf<'c>> {
        let at = |line: &LineOf| (std::ptr::from_ref(line.table), line.line.row);
        let filled: BTreeSet<_> = summed.iter().map(|item| at(&item.line)).collect();
        let line = total.line.line;
        let first = line.first_block.min(line.block.saturating_add(1));
        let lines = self.lines.range(first..).take_while(|(block, _)| **block <= line.block);
        let lines = lines.flat_map(|(_, lines)| lines);
        let mut blank = lines.filter(|line| !filled.contains(&at(line)));
        blank.next().filter(|_| blank.next().is_none()).copied()
    }
}

/// A sheet of which reading left something out.
struct SheetLeftOut<'f> {
    lines: &'f [LineOf<'f>],
    cells: &'f [(CellRef, Code)],
}

fn same_sheet(a: &LineOf, b: &LineOf) -> bool {
    a.table.sheet == b.table.sheet
}

/// The sheets of a form of which reading left something out.
fn sheets_left_out<'f>(context: &'f FileContext, form: &'f [LineOf<'f>]) -> Vec<SheetLeftOut<'f>> {
    let sheets = form.chunk_by(same_sheet).map(|lines| {
        let cells = lines.first().map_or(&[][..], |line| context.left_out_in(&line.table.sheet));
        SheetLeftOut { lines, cells }
    });
    sheets.filter(|sheet| !sheet.cells.is_empty()).collect()
}

/// Whether reading left something out that the total may sum; the finding about that says what the total makes
/// of it, and a second one here would be about a cell that is right.
fn is_incomplete(total: &TotalNumber, left_out: &[SheetLeftOut]) -> bool {
    left_out.iter().any(|&SheetLeftOut { lines: sheet, cells }| {
        let Some(first) = sheet.first() else { return false };
        let told = total.line.line;
        let rows = |wanted: &dyn Fn(u32) -> bool| {
            sheet.iter().map(|of| of.line).filter(|line| wanted(line.block)).map(|l| l.row).max()
        };
        let before = rows(&|block| block < told.first_block);
        let last = rows(&|block| (told.first_block..=told.block).contains(&block));
        let own = same_sheet(first, total.line).then_some(told.row);
        let Some(last) = last.max(own) else { return false };
        let in_column = |column: u32| {
            let columns = sheet.iter().flat_map(|of| &of.table.columns);
            let mut same = columns.filter(|known| known.at == column);
            same.any(|known| (known.slot, known.part) == key(&total.number))
        };
        cells.iter().any(|&(at, code)| {
            let inside = before.is_none_or(|before| at.row > before) && at.row <= last;
            let same_column =
                || in_column(at.column) || (own.is_some() && at.column == total.number.at.column);
            inside && (code.is_about_lines() || same_column())
        })
    })
}

fn differs<'c>(
    context: &FileContext<'c>,
    total: &TotalNumber<'c>,
    columns: &ItemColumns<'c>,
) -> Option<Finding> {
    let expected: i64 = columns.summed(total).map(|item| item.number.whole()).sum();
    let found = total.number.whole();
    if found == expected {
        return None;
    }
    let summed: Vec<Item<'c>> = columns.summed(total).collect();
    let blank = columns.blank_beside(total, &summed);
    let measure = total.line.measure(&total.number)?;
    let message = format!(
        "dòng \"{}\", cột {}: ghi {}, cộng các dòng được {} (lệch {}){}",
        context.label(total.line),
        context.title(measure),
        group_thousands(found),
        group_thousands(expected),
        group_thousands((found - expected).abs()),
        match blank.filter(|_| found > expected) {
            Some(line) => format!(
                "; dòng \"{}\" để trống ô {}",
                context.label(&line),
                line.table.at(line.line.row, total.number.at.column)
            ),
            None => explanation(context, &summed, found - expected),
        },
    );
    let finding = context.at(&TOTAL_DIFFERS, total.line, total.number.at, message);
    Some(finding.found(found.to_string()).expected(expected.to_string()))
}

/// The one line that would explain the difference: left out of the sum, summed twice, or with two digits swapped.
fn explanation<'c>(context: &FileContext<'c>, summed: &[Item<'c>], difference: i64) -> String {
    let only = |explains: &dyn Fn(i64) -> bool| {
        let mut lines = summed.iter().filter(|item| explains(item.number.whole()));
        lines.next().filter(|_| lines.next().is_none()).copied()
    };
    let say = |item: Item<'c>, what: &str| {
        format!(
            "; có thể dòng \"{}\" ({} = {}) {what}",
            context.label(&item.line),
            item.number.at,
            group_thousands(item.number.whole())
        )
    };
    if let Some(item) = only(&|value| value == -difference) {
        return say(item, "chưa được cộng vào");
    }
    if let Some(item) = only(&|value| value == difference) {
        return say(item, "bị cộng hai lần");
    }
    match only(&|value| is_swapped(value, value + difference)) {
        Some(item) => {
            let meant = group_thousands(item.number.whole() + difference);
            say(item, &format!("đảo chữ số của {meant}"))
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
