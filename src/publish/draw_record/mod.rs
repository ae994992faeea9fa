//! The record of a draw as the paper that those sign who were there: the rule in plain words, how anybody repeats it, and who
//! was drawn. `rule` says the first, `outcome` the last.

mod outcome;
mod rule;

use crate::model::DrawRecord;
use crate::pipeline::Pipeline;
use crate::text::{day, lower_first};

use super::document::{Document, DocumentPart, DocumentSignature, bytes, written_in};
use super::published::{PublishError, Published};

/// What is left to be written by hand.
const OPEN: &str = "………………………………………………";

/// The paper of a draw, under a name.
///
/// # Errors
/// It could not be written; a defect of the program.
pub fn draw_paper(
    pipeline: &Pipeline,
    record: &DrawRecord,
    file: &str,
) -> Result<Published, PublishError> {
    Ok(Published { file: file.to_owned(), bytes: bytes(&compose(pipeline, record), file)? })
}

fn compose(pipeline: &Pipeline, record: &DrawRecord) -> Document {
    let on = day(&record.drawn_on);
    let mut parts = vec![
        DocumentPart::text(format!("Thời gian bắt đầu: ….. giờ ….., ngày {on}.")),
        DocumentPart::text(format!("Địa điểm: {OPEN}")),
        DocumentPart::text(format!("Thành phần tham dự: {OPEN}")),
        DocumentPart::text(format!("Chủ trì: {OPEN}")),
        DocumentPart::text(format!("Thư ký: {OPEN}")),
        DocumentPart::text(format!(
            "Nội dung: bốc thăm công khai để chọn đơn vị cấp xã được kiểm tra thêm tại mỗi đơn vị cấp huyện, theo Kế \
             hoạch {} (số {}).",
            lower_first(&record.plan.title),
            record.plan.number,
        )),
    ];
    parts.extend(rule::parts(record));
    parts.extend(outcome::parts(record));
    parts.push(DocumentPart::Heading("5. Hiệu lực".to_owned()));
    parts.push(DocumentPart::text(
        "Mỗi kế hoạch chỉ bốc thăm một lần; chương trình từ chối bốc thăm lại, kể cả với cùng hạt giống. Biên bản này kèm tệp \
         boc-tham.json có đủ số liệu để kiểm tra lại. Mã của tệp, tính trên toàn bộ nội dung, là:",
    ));
    let (first, second) = record.digest.split_at_checked(32).unwrap_or((&record.digest, ""));
    parts.extend([first, second].map(|figures| rule::code(figures.to_owned())));
    parts.push(DocumentPart::text(format!(
        "Biên bản lập xong lúc ….. giờ ….. cùng ngày, đã đọc cho những người có mặt cùng nghe và thống nhất ký tên. Chương \
         trình: {}.",
        record.program,
    )));
    let sign =
        |who: &str| DocumentSignature { who: who.to_owned(), hint: "(Ký, ghi rõ họ tên)" };
    Document {
        superiors: pipeline.agency.iter().rev().skip(1).rev().cloned().collect(),
        issuer: pipeline.agency.last().cloned().unwrap_or_default(),
        number: "Số:            /BB".to_owned(),
        date: String::new(),
        title: "BIÊN BẢN".to_owned(),
        subject: "Bốc thăm chọn đơn vị cấp xã để kiểm tra".to_owned(),
        parts,
        recipients: Vec::new(),
        signatures: [
            "THƯ KÝ",
            "NGƯỜI CHỦ TRÌ",
            "ĐẠI DIỆN ĐƠN VỊ ĐƯỢC KIỂM TRA",
            "NGƯỜI CHỨNG KIẾN",
        ]
        .map(sign)
        .to_vec(),
        foot: format!("Mã biên bản {}", record.digest),
        created: written_in(&record.drawn_on),
    }
}
