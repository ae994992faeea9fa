//! The document of a dossier: a few pages that are read before a visit, what is to be asked first.

mod answers;
mod communes;
mod late;
mod table;

use crate::publish::document::{
    Document, DocumentPart, DocumentRow, DocumentRun, DocumentSide, DocumentSignature, RunLook,
};
use crate::publish::workbook::certainty::interval;
use crate::publish::workbook::facts::Facts;
use crate::publish::workbook::words;
use crate::publish::workbook::words::size;
use crate::text::{group_thousands, lower_first};

use super::compose::Dossier;
use super::head::head_lines;
use super::questions::Question;
use super::stands::StandingThen;
use table::{DASH, figure, head, led, listing, share};

/// Questions that are told; the workbook has all.
const MOST_QUESTIONS: usize = 16;

/// Composes the document; its foot lacks the code of the data.
pub(super) fn compose(facts: &Facts<'_>, dossier: &Dossier<'_>) -> Document {
    let pipeline = facts.pipeline;
    let name = pipeline.register.name_apart(dossier.unit);
    let mut parts = Vec::new();
    let mut number = 0;
    let mut chapter = |title: &str, told: Vec<DocumentPart>| {
        if !told.is_empty() {
            number += 1;
            parts.push(DocumentPart::Heading(format!("{number}. {title}")));
            parts.extend(told);
        }
    };
    chapter("Thông tin chung", general(facts, dossier));
    chapter("Những điểm cần làm rõ từ số liệu", questions(dossier));
    chapter("Vị trí xếp hạng qua các kỳ", places(dossier));
    chapter("Lĩnh vực yếu so với các đơn vị cùng cấp", late::fields(facts, dossier));
    chapter("Hồ sơ quá hạn và lý do đơn vị nêu", late::files(facts, dossier));
    chapter("So với các đơn vị cùng quy mô", peers(facts, dossier));
    chapter("Chất lượng báo cáo qua các kỳ", quality(facts, dossier));
    chapter("Nội dung báo cáo theo Đề cương", answers::parts(dossier));
    chapter("Các xã được bốc thăm kiểm tra", communes::parts(facts, dossier));
    let place = &pipeline.place;
    let open = "ngày ….. tháng ….. năm ……….";
    Document {
        superiors: pipeline.agency.iter().rev().skip(1).rev().cloned().collect(),
        issuer: pipeline.agency.last().cloned().unwrap_or_default(),
        number: "Số:            /………".to_owned(),
        date: if place.is_empty() { words::upper_first(open) } else { format!("{place}, {open}") },
        title: "HỒ SƠ KIỂM TRA".to_owned(),
        subject: format!("{name}, {}", lower_first(&dossier.target.period.title())),
        parts,
        recipients: vec!["Đoàn kiểm tra".to_owned(), "Lưu: VT".to_owned()],
        signatures: ["NGƯỜI LẬP HỒ SƠ", "TRƯỞNG ĐOÀN KIỂM TRA"].map(signature).to_vec(),
        foot: format!("{name}; {}", pipeline.period.title()),
        created: pipeline.period.month_after(),
    }
}

fn signature(who: &str) -> DocumentSignature {
    DocumentSignature { who: who.to_owned(), hint: "(Ký, ghi rõ họ tên)" }
}

fn general(facts: &Facts<'_>, dossier: &Dossier<'_>) -> Vec<DocumentPart> {
    let lines = head_lines(facts, dossier).into_iter();
    let mut parts: Vec<DocumentPart> =
        lines.map(|(what, said)| led(&format!("{what}: "), &format!("{said}."))).collect();
    let heads =
        vec![head("Biểu phải gửi", DocumentSide::Left), share("Tình trạng", 3), share("Tệp", 2)];
    let rows = dossier.owed.iter().map(|owed| {
        let file = owed.file().unwrap_or(DASH).to_owned();
        DocumentRow::plain([owed.form.name.clone(), owed.said(), file])
    });
    parts.extend(listing(heads, rows.collect()));
    parts
}

fn questions(dossier: &Dossier<'_>) -> Vec<DocumentPart> {
    if dossier.questions.is_empty() {
        return vec![DocumentPart::text("Số liệu đã nhận không làm nảy sinh câu hỏi nào.")];
    }
    let told = dossier.questions.iter().take(MOST_QUESTIONS);
    let mut parts: Vec<DocumentPart> = told.map(question).collect();
    let more = dossier.questions.len().saturating_sub(MOST_QUESTIONS);
    if more > 0 {
        let file = format!("{}.xlsx", dossier.name);
        parts.push(DocumentPart::text(format!("Và {} điểm khác: xem tệp {file}.", size(more))));
    }
    parts
}

/// Bytes of the addresses beside a question; the workbook has all.
const MOST_SOURCE: usize = 100;

fn question(question: &Question) -> DocumentPart {
    let mut runs = vec![DocumentRun::new(RunLook::Plain, format!("- {}", question.text))];
    if !question.source.is_empty() {
        let source = match question.source.char_indices().nth(MOST_SOURCE) {
            Some((end, _)) => format!("{}…", &question.source[..end]),
            None => question.source.clone(),
        };
        runs.push(DocumentRun::new(RunLook::Italic, format!(" ({source})")));
    }
    DocumentPart::Text(runs)
}

fn places(dossier: &Dossier<'_>) -> Vec<DocumentPart> {
    let heads = vec![
        head("Kỳ", DocumentSide::Left),
        head("Hạng", DocumentSide::Center),
        head("Khoảng hạng (95%)", DocumentSide::Center),
        head("Giá trị", DocumentSide::Right),
        head("Tính từ", DocumentSide::Right),
        share("Chắc đến đâu, đổi so với kỳ trước", 1),
    ];
    let lists = dossier.stands.chunk_by(|a, b| a.ranking.id == b.ranking.id);
    let rows = lists.flat_map(|list| {
        let title = DocumentRow::group(list[0].ranking.title.clone());
        std::iter::once(title).chain(list.iter().map(place))
    });
    let mut parts = listing(heads, rows.collect());
    parts.extend(dossier.lacks.iter().map(|lack| DocumentPart::text(format!("{lack}."))));
    parts
}

fn place(then: &StandingThen<'_>) -> DocumentRow {
    let standing = then.standing;
    let place = standing.place.map(|place| format!("{place}/{}", standing.of));
    let counts = standing.numerator.zip(standing.denominator);
    let counts = counts.map(|(a, b)| format!("{}/{}", group_thousands(a), group_thousands(b)));
    DocumentRow::plain([
        then.period.title(),
        figure(place),
        figure(interval(standing)),
        figure(standing.value.map(|value| words::value_by(then.by, then.ranking, value))),
        figure(counts),
        then.sure(),
    ])
}

fn peers(facts: &Facts<'_>, dossier: &Dossier<'_>) -> Vec<DocumentPart> {
    let Some(peers) = &dossier.peers else { return Vec::new() };
    let Some(share_of) = peers.by.shares.first() else { return Vec::new() };
    let counted = &facts.pipeline.metric(share_of.metric).denominator_title;
    let mut heads = vec![share("Đơn vị", 1), head(counted, DocumentSide::Right)];
    heads.extend(peers.rankings.iter().map(|of| head(&of.sheet, DocumentSide::Center)));
    let rows = peers.rows.iter().map(|row| {
        let name = facts.pipeline.register.name_apart(row.unit);
        let stands = row.standings.iter().zip(&peers.rankings).map(|(standing, ranking)| {
            let standing = (*standing)?;
            let value = standing.value.map(|value| words::value(facts.pipeline, ranking, value))?;
            let place = standing.place.map(|place| format!(" ({place}/{})", standing.of));
            Some(format!("{value}{}", place.unwrap_or_default()))
        });
        let cells = [name, group_thousands(row.size)].into_iter().chain(stands.map(figure));
        if row.unit == dossier.unit { DocumentRow::sum(cells) } else { DocumentRow::plain(cells) }
    });
    let rule = format!(
        "Các đơn vị cùng danh sách “{}” có {} gần nhất, tính theo tỷ số; trong ngoặc là hạng.",
        peers.by.sheet,
        lower_first(counted)
    );
    let mut parts = listing(heads, rows.collect());
    // A heading stays on the page of its table where nothing stands between them.
    parts.push(DocumentPart::text(rule));
    parts
}

fn quality(facts: &Facts<'_>, dossier: &Dossier<'_>) -> Vec<DocumentPart> {
    let heads = vec![
        head("Kỳ", DocumentSide::Left),
        head("Biểu đã nhận", DocumentSide::Center),
        head("Gửi trễ", DocumentSide::Center),
        head("Lỗi", DocumentSide::Center),
        head("Cảnh báo", DocumentSide::Center),
        share("Các loại phát hiện", 1),
    ];
    let catalogue = facts.inputs.catalogue;
    let rows = dossier.quality.periods.iter().map(|then| {
        let kinds = then
            .kinds
            .iter()
            .map(|(code, count)| format!("{} ({})", catalogue.get(*code).title, size(*count)));
        let kinds = kinds.collect::<Vec<_>>().join("; ");
        DocumentRow::plain([
            then.period.title(),
            format!("{}/{}", size(then.received), size(then.owed)),
            size(then.late),
            size(then.errors),
            size(then.warnings),
            figure(Some(kinds).filter(|kinds| !kinds.is_empty())),
        ])
    });
    let mut parts = listing(heads, rows.collect());
    parts.extend(dossier.quality.developed(catalogue).into_iter().map(DocumentPart::text));
    parts
}
