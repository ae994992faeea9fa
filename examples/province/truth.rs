//! The truth table: every data line as it is typed, for comparison with what a reader finds.

use std::error::Error;

use super::submission::Submission;
use super::table::{Line, Table};
use super::typed::Typed;

/// Measures of all forms, in the order of the columns.
const MEASURES: [&str; 17] = [
    "received_total",
    "received_online",
    "received_direct",
    "received_carried",
    "resolved_total",
    "resolved_on_time",
    "resolved_overdue",
    "pending_total",
    "pending_on_time",
    "pending_overdue",
    "responses_direct",
    "responses_online",
    "very_satisfied",
    "satisfied",
    "neutral",
    "dissatisfied",
    "very_dissatisfied",
];

/// The table as CSV.
pub fn csv(inbox: &[Submission]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let head = ["form", "unit_id", "field", "sheet", "file", "row"];
    writer.write_record(head.iter().chain(&MEASURES))?;
    for submission in inbox {
        for table in &submission.tables {
            for record in records(&submission.file, table) {
                writer.write_record(&record)?;
            }
        }
    }
    Ok(writer.into_inner()?)
}

/// The lines of a form.
fn records(file: &str, table: &Table) -> Vec<Vec<String>> {
    let mut records = Vec::new();
    for (at, group) in table.groups.iter().enumerate() {
        for (below, line) in group.lines.iter().enumerate() {
            let row = (table.row(at, Some(below)) + 1).to_string();
            let form = table.form;
            let head = [form.id, &line.unit_id, &line.field, form.sheet, file, &row];
            let mut record: Vec<String> = head.map(str::to_owned).to_vec();
            record.extend(MEASURES.iter().map(|measure| figure(table, line, measure)));
            records.push(record);
        }
    }
    records
}

/// A figure as typed; empty where the form has none or it cannot be used.
fn figure(table: &Table, line: &Line, measure: &str) -> String {
    let cell = table.form.place(measure).and_then(|at| line.cells.get(at));
    cell.and_then(Typed::readable).map(|count| count.to_string()).unwrap_or_default()
}
