//! A finding that a check of the inbox must make.

use std::error::Error;

/// A finding that a check must produce.
#[derive(Debug, Clone)]
pub struct Finding {
    /// Code of the finding.
    pub code: &'static str,
    /// Path in the inbox.
    pub file: String,
    /// Name of the sheet.
    pub sheet: &'static str,
    /// Address of the cell, or nothing.
    pub cell: String,
    /// The unit concerned.
    pub unit_id: String,
    /// What is printed.
    pub found: String,
    /// What is right.
    pub expected: String,
    /// What was planted.
    pub note: &'static str,
}

/// The findings as CSV.
pub fn csv(findings: &[Finding]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let head = ["code", "file", "sheet", "cell", "unit_id", "found", "expected", "note"];
    writer.write_record(head)?;
    for finding in findings {
        let [file, cell, unit] = [&finding.file, &finding.cell, &finding.unit_id];
        let [found, expected] = [&finding.found, &finding.expected];
        let (code, sheet, note) = (finding.code, finding.sheet, finding.note);
        writer.write_record([code, file, sheet, cell, unit, found, expected, note])?;
    }
    Ok(writer.into_inner()?)
}
