//! Which lines of an example are totals, by their words or by their numbers alone.

use std::collections::BTreeMap;

use crate::ingest::drafting::columns::naming::NamedColumn;
use crate::ingest::drafting::sums::figures::of_line;
use crate::ingest::drafting::sums::shape;
use crate::ingest::table::lines::line::LineRole;
use crate::pipeline::{Noted, Numbers, Words};
use crate::text;

use super::example_line::ExampleLine;

/// Total words that were seen; those of lines that are sums by their numbers alone are added to the usual ones.
pub(in crate::ingest::drafting) fn totals(
    lines: &[ExampleLine],
    named: &[NamedColumn],
    numbers: &Numbers,
) -> Noted<Vec<String>> {
    let mut labels: BTreeMap<String, usize> = BTreeMap::new();
    for seen in lines.iter().filter(|seen| seen.line.role == LineRole::Total) {
        *labels.entry(text::key(seen.line.label)).or_default() += 1;
    }
    let shown: Vec<String> = labels
        .iter()
        .map(|(label, times)| format!("\"{}\" ({times} dòng)", text::spelled(label)))
        .collect();
    let mut total = Noted::plain(Vec::new());
    if !shown.is_empty() {
        total = total.seen(format!("Dòng tổng thấy trong ví dụ: {}.", shown.join(", ")));
    }
    for (label, at) in unnamed_totals(lines, named, numbers) {
        if total.value.is_empty() {
            total.value = Words::usual().total;
        }
        if !total.value.contains(&label) {
            total = {
                let label = text::spelled(&label);
                total.assumed(
                    format!(
                        "dòng \"{label}\" ({at}) bằng tổng các dòng phía trên nên được coi là dòng tổng"
                    ),
                    format!("line \"{label}\" ({at}) equals the sum above, so it is taken for a total"),
                )
            };
            total.value.push(label);
        }
    }
    total
}

/// Lines that are the sums of two or more lines above them in every count, and not all of these trivial.
fn unnamed_totals(
    lines: &[ExampleLine],
    named: &[NamedColumn],
    numbers: &Numbers,
) -> Vec<(String, String)> {
    let counts = shape::counts(named);
    let mut sums = vec![0.0; named.len()];
    let mut above = 0;
    let mut found = Vec::new();
    for seen in lines {
        if !seen.is_item() {
            sums.fill(0.0);
            above = 0;
            continue;
        }
        let values = of_line(seen.line, named, numbers).values;
        let equals =
            |count: &usize| values[*count].is_some_and(|v: f64| (v - sums[*count]).abs() < 0.5);
        let positive =
            counts.iter().filter(|count| values[**count].is_some_and(|v| v > 0.0)).count();
        if above >= 2 && !seen.unit && positive >= counts.len().min(3) && counts.iter().all(equals)
        {
            found.push((text::key(seen.line.label), seen.line.at.to_string()));
            sums.fill(0.0);
            above = 0;
            continue;
        }
        for &count in &counts {
            sums[count] += values[count].unwrap_or(0.0);
        }
        above += 1;
    }
    found
}
