//! The counts of a table by the texts above them: all, those below one text, totals, and their sums on a line.

use crate::ingest::drafting::columns::naming::NamedColumn;
use crate::ingest::drafting::example::kinds::ColumnKind;
use crate::text;

use super::figures::LineFigures;

/// The counts among the columns, by place.
pub(in crate::ingest::drafting) fn counts(named: &[NamedColumn]) -> Vec<usize> {
    (0..named.len()).filter(|index| named[*index].kind == ColumnKind::Count).collect()
}

/// Counts below one text each, from the left.
pub(in crate::ingest::drafting) fn groups(
    named: &[NamedColumn],
    counts: &[usize],
) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for &count in counts.iter().filter(|count| named[**count].found.len() > 1) {
        match groups.last_mut() {
            Some(group) if named[group[0]].found[0] == named[count].found[0] => group.push(count),
            _ => groups.push(vec![count]),
        }
    }
    groups
}

/// Whether the lowest text above a column calls it a total.
pub(super) fn heads_a_total(named: &NamedColumn) -> bool {
    let lowest = named.found.last().map_or("", String::as_str);
    ["tổng", "cộng"].iter().any(|word| text::begins_with_word(lowest, word)) || lowest == "ts"
}

/// The sum of some columns of a line; `None` where one has no number.
pub(in crate::ingest::drafting) fn sum(line: &LineFigures, columns: &[usize]) -> Option<f64> {
    columns.iter().map(|column| line.values[*column]).sum()
}
