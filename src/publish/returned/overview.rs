//! Everything that was found, for the analyst: by unit in the order of the register, worst first.

use std::collections::BTreeMap;

use crate::model::{Area, CellRef, Finding, Severity, UnitIx};
use crate::pipeline::{Pipeline, ReturnForms};

use super::file_column::{bare, longest, returned_file};
use super::form::{counts, unit};
use super::list_sheet::{NAME, grade};
use super::recipient::FindingsByUnit;
use super::recipients_sheet;
use super::returns::returns_of;
use crate::publish::book::meaning::Meaning;
use crate::publish::book::plan::{Datum, Paper, PlanCell, SheetPlan, WorkbookPlan};
use crate::publish::book::style::{CellKind, CellStyle, RowTone};
use crate::publish::book::table::{TableColumn, TableRow};
use crate::publish::inputs::Inputs;
use crate::publish::workbook::words::size;

const TITLE: &str = "Phát hiện theo đơn vị và mức độ";

const WIDTHS: [u32; 11] = [46, 122, 98, 90, 48, 140, 188, 76, 76, 76, 68];

/// Composes the list; `None` where nothing is to be returned.
pub(in super::super) fn overview<'a>(inputs: &Inputs<'a>) -> Option<WorkbookPlan<'a>> {
    let pipeline = inputs.pipeline;
    pipeline.return_forms.least()?;
    let dealt = FindingsByUnit::new(pipeline, inputs.findings, inputs.submissions);
    let files: BTreeMap<Option<UnitIx>, String> =
        returns_of(pipeline, &dealt).into_iter().map(|given| (given.unit, given.file)).collect();
    let recipients = recipients_sheet::compose(pipeline, &files);
    Some(WorkbookPlan {
        title: TITLE.into(),
        company: pipeline.agency.last().map_or("", String::as_str),
        created: pipeline.period.month_after(),
        code: Some(inputs.code),
        sheets: std::iter::once(sheet(inputs, &dealt, &files)).chain(recipients).collect(),
        copies: Vec::new(),
    })
}

fn sheet<'a>(
    inputs: &Inputs<'a>,
    dealt: &FindingsByUnit<'a>,
    files: &BTreeMap<Option<UnitIx>, String>,
) -> SheetPlan<'a> {
    let pipeline = inputs.pipeline;
    let widths = [&WIDTHS[..], &[longest(files.values().map(|file| bare(file)))]].concat();
    let mut plan = SheetPlan::new(pipeline, NAME, Paper::Lying, widths);
    plan.paragraph(CellStyle::Title, Datum::owned(TITLE.to_uppercase()));
    let period = format!("(Kỳ báo cáo: {})", pipeline.period.title());
    plan.paragraph(CellStyle::Subtitle, Datum::owned(period));
    plan.gap(4);
    severities(&mut plan, inputs.findings.iter());
    plan.paragraph(CellStyle::Body, Datum::owned(returned(pipeline, files)));
    if dealt.of_units.is_empty() {
        plan.paragraph(CellStyle::Body, Datum::text("Không có phát hiện nào trong kỳ."));
        return plan;
    }
    plan.gap(4);
    let columns = columns();
    let head = plan.next();
    plan.table_head(&columns);
    plan.head = Some((head, head));
    let mut number = 0;
    for (unit, findings) in &dealt.of_units {
        let mut findings = findings.clone();
        // Within a severity they stay in the order of files, sheets and cells.
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        let file = files.get(unit).map(String::as_str);
        for finding in findings {
            number += 1;
            plan.table_row(&columns, row(pipeline, number, *unit, file, finding));
            grade(&mut plan, finding.severity);
        }
    }
    let last = CellRef::new(plan.next() - 1, u32::from(plan.columns()) - 1);
    plan.filter = Some(Area { first: CellRef::new(head, 0), last });
    plan
}

fn columns<'a>() -> [TableColumn<'a>; 12] {
    [
        TableColumn::new("STT", CellKind::Place),
        TableColumn::new("Đơn vị", CellKind::Words),
        TableColumn::new("Đơn vị cấp trên", CellKind::Words),
        TableColumn::new("Mức độ", CellKind::Mark),
        TableColumn::new("Mã", CellKind::Mark),
        TableColumn::new("Vị trí", CellKind::Words),
        TableColumn::new("Nội dung", CellKind::Words),
        TableColumn::new("Ghi trong tệp", CellKind::Words),
        TableColumn::new("Đúng phải là", CellKind::Words),
        TableColumn::new("Đối chiếu với", CellKind::Words),
        TableColumn::new("Xử lý", CellKind::Mark),
        TableColumn::new("Tệp phản hồi", CellKind::Link),
    ]
}

/// Where the word of each severity begins, how many columns it takes, and where its figure stands.
const SEVERITIES: [(u16, u16, u16); Severity::ALL.len()] =
    [(0, 2, 2), (3, 2, 5), (6, 1, 7), (8, 2, 10)];

/// How many findings of each severity, each counted once, in one line: the head of the list is to stay in sight.
fn severities<'f>(plan: &mut SheetPlan<'_>, findings: impl Iterator<Item = &'f Finding>) {
    let cells = counts(findings).into_iter().zip(SEVERITIES).flat_map(|((severity, count), at)| {
        let means = Meaning::Findings { severity: Some(severity), left_out: false };
        let cell = |column, across, datum, style| PlanCell {
            column,
            across,
            down: 1,
            datum,
            style,
            means,
        };
        let (from, across, figure) = at;
        let word = cell(from, across, Datum::text(severity.title()), CellStyle::Graded(severity));
        [word, cell(figure, 1, Datum::size(count), FIGURE)]
    });
    plan.push(cells.collect(), 22);
}

const FIGURE: CellStyle = CellStyle::Cell(CellKind::Count, RowTone::Plain);

fn returned(pipeline: &Pipeline, files: &BTreeMap<Option<UnitIx>, String>) -> String {
    let from = match pipeline.return_forms {
        ReturnForms::Note => "có phát hiện",
        ReturnForms::Error => "có lỗi",
        ReturnForms::Warning | ReturnForms::Never => "có cảnh báo trở lên",
    };
    let mut text = format!(
        "Số tệp phản hồi trong thư mục phan-hoi: {} (lập cho mỗi đơn vị {from}).",
        size(files.len())
    );
    if let Some(file) = files.get(&None) {
        text = format!("{text} Tệp {file} dành cho các tệp chưa rõ đơn vị gửi.");
    }
    text
}

fn row<'a>(
    pipeline: &'a Pipeline,
    number: usize,
    of: Option<UnitIx>,
    file: Option<&str>,
    finding: &'a Finding,
) -> TableRow<'a> {
    let optional = |text: Option<&'a str>| text.map_or(Datum::Blank, Datum::text);
    let found = unit(pipeline, of);
    let above = found.and_then(|found| unit(pipeline, found.parent));
    let file = file.map_or_else(Datum::dash, |file| returned_file(number, file));
    let data = vec![
        Datum::size(number),
        Datum::text(found.map_or("(chưa rõ đơn vị)", |unit| &unit.name)),
        optional(above.map(|unit| unit.name.as_str())),
        Datum::text(finding.severity.title()),
        Datum::text(finding.code.id()),
        Datum::owned(finding.place.to_string()),
        Datum::text(&finding.message),
        optional(finding.found.as_deref()),
        optional(finding.expected.as_deref()),
        optional(finding.compared.as_deref()),
        Datum::text(finding.action.title()),
        file,
    ];
    let means = vec![Meaning::Finding(finding); data.len()];
    TableRow::plain(data).meaning(means)
}
