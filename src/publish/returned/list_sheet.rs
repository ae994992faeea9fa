//! The first sheet of what a unit gets back: what was found, where, and how to mend it.

use crate::model::{Catalogue, CellRef, Finding, Notation, RETURNED, Severity};
use crate::pipeline::Pipeline;

use super::form::{Return, counts, unit};
use super::part::ReturnPart;
use crate::publish::book::meaning::Meaning;
use crate::publish::book::plan::{Datum, Paper, PlanCell, SheetPlan, Target};
use crate::publish::book::style::{CellKind, CellStyle, RowTone};
use crate::publish::book::table::{TableColumn, TableRow};
use crate::publish::workbook::words::{size, upper_first};

/// Name on the tab.
pub(super) const NAME: &str = RETURNED.0;

const WIDTHS: [u32; 10] = [44, 92, 48, 92, 214, 82, 82, 82, 184, 72];

/// Most letters of texts above a table that are told.
const CAPTION: usize = 200;
/// Most links of a sheet; the format ends at 65,530.
pub(super) const MOST_LINKS: usize = 60_000;

/// Composes the sheet.
pub(super) fn compose<'a>(
    pipeline: &'a Pipeline,
    catalogue: &Catalogue,
    given: &'a Return,
    parts: &[ReturnPart<'a>],
) -> SheetPlan<'a> {
    let mut plan = SheetPlan::new(pipeline, NAME, Paper::Lying, WIDTHS.to_vec());
    let name = full_name(pipeline, given);
    plan.footer = format!("{NAME} – {name} – {}", pipeline.period.title());
    plan.heading(pipeline, RETURNED.1);
    plan.paragraph(CellStyle::Section, Datum::owned(format!("Đơn vị: {name}")));
    let findings = given.findings.iter();
    plan.paragraph(CellStyle::Section, Datum::owned(format!("Phát hiện: {}.", tally(findings))));
    plan.paragraph(CellStyle::Body, Datum::text(request(given)));
    if parts.iter().any(|part| matches!(part.copy, Some(Ok(_)))) {
        plan.paragraph(CellStyle::Body, Datum::text(COLOURS));
        legend(&mut plan);
    }
    plan.gap(6);
    let columns = columns();
    let head = plan.next();
    plan.table_head(&columns);
    plan.head = Some((head, head));
    // A heading as high as this would leave no room for the list.
    let mut number = 0;
    for part in parts {
        plan.table_row(&columns, band(part));
        for finding in part.findings {
            number += 1;
            plan.table_row(&columns, row(catalogue, part, number, finding));
            grade(&mut plan, finding.severity);
        }
    }
    plan
}

const COLOURS: &str = "Các trang sau chép lại trang của tệp đã gửi, đúng địa chỉ từng ô. Ô có màu là ô cần xem; trỏ vào ô để đọc ghi chú. Màu theo mức độ:";

fn columns<'a>() -> [TableColumn<'a>; 10] {
    [
        TableColumn::new("STT", CellKind::Place),
        TableColumn::new("Mức độ", CellKind::Mark),
        TableColumn::new("Mã", CellKind::Mark),
        TableColumn::new("Vị trí", CellKind::Link),
        TableColumn::new("Nội dung", CellKind::Words),
        TableColumn::new("Ghi trong tệp", CellKind::Words),
        TableColumn::new("Đúng phải là", CellKind::Words),
        TableColumn::new("Đối chiếu với", CellKind::Words),
        TableColumn::new("Cách sửa", CellKind::Words),
        TableColumn::new("Xử lý", CellKind::Mark),
    ]
}

/// The unit with the one above it: commune names stand twice in a province.
pub(super) fn full_name(pipeline: &Pipeline, given: &Return) -> String {
    let Some(found) = unit(pipeline, given.unit) else {
        return "(chưa rõ đơn vị gửi)".to_owned();
    };
    match unit(pipeline, found.parent) {
        Some(parent) => format!("{} ({})", found.name, parent.name),
        None => found.name.clone(),
    }
}

/// `2 lỗi, 1 cảnh báo`.
pub(super) fn tally<'f>(findings: impl Iterator<Item = &'f Finding>) -> String {
    let counts = counts(findings).into_iter().filter(|(_, count)| *count > 0);
    let words = counts
        .map(|(severity, count)| format!("{} {}", size(count), severity.title().to_lowercase()));
    words.collect::<Vec<_>>().join(", ")
}

const fn request(given: &Return) -> &'static str {
    match given.unit {
        Some(_) => {
            "Đề nghị sửa theo cột “Cách sửa”, ngay trong các trang sau của tệp này hoặc trong tệp gốc, rồi gửi lại; trang này không cần xóa."
        }
        None => {
            "Các tệp sau chưa rõ đơn vị nào gửi; cần tìm đơn vị gửi và chuyển phản hồi này cho đơn vị đó."
        }
    }
}

/// The severities on their colours, on one line.
fn legend(plan: &mut SheetPlan<'_>) {
    // First column and width of each, so that they are about equally wide.
    let places = [(1, 3), (4, 1), (5, 3), (8, 1)];
    let cells = places.into_iter().zip(Severity::ALL.into_iter().rev());
    let cells = cells.map(|((column, across), severity)| PlanCell {
        column,
        across,
        down: 1,
        datum: Datum::text(severity.title()),
        style: CellStyle::Graded(severity),
        means: Meaning::Words,
    });
    let cells = cells.collect();
    plan.push(cells, 24);
}

/// The file and the sheet the next rows are about, and where the sheet is copied.
fn band<'a>(part: &ReturnPart<'a>) -> TableRow<'a> {
    let Some(file) = part.file else {
        return TableRow::band("Không gắn với tệp nào".to_owned());
    };
    let Some(sheet) = part.sheet else { return TableRow::band(format!("Tệp {file}")) };
    let mut text = format!("Tệp {file}, trang “{sheet}”");
    match &part.copy {
        None => TableRow::band(text),
        Some(Err(why)) => TableRow::band(format!("{text} – {why}")),
        Some(Ok((copied, name))) => {
            if name != sheet {
                text = format!("{text} – ở đây là trang “{name}”");
            }
            for remark in remarks(copied) {
                text = format!("{text}; {remark}");
            }
            let link = Datum::link(text, Target::Cell(name.clone(), CellRef::new(0, 0)));
            TableRow::toned(RowTone::Band, vec![link])
        }
    }
}

/// What the copy shows in another way than the file.
fn remarks(sheet: &crate::model::Sheet) -> Vec<String> {
    let mut remarks = Vec::new();
    if sheet.hidden {
        remarks.push("trang bị ẩn trong tệp gốc".to_owned());
    }
    if !sheet.hidden_rows.is_empty() || !sheet.hidden_columns.is_empty() {
        remarks.push("tệp gốc ẩn một số dòng, cột; ở đây hiện ra".to_owned());
    }
    if let Some(encoding) = &sheet.recoded {
        remarks.push(format!("chữ được chuyển từ bảng mã {encoding}"));
    }
    if !sheet.caption.is_empty() {
        let caption = sheet.caption.join(" / ").replace('\n', " ");
        let end = if caption.chars().count() > CAPTION { "…" } else { "" };
        let start: String = caption.chars().take(CAPTION).collect();
        remarks.push(format!("phía trên bảng ghi: {start}{end}"));
    }
    remarks
}

fn row<'a>(
    catalogue: &Catalogue,
    part: &ReturnPart<'a>,
    number: usize,
    finding: &'a Finding,
) -> TableRow<'a> {
    let optional = |text: Option<&'a str>| text.map_or(Datum::Blank, Datum::text);
    let data = vec![
        Datum::size(number),
        Datum::text(finding.severity.title()),
        Datum::text(finding.code.id()),
        place(part, number, finding),
        Datum::owned(upper_first(&finding.message)),
        optional(finding.found.as_deref()),
        optional(finding.expected.as_deref()),
        optional(finding.compared.as_deref()),
        Datum::text(catalogue.get(finding.code).vietnamese.mend),
        Datum::text(finding.action.title()),
    ];
    let means = vec![Meaning::Finding(finding); data.len()];
    TableRow::plain(data).meaning(means)
}

/// The cell as it is found in the program that opens the file, leading to its copy.
fn place<'a>(part: &ReturnPart<'a>, number: usize, finding: &Finding) -> Datum<'a> {
    let Some(cell) = finding.place.cell else {
        return match (part.file, part.sheet) {
            (_, Some(_)) => Datum::text("cả trang"),
            (Some(_), None) => Datum::text("cả tệp"),
            (None, None) => Datum::dash(),
        };
    };
    match &part.copy {
        Some(Ok((_, name))) if number <= MOST_LINKS => {
            let at = CellRef { notation: Notation::Letters, ..cell };
            Datum::link(cell.to_string(), Target::Cell(name.clone(), at))
        }
        _ => Datum::owned(cell.to_string()),
    }
}

/// Puts the colour of a severity behind its word in the last row.
pub(super) fn grade(plan: &mut SheetPlan<'_>, severity: Severity) {
    let words = severity.title();
    let cells = plan.lines.last_mut().into_iter().flat_map(|line| &mut line.cells);
    let mut word = cells.filter(|cell| cell.datum == Datum::text(words));
    if let Some(cell) = word.next() {
        cell.style = CellStyle::Graded(severity);
    }
}
