//! Which sheets a data edition has: contents, notes, and a sheet a table.

use crate::model::Value;
use crate::pipeline::{DataEdition, DataTable};
use crate::table::EditionTables;

use super::plan::{
    COUNTED, EditionColumn, EditionPlan, EditionSheet, MOST_EDITION_ROWS, NOTHING, count, figures,
    text, words,
};
use super::{fields, findings, metrics, overdue, places, sources, submissions};
use crate::publish::workbook::facts::Facts;
use crate::publish::workbook::words::{definition_and_source, size};

const CONTENTS: [EditionColumn; 5] = [
    words("trang", "Tên trang."),
    words("bảng", "Tên bảng để nạp bằng Power Query."),
    words("nội dung", "Bảng cho biết gì."),
    figures("số dòng (dòng)", COUNTED, "Không kể dòng tiêu đề."),
    figures("số dòng tất cả (dòng)", COUNTED, "Khi bảng không chứa hết."),
];

const NOTES: [EditionColumn; 3] = [
    words("bảng", "Bảng mà ghi chú nói về; “mọi bảng” khi về tất cả."),
    words("cột", "Cột mà ghi chú nói về."),
    words("ghi chú", "Giải thích."),
];

/// The edition with the tables that are declared.
pub(in crate::publish) fn compose<'a>(
    facts: &Facts<'a>,
    edition: &DataEdition,
    tables: &EditionTables,
) -> EditionPlan<'a> {
    let pipeline = facts.pipeline;
    let sheets: Vec<EditionSheet> = edition
        .tables
        .iter()
        .map(|table| match table {
            DataTable::Places => places::sheet(facts),
            DataTable::Metrics => metrics::sheet(facts),
            DataTable::Fields => fields::sheet(facts, tables),
            DataTable::Overdue => overdue::sheet(facts, tables),
            DataTable::Submissions => submissions::sheet(facts),
            DataTable::Findings => findings::sheet(facts),
            DataTable::Sources => sources::sheet(facts, tables),
        })
        .collect();
    let notes = notes(facts, &sheets);
    let front = [contents(&sheets, &notes), notes];
    EditionPlan {
        title: format!("{} – số liệu", pipeline.title),
        subject: pipeline.period.title(),
        author: pipeline.agency.last().map_or("", String::as_str),
        keywords: edition.keywords.join(", "),
        created: pipeline.period.month_after(),
        sheets: front.into_iter().chain(sheets).collect(),
    }
}

fn contents(sheets: &[EditionSheet], notes: &EditionSheet) -> EditionSheet {
    let listed = std::iter::once(notes).chain(sheets);
    let rows = listed.map(|sheet| {
        let rows =
            [sheet.rows.len(), sheet.all].map(|rows| i64::try_from(rows).unwrap_or(i64::MAX));
        let [here, all] = rows.map(count);
        vec![text(sheet.tab), text(sheet.name), text(&sheet.title), here, all]
    });
    let rows: Vec<Vec<Option<Value>>> = rows.collect();
    let source = "Mỗi trang sau có một bảng.";
    let contents = EditionSheet::new("muc_luc", "Mục lục", source, &CONTENTS, rows.into_iter());
    EditionSheet { tab: "Mục lục", ..contents }
}

/// What holds of all tables, how each metric is defined, and what each column says.
fn notes(facts: &Facts<'_>, sheets: &[EditionSheet]) -> EditionSheet {
    let most = size(MOST_EDITION_ROWS);
    let general = [
        format!("Ô ghi “{NOTHING}”: không có giá trị, khác với số 0."),
        "Số đếm được cộng lại rồi mới chia một lần; không lấy trung bình các tỷ lệ.".to_owned(),
        "Mẫu số bằng 0 thì không có tỷ lệ.".to_owned(),
        format!("Bảng dài hơn {most} dòng chỉ giữ {most} dòng đầu; mục lục ghi rõ số dòng tất cả."),
        "Tỷ lệ là công thức của bảng, kèm kết quả đã tính; hạng, xếp loại và khoảng tin cậy là kết quả tính.".to_owned(),
        format!("Mã số liệu của lượt tính: {}.", facts.inputs.code),
    ];
    let general =
        general.into_iter().map(|note| vec![text("mọi bảng"), text("mọi cột"), text(note)]);
    let metrics = facts.pipeline.metrics.iter().map(|metric| {
        vec![text(DataTable::Metrics.name()), text("chỉ tiêu"), text(definition_and_source(metric))]
    });
    let columns = sheets.iter().flat_map(|sheet| {
        sheet
            .columns
            .iter()
            .map(|column| vec![text(sheet.name), text(column.head), text(column.about)])
    });
    let source = "Quy tắc tính và khai báo của chỉ tiêu.";
    let rows = general.chain(metrics).chain(columns);
    let notes = EditionSheet::new("ghi_chu", "Ghi chú", source, &NOTES, rows);
    EditionSheet { tab: "Ghi chú", ..notes }
}
