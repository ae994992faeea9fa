//! The visited units one by one: what was found by section, what was answered, what became of it; and the communes drawn.

use crate::model::Lang;
use crate::publish::document::{
    DocumentHead, DocumentPart, DocumentRow, DocumentSide, DocumentTable, fitted,
};
use crate::table::{FoundAtVisit, TargetVisit, VisitReport, VisitStage};
use crate::text::day;

/// Size of the letters of what was found.
const POINTS: u8 = 11;

/// The visits in the order of the plan.
pub(super) fn parts(report: &VisitReport) -> Vec<DocumentPart> {
    let mut parts = vec![DocumentPart::Heading("2. Kết quả tại từng đơn vị".to_owned())];
    for (at, visit) in report.visits.iter().enumerate() {
        parts.push(DocumentPart::Subheading(format!("2.{}. {}", at + 1, visit.unit_name)));
        parts.push(DocumentPart::text(said(visit)));
        if !visit.found.is_empty() {
            parts.push(DocumentPart::Table(table(visit)));
        }
        if let Some(communes) = communes(report, visit) {
            parts.push(DocumentPart::text(communes));
        }
    }
    parts
}

/// `01/8/2023 – 08/8/2023`, with the year once.
pub(super) fn days(from: &str, to: &str) -> String {
    let [from, to] = [from, to].map(day);
    let year = to.rsplit_once('/').map_or("", |(_, year)| year);
    let begins = from.strip_suffix(year).and_then(|from| from.strip_suffix('/'));
    format!("{} – {to}", begins.unwrap_or(&from))
}

fn said(visit: &TargetVisit) -> String {
    let lead = &visit.lead;
    let when = days(&visit.from, &visit.to);
    let found = match (visit.stage, visit.found.is_empty()) {
        (VisitStage::Over, true) => "chưa có kết quả kiểm tra nào được ghi nhận".to_owned(),
        (stage, true) => stage.said(Lang::Vi).to_owned(),
        (_, false) => visit.tally().said(Lang::Vi),
    };
    format!("Kiểm tra {when}, {lead} chủ trì: {found}.")
}

fn table(visit: &TargetVisit) -> DocumentTable {
    let head = |title: &str, side, share| DocumentHead { title: title.to_owned(), side, share };
    let heads = vec![
        head("Ngày", DocumentSide::Center, 0),
        head("Nội dung phát hiện", DocumentSide::Left, 5),
        head("Đơn vị trả lời", DocumentSide::Left, 4),
        head("Hạn khắc phục", DocumentSide::Center, 0),
        head("Tình trạng", DocumentSide::Left, 3),
    ];
    let mut rows = Vec::new();
    for same in visit.found.chunk_by(|a, b| a.section == b.section) {
        let section = match same[0].section.as_str() {
            "" => "Nội dung khác",
            section => section,
        };
        rows.push(DocumentRow::group(section));
        rows.extend(same.iter().map(|found| row(visit, found)));
    }
    fitted(heads, rows, POINTS)
}

fn row(visit: &TargetVisit, found: &FoundAtVisit) -> DocumentRow {
    let place = found.place(&visit.unit_id, Lang::Vi);
    let place = place.map(|place| format!("{place}: ")).unwrap_or_default();
    DocumentRow::plain([
        day(&found.on),
        format!("{place}{}", found.found),
        found.answered.clone().unwrap_or_else(|| "Chưa trả lời".to_owned()),
        found.due.as_deref().map_or_else(|| "–".to_owned(), day),
        found.state.said(Lang::Vi),
    ])
}

/// The communes that were drawn, and how much there is of each.
fn communes(report: &VisitReport, visit: &TargetVisit) -> Option<String> {
    if !report.drawn || visit.communes.is_empty() {
        return None;
    }
    let each = visit.communes.iter().map(|commune| match commune.found {
        0 if visit.stage != VisitStage::Over => commune.unit_name.clone(),
        0 => format!("{} (chưa có kết quả)", commune.unit_name),
        found => format!("{} ({found} phát hiện)", commune.unit_name),
    });
    Some(format!("Xã được bốc thăm: {}.", each.collect::<Vec<_>>().join(", ")))
}
