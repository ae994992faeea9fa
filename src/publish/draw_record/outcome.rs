//! What a draw came to: for each district who is drawn, all tickets, and who took no part.

use crate::model::{DrawCandidate, DrawRecord, DrawnDistrict, DrawnFiles};
use crate::publish::document::{
    DocumentCell, DocumentHead, DocumentPart, DocumentRow, DocumentRowKind, DocumentSide, fitted,
};
use crate::text::{day, group_thousands, lower_first};

/// Size of the letters of the table: a ticket has 64 figures.
const POINTS: u8 = 10;
/// So many figures of a ticket stand in a line, and beside what gave tickets.
const LINE: usize = 32;
const SHORT_LINE: usize = 22;

/// The districts in the order of the plan.
pub(super) fn parts(record: &DrawRecord) -> Vec<DocumentPart> {
    let mut parts = vec![DocumentPart::Heading("4. Kết quả".to_owned())];
    if record.districts.is_empty() {
        parts.push(DocumentPart::text("Kế hoạch không kiểm tra đơn vị cấp huyện nào."));
    }
    for (place, district) in record.districts.iter().enumerate() {
        parts.extend(of_district(record, place + 1, district));
    }
    parts
}

fn of_district(record: &DrawRecord, place: usize, district: &DrawnDistrict) -> Vec<DocumentPart> {
    let DrawnDistrict { unit_name, from, to, communes, candidates, left_out, .. } = district;
    let mut parts = vec![DocumentPart::Subheading(format!(
        "4.{place}. {unit_name} (kiểm tra từ {} đến {})",
        day(from),
        day(to),
    ))];
    let drawn: Vec<String> = candidates
        .iter()
        .filter(|candidate| candidate.drawn)
        .map(|candidate| candidate.unit_name.clone())
        .collect();
    let said = match (drawn.len(), candidates.len()) {
        (0, _) => "Không có xã nào để chọn.".to_owned(),
        (some, all) if some < usize::from(*communes) => {
            format!(
                "Kế hoạch chọn {communes} xã, chỉ có {all} xã tham gia, được chọn hết: {}.",
                drawn.join(", ")
            )
        }
        (some, all) => format!("Chọn {some} trong {all} xã: {}.", drawn.join(", ")),
    };
    parts.push(DocumentPart::text(said));
    if record.weights.is_some() {
        let source = match &district.run {
            Some(run) => format!(
                "Số liệu {} đã công bố (lượt {run}).",
                lower_first(&district.period.title())
            ),
            None => {
                format!("{} chưa công bố số liệu, mỗi xã có một phiếu.", district.period.title())
            }
        };
        parts.push(DocumentPart::text(source));
    }
    if !candidates.is_empty() {
        parts.push(DocumentPart::Table(fitted(heads(record), rows(record, candidates), POINTS)));
    }
    if !left_out.is_empty() {
        parts.push(DocumentPart::text("Không tham gia bốc thăm vì đã được kiểm tra:"));
    }
    parts.extend(left_out.iter().map(|left| {
        let document = match left.document.as_str() {
            "" => String::new(),
            document => format!(", theo {document}"),
        };
        let (name, id) = (&left.unit_name, &left.unit_id);
        DocumentPart::item(format!(
            "{name} (mã {id}), đến ngày {}{document}.",
            day(&left.inspected_on)
        ))
    }));
    parts
}

fn heads(record: &DrawRecord) -> Vec<DocumentHead> {
    let head = |title: &str, side, share| DocumentHead { title: title.to_owned(), side, share };
    let mut heads = vec![
        head("TT", DocumentSide::Center, 0),
        head("Đơn vị", DocumentSide::Left, 1),
        head("Mã đơn vị", DocumentSide::Center, 0),
    ];
    if record.weights.is_some() {
        heads.push(head("Quá hạn/ tổng số", DocumentSide::Center, 0));
        heads.push(head("Phiếu nhỏ nhất/ số phiếu", DocumentSide::Center, 0));
    }
    let hash = if record.weights.is_some() { "Mã băm nhỏ nhất" } else { "Mã băm" };
    heads.push(head(hash, DocumentSide::Left, 0));
    heads.push(head("Kết quả", DocumentSide::Center, 0));
    heads
}

fn rows(record: &DrawRecord, candidates: &[DrawCandidate]) -> Vec<DocumentRow> {
    let row = |(at, candidate): (usize, &DrawCandidate)| {
        let mut cells: Vec<DocumentCell> = vec![
            (at + 1).to_string().into(),
            candidate.unit_name.clone().into(),
            candidate.unit_id.clone().into(),
        ];
        if record.weights.is_some() {
            cells.push(candidate.files.map_or_else(|| "không đủ số liệu".to_owned(), files).into());
            cells.push(format!("{}/{}", candidate.ticket, candidate.tickets).into());
        }
        let line = if record.weights.is_some() { SHORT_LINE } else { LINE };
        let figures: Vec<char> = candidate.hash.chars().collect();
        cells.push(DocumentCell::code(figures.chunks(line).map(|line| line.iter().collect())));
        cells.push((if candidate.drawn { "Chọn" } else { "" }).to_owned().into());
        let kind = if candidate.drawn { DocumentRowKind::Strong } else { DocumentRowKind::Plain };
        DocumentRow { kind, cells }
    };
    candidates.iter().enumerate().map(row).collect()
}

fn files(files: DrawnFiles) -> String {
    format!("{}/{}", group_thousands(files.late), group_thousands(files.all))
}
