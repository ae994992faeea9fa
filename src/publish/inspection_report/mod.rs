//! The report after the visits of a plan, as the paper that an office signs: how it stands as a whole, what was found at each
//! unit and what came of it, who is not finished, and who inspected himself. `visits` tells of the units one by one.

mod visits;

use crate::model::Lang;
use crate::pipeline::{InspectionPlan, Pipeline};
use crate::table::{
    FoundTally, InspectionPart, Inspections, VisitReport, VisitStage, others_by_paper,
};
use crate::text::{day, lower_first};

use super::document::{
    Document, DocumentHead, DocumentPart, DocumentRow, DocumentSide, DocumentSignature,
    DocumentTable, bytes, fitted, written_in,
};
use super::published::{PublishError, Published};

/// So many units that inspect themselves are named; the sheet of the plan has the others.
const MOST_NAMED: usize = 20;

/// The report of a plan, under a name.
///
/// # Errors
/// It could not be written; a defect of the program.
pub fn visit_paper(
    pipeline: &Pipeline,
    plan: &InspectionPlan,
    report: &VisitReport,
    sent: &Inspections,
    file: &str,
) -> Result<Published, PublishError> {
    let document = compose(pipeline, plan, report, sent);
    Ok(Published { file: file.to_owned(), bytes: bytes(&document, file)? })
}

fn compose(
    pipeline: &Pipeline,
    plan: &InspectionPlan,
    report: &VisitReport,
    sent: &Inspections,
) -> Document {
    let as_of = day(&report.as_of);
    let mut parts = vec![DocumentPart::text(format!(
        "Thực hiện Kế hoạch {} (số {}), kết quả kiểm tra tính đến ngày {as_of} như sau:",
        lower_first(&plan.title),
        plan.number,
    ))];
    parts.extend(whole(report));
    parts.extend(visits::parts(report));
    parts.extend(unfinished(report));
    parts.extend(others(plan, sent));
    let place = match pipeline.place.as_str() {
        "" => "Ngày".to_owned(),
        place => format!("{place}, ngày"),
    };
    let signatory = &pipeline.signatory;
    let sign = |who: &String| DocumentSignature { who: who.clone(), hint: "(Ký, đóng dấu)" };
    Document {
        superiors: pipeline.agency.iter().rev().skip(1).rev().cloned().collect(),
        issuer: pipeline.agency.last().cloned().unwrap_or_default(),
        number: "Số:            /BC".to_owned(),
        date: format!("{place} ….. tháng ….. năm ………."),
        title: "BÁO CÁO".to_owned(),
        subject: format!("Kết quả kiểm tra theo Kế hoạch {}", lower_first(&plan.title)),
        parts,
        recipients: Vec::new(),
        signatures: Some(signatory).filter(|who| !who.is_empty()).map(sign).into_iter().collect(),
        foot: format!("Kết quả kiểm tra tính đến ngày {as_of}"),
        created: written_in(&report.as_of),
    }
}

/// The visits as a whole: how far they are, and what was found at each as a table.
fn whole(report: &VisitReport) -> Vec<DocumentPart> {
    let tally = report.tally();
    let stages = [VisitStage::Over, VisitStage::Now, VisitStage::Ahead];
    let stages = stages.map(|stage| (report.count(stage), stage.said(Lang::Vi)));
    let stages: Vec<String> = stages
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, said)| format!("{count} {said}"))
        .collect();
    let units = report.visits.len();
    let mut parts = vec![
        DocumentPart::Heading("1. Tình hình chung".to_owned()),
        DocumentPart::text(format!("Kế hoạch kiểm tra {units} đơn vị: {}.", stages.join(", "))),
        DocumentPart::text(format!("Kết quả ghi nhận: {}.", tally.said(Lang::Vi))),
    ];
    let finished = report.visits.iter().filter(|visit| visit.is_finished()).count();
    parts.push(DocumentPart::text(format!(
        "Đã hoàn thành (gửi đủ báo cáo, có kết quả, trả lời và khắc phục xong): {finished}/{units} đơn vị."
    )));
    parts.push(DocumentPart::Table(counts(report)));
    parts
}

/// Counts of each visit, and their sums.
fn counts(report: &VisitReport) -> DocumentTable {
    let head = |title: &str, side, share| DocumentHead { title: title.to_owned(), side, share };
    let right = |title: &str| head(title, DocumentSide::Right, 0);
    let heads = vec![
        head("TT", DocumentSide::Center, 0),
        head("Đơn vị", DocumentSide::Left, 1),
        head("Thời gian", DocumentSide::Center, 0),
        right("Phát hiện"),
        right("Đã trả lời"),
        right("Đã khắc phục"),
        right("Còn hạn"),
        right("Quá hạn"),
        right("Chưa định hạn"),
    ];
    let numbers = |tally: &FoundTally| {
        let FoundTally { found, answered, mended, open, overdue, no_date } = *tally;
        [found, answered, mended, open, overdue, no_date].map(|count| count.to_string())
    };
    let row = |(at, visit): (usize, &crate::table::TargetVisit)| {
        let days = visits::days(&visit.from, &visit.to);
        let name = [(at + 1).to_string(), visit.unit_name.clone(), days];
        DocumentRow::plain(name.into_iter().chain(numbers(&visit.tally())))
    };
    let mut rows: Vec<DocumentRow> = report.visits.iter().enumerate().map(row).collect();
    let name = [String::new(), "Cộng".to_owned(), String::new()];
    rows.push(DocumentRow::sum(name.into_iter().chain(numbers(&report.tally()))));
    fitted(heads, rows, 11)
}

/// Who has not finished, and what is missing.
fn unfinished(report: &VisitReport) -> Vec<DocumentPart> {
    let mut parts = vec![DocumentPart::Heading("3. Đơn vị chưa hoàn thành".to_owned())];
    for visit in &report.visits {
        let missing = visit.missing(Lang::Vi);
        if !missing.is_empty() {
            parts.push(DocumentPart::item(format!("{}: {}.", visit.unit_name, missing.join("; "))));
        }
    }
    if parts.len() == 1 {
        parts.push(DocumentPart::text("Không có."));
    }
    parts
}

/// What those sent that are not visited and inspect themselves.
fn others(plan: &InspectionPlan, sent: &Inspections) -> Vec<DocumentPart> {
    let part = InspectionPart::Other;
    let tally = sent.tally(&plan.id, part);
    let heading = || DocumentPart::Heading("4. Các đơn vị tự kiểm tra".to_owned());
    if let Some(said) = others_by_paper(plan, Lang::Vi) {
        return vec![heading(), DocumentPart::text(said)];
    }
    let (Some(by), true) = (plan.others_report_by, tally.units > 0) else { return Vec::new() };
    let mut parts = vec![
        heading(),
        DocumentPart::text(format!(
            "Hạn gửi báo cáo {}. {}.",
            day(&by.to_string()),
            tally.said(part, Lang::Vi),
        )),
    ];
    let lacking: Vec<&str> = sent
        .reports(&plan.id, part)
        .filter(|report| report.lacking().next().is_some())
        .map(|report| report.first.unit_name.as_str())
        .collect();
    if !lacking.is_empty() {
        let named = lacking.iter().take(MOST_NAMED).copied().collect::<Vec<_>>().join(", ");
        let more = match lacking.len().saturating_sub(MOST_NAMED) {
            0 => String::new(),
            more => format!(" và {more} đơn vị khác"),
        };
        parts.push(DocumentPart::text(format!("Chưa gửi đủ: {named}{more}.")));
    }
    parts
}
