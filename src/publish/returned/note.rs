//! The note beside a cell: everything that was found there and how to mend it.

use std::collections::BTreeMap;

use crate::model::{Catalogue, CellRef, Finding};

use crate::publish::book::copied::CellMark;

/// Most findings a note tells; the list has them all.
const MOST: usize = 8;
/// Most letters of one message.
const LETTERS: usize = 600;

/// The marks of a sheet, from the findings on it.
pub(super) fn marks(catalogue: &Catalogue, findings: &[Finding]) -> BTreeMap<CellRef, CellMark> {
    let mut cells: BTreeMap<CellRef, Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        if let Some(cell) = finding.place.cell {
            cells.entry(cell).or_default().push(finding);
        }
    }
    cells.into_iter().filter_map(|(cell, found)| Some((cell, mark(catalogue, &found)?))).collect()
}

fn mark(catalogue: &Catalogue, findings: &[&Finding]) -> Option<CellMark> {
    let severity = findings.iter().map(|finding| finding.severity).max()?;
    let mut parts: Vec<String> =
        findings.iter().take(MOST).map(|finding| told(catalogue, finding)).collect();
    if findings.len() > MOST {
        let more = findings.len() - MOST;
        parts.push(format!("… và {more} phát hiện khác ở ô này, xem trang đầu."));
    }
    Some(CellMark { severity, text: parts.join("\n\n") })
}

fn told(catalogue: &Catalogue, finding: &Finding) -> String {
    let Finding { code, severity, .. } = finding;
    let message: String =
        finding.message.chars().filter(|c| !c.is_control()).take(LETTERS).collect();
    let mut text = format!("{code} – {}: {message}", severity.title());
    let beside = [("Đúng phải là", &finding.expected), ("Đối chiếu với", &finding.compared)];
    for (heading, told) in beside {
        let Some(told) = told else { continue };
        let told: String = told.chars().filter(|c| !c.is_control()).take(LETTERS).collect();
        text = format!("{text}\n{heading}: {told}");
    }
    format!("{text}\nCách sửa: {}", catalogue.get(*code).vietnamese.mend)
}
