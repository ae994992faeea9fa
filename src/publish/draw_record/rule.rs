//! The rule of a draw in plain words, and how anybody repeats it.

use crate::model::{DrawCandidate, DrawRecord};
use crate::publish::document::{DocumentPart, DocumentRun, RunLook};
use crate::text::{day, lower_first};

/// Whence the seed comes, the rule, and how it is repeated.
pub(super) fn parts(record: &DrawRecord) -> Vec<DocumentPart> {
    let plain = |text: &str| DocumentRun::new(RunLook::Plain, text);
    let seed = DocumentRun::new(RunLook::Code, record.seed.as_str());
    let mut parts = vec![
        DocumentPart::Heading("1. Hạt giống".to_owned()),
        DocumentPart::text(format!(
            "Kế hoạch đã công bố trước hạt giống sẽ là: {}. Khi công bố chưa ai biết giá trị này.",
            record.seed_source,
        )),
        DocumentPart::Text(vec![plain("Hạt giống: "), seed]),
        DocumentPart::Heading("2. Quy tắc".to_owned()),
    ];
    parts.extend(tickets(record).into_iter().map(DocumentPart::item));
    let which = if record.weights.is_some() { "mã băm nhỏ nhất" } else { "mã băm" };
    parts.push(DocumentPart::item(format!(
        "Tại mỗi huyện, các xã xếp theo {which} của mình, từ nhỏ đến lớn (so từng chữ số, 0 đến 9 rồi a đến f); chọn từ trên \
         xuống cho đủ số xã mà kế hoạch định cho huyện đó.",
    )));
    if let Some(since) = &record.not_inspected_since {
        parts.push(DocumentPart::item(format!(
            "Xã đã được kiểm tra từ ngày {} trở lại đây thì không bốc thăm, lý do ghi rõ ở từng huyện.",
            day(since),
        )));
    }
    parts.push(DocumentPart::Heading("3. Cách kiểm tra lại".to_owned()));
    parts.push(DocumentPart::text(
        "Ai cũng tính lại được từng mã băm bằng công cụ b3sum (nguồn mở), không cần chương trình này. Với mỗi xã, gõ một lệnh \
         như sau, thay phần sau dấu | bằng mã của xã đó:",
    ));
    if let Some((candidate, of)) = example(record) {
        parts.push(code(record.by_hand(&candidate.unit_id, candidate.ticket)));
        parts.push(DocumentPart::text(format!(
            "Kết quả in ra phải đúng là mã băm của {} ({of}) ở bảng dưới đây. Sau đó xếp các mã theo quy tắc trên.",
            candidate.unit_name,
        )));
    }
    parts
}

/// A line that is typed.
pub(super) fn code(text: String) -> DocumentPart {
    DocumentPart::Text(vec![DocumentRun::new(RunLook::Code, text)])
}

/// What a ticket is, and who has how many.
fn tickets(record: &DrawRecord) -> Vec<String> {
    let hashed = |text: &str| {
        format!(
            "Mỗi phiếu là mã băm BLAKE3 (64 chữ số thập lục phân) của dòng chữ gồm {text}; dòng chữ mã hóa UTF-8, dạng dựng \
             sẵn (NFC), không có dấu xuống dòng."
        )
    };
    match &record.weights {
        None => vec![
            "Mỗi xã của huyện được kiểm tra có một phiếu.".to_owned(),
            hashed("hạt giống, dấu | và mã đơn vị hành chính của xã"),
        ],
        Some(weights) => vec![
            format!(
                "Mỗi xã của huyện được kiểm tra có một phiếu; cứ mỗi 1% tròn (bỏ phần lẻ) {} trong tổng số hồ sơ thì thêm một \
                 phiếu. Xã không có đủ số liệu có một phiếu.",
                lower_first(&weights.title),
            ),
            hashed(
                "hạt giống, dấu |, mã đơn vị hành chính của xã, dấu | và số thứ tự của phiếu (1, 2, 3…)",
            ),
        ],
    }
}

/// A commune to show a ticket of, and its district.
fn example(record: &DrawRecord) -> Option<(&DrawCandidate, &str)> {
    let mut districts = record.districts.iter();
    districts.find_map(|district| Some((district.candidates.first()?, district.unit_name.as_str())))
}
